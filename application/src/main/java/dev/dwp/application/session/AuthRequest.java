package dev.dwp.application.session;

import dev.dwp.application.frame.Params;
import dev.dwp.domain.frame.Refusal;
import dev.dwp.domain.frame.Value;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The data of an {@code auth} request (PROTOCOL §4.1). */
record AuthRequest(@Nullable String token, @Nullable String format, Duration heartbeat, List<String> ignored) {
    private static final long SHORTEST_MS = 100;
    private static final long LONGEST_MS = 300_000;

    /** Reads it; the data's token goes before the frame's. */
    static AuthRequest read(Value.Struct members, @Nullable String frameToken) {
        Params data = new Params(members);
        String token = text(data, "token");
        return new AuthRequest(
                token == null ? frameToken : token, text(data, "format"), heartbeat(data), data.ignored());
    }

    private static @Nullable String text(Params data, String name) {
        return switch (data.value(name)) {
            case null -> null;
            case Value.Text text -> text.value();
            default -> throw Refusal.badRequest("'%s' must be a text.".formatted(name));
        };
    }

    private static Duration heartbeat(Params data) {
        Value value = data.value("heartbeat_ms");
        if (value == null) {
            return Duration.ZERO;
        }
        Long asked = Value.wholeNumber(value);
        if (asked == null) {
            throw Refusal.badRequest("'heartbeat_ms' must be a whole number of milliseconds.");
        }
        return asked == 0 ? Duration.ZERO : Duration.ofMillis(Math.clamp(asked, SHORTEST_MS, LONGEST_MS));
    }
}
