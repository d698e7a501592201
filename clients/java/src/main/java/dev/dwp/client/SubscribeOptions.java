package dev.dwp.client;

import org.jspecify.annotations.Nullable;

/**
 * Where a subscription begins, how much it holds, and how it shows missing events.
 *
 * @param after the cursor of the last event already known, {@link #OLDEST}, or {@code null} for what happens from now on
 * @param buffer the most events that wait here for a program that does not take them; the others wait at the server
 */
public record SubscribeOptions(@Nullable String after, Gaps gaps, int buffer) {
    /** The cursor before all events that the server keeps. */
    public static final String OLDEST = "oldest";

    private static final int DEFAULT_BUFFER = 256;
    private static final int MOST_BUFFER = 100_000;

    /** How a subscription shows that events have passed out of what the server keeps (PROTOCOL §7.3). */
    public enum Gaps {
        /** It ends with a {@link dev.dwp.client.error.CursorExpiredException}. */
        FAIL,
        /** An element with {@link dev.dwp.client.model.Event#gap} stands for them, and the oldest kept event follows. */
        REPORT
    }

    public SubscribeOptions {
        if (buffer < 1 || buffer > MOST_BUFFER) {
            throw new IllegalArgumentException("A buffer of %d events: use 1 to %d.".formatted(buffer, MOST_BUFFER));
        }
    }

    /** From now on; fails where events are missing; holds 256 events. */
    public static SubscribeOptions fromNow() {
        return new SubscribeOptions(null, Gaps.FAIL, DEFAULT_BUFFER);
    }

    /** From the oldest event that is kept. */
    public static SubscribeOptions fromOldest() {
        return fromNow().withAfter(OLDEST);
    }

    /** After the event of that cursor. */
    public SubscribeOptions withAfter(@Nullable String cursor) {
        return new SubscribeOptions(cursor, gaps, buffer);
    }

    public SubscribeOptions withGaps(Gaps to) {
        return new SubscribeOptions(after, to, buffer);
    }

    /** Holding at most that many events. */
    public SubscribeOptions withBuffer(int events) {
        return new SubscribeOptions(after, gaps, events);
    }
}
