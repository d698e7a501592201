package dev.dwp.application.port.in;

import dev.dwp.application.port.out.CreatedBetween;
import dev.dwp.domain.job.IdempotencyKey;
import dev.dwp.domain.job.Job;
import dev.dwp.domain.job.JobId;
import dev.dwp.domain.job.JobState;
import dev.dwp.domain.job.QueueName;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code job.list} and {@code dlq.list} (PROTOCOL §5). */
@FunctionalInterface
public interface ListJobs {

    /** The caller's jobs that match, newest first, at most {@code limit} from just before {@code before} on. */
    List<Job> list(Caller caller, Filter filter, @Nullable JobId before, int limit);

    /** Which jobs; an absent filter matches all. */
    record Filter(
            @Nullable JobState state,
            @Nullable QueueName queue,
            @Nullable String name,
            @Nullable IdempotencyKey key,
            CreatedBetween created) {

        /** Jobs of any key, created at any time. */
        public Filter(@Nullable JobState state, @Nullable QueueName queue, @Nullable String name) {
            this(state, queue, name, null, CreatedBetween.ANY);
        }
    }
}
