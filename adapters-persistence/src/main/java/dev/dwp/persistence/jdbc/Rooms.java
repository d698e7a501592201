package dev.dwp.persistence.jdbc;

import dev.dwp.application.port.out.JobClaim;
import dev.dwp.domain.job.QueueName;
import dev.dwp.domain.job.TenantQueue;
import dev.dwp.domain.job.TokenBucket;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How much room a claim finds in the queues. For the writer's thread. */
final class Rooms {
    private final Map<QueueName, QueueRoom> byQueue = new HashMap<>();

    private Rooms() {}

    static Rooms of(JobClaim claim, Lanes lanes, Sight sight) {
        Map<QueueName, Long> running = new HashMap<>();
        lanes.all().forEach(lane -> running.merge(lane.lane().queue(), lane.running(), Long::sum));
        Set<QueueName> shut = new HashSet<>(claim.closed());
        shut.addAll(sight.paused());
        Rooms rooms = new Rooms();
        running.forEach((queue, count) -> rooms.byQueue.put(
                queue,
                shut.contains(queue)
                        ? QueueRoom.shut()
                        : QueueRoom.open(
                                claim.limitsOf(queue), count, sight.buckets().get(queue), claim.now())));
        return rooms;
    }

    /** The turns of lanes that have so many due jobs, within the room that there is. */
    Turns turns(Lanes lanes, Map<TenantQueue, Long> supply) {
        Turns turns = new Turns();
        lanes.all().forEach(lane -> turns.add(lane, supply.getOrDefault(lane.lane(), 0L)));
        byQueue.forEach((queue, room) -> turns.limit(queue, room.left()));
        return turns;
    }

    /** Where due jobs are left that only their queue's rate holds up, the claim should look again. */
    void noteWaiting(Map<TenantQueue, Long> supply, List<TenantQueue> taken, Again again) {
        Map<QueueName, Long> left = new HashMap<>();
        supply.forEach((lane, due) -> left.merge(lane.queue(), due, Long::sum));
        Map<QueueName, Integer> started = new HashMap<>();
        for (TenantQueue lane : taken) {
            left.merge(lane.queue(), -1L, Long::sum);
            started.merge(lane.queue(), 1, Integer::sum);
        }
        left.forEach((queue, due) -> {
            QueueRoom room = byQueue.get(queue);
            if (due > 0 && room != null) {
                again.note(room.next(started.getOrDefault(queue, 0)));
            }
        });
    }

    /** So many jobs of queues have started: takes it out of their buckets. */
    void fill(Session session, Map<QueueName, Integer> started) throws SQLException {
        List<@Nullable Object[]> rows = new ArrayList<>();
        started.forEach((queue, count) -> {
            QueueRoom room = byQueue.get(queue);
            TokenBucket bucket = room == null ? null : room.after(count);
            if (bucket != null) {
                rows.add(BucketRow.of(queue, bucket));
            }
        });
        session.updateAll(ClaimSql.FILL_BUCKET, rows);
    }
}
