package dev.dwp.application.store;

import dev.dwp.application.port.out.CronState;
import dev.dwp.domain.job.JobId;
import dev.dwp.domain.job.QueueName;
import dev.dwp.domain.workflow.RunId;
import dev.dwp.domain.workflow.SignalId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The six look-ups that {@link ChangesetRules} needs of a store. They answer from one moment, and what they were asked for
 * stays as it is until the changeset is written.
 *
 * <p>A job, run or signal that the changeset makes anew need not be looked for where the store's write of it fails if there
 * is one of the same id: {@code null} or {@code false} will do, and the failed write is a
 * {@link dev.dwp.application.port.out.StaleWrite}.
 */
public interface StoredState {
    /** Finds a job; {@code null} if there is none. */
    @Nullable
    StoredJob job(JobId id);

    /** Finds a run; {@code null} if there is none. */
    @Nullable
    StoredRun run(RunId id);

    /** Finds all that a key names and that was not removed yet, the newest first. */
    List<KeyOwner> owners(KeyRef key);

    /** Tells that a signal is kept. */
    boolean keeps(SignalId id);

    /** Finds a cron entry by its name; {@code null} if there is none. */
    @Nullable
    CronState cron(String name);

    /** Tells that a queue is not paused and that no job of it is due. */
    boolean clear(QueueName queue);

    /** Cuts an instant to the precision with which the store will read it back. */
    default Instant readBack(Instant instant) {
        return instant;
    }
}
