package dev.dwp.persistence.memory;

import dev.dwp.domain.job.QueueName;
import dev.dwp.domain.session.Tenant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The lanes of one queue: one for each tenant that has jobs in it. Guarded by the store's lock. */
final class QueueLanes {
    private final QueueName name;
    private final Map<Tenant, Lane> lanes = new HashMap<>();

    /** The lanes with jobs whose time has come. */
    private final TreeMap<Turn, Lane> inTurn = new TreeMap<>();

    private long running;
    private long due;

    QueueLanes(QueueName name) {
        this.name = name;
    }

    QueueName name() {
        return name;
    }

    @Nullable
    Lane lane(Tenant tenant) {
        return lanes.get(tenant);
    }

    Lane lane(Tenant tenant, LongSupplier served) {
        return lanes.computeIfAbsent(tenant, absent -> new Lane(this, tenant, served.getAsLong()));
    }

    Collection<Lane> lanes() {
        return lanes.values();
    }

    /** The lanes with jobs whose time has come, the one whose turn it is first. */
    Collection<Lane> inTurn() {
        return inTurn.values();
    }

    /** The turn of its first lane; {@code null} when none has jobs whose time has come. */
    @Nullable
    Turn turn() {
        return inTurn.isEmpty() ? null : inTurn.firstKey();
    }

    /** Jobs that run, over all tenants. */
    long running() {
        return running;
    }

    /** Jobs whose time has come, over all tenants. */
    long due() {
        return due;
    }

    /** Takes a lane out while it changes. */
    void takeOut(Lane lane) {
        inTurn.remove(lane.turn());
        running -= lane.running();
        due -= lane.due();
    }

    /** Puts a lane back that has changed. */
    void putBack(Lane lane) {
        if (lane.due() > 0) {
            inTurn.put(lane.turn(), lane);
        }
        running += lane.running();
        due += lane.due();
    }

    /** Forgets a lane; whether there are any others. */
    boolean forget(Lane lane) {
        lanes.remove(lane.tenant());
        return !lanes.isEmpty();
    }
}
