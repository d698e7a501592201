package dev.dwp.persistence.jdbc.doctor;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Leases that ran out, of which nobody took up the job or run. Any live node does that within a lease. */
final class Leases implements Check {
    private static final String JOBS = """
            SELECT count(*) AS held, count(CASE WHEN lease_until < ? THEN 1 END) AS lapsed, min(lease_until) AS oldest
            FROM dwp_held
            """;

    private static final String RUNS = """
            SELECT count(*) AS held, count(CASE WHEN lease_until < ? THEN 1 END) AS lapsed, min(lease_until) AS oldest
            FROM dwp_run WHERE worker IS NOT NULL
            """;

    private final Liveness liveness;

    private record Tally(long held, long lapsed, long oldest) {
        static Tally read(ResultSet row) throws SQLException {
            return new Tally(row.getLong("held"), row.getLong("lapsed"), row.getLong("oldest"));
        }
    }

    Leases(Liveness liveness) {
        this.liveness = liveness;
    }

    @Override
    public String name() {
        return "leases";
    }

    @Override
    public Finding examine(Evidence evidence) throws SQLException {
        long lapsed = evidence.ago(evidence.norms().lease());
        Tally jobs = evidence.one(JOBS, Tally::read, lapsed);
        Tally runs = evidence.one(RUNS, Tally::read, lapsed);
        if (jobs.lapsed() + runs.lapsed() == 0) {
            return Finding.ok(name(), "%d jobs and %d runs are held".formatted(jobs.held(), runs.held()));
        }
        List<String> stuck = new ArrayList<>();
        describe("jobs", jobs, evidence, stuck);
        describe("runs", runs, evidence, stuck);
        return Finding.warn(
                name(), "leases ran out that nobody took up: " + String.join(", ", stuck), advice(evidence));
    }

    private static void describe(String what, Tally tally, Evidence evidence, List<String> into) {
        if (tally.lapsed() > 0) {
            Duration age = evidence.since(tally.oldest());
            into.add("%d of %s (the first %s ago)".formatted(tally.lapsed(), what, Ages.text(age)));
        }
    }

    private String advice(Evidence evidence) throws SQLException {
        if (liveness.count(evidence) == 0) {
            return "No node is alive. Run: dwp serve";
        }
        return liveness.beating()
                ? "Nodes are there and should have: look for the reason in their logs."
                : "Start the server, if it was killed; if it runs, look for the reason in its log.";
    }
}
