package dev.dwp.persistence.memory;

import dev.dwp.domain.job.Job;
import dev.dwp.domain.job.QueueName;
import dev.dwp.domain.session.Tenant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Every queue that has jobs waiting or running, in the order in which it is their turn. A claim finds its jobs at the
 * front, however many wait. Guarded by the store's lock.
 */
final class Queues {
    private final Map<QueueName, QueueLanes> byName = new HashMap<>();

    /** The queues with jobs whose time has come. */
    private final TreeMap<Turn, QueueLanes> inTurn = new TreeMap<>();

    private final IdleTurns idle = new IdleTurns();
    private long lastServed;

    /** Every queue. */
    Collection<QueueLanes> all() {
        return byName.values();
    }

    @Nullable
    QueueLanes queue(QueueName name) {
        return byName.get(name);
    }

    /** The queue with due jobs whose turn is next after a turn, or the first of all. */
    @Nullable
    QueueLanes after(@Nullable Turn turn) {
        Map.Entry<Turn, QueueLanes> next = turn == null ? inTurn.firstEntry() : inTurn.higherEntry(turn);
        return next == null ? null : next.getValue();
    }

    /** The lane of a job, which is made where there was none: then it is the last in the row. */
    Lane laneOf(Job job) {
        QueueName name = job.spec().queue();
        Tenant tenant = job.spec().tenant();
        return byName.computeIfAbsent(name, QueueLanes::new).lane(tenant, () -> {
            Long known = idle.recall(name, tenant);
            return known == null ? ++lastServed : known;
        });
    }

    void serve(Lane lane) {
        change(lane, () -> lane.serve(++lastServed));
    }

    /** Changes a lane in a way that may change its turn. */
    void change(Lane lane, Runnable change) {
        QueueLanes queue = lane.queue();
        Turn before = queue.turn();
        if (before != null) {
            inTurn.remove(before);
        }
        queue.takeOut(lane);
        change.run();
        queue.putBack(lane);
        Turn after = queue.turn();
        if (after != null) {
            inTurn.put(after, queue);
        }
    }

    /** Lets go of a lane that has no jobs any more. */
    void tidy(Job job) {
        QueueLanes queue = byName.get(job.spec().queue());
        Lane lane = queue == null ? null : queue.lane(job.spec().tenant());
        if (queue != null && lane != null && lane.idle()) {
            idle.remember(lane);
            if (!queue.forget(lane)) {
                byName.remove(queue.name());
            }
        }
    }
}
