package dev.dwp.application.port.in;

import dev.dwp.domain.job.QueueLimits;
import dev.dwp.domain.job.QueueName;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code queue.list}, {@code queue.pause} and {@code queue.resume} (PROTOCOL §5). */
public interface OperateQueues {

    /**
     * The queues in which the caller's jobs wait or run, by name, with the caller's own jobs counted; to an operator also
     * those that are paused and empty.
     */
    List<Gauge> list(Caller caller);

    /**
     * Lets no job of the queue start any more; those that run go on.
     *
     * @return whether it is paused now
     * @throws dev.dwp.domain.frame.Refusal 403 for a tenant, since tenants share queues
     */
    boolean pause(Caller caller, QueueName queue);

    /**
     * Lets the queue's jobs start again.
     *
     * @return whether it is paused still, by this node's configuration
     * @throws dev.dwp.domain.frame.Refusal 403 for a tenant, since tenants share queues
     */
    boolean resume(Caller caller, QueueName queue);

    /**
     * A queue and the caller's jobs in it.
     *
     * @param pending jobs that are due
     * @param scheduled jobs whose time has not come, and those that are to be tried again
     * @param oldestDueAt since when the job that has been due for longest is; {@code null} when none is
     */
    record Gauge(
            QueueName queue,
            long pending,
            long scheduled,
            long running,
            boolean paused,
            QueueLimits limits,
            @Nullable Instant oldestDueAt) {}
}
