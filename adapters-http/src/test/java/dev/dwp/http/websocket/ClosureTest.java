package dev.dwp.http.websocket;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("RFC 6455 §5.5.1, §7.4")
class ClosureTest {
    @Test
    void writesWhatItReads() {
        Closure closure = new Closure(new CloseCode(4_321), "Grüße");
        byte[] body = closure.encode();
        assertEquals(closure, Closure.decode(body, 0, body.length));
        assertArrayEquals(Octets.parse("10e1"), closure.echo());
    }

    @Test
    void answersACloseWithoutACodeWithOneWithout() {
        assertEquals(0, new Closure(CloseCode.NO_STATUS, "").echo().length);
    }

    @Test
    void cutsAReasonThatIsTooLongBetweenTwoCharacters() {
        byte[] body = new Closure(CloseCode.NORMAL, "x" + "é".repeat(100)).encode();
        assertEquals(2 + 123, body.length);
        assertEquals("x" + "é".repeat(61), Closure.decode(body, 0, body.length).reason());
        byte[] shorter = new Closure(CloseCode.NORMAL, "é".repeat(100)).encode();
        assertEquals("é".repeat(61), Closure.decode(shorter, 0, shorter.length).reason());
    }

    @Test
    void refusesToMakeACodeThatCouldNeitherTravelNorBeReported() {
        for (int code : new int[] {0, 999, 1004, 1015, 1016, 2999, 5000}) {
            assertThrows(IllegalArgumentException.class, () -> new CloseCode(code));
        }
    }

    @Test
    void everyFailureIsASentenceThatFitsAReason() {
        for (WebSocketFailure failure : new WebSocketFailure[] {
            WebSocketFailure.reservedOpcode(15),
            WebSocketFailure.reservedBits(7),
            WebSocketFailure.unmasked(),
            WebSocketFailure.longLengthEncoding(65_535),
            WebSocketFailure.negativeLength(),
            WebSocketFailure.longControlFrame(Long.MAX_VALUE),
            WebSocketFailure.fragmentedControlFrame(Opcode.CLOSE),
            WebSocketFailure.strayContinuation(),
            WebSocketFailure.interruptedMessage(Opcode.BINARY),
            WebSocketFailure.halfCloseCode(),
            WebSocketFailure.reservedCloseCode(65_535),
            WebSocketFailure.invalidUtf8("text message"),
            WebSocketFailure.invalidDeflate(),
            WebSocketFailure.tooBig(Integer.MAX_VALUE),
            WebSocketFailure.tooManyEmptyFragments(Integer.MAX_VALUE)
        }) {
            String reason = failure.closure().reason();
            assertTrue(reason.length() <= 123 && reason.endsWith("."), reason);
        }
    }
}
