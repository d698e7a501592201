package dev.dwp.application.binding;

import dev.dwp.domain.frame.Value;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/**
 * Computes a text of 64 characters that equal values have in common and others do not: the SHA-256 of their content. Lets a
 * payload be compared that is not kept.
 */
public final class ValueDigest {
    private final MessageDigest sha256;

    private ValueDigest() {
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256.", e);
        }
    }

    /** The digest of a value; the order of members does not count, as for equality. */
    public static String of(Value value) {
        ValueDigest digest = new ValueDigest();
        digest.add(value);
        return HexFormat.of().formatHex(digest.sha256.digest());
    }

    private void add(Value value) {
        switch (value) {
            case Value.Null none -> kind('0');
            case Value.Bool(boolean bool) -> kind(bool ? 't' : 'f');
            case Value.Int(long number) -> text('i', Long.toString(number));
            case Value.Decimal(var number) -> text('d', number.toString());
            case Value.Text(String text) -> text('s', text);
            case Value.Unreadable(String stored, String reason) -> text('u', stored);
            case Value.Array(var items) -> {
                text('a', Integer.toString(items.size()));
                items.forEach(this::add);
            }
            case Value.Struct(Map<String, Value> members) -> {
                text('o', Integer.toString(members.size()));
                new TreeMap<>(members).forEach((name, member) -> {
                    text('n', name);
                    add(member);
                });
            }
        }
    }

    private void kind(char kind) {
        sha256.update((byte) kind);
    }

    /** The length goes before the text, so that no two sequences of parts have the same octets. */
    private void text(char kind, String text) {
        byte[] octets = text.getBytes(StandardCharsets.UTF_8);
        kind(kind);
        sha256.update(ByteBuffer.allocate(Integer.BYTES).putInt(octets.length).flip());
        sha256.update(octets);
    }
}
