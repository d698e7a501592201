package dev.dwp.client;

import dev.dwp.client.error.CallInterruptedException;
import dev.dwp.client.error.DwpException;
import dev.dwp.client.error.DwpTimeoutException;
import dev.dwp.client.model.Event;
import dev.dwp.client.transport.FailureReasons;
import dev.dwp.client.transport.Transport;
import java.time.Duration;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The events of a channel in their order, none missing and none twice, also over lost connections: each new one goes on after
 * the last event that came (PROTOCOL §7.3). A program that takes none holds up to the buffer's size of them; the others wait
 * at the server. For one consuming thread; {@link #close} and {@link #cursor} are for any.
 *
 * <p>Iterating takes events until the subscription is closed. One that fails throws its {@link DwpException} after the events
 * that came before.
 */
public final class Subscription implements Iterable<Event>, AutoCloseable {
    private final EventBuffer buffer;
    private final Transport.Source source;

    private Subscription(EventBuffer buffer, Transport.Source source) {
        this.buffer = buffer;
        this.source = source;
    }

    /** Begins one; completes when the server has accepted it, or exceptionally when it has not in that time. */
    static CompletableFuture<Subscription> begin(Transport transport, EventBuffer buffer, Duration timeout) {
        Transport.Source source = transport.attach(buffer);
        buffer.grantsTo(source);
        Subscription subscription = new Subscription(buffer, source);
        return buffer.begun()
                .thenApply(accepted -> subscription)
                .orTimeout(timeout.toNanos(), TimeUnit.NANOSECONDS)
                .exceptionallyCompose(failure -> {
                    subscription.close();
                    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
                    return CompletableFuture.failedFuture(
                            cause instanceof TimeoutException
                                    ? new DwpTimeoutException(
                                            0,
                                            "The server did not accept the subscription to %s within %s."
                                                    .formatted(buffer.channel(), FailureReasons.time(timeout)),
                                            null)
                                    : cause);
                });
    }

    public String channel() {
        return buffer.channel();
    }

    /**
     * The cursor of the last event taken, or of where the subscription began: a later one after it goes on with the next event.
     * {@code null} where the server has not told any yet.
     */
    public @Nullable String cursor() {
        return buffer.taken();
    }

    /**
     * Waits for the next event.
     *
     * @return empty at the end
     * @throws DwpException where the subscription has failed
     */
    public Optional<Event> next() {
        try {
            return Optional.ofNullable(buffer.take(Long.MAX_VALUE));
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /** The same, but empty also when no event has come in that time. */
    public Optional<Event> next(Duration patience) {
        try {
            return Optional.ofNullable(buffer.take(patience.toNanos()));
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static CallInterruptedException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new CallInterruptedException(e);
    }

    /** The number of events that have come and have not been taken. */
    public int waiting() {
        return buffer.size();
    }

    /** True when no event will come any more; those that have come can still be taken. */
    public boolean ended() {
        return buffer.ended();
    }

    /** Takes events one after the other, each once, whatever the number of iterators. */
    @Override
    public Iterator<Event> iterator() {
        return new Iterator<>() {
            private Optional<Event> ahead = Optional.empty();

            @Override
            public boolean hasNext() {
                if (ahead.isEmpty()) {
                    ahead = Subscription.this.next();
                }
                return ahead.isPresent();
            }

            @Override
            public Event next() {
                if (!hasNext()) {
                    throw new NoSuchElementException("The subscription has ended.");
                }
                Event event = ahead.orElseThrow();
                ahead = Optional.empty();
                return event;
            }
        };
    }

    /** Unsubscribes; a thread that waits for an event gets none. */
    @Override
    public void close() {
        buffer.close();
        source.detach();
    }
}
