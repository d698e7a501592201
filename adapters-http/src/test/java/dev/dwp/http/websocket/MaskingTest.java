package dev.dwp.http.websocket;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("RFC 6455 §5.3")
class MaskingTest {
    private static final byte[] KEY = {0x37, (byte) 0xFA, 0x21, 0x3D};

    @Test
    void unmasksLikeTheRfcsLoopAtEveryOffsetLengthAndPosition() {
        Random random = new Random(6455);
        for (int from = 0; from < 9; from++) {
            for (int length = 0; length < 40; length++) {
                for (int position = 0; position < 5; position++) {
                    byte[] octets = new byte[from + length + 9];
                    random.nextBytes(octets);
                    byte[] expected = octets.clone();
                    for (int i = 0; i < length; i++) {
                        expected[from + i] ^= KEY[(position + i) % 4];
                    }
                    Masking.unmask(octets, from, length, Masking.keyAt(Masking.key(KEY, 0), position));
                    assertArrayEquals(expected, octets);
                }
            }
        }
    }

    @Test
    void tellsAsciiFromTheRestWhereverTheOneOctetIs() {
        for (int length = 1; length < 30; length++) {
            for (int at = 0; at < length; at++) {
                byte[] octets = new byte[length + 2];
                octets[0] = -1;
                octets[length + 1] = -1;
                assertTrue(Masking.unmask(octets.clone(), 1, length, 0x7F007F00));
                octets[1 + at] = -1;
                assertFalse(Masking.unmask(octets, 1, length, 0x7F007F00));
            }
        }
    }
}
