package dev.dwp.persistence.jdbc;

import dev.dwp.application.port.out.StoreUnavailable;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Which writers have no database: the store is away when none of them has one. Thread-safe. */
final class Outages {
    private final Dialect dialect;
    private final OutageLog log;
    private final List<Outage> each = new CopyOnWriteArrayList<>();

    Outages(Dialect dialect, OutageLog log) {
        this.dialect = dialect;
        this.log = log;
    }

    /** Another writer's. */
    Outage add() {
        Outage outage = new Outage(dialect, log);
        each.add(outage);
        return outage;
    }

    boolean total() {
        return each.stream().allMatch(Outage::on);
    }

    /**
     * Sends a caller away whom no writer can serve.
     *
     * @throws StoreUnavailable when none can
     */
    void check() {
        if (total()) {
            throw each.getFirst().failure();
        }
    }
}
