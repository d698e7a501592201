package dev.dwp.application.port.in;

import dev.dwp.application.port.out.CreatedBetween;
import dev.dwp.domain.job.IdempotencyKey;
import dev.dwp.domain.workflow.RunId;
import dev.dwp.domain.workflow.RunState;
import dev.dwp.domain.workflow.WorkflowRun;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code workflow.list} (PROTOCOL §5). */
@FunctionalInterface
public interface ListRuns {

    /** The caller's runs that match, newest first, at most {@code limit} from just before {@code before} on. */
    List<WorkflowRun> list(Caller caller, Filter filter, @Nullable RunId before, int limit);

    /** Which runs; an absent filter matches all. */
    record Filter(
            @Nullable RunState state,
            @Nullable String name,
            @Nullable IdempotencyKey key,
            CreatedBetween created) {

        /** Runs of any key, started at any time. */
        public Filter(@Nullable RunState state, @Nullable String name) {
            this(state, name, null, CreatedBetween.ANY);
        }
    }
}
