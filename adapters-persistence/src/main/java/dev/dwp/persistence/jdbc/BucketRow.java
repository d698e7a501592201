package dev.dwp.persistence.jdbc;

import dev.dwp.domain.job.QueueName;
import dev.dwp.domain.job.TokenBucket;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code dwp_bucket}. Its instant is kept to the nanosecond: what rounding gives away at every claim would add up
 * to more than the rate.
 */
final class BucketRow {
    private static final long PER_SECOND = 1_000_000_000;
    private static final long MOST_SECONDS = Long.MAX_VALUE / PER_SECOND - 1;

    private BucketRow() {}

    static @Nullable Object[] of(QueueName queue, TokenBucket bucket) {
        return Rows.of(queue.text(), bucket.tokens(), nanos(bucket.at()));
    }

    static TokenBucket read(Row row) throws SQLException {
        long nanos = row.number("at");
        return new TokenBucket(
                row.decimal("tokens"),
                Instant.ofEpochSecond(Math.floorDiv(nanos, PER_SECOND), Math.floorMod(nanos, PER_SECOND)));
    }

    private static long nanos(Instant at) {
        return Math.clamp(at.getEpochSecond(), -MOST_SECONDS, MOST_SECONDS) * PER_SECOND + at.getNano();
    }
}
