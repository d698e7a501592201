package dev.dwp.client.error;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Too many requests, now or within a time (429); {@link #retryAfter} says when to try again. */
public final class RateLimitedException extends DwpException {
    private static final int MOST_DIGITS = 12;

    public RateLimitedException(int code, String message, @Nullable String details) {
        super(code, message, details);
    }

    /** The pause before the next try; {@code null} where the server named none. */
    public @Nullable Duration retryAfter() {
        String millis = details();
        if (millis == null || millis.length() > MOST_DIGITS || !millis.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return null;
        }
        return millis.isEmpty() ? null : Duration.ofMillis(Long.parseLong(millis));
    }
}
