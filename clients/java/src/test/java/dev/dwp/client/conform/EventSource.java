package dev.dwp.client.conform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dwp.client.Watch;
import dev.dwp.client.error.DwpTimeoutException;
import dev.dwp.client.model.Event;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A stream of the client, whose events go to the operations that ask for them in the order in which they ask. */
final class EventSource {
    private final Supplier<Optional<Event>> next;
    private final Function<Duration, Optional<Event>> nextWithin;
    private final BooleanSupplier ended;
    private final Runnable close;
    private final @Nullable Watch watch;
    private final ExecutorService turns =
            Executors.newSingleThreadExecutor(Thread.ofVirtual().factory());

    EventSource(
            Supplier<Optional<Event>> next,
            Function<Duration, Optional<Event>> nextWithin,
            BooleanSupplier ended,
            Runnable close,
            @Nullable Watch watch) {
        this.ended = ended;
        this.next = next;
        this.nextWithin = nextWithin;
        this.close = close;
        this.watch = watch;
    }

    CompletableFuture<ObjectNode> next(JsonNode command) {
        return CompletableFuture.supplyAsync(() -> take(command), turns);
    }

    private ObjectNode take(JsonNode command) {
        Optional<Event> taken = command.has("timeout_ms")
                ? nextWithin.apply(Duration.ofMillis(command.path("timeout_ms").asLong()))
                : next.get();
        ObjectNode told = Adapter.JSON.createObjectNode();
        if (taken.isEmpty()) {
            if (command.has("timeout_ms") && !ended.getAsBoolean()) {
                throw new DwpTimeoutException(0, "No event came in time.", null);
            }
            return told.put("end", true);
        }
        Event event = taken.get();
        Event.Gap gap = event.gap();
        if (gap != null) {
            told.putObject("gap").put("details", gap.until());
        } else {
            told.putObject("event")
                    .put("id", event.cursor())
                    .put("type", "event")
                    .put("channel", event.channel())
                    .set("data", event.json());
        }
        return told;
    }

    Watch watch() {
        return Objects.requireNonNull(watch, "a watch");
    }

    void close() {
        close.run();
    }
}
