package dev.dwp.http.codec;

import dev.dwp.domain.frame.Refusal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Texts are Unicode: surrogates come in pairs (PROTOCOL §2). */
final class Texts {
    private Texts() {}

    /** Refuses bytes that are not UTF-8, which the JSON parser alone would not do in every case. */
    static void requireUtf8(byte[] bytes, int offset, int length) {
        for (int i = offset; i < offset + length; i++) {
            if (bytes[i] < 0) {
                utf8(bytes, i, offset + length - i);
                return;
            }
        }
    }

    /** The text that these bytes are in UTF-8. */
    static String utf8(byte[] bytes, int offset, int length) {
        String text = utf8OrNull(bytes, offset, length);
        if (text == null) {
            throw Refusal.badRequest("A text is not valid UTF-8.");
        }
        return text;
    }

    static @Nullable String utf8OrNull(byte[] bytes, int offset, int length) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes, offset, length))
                    .toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    static String checked(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                boolean pair = Character.isHighSurrogate(text.charAt(i))
                        && i + 1 < text.length()
                        && Character.isLowSurrogate(text.charAt(i + 1));
                if (!pair) {
                    throw Refusal.badRequest("A text has a surrogate without its other half; send valid Unicode.");
                }
                i++;
            }
        }
        return text;
    }
}
