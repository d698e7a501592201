package dev.dwp.application.job;

import dev.dwp.domain.job.QueueName;
import java.time.Instant;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether jobs may start with the commit that enqueues them: the last claim found less than it asked for and
 * nothing was announced since, so that nothing waits for a place. Made and withdrawn by the dispatcher; a hint, as the commit itself looks at the queue. Thread-safe.
 */
final class StartOffer {
    private static final int MOST_REFUSED = 1_000;

    /** No job that waits will be due before this; the past while jobs may wait for a place. */
    private volatile Instant until = Instant.MIN;

    /** How often it was announced that jobs may wait. */
    private final AtomicLong announced = new AtomicLong();

    /** How many announcements came before the claim under way, or the last one; used by whoever takes the dispatcher's turn. */
    private long seen;

    /** How many came before the last claim that found less than it asked for. */
    private volatile long answered;

    /** Queues that were paused or had due jobs, as a commit found out; until a claim takes a job of them. */
    private final Set<QueueName> refused = ConcurrentHashMap.newKeySet();

    /** Jobs may wait: nothing starts before a claim has looked for them. */
    void announce() {
        announced.incrementAndGet();
    }

    /** A claim begins, which finds all that was announced. */
    void look() {
        seen = announced.get();
    }

    /** A claim has found less than it asked for; more will be due at an instant, or never. */
    void make(@Nullable Instant nextDue) {
        answered = seen;
        until = nextDue == null ? Instant.MAX : nextDue;
    }

    /** Jobs may wait for a place, or cannot be run. */
    void withdraw() {
        until = Instant.MIN;
    }

    boolean stands(Instant now) {
        return now.isBefore(until) && announced.get() == answered;
    }

    boolean includes(QueueName queue) {
        return !refused.contains(queue);
    }

    /** A commit found one of these queues paused, or with due jobs. */
    void refuse(Collection<QueueName> queues) {
        if (refused.size() + queues.size() > MOST_REFUSED) {
            refused.clear();
        }
        refused.addAll(queues);
    }

    /** A claim has taken a job of a queue, so that it is not paused. */
    void include(QueueName queue) {
        if (!refused.isEmpty()) {
            refused.remove(queue);
        }
    }
}
