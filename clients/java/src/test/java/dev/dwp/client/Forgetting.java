package dev.dwp.client;

import dev.dwp.client.error.CursorExpiredException;
import dev.dwp.client.model.Event;
import java.time.Duration;

/** Makes events until a server has forgotten the first of them. */
final class Forgetting {
    private Forgetting() {}

    /** The cursor of an event whose successors are no longer kept. */
    static String until(DwpClient client) {
        String first = firstCursor(client);
        while (true) {
            client.await(client.enqueue("echo", 1).jobId(), Duration.ofMinutes(1));
            try (Subscription events =
                    client.subscribe("jobs", SubscribeOptions.fromNow().withAfter(first))) {
                Event event = events.next(Duration.ofMinutes(1)).orElseThrow();
                if (event.gap() != null) {
                    return first;
                }
            } catch (CursorExpiredException e) {
                return first;
            }
        }
    }

    private static String firstCursor(DwpClient client) {
        String id = client.enqueue("echo", 1).jobId();
        try (Subscription events = client.subscribe("job:" + id, SubscribeOptions.fromOldest())) {
            return events.next(Duration.ofMinutes(1)).orElseThrow().cursor();
        }
    }

    /** The number within a cursor. */
    static long number(String cursor) {
        return Long.parseLong(cursor.substring("evt-".length()));
    }
}
