package dev.dwp.http.websocket;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("RFC 3629")
class Utf8ValidatorTest {
    @Test
    void acceptsEveryCharacterThereIs() {
        for (int point = 0; point <= Character.MAX_CODE_POINT; point++) {
            if (point < Character.MIN_SURROGATE || point > Character.MAX_SURROGATE) {
                byte[] octets = Character.toString(point).getBytes(UTF_8);
                assertTrue(isValid(octets, octets.length), Integer.toHexString(point));
            }
        }
    }

    @Test
    void agreesWithTheJdkOnEveryTwoOctetsBeforeTwoContinuations() {
        for (int pair = 0x7F00; pair <= 0xFFFF; pair++) {
            for (int rest = 0; rest <= 2; rest++) {
                byte[] octets = new byte[2 + rest];
                octets[0] = (byte) (pair >> 8);
                octets[1] = (byte) pair;
                Arrays.fill(octets, 2, octets.length, (byte) 0xBF);
                assertEquals(jdkAccepts(octets), isValid(octets, 1), () -> Integer.toHexString(octets[0]));
            }
        }
    }

    @Property(tries = 1_000)
    void agreesWithTheJdkOnRandomOctetsCutAnywhere(@ForAll @Size(max = 40) byte[] octets, @ForAll long seed) {
        assertEquals(jdkAccepts(octets), isValid(octets, new Random(seed).nextInt(octets.length + 1)));
    }

    @Property(tries = 2_000)
    void agreesWithTheJdkOnAlmostValidTextCutAnywhere(@ForAll @Size(max = 40) String text, @ForAll long seed) {
        Random random = new Random(seed);
        byte[] octets = text.getBytes(UTF_8);
        if (octets.length > 0) {
            octets[random.nextInt(octets.length)] ^= (byte) (1 << random.nextInt(8));
        }
        assertEquals(jdkAccepts(octets), isValid(octets, random.nextInt(octets.length + 1)));
    }

    private static boolean isValid(byte[] octets, int split) {
        Utf8Validator utf8 = new Utf8Validator();
        return utf8.accept(octets, 0, split) && utf8.accept(octets, split, octets.length) && utf8.isComplete();
    }

    /** A JDK decoder reports malformed input unless it is told to replace it. */
    private static boolean jdkAccepts(byte[] octets) {
        try {
            UTF_8.newDecoder().decode(ByteBuffer.wrap(octets));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
