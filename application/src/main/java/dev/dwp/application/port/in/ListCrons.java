package dev.dwp.application.port.in;

import dev.dwp.domain.job.QueueName;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code cron.list} (PROTOCOL §5). */
@FunctionalInterface
public interface ListCrons {

    /** The caller's entries, by name. */
    List<Entry> list(Caller caller);

    /** An entry and when it fires. */
    record Entry(
            String name,
            String schedule,
            String jobName,
            QueueName queue,
            Instant nextRunAt,
            @Nullable Instant lastRunAt) {}
}
