package dev.dwp.http.websocket;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.Arrays;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("RFC 6455 §5.2")
class FrameHeaderTest {
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 125, 126, 127, 255, 256, 65_535, 65_536, 1 << 20, Integer.MAX_VALUE})
    void readsWhatItWritesAndAsksForMoreUntilThen(int length) {
        byte[] octets = new byte[3 + FrameHeader.MAX_OCTETS];
        int end = FrameHeader.write(octets, 3, Opcode.BINARY, true, length);
        FrameHeader header = new FrameHeader(true, FrameHeader.RSV1, Opcode.BINARY, false, length, 0);
        assertEquals(header, FrameHeader.parse(octets, 3, end));
        assertEquals(end - 3, header.octets());
        for (int cut = 3; cut < end; cut++) {
            assertNull(FrameHeader.parse(octets, 3, cut));
        }
    }

    @Test
    void writesTheRfcsExamples() {
        assertArrayEquals(Octets.parse("81 05"), written(Opcode.TEXT, 5));
        assertArrayEquals(Octets.parse("89 05"), written(Opcode.PING, 5));
        assertArrayEquals(Octets.parse("82 7e 0100"), written(Opcode.BINARY, 256));
        assertArrayEquals(Octets.parse("82 7f 0000000000010000"), written(Opcode.BINARY, 65_536));
    }

    private static byte[] written(Opcode opcode, int length) {
        byte[] octets = new byte[FrameHeader.MAX_OCTETS];
        return Arrays.copyOf(octets, FrameHeader.write(octets, 0, opcode, false, length));
    }
}
