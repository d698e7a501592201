package dev.dwp.client.error;

import org.jspecify.annotations.Nullable;

/** Events after the cursor are no longer kept (410); {@link #oldestCursor} is where to go on. */
public final class CursorExpiredException extends DwpException {
    public CursorExpiredException(int code, String message, @Nullable String details) {
        super(code, message, details);
    }

    /** The cursor just before the oldest event that is kept; {@code null} where the server did not name it. */
    public @Nullable String oldestCursor() {
        return details();
    }
}
