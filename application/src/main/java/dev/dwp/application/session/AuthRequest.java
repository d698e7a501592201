package dev.dwp.application.session;

import dev.dwp.domain.frame.Refusal;
import dev.dwp.domain.frame.Value;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The data of an {@code auth} request (PROTOCOL §4.1). */
record AuthRequest(@Nullable String token, @Nullable String format, Duration heartbeat) {
    private static final long SHORTEST_MS = 100;
    private static final long LONGEST_MS = 300_000;

    /** Reads it; the data's token goes before the frame's. */
    static AuthRequest read(Value.Struct data, @Nullable String frameToken) {
        String token = text(data, "token");
        return new AuthRequest(token == null ? frameToken : token, text(data, "format"), heartbeat(data));
    }

    private static @Nullable String text(Value.Struct data, String name) {
        return switch (data.member(name)) {
            case null -> null;
            case Value.Text text -> text.value();
            default -> throw Refusal.badRequest("'%s' must be a text.".formatted(name));
        };
    }

    private static Duration heartbeat(Value.Struct data) {
        return switch (data.member("heartbeat_ms")) {
            case null -> Duration.ZERO;
            case Value.Int(long asked) when asked == 0 -> Duration.ZERO;
            case Value.Int(long asked) -> Duration.ofMillis(Math.clamp(asked, SHORTEST_MS, LONGEST_MS));
            default -> throw Refusal.badRequest("'heartbeat_ms' must be a whole number of milliseconds.");
        };
    }
}
