package dev.dwp.application.session;

import dev.dwp.application.frame.AnswerPermit;
import dev.dwp.domain.frame.Frame;
import dev.dwp.domain.frame.Method;
import dev.dwp.domain.frame.Value;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Bounds how many answers that may be large are made at the same time: on one connection, and on all together. What a peer has
 * not taken yet is waited for under the permit of its connection alone, so that it holds up nobody else; and no permit is
 * held while a request waits for the end of a job or run. Thread-safe.
 */
public final class AnswerPermits {
    /** Large answers that are made for one connection at a time. */
    private static final int ON_ONE_CONNECTION = 4;

    private static final Set<String> LARGE = EnumSet.of(
                    Method.JOB_GET,
                    Method.JOB_LIST,
                    Method.WORKFLOW_GET,
                    Method.WORKFLOW_LIST,
                    Method.WORKFLOW_TIMELINE,
                    Method.HANDLER_LIST,
                    Method.QUEUE_LIST,
                    Method.CRON_LIST,
                    Method.DLQ_LIST,
                    Method.STATS,
                    Method.SUBSCRIBE)
            .stream()
            .map(Method::wireName)
            .collect(Collectors.toUnmodifiableSet());

    private final Semaphore all;

    /** Lets so many be made at a time on all connections together. */
    public AnswerPermits(int most) {
        all = new Semaphore(most, true);
    }

    /** The permits of a new connection. */
    OfConnection connection(Runnable awaitTaken) {
        return new OfConnection(awaitTaken);
    }

    /** A permit for a request that is the only one of its connection. */
    AnswerPermit alone(Frame.Request request) {
        return mayBeLarge(request) ? new Held(null, () -> {}) : AnswerPermit.NONE;
    }

    /** Whether the answer to a request may be large. */
    static boolean mayBeLarge(Frame.Request request) {
        return LARGE.contains(request.method())
                || (request.data() instanceof Value.Struct data
                        && (data.member("jobs") != null || data.member("job_ids") != null));
    }

    /** The permits of one connection. */
    final class OfConnection {
        private final Semaphore own = new Semaphore(ON_ONE_CONNECTION, true);
        private final Runnable awaitTaken;

        /**
         * @param awaitTaken waits while the peer leaves so much unread that nothing more should be made for it
         */
        private OfConnection(Runnable awaitTaken) {
            this.awaitTaken = awaitTaken;
        }

        AnswerPermit of(Frame.Request request) {
            return mayBeLarge(request) ? new Held(own, awaitTaken) : AnswerPermit.NONE;
        }
    }

    private final class Held implements AnswerPermit {
        private final @Nullable Semaphore own;
        private final Runnable awaitTaken;
        private boolean holdsOwn;
        private boolean holdsOfAll;

        Held(@Nullable Semaphore own, Runnable awaitTaken) {
            this.own = own;
            this.awaitTaken = awaitTaken;
        }

        @Override
        public void take() {
            if (own != null) {
                own.acquireUninterruptibly();
                holdsOwn = true;
            }
            awaitTaken.run();
            all.acquireUninterruptibly();
            holdsOfAll = true;
        }

        @Override
        public void close() {
            if (holdsOfAll) {
                holdsOfAll = false;
                all.release();
            }
            if (own != null && holdsOwn) {
                holdsOwn = false;
                own.release();
            }
        }
    }
}
