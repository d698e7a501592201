package dev.dwp.benchmarks.client;

import java.io.IOException;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One channel's events on a connection of its own. */
public final class Subscription implements Listener {
    private static final Duration LIMIT = Duration.ofMinutes(1);

    private final Consumer<Received> events;
    private boolean begun;

    private Subscription(Consumer<Received> events) {
        this.events = events;
    }

    /**
     * Subscribes, and returns when events can come.
     *
     * @param after the cursor that it goes on from; {@code null} for what comes from now on
     */
    public static void open(LoadLoop loop, String channel, @Nullable String after, Consumer<Received> events)
            throws IOException {
        Subscription subscription = new Subscription(events);
        String data = after == null ? """
                {"channel":"%s"}""".formatted(channel) : """
                {"channel":"%s","after":"%s"}""".formatted(channel, after);
        loop.connect(subscription).send(Request.of(0, "subscribe", data));
        loop.runUntil(() -> subscription.begun, LIMIT);
    }

    @Override
    public void answered(int id, Received response) {
        begun = true;
    }

    @Override
    public void told(Received event) {
        events.accept(event);
    }
}
