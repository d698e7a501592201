package dev.dwp.persistence.jdbc;

import dev.dwp.domain.workflow.RunClaim;
import dev.dwp.domain.workflow.RunState;
import dev.dwp.domain.workflow.WorkflowRun;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** What a transaction needs to know of a run that it changes. */
record RunNow(long revision, RunState state, @Nullable RunClaim claim) {
    static RunNow of(WorkflowRun run) {
        return new RunNow(run.revision(), run.state(), run.claim());
    }

    static RunNow read(Row row) throws SQLException {
        return new RunNow(
                row.number("revision"),
                Row.orElse(RunState.RUNNING, () -> RunState.named(row.text("state"))),
                RunRow.claim(row));
    }
}
