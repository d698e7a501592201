package dev.dwp.conform.vector;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Puts msgpack together by hand, so that it can also be wrong: octets in hexadecimal. */
final class Hex {
    private Hex() {}

    /** A request for {@code stats} with id 1, whose data is these octets, and which they end. */
    static String data(String octets) {
        return "83" + text("id") + text("1") + text("method") + text("stats") + text("data") + octets;
    }

    /** A ping with id 1, whose {@code ts} is these octets, and which they end. */
    static String ts(String octets) {
        return "83" + text("id") + text("1") + text("type") + text("ping") + text("ts") + octets;
    }

    /** A map's member, which goes behind the map's head. */
    static String member(String name, String octets) {
        return text(name) + octets;
    }

    /** A text of less than 32 octets. */
    static String text(String text) {
        byte[] octets = text.getBytes(StandardCharsets.UTF_8);
        if (octets.length > 31) {
            throw new IllegalArgumentException("A fixstr has 31 octets at most: " + text);
        }
        return "%02x".formatted(0xa0 + octets.length) + HexFormat.of().formatHex(octets);
    }

    /** Binary of less than 256 octets that holds this text. */
    static String binary(String text) {
        byte[] octets = text.getBytes(StandardCharsets.UTF_8);
        return "c4%02x".formatted(octets.length) + HexFormat.of().formatHex(octets);
    }
}
