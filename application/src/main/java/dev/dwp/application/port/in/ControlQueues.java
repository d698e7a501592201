package dev.dwp.application.port.in;

import dev.dwp.domain.job.QueueName;
import java.util.Set;

/** Stops and resumes whole queues, on every node; for operators and for code that embeds the server. */
public interface ControlQueues {

    /** Lets no job of the queue start any more; those that run go on. Does nothing to a paused queue. */
    void pause(QueueName queue);

    /** Lets the queue's jobs start again. Does nothing to a queue that is not paused, or that configuration closes. */
    void resume(QueueName queue);

    /** The queues paused by {@link #pause}; not those that a node's configuration closes. */
    Set<QueueName> paused();
}
