package dev.dwp.http.websocket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How long each read may wait, whatever the clock shows: a message in progress has a budget that only its octets renew. */
class MessagePaceTest {
    private static final Duration ALLOWANCE = Duration.ofHours(1);
    private static final int STRIDE = 16 * 1024;

    private final List<Duration> timeouts = new ArrayList<>();
    private final ReadBuffer buffer = new ReadBuffer(new BufferPool(1));
    private MessageAssembler assembler;
    private MessagePace pace;

    private final Transport transport = new Transport() {
        @Override
        public InputStream input() {
            return InputStream.nullInputStream();
        }

        @Override
        public OutputStream output() {
            return OutputStream.nullOutputStream();
        }

        @Override
        public boolean shutdownOutput() {
            return true;
        }

        @Override
        public void readTimeout(Duration timeout) {
            timeouts.add(timeout);
        }

        @Override
        public void close() {}
    };

    @BeforeEach
    void begin() {
        assembler = new MessageAssembler(1 << 20, null, new RecordingSink());
        pace = new MessagePace(transport, assembler, ALLOWANCE);
    }

    /** All of these come, in as many reads as it takes. */
    private void come(byte[] octets) throws IOException {
        InputStream input = new ByteArrayInputStream(octets);
        for (int length = pace.read(buffer, input); length > 0; length = pace.read(buffer, input)) {
            assembler.accept(buffer.octets(), 0, length);
            buffer.fit(length);
        }
    }

    @Test
    void waitsForEverBetweenMessages() throws Exception {
        come(ClientFrames.text("a"));
        come(ClientFrames.text("b"));
        assertEquals(List.of(), timeouts);
    }

    @Test
    void waitsLessAndLessWithinOne() throws Exception {
        byte[] frame = ClientFrames.frame(0x82, new byte[100], 1);
        come(Arrays.copyOf(frame, 50));
        come(Arrays.copyOfRange(frame, 50, 60));
        assertTrue(timeouts.size() > 2, timeouts::toString);
        for (int i = 1; i < timeouts.size(); i++) {
            assertTrue(timeouts.get(i).compareTo(timeouts.get(i - 1)) < 0, timeouts::toString);
        }
        come(Arrays.copyOfRange(frame, 60, frame.length));
        assertEquals(Duration.ZERO, timeouts.getLast());
    }

    @Test
    void waitsAnewForEachStrideAndEachMessage() throws Exception {
        byte[] frame = ClientFrames.frame(0x82, new byte[3 * STRIDE], 1);
        come(Arrays.copyOf(frame, 10));
        assertEquals(1, timeouts.stream().filter(ALLOWANCE::equals).count());
        come(Arrays.copyOfRange(frame, 10, 2 * STRIDE + 100));
        assertTrue(timeouts.stream().filter(ALLOWANCE::equals).count() >= 2, timeouts::toString);
        timeouts.clear();
        come(Arrays.copyOfRange(frame, 2 * STRIDE + 100, frame.length));
        come(new byte[] {(byte) 0x81});
        assertEquals(ALLOWANCE, timeouts.getLast());
    }

    @Test
    void failsWhenTheTimeIsUp() throws Exception {
        come(new byte[] {(byte) 0x81});
        WebSocketFailure failure = assertThrows(
                WebSocketFailure.class,
                () -> pace.read(buffer, new InputStream() {
                    @Override
                    public int read() throws IOException {
                        throw new SocketTimeoutException("nothing came");
                    }

                    @Override
                    public int read(byte[] into, int offset, int length) throws IOException {
                        throw new SocketTimeoutException("nothing came");
                    }
                }));
        assertEquals(CloseCode.POLICY_VIOLATION, failure.code());
    }
}
