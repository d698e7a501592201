package dev.dwp.http.codec;

import dev.dwp.domain.frame.Refusal;
import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.Instant;

/** The three forms of msgpack's timestamp extension. */
final class MsgpackTimestamp {
    private static final int NANOS_PER_SECOND = 1_000_000_000;
    private static final int SECONDS_BITS = 34;

    private MsgpackTimestamp() {}

    static Instant read(byte[] octets) {
        ByteBuffer in = ByteBuffer.wrap(octets);
        return switch (octets.length) {
            case 4 -> Instant.ofEpochSecond(Integer.toUnsignedLong(in.getInt()));
            case 8 -> {
                long both = in.getLong();
                yield of(both & ((1L << SECONDS_BITS) - 1), both >>> SECONDS_BITS);
            }
            case 12 -> {
                long nanos = Integer.toUnsignedLong(in.getInt());
                yield of(in.getLong(), nanos);
            }
            default ->
                throw Refusal.badRequest("A msgpack timestamp has 4, 8 or 12 bytes, not %d.".formatted(octets.length));
        };
    }

    private static Instant of(long seconds, long nanos) {
        if (nanos >= NANOS_PER_SECOND) {
            throw Refusal.badRequest("A msgpack timestamp has at most 999999999 nanoseconds, not %d.".formatted(nanos));
        }
        try {
            return Instant.ofEpochSecond(seconds, nanos);
        } catch (DateTimeException e) {
            throw Refusal.badRequest("A msgpack timestamp is out of range: %d seconds.".formatted(seconds));
        }
    }
}
