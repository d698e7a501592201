package dev.dwp.domain.job;

import dev.dwp.domain.frame.Refusal;
import java.time.Duration;

/**
 * A client's name for one intention: within a tenant and a job or workflow name, the same key means the same job or
 * run (PROTOCOL §5).
 */
public record IdempotencyKey(String text) {
    /** How long a key is remembered from the end of what it names; until that end it is remembered anyway. */
    public static final Duration REMEMBERED = Duration.ofHours(24);

    private static final int LONGEST = 256;

    /** Refuses (400) an empty or overlong key. */
    public IdempotencyKey {
        if (text.isEmpty() || text.length() > LONGEST) {
            throw Refusal.badRequest(
                    "A key must have 1 to %d characters; this one has %d.".formatted(LONGEST, text.length()));
        }
    }
}
