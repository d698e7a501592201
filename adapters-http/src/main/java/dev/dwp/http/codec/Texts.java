package dev.dwp.http.codec;

import dev.dwp.domain.frame.Refusal;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Texts are Unicode: surrogates come in pairs (PROTOCOL §2). */
final class Texts {
    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final long HIGH_BITS = 0x8080808080808080L;
    private static final int LOWER_CASE = 0x20;
    private static final char REPLACEMENT = '\uFFFD';

    private Texts() {}

    /** Whether these bytes are UTF-8, which the JSON parser alone does not find out in every case. */
    static boolean isUtf8(byte[] bytes, int offset, int length) {
        int end = offset + length;
        int at = offset;
        while (at <= end - Long.BYTES && ((long) EIGHT.get(bytes, at) & HIGH_BITS) == 0) {
            at += Long.BYTES;
        }
        return utf8OrNull(bytes, at, end - at) != null;
    }

    /** The text that these bytes are in UTF-8. */
    static String utf8(byte[] bytes) {
        String text = utf8OrNull(bytes, 0, bytes.length);
        if (text == null) {
            throw notUtf8();
        }
        return text;
    }

    /** {@code null} when they are none. The JDK's fast decoder replaces what is malformed, so only that is looked at twice. */
    static @Nullable String utf8OrNull(byte[] bytes, int offset, int length) {
        String text = new String(bytes, offset, length, StandardCharsets.UTF_8);
        return text.indexOf(REPLACEMENT) < 0 || isStrict(bytes, offset, length) ? text : null;
    }

    /** A JDK decoder reports malformed input unless it is told to replace it. */
    private static boolean isStrict(byte[] bytes, int offset, int length) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, offset, length));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    static Refusal notUtf8() {
        return Refusal.badRequest("A text is not valid UTF-8.");
    }

    /** The same text, now known to be Unicode. */
    static String checked(String text) {
        if (!isUnicode(text)) {
            throw Refusal.badRequest("A text has a surrogate without its other half; use valid Unicode.");
        }
        return text;
    }

    /** The text with a question mark for each surrogate without its other half. */
    static String repaired(String text) {
        return isUnicode(text) ? text : new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }

    /**
     * The octets of the character at an index in UTF-8, a pair's at its first half: 4 there and 0 at the second. A surrogate
     * without its other half counts as what {@link #repaired} makes of it.
     */
    static int utf8Length(String text, int at) {
        char c = text.charAt(at);
        if (c < 0x80) {
            return 1;
        }
        if (c < 0x800) {
            return 2;
        }
        if (!Character.isSurrogate(c)) {
            return 3;
        }
        if (Character.isHighSurrogate(c)) {
            return isPair(text, at) ? 4 : 1;
        }
        return at > 0 && isPair(text, at - 1) ? 0 : 1;
    }

    /** Whether JSON may have a surrogate as an escape, the letters {@code D8} to {@code DF} after its {@code u}. */
    static boolean hasEscapedSurrogate(byte[] json) {
        for (int i = 0; i + 2 < json.length; i++) {
            if (json[i] == '\\' && json[i + 1] == 'u' && (json[i + 2] | LOWER_CASE) == 'd') {
                return true;
            }
        }
        return false;
    }

    private static boolean isUnicode(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i)) && !isPair(text, i++)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isPair(String text, int at) {
        return at + 1 < text.length() && Character.isSurrogatePair(text.charAt(at), text.charAt(at + 1));
    }
}
