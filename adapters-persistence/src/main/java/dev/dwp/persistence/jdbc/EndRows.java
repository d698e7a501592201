package dev.dwp.persistence.jdbc;

import dev.dwp.domain.job.TenantQueue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The end of a transaction as rows. */
final class EndRows {
    private EndRows() {}

    /** Queue, app, org, name, state, place, change. */
    static List<@Nullable Object[]> jobs(Transaction transaction) {
        List<@Nullable Object[]> rows = new ArrayList<>();
        transaction
                .jobs()
                .forEach((standing, change) -> rows.add(Rows.of(
                        standing.queue().queue().text(),
                        Tenants.app(standing.queue().tenant()),
                        Tenants.org(standing.queue().tenant()),
                        standing.name(),
                        standing.state().wireName(),
                        JobColumns.place(standing.phase()),
                        change)));
        return rows;
    }

    /** App, org, name, state, change. */
    static List<@Nullable Object[]> runs(Transaction transaction) {
        List<@Nullable Object[]> rows = new ArrayList<>();
        transaction
                .runs()
                .forEach((standing, change) -> rows.add(Rows.of(
                        Tenants.app(standing.tenant()),
                        Tenants.org(standing.tenant()),
                        standing.name(),
                        standing.state().wireName(),
                        change)));
        return rows;
    }

    /** Lanes where a job begins to wait, but for those that have had a turn since. */
    static Map<TenantQueue, Integer> newcomers(Transaction transaction) {
        Map<TenantQueue, Integer> newcomers = new LinkedHashMap<>(transaction.newcomers());
        newcomers.keySet().removeAll(transaction.served().keySet());
        return newcomers;
    }

    /**
     * Queue, app, org, number in the log.
     *
     * @param before the head of the log to which the numbers of the transaction's own events are added
     */
    static List<@Nullable Object[]> lanes(Map<TenantQueue, Integer> lanes, long before) {
        List<@Nullable Object[]> rows = new ArrayList<>();
        lanes.forEach((lane, event) -> rows.add(
                Rows.of(lane.queue().text(), Tenants.app(lane.tenant()), Tenants.org(lane.tenant()), before + event)));
        return rows;
    }
}
