package dev.dwp.application.frame;

import dev.dwp.domain.frame.ErrorBody;
import dev.dwp.domain.frame.Frame;
import dev.dwp.domain.frame.Value;
import java.math.BigDecimal;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Makes the server's own frames: gives each an id that no frame of any server ever had, a random prefix drawn at start
 * and a counter, and the time (PROTOCOL §2). Thread-safe.
 */
public final class ServerFrames {
    /** Characters of a time, and of what may be meant as one. */
    private static final int LONGEST_ECHO = 128;

    private final InstantSource clock;
    private final String prefix;
    private final AtomicLong counter = new AtomicLong();

    /** Draws this server's prefix. */
    public ServerFrames(InstantSource clock, RandomGenerator random) {
        this.clock = clock;
        this.prefix = "frm-" + HexFormat.of().toHexDigits(random.nextLong()) + "-";
    }

    /** Answers a request, naming the members of its data that had no effect. */
    public Frame.Response response(@Nullable String correlId, Value data, List<String> ignored) {
        return new Frame.Response(nextId(), correlId, data, ignored, now());
    }

    /** Reports a failure. */
    public Frame.Failure failure(@Nullable String correlId, ErrorBody error) {
        return new Frame.Failure(nextId(), correlId, error, null, now());
    }

    /** Reports the end of a subscription. */
    public Frame.Failure ended(String channel, ErrorBody error) {
        return new Frame.Failure(nextId(), null, error, channel, now());
    }

    /** Asks for a sign of life. */
    public Frame.Ping ping() {
        return new Frame.Ping(nextId(), now());
    }

    /** Answers a ping: its {@code ts} is echoed where it was a text or a number, and not a long one (PROTOCOL §4.4). */
    public Frame.Pong pong(Frame.Ping ping) {
        Value sent = ping.ts();
        boolean echo = switch (sent) {
            case Value.Text(String text) -> text.length() <= LONGEST_ECHO;
            case Value.Int ignored -> true;
            case Value.Decimal(BigDecimal number) -> number.precision() <= LONGEST_ECHO;
            case null, default -> false;
        };
        return new Frame.Pong(nextId(), ping.id(), echo ? sent : now());
    }

    private String nextId() {
        return prefix + Long.toString(counter.incrementAndGet(), Character.MAX_RADIX);
    }

    private Value now() {
        return Value.of(clock.instant().toString());
    }
}
