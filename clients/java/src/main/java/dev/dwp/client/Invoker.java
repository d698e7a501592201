package dev.dwp.client;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dwp.client.error.CallInterruptedException;
import dev.dwp.client.error.ConnectionLostException;
import dev.dwp.client.error.DwpException;
import dev.dwp.client.error.DwpTimeoutException;
import dev.dwp.client.model.Outcome;
import dev.dwp.client.transport.Transport;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.function.Function;

/**
 * Makes requests in the two ways that callers choose from. A blocking one reads its answer on the caller's thread; the
 * future of an asynchronous one completes on a virtual thread of its own, so that what follows may block.
 */
final class Invoker {
    private static final Executor CALLBACKS =
            task -> Thread.ofVirtual().name("dwp-client-callback").start(task);

    /** One wait at the server; the next follows at once. Short, since a server that stops answers no longer ones. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(20);

    private final Transport transport;

    Invoker(Transport transport) {
        this.transport = transport;
    }

    <T> T get(Request<T> request) {
        transport.submit(request.call());
        return request.reading().apply(settled(request.call().answer()));
    }

    <T> CompletableFuture<T> async(Request<T> request) {
        transport.submit(request.call());
        return request.call().answer().thenApplyAsync(request.reading(), CALLBACKS);
    }

    /** The same future, whose next stages run on virtual threads. */
    static <T> CompletableFuture<T> continued(CompletableFuture<T> future) {
        return future.thenApplyAsync(value -> value, CALLBACKS);
    }

    CompletableFuture<Void> asyncVoid(Request<JsonNode> request) {
        return async(request).thenAccept(answer -> {});
    }

    /** Asks until it has ended. */
    <T extends Outcome> T await(String id, Duration timeout, Function<Duration, Request<T>> ask) {
        long end = System.nanoTime() + timeout.toNanos();
        while (true) {
            T now = get(ask.apply(pause(end)));
            if (now.ended()) {
                return now;
            }
            if (System.nanoTime() - end >= 0) {
                throw stillGoingOn(id, timeout);
            }
        }
    }

    <T extends Outcome> CompletableFuture<T> awaitAsync(
            String id, Duration timeout, Function<Duration, Request<T>> ask) {
        return awaitAsync(id, timeout, ask, System.nanoTime() + timeout.toNanos());
    }

    private <T extends Outcome> CompletableFuture<T> awaitAsync(
            String id, Duration timeout, Function<Duration, Request<T>> ask, long end) {
        return async(ask.apply(pause(end))).thenCompose(now -> {
            if (now.ended()) {
                return CompletableFuture.completedFuture(now);
            }
            return System.nanoTime() - end >= 0
                    ? CompletableFuture.failedFuture(stillGoingOn(id, timeout))
                    : awaitAsync(id, timeout, ask, end);
        });
    }

    private static Duration pause(long end) {
        Duration left = Duration.ofNanos(Math.max(0, end - System.nanoTime())).plusMillis(1);
        return left.compareTo(LONGEST_WAIT) < 0 ? left : LONGEST_WAIT;
    }

    private static DwpTimeoutException stillGoingOn(String id, Duration timeout) {
        return new DwpTimeoutException(0, "%s had not ended after %s.".formatted(id, timeout), null);
    }

    /** Waits for a future of the transport; failures are thrown with the stack of the caller. */
    static <T> T settled(CompletableFuture<T> future) {
        try {
            return future.get();
        } catch (InterruptedException e) {
            future.cancel(false);
            Thread.currentThread().interrupt();
            throw new CallInterruptedException(e);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            if (cause instanceof DwpException failure) {
                failure.fillInStackTrace();
                throw failure;
            }
            throw new ConnectionLostException("The call failed: " + cause, cause);
        }
    }
}
