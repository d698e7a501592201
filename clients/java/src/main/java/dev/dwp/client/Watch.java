package dev.dwp.client;

import dev.dwp.client.model.Event;
import dev.dwp.client.model.Outcome;
import java.time.Duration;
import java.util.Iterator;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The events of one job or run up to its end, which ends the iteration. Where the server kept some of them too short, an
 * element with {@link Event#gap} stands for those. For one consuming thread.
 */
public final class Watch implements Iterable<Event>, AutoCloseable {
    private final String id;
    private final Subscription events;
    private final Supplier<? extends Outcome> read;

    Watch(String id, Subscription events, Supplier<? extends Outcome> read) {
        this.id = id;
        this.events = events;
        this.read = read;
    }

    /** The id of the job or run. */
    public String id() {
        return id;
    }

    /** Waits for the next event; empty when the job or run has ended. */
    public Optional<Event> next() {
        return events.next();
    }

    /** The same, but empty also when no event has come in that time; {@link #ended} tells which. */
    public Optional<Event> next(Duration patience) {
        return events.next(patience);
    }

    /** True when the job or run has ended, or the watch was closed; events that have come can still be taken. */
    public boolean ended() {
        return events.ended();
    }

    @Override
    public Iterator<Event> iterator() {
        return events.iterator();
    }

    /**
     * Waits for the end, passing over events not taken yet, and returns the job or run as it is then.
     *
     * @throws IllegalStateException where the watch was closed before the end
     */
    public Outcome outcome() {
        while (events.next().isPresent()) {
            // passed over
        }
        Outcome outcome = read.get();
        if (!outcome.ended()) {
            throw new IllegalStateException("The watch of %s was closed before its end.".formatted(outcome.id()));
        }
        return outcome;
    }

    /** Stops watching. */
    @Override
    public void close() {
        events.close();
    }
}
