package dev.dwp.persistence.jdbc;

import dev.dwp.domain.job.QueueName;
import dev.dwp.domain.job.TokenBucket;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a claim looks at before it takes jobs; from then on to the commit no other may claim.
 *
 * @param lanes what stands where
 * @param paused queues of which nothing may start
 * @param buckets what is left of the queues' rates
 */
record Sight(List<Lanes.Stored> lanes, Set<QueueName> paused, Map<QueueName, TokenBucket> buckets) {

    /** Waits for those who are claiming, and looks: in this order, as what they change must be seen. */
    static Sight take(Session session) throws SQLException {
        Question<Boolean> alone = new Question<>(ClaimSql.ALONE, row -> true);
        Question<Lanes.Stored> lanes = new Question<>(ClaimSql.LANES, Lanes.Stored::read);
        Question<QueueName> paused = new Question<>(ClaimSql.PAUSED, row -> new QueueName(row.text("queue")));
        Question<Map.Entry<QueueName, TokenBucket>> buckets = new Question<>(
                ClaimSql.BUCKETS, row -> Map.entry(new QueueName(row.text("queue")), BucketRow.read(row)));
        session.ask(List.of(alone, lanes, paused, buckets));
        Map<QueueName, TokenBucket> byQueue = new HashMap<>();
        buckets.found().forEach(bucket -> byQueue.put(bucket.getKey(), bucket.getValue()));
        return new Sight(lanes.found(), new HashSet<>(paused.found()), byQueue);
    }
}
