package dev.dwp.http.websocket;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.zip.Deflater;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("PROTOCOL §2: large messages take memory that all connections share, and give it back")
class MessageMemoryTest {
    private static final int MAX = 1 << 20;

    private final RecordingSink sink = new RecordingSink();
    private final Account account = new Account(MAX);

    /** Counts what is taken. */
    private static final class Account implements MessageMemory {
        private final int all;
        private int taken;
        private int mostTaken;

        Account(int all) {
            this.all = all;
        }

        @Override
        public boolean take(int octets) {
            if (octets > all - taken) {
                return false;
            }
            taken += octets;
            mostTaken = Math.max(mostTaken, taken);
            return true;
        }

        @Override
        public void give(int octets) {
            taken -= octets;
        }
    }

    private static byte[] inPieces(MessageAssembler assembler, byte[] frame) {
        for (int from = 0; from < frame.length; from += 10_000) {
            byte[] piece = Arrays.copyOfRange(frame, from, Math.min(frame.length, from + 10_000));
            assembler.accept(piece, 0, piece.length);
        }
        return frame;
    }

    private static byte[] deflated(byte[] payload) {
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
        byte[] target = new byte[payload.length + 64];
        deflater.setInput(payload);
        int length = deflater.deflate(target, 0, target.length, Deflater.SYNC_FLUSH);
        deflater.end();
        return Arrays.copyOf(target, length - 4);
    }

    @Test
    void aSmallMessageTakesNone() {
        MessageAssembler assembler = new MessageAssembler(MAX, null, sink);
        assembler.accept(MAX, account);
        inPieces(
                assembler,
                ClientFrames.frame(0x80 | ClientFrames.TEXT, "x".repeat(16_384).getBytes(UTF_8), 7));
        assertEquals(0, account.mostTaken);
    }

    @Test
    void aLargeMessageGivesBackWhatItTookWhenItWasPassedOn() {
        MessageAssembler assembler = new MessageAssembler(MAX, null, sink);
        assembler.accept(MAX, account);
        for (int i = 0; i < 3; i++) {
            inPieces(assembler, ClientFrames.frame(0x80 | ClientFrames.BINARY, new byte[600_000], 7));
            assertEquals(0, account.taken);
        }
        assertTrue(account.mostTaken >= 600_000 - PayloadBuffer.FREE_OCTETS);
    }

    @Test
    void aMessageThatIsCutOffGivesBackWhatItTook() {
        MessageAssembler assembler = new MessageAssembler(MAX, null, sink);
        assembler.accept(MAX, account);
        byte[] frame = ClientFrames.frame(0x80 | ClientFrames.BINARY, new byte[600_000], 7);
        inPieces(assembler, Arrays.copyOf(frame, 300_000));
        assertTrue(account.taken > 0);
        assembler.end();
        assertEquals(0, account.taken);
    }

    @Test
    @DisplayName(
            "RFC 7692: what a message unpacks to is taken as it is unpacked, and where there is none the message ends")
    void inflatedOctetsAreTaken() {
        try (PerMessageDeflate deflate = new PerMessageDeflate()) {
            MessageAssembler assembler = new MessageAssembler(MAX, deflate, sink);
            Account small = new Account(100_000);
            assembler.accept(MAX, small);
            byte[] frame = ClientFrames.frame(
                    0x80 | ClientFrames.RSV1 | ClientFrames.BINARY, deflated(new byte[1_000_000]), 7);
            assertTrue(frame.length < 2_000);
            WebSocketFailure failure =
                    assertThrows(WebSocketFailure.class, () -> assembler.accept(frame, 0, frame.length));
            assertEquals(CloseCode.TRY_AGAIN_LATER, failure.code());
            assembler.end();
            assertEquals(0, small.taken);
        }
    }

    @Test
    @DisplayName("a limit on messages holds for what they unpack to, and another one from the next message on")
    void limitsCanChange() {
        try (PerMessageDeflate deflate = new PerMessageDeflate()) {
            MessageAssembler assembler = new MessageAssembler(16_384, deflate, sink);
            byte[] frame =
                    ClientFrames.frame(0x80 | ClientFrames.RSV1 | ClientFrames.BINARY, deflated(new byte[100_000]), 7);
            byte[] again = frame.clone();
            assertEquals(
                    CloseCode.TOO_BIG,
                    assertThrows(WebSocketFailure.class, () -> assembler.accept(frame, 0, frame.length))
                            .code());
            MessageAssembler authenticated = new MessageAssembler(16_384, deflate, sink);
            authenticated.accept(MAX, account);
            authenticated.accept(again, 0, again.length);
            assertEquals(1, sink.events.size());
        }
    }
}
