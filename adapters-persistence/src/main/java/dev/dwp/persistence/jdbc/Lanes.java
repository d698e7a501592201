package dev.dwp.persistence.jdbc;

import dev.dwp.application.store.JobCountKey;
import dev.dwp.domain.job.JobPhase;
import dev.dwp.domain.job.TenantQueue;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Every lane with unfinished jobs, as stored and as moved on by the transaction. For the writer's thread. */
final class Lanes {
    /** Above every number of the log: what this transaction tells comes after all that is stored. */
    private static final long STILL_TO_COME = Long.MAX_VALUE / 2;

    private final Transaction transaction;
    private final Map<TenantQueue, LaneState> byLane = new HashMap<>();
    private final Set<String> later = new HashSet<>();

    /** How many jobs stand somewhere, and when their lane had its last turn, if it had one. */
    record Stored(JobCountKey standing, long n, @Nullable Long turn) {
        static Stored read(Row row) throws SQLException {
            return new Stored(JobColumns.countKey(row), row.number("n"), row.numberOrNull("turn"));
        }
    }

    private Lanes(Transaction transaction) {
        this.transaction = transaction;
    }

    static Lanes of(Transaction transaction, List<Stored> seen) {
        Lanes lanes = new Lanes(transaction);
        seen.forEach(stored -> lanes.add(stored.standing(), stored.n(), stored.turn()));
        transaction.jobs().forEach((standing, change) -> lanes.add(standing, change, null));
        return lanes;
    }

    /** A job has become due. */
    void fellDue(JobCountKey before) {
        JobCountKey after = new JobCountKey(before.queue(), before.name(), before.state(), JobPhase.DUE);
        transaction.jobs().add(before, -1);
        transaction.jobs().add(after, 1);
        add(after, 1, null);
    }

    private void add(JobCountKey standing, long change, @Nullable Long turn) {
        if (standing.phase() == JobPhase.FINISHED) {
            return;
        }
        LaneState lane =
                byLane.computeIfAbsent(standing.queue(), absent -> new LaneState(absent, turnOf(absent, turn)));
        switch (standing.phase()) {
            case RUNNING -> lane.addRunning(change);
            case DUE -> lane.addDue(standing.name(), change);
            case SCHEDULED -> later.add(standing.name());
            case FINISHED -> {}
        }
    }

    private long turnOf(TenantQueue lane, @Nullable Long stored) {
        Integer served = transaction.served().get(lane);
        if (served != null) {
            return STILL_TO_COME + served;
        }
        return stored == null ? newcomer(lane) : stored;
    }

    private long newcomer(TenantQueue lane) {
        Integer told = transaction.newcomers().get(lane);
        return told == null ? 0 : STILL_TO_COME + told;
    }

    Collection<LaneState> all() {
        return byLane.values();
    }

    /** Names of which there may be jobs that are not due yet, among these. */
    Set<String> later(Set<String> among) {
        Set<String> names = new HashSet<>(later);
        names.retainAll(among);
        return names;
    }
}
