package dev.dwp.engine.job;

import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.dwp.application.handler.JobContext;
import dev.dwp.application.handler.JobHandler;
import dev.dwp.domain.frame.Value;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A handler whose attempts do what the test tells them, when it tells them. */
final class Gate implements JobHandler<Value, Object> {
    private final BlockingQueue<Visit> visits = new LinkedBlockingQueue<>();

    /** One attempt that waits for the test's word. */
    static final class Visit {
        final JobContext context;
        final Value payload;
        final Thread thread = Thread.currentThread();
        final CountDownLatch left = new CountDownLatch(1);
        private final CompletableFuture<@Nullable Object> word = new CompletableFuture<>();

        Visit(JobContext context, Value payload) {
            this.context = context;
            this.payload = payload;
        }

        void returns(@Nullable Object result) {
            word.complete(result);
        }

        void fails(Throwable failure) {
            word.completeExceptionally(failure);
        }

        /** Waits until the handler has left, by whatever way. */
        void awaitLeft() throws InterruptedException {
            if (!left.await(30, TimeUnit.SECONDS)) {
                throw new AssertionError("The handler does not end.");
            }
        }
    }

    @Override
    public @Nullable Object handle(Value payload, JobContext context) throws Exception {
        Visit visit = new Visit(context, payload);
        visits.add(visit);
        try {
            return visit.word.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw (Exception) e.getCause();
        } finally {
            visit.left.countDown();
        }
    }

    /** The next attempt that has come in. */
    Visit next() throws InterruptedException {
        return present(visits.poll(30, TimeUnit.SECONDS));
    }

    boolean nobodyWaits() {
        return visits.isEmpty();
    }

    private static Visit present(@Nullable Visit visit) {
        assertNotNull(visit, "No attempt has begun.");
        return visit;
    }
}
