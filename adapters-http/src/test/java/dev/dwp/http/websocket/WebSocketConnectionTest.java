package dev.dwp.http.websocket;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Over real sockets, against a client of the tests' own. */
class WebSocketConnectionTest {
    private static final ConnectionLimits LIMITS = ConnectionLimits.DEFAULT.withCloseTimeout(Duration.ofSeconds(15));
    private static final ConnectionLimits HASTY = LIMITS.withCloseTimeout(Duration.ofMillis(100));

    @Test
    void passesMessagesOnAndSendsTheAnswersInOrder() throws Exception {
        try (SocketPair pair = new SocketPair(LIMITS)) {
            pair.send(ClientFrames.text("a"), ClientFrames.text("b"), ClientFrames.text("é"));
            assertEquals("text(a)", pair.receive());
            assertEquals("text(b)", pair.receive());
            assertEquals("text(é)", pair.receive());
            assertEquals("text(a)", pair.listener.next());
        }
    }

    @Test
    void carriesAMessageOfTheWholeLimitBothWays() throws Exception {
        try (SocketPair pair = new SocketPair(LIMITS)) {
            byte[] payload = new byte[1 << 20];
            Thread sender = Thread.startVirtualThread(() -> send(pair, ClientFrames.frame(0x82, payload, 7)));
            assertEquals("binary[1048576]", pair.receive());
            sender.join();
        }
    }

    @Test
    @DisplayName("RFC 6455 §5.5.2, §5.5.3")
    void answersEachPingThatWaits() throws Exception {
        try (SocketPair pair = new SocketPair(LIMITS)) {
            pair.send(ClientFrames.ping("1"), ClientFrames.ping("2"), ClientFrames.text("x"), ClientFrames.ping("3"));
            for (String pong : List.of("pong(1)", "pong(2)", "pong(3)", "text(x)")) {
                assertEquals(pong, pair.receive());
            }
        }
    }

    @Test
    void pingsAndHearsThePong() throws Exception {
        try (SocketPair pair = new SocketPair(LIMITS)) {
            long before = pair.connection.lastReadNanos();
            pair.connection.ping("there?".getBytes(UTF_8));
            assertEquals("ping(there?)", pair.receive());
            pair.send(ClientFrames.frame(0x8A, "there?".getBytes(UTF_8), 3));
            assertEquals("pong(there?)", pair.listener.next());
            assertTrue(pair.connection.lastReadNanos() - before > 0);
            assertThrows(IllegalArgumentException.class, () -> pair.connection.ping(new byte[126]));
        }
    }

    @Test
    @DisplayName("RFC 6455 §5.5.1")
    void answersAPeersCloseWithItsCodeAndEnds() throws Exception {
        try (SocketPair pair = new SocketPair(LIMITS)) {
            pair.send(ClientFrames.text("x"), ClientFrames.close(4_000, "enough"), ClientFrames.text("late"));
            assertEquals("text(x)", pair.receive());
            assertEquals("close(4000)", pair.receive());
            assertEquals("eof", pair.receive());
            pair.client.close();
            pair.awaitEnd();
            assertEquals("text(x)", pair.listener.next());
            assertEquals("closed(4000,enough)", pair.listener.next());
            assertFalse(pair.connection.isOpen());
            assertFalse(pair.connection.append(OutgoingMessage.text(new byte[0])));
            assertFalse(pair.connection.offer(OutgoingMessage.text(new byte[0])));
        }
    }

    @Test
    @DisplayName("PROTOCOL §4.4: after both Closes the server ends TCP both ways at once, whatever the peer does")
    void waitsForNobodyAfterBothCloses() throws Exception {
        ConnectionLimits patient = LIMITS.withCloseTimeout(Duration.ofHours(1));
        try (SocketPair pair = new SocketPair(patient)) {
            pair.send(ClientFrames.close(1_000, ""));
            assertEquals("close(1000)", pair.receive());
            assertEquals("closed(1000,)", pair.listener.next());
            pair.awaitEnd();
        }
        try (SocketPair pair = new SocketPair(patient)) {
            pair.connection.close(CloseCode.GOING_AWAY, "The server stops.");
            assertEquals("close(1001)", pair.receive());
            pair.send(ClientFrames.close(1_001, ""));
            assertEquals("closed(1001,The server stops.)", pair.listener.next());
            pair.awaitEnd();
        }
    }

    @Test
    @DisplayName("PROTOCOL §4.4: a peer that was failed is no session any more, even while it stays connected")
    void reportsAFailedPeerAtOnce() throws Exception {
        try (SocketPair pair = new SocketPair(LIMITS.withCloseTimeout(Duration.ofHours(1)))) {
            pair.send(new byte[] {(byte) 0x83, (byte) 0x80});
            assertEquals("close(1002)", pair.receive());
            assertEquals("closed(1002,Opcode 0x3 is reserved; use 0 to 2 or 8 to A.)", pair.listener.next());
        }
    }

    @Test
    @DisplayName("PROTOCOL §2: whoever begins a message sends it; pings in between win no time")
    void endsWithAPeerThatDoesNotFinishItsMessage() throws Exception {
        ConnectionLimits limits = LIMITS.withMessageTimeout(Duration.ofMillis(100));
        for (byte[] part :
                List.of(new byte[] {(byte) 0x81}, Arrays.copyOf(ClientFrames.text("never"), 8), fragment())) {
            try (SocketPair pair = new SocketPair(limits)) {
                pair.send(ClientFrames.text("x"), part);
                assertEquals("text(x)", pair.receive());
                assertEquals("close(1008)", pair.receive());
                assertEquals("text(x)", pair.listener.next());
                assertEquals(
                        "closed(1008,A message stalled; send 16384 octets of it, or its end, within 100 ms.)",
                        pair.listener.next());
            }
        }
        try (SocketPair pair = new SocketPair(limits)) {
            pair.send(fragment());
            String heard;
            do {
                pair.send(ClientFrames.ping("still there"));
                heard = pair.receive();
            } while (heard.equals("pong(still there)"));
            assertEquals("close(1008)", heard);
        }
    }

    private static byte[] fragment() {
        return ClientFrames.frame(0x01, "first".getBytes(UTF_8), 5);
    }

    @Test
    @DisplayName("RFC 6455 §7.1.5")
    void answersACloseWithoutACodeWithOneWithout() throws Exception {
        try (SocketPair pair = new SocketPair(LIMITS)) {
            pair.send(ClientFrames.frame(0x88, new byte[0], 1));
            assertEquals("close()", pair.receive());
            assertEquals("eof", pair.receive());
            pair.client.close();
            assertEquals("closed(1005,)", pair.listener.next());
        }
    }

    @Test
    @DisplayName("RFC 6455 §7.1.2")
    void closesAfterWhatIsQueuedAndWaitsForThePeersClose() throws Exception {
        try (SocketPair pair = new SocketPair(LIMITS)) {
            pair.connection.append(OutgoingMessage.text("last".getBytes(UTF_8)));
            pair.connection.close(CloseCode.GOING_AWAY, "The server stops.");
            pair.connection.close(CloseCode.NORMAL, "Too late.");
            assertEquals("text(last)", pair.receive());
            assertEquals("close(1001)", pair.receive());
            pair.send(ClientFrames.text("ignored"), ClientFrames.ping("ignored"), ClientFrames.close(1_001, ""));
            assertEquals("eof", pair.receive());
            pair.client.close();
            assertEquals("closed(1001,The server stops.)", pair.listener.next());
        }
    }

    @Test
    void cutsAPeerThatDoesNotAnswerAClose() throws Exception {
        try (SocketPair pair = new SocketPair(LIMITS.withCloseTimeout(Duration.ofSeconds(2)))) {
            pair.connection.close(CloseCode.GOING_AWAY, "The server stops.");
            assertEquals("close(1001)", pair.receive());
            assertEquals("eof", pair.receive());
            assertEquals("closed(1001,The server stops.)", pair.listener.next());
        }
    }

    @Test
    void cutsAPeerThatDoesNotReadItsClose() throws Exception {
        try (SocketPair pair = new SocketPair(HASTY)) {
            pair.connection.append(OutgoingMessage.binary(new byte[32 << 20]));
            pair.connection.close(CloseCode.GOING_AWAY, "The server stops.");
            assertEquals("closed(1001,The server stops.)", pair.listener.next());
            pair.awaitEnd();
        }
    }

    @Test
    @DisplayName("RFC 6455 §7.1.7")
    void failsAfterTheAnswersToWhatWasRight() throws Exception {
        try (SocketPair pair = new SocketPair(LIMITS)) {
            pair.send(ClientFrames.text("right"), ClientFrames.ping("p"), new byte[] {(byte) 0x83, (byte) 0x80});
            assertEquals("pong(p)", pair.receive());
            assertEquals("text(right)", pair.receive());
            assertEquals("close(1002)", pair.receive());
            assertEquals("eof", pair.receive());
            pair.client.close();
            assertEquals("text(right)", pair.listener.next());
            assertEquals("closed(1002,Opcode 0x3 is reserved; use 0 to 2 or 8 to A.)", pair.listener.next());
        }
    }

    @Test
    void aPeerStillSendingWhenItIsFailedGetsToReadWhy() throws Exception {
        try (SocketPair pair = new SocketPair(LIMITS.withMaxMessageBytes(1_000))) {
            byte[] big = ClientFrames.frame(0x82, new byte[4 << 20], 9);
            pair.send(big);
            assertEquals("close(1009)", pair.receive());
            assertEquals("eof", pair.receive());
        }
    }

    @Test
    void closesWith1011WhenItsApplicationFails() throws Exception {
        try (SocketPair pair = new SocketPair(LIMITS, null, Transport::of, FailingListener::new)) {
            pair.send(ClientFrames.text("x"));
            assertEquals("close(1011)", pair.receive());
            assertEquals("eof", pair.receive());
        }
    }

    @Test
    @DisplayName("RFC 6455 §7.1.5")
    void reports1006WhenThePeerVanishes() throws Exception {
        try (SocketPair pair = new SocketPair(LIMITS)) {
            pair.client.close();
            assertEquals("closed(1006,The connection ended without a Close frame.)", pair.listener.next());
            pair.awaitEnd();
        }
    }

    @Test
    void abortsInsteadOfWhatIsQueued() throws Exception {
        try (SocketPair pair = new SocketPair(HASTY)) {
            for (int i = 0; i < 32; i++) {
                pair.connection.append(OutgoingMessage.binary(new byte[1 << 20]));
            }
            pair.connection.abort(CloseCode.POLICY_VIOLATION, "Read faster.");
            assertTrue(pair.connection.bytesQueued() < 2 << 20);
            assertEquals("closed(1008,Read faster.)", pair.listener.next());
        }
    }

    @Test
    void abortsWhenMoreResponsesWaitThanMayBeInFlight() throws Exception {
        try (SocketPair pair = new SocketPair(HASTY.withMaxResponseBytes(40 << 20))) {
            assertTrue(pair.connection.append(OutgoingMessage.binary(new byte[32 << 20])));
            assertFalse(pair.connection.append(OutgoingMessage.binary(new byte[32 << 20])));
            assertTrue(pair.listener.next().startsWith("closed(1013,"));
        }
    }

    @Test
    void readsNoFurtherWhileResponsesAreLeftUnread() throws Exception {
        AtomicLong most = new AtomicLong();
        int requests = 20_000;
        byte[] answer = new byte[1_000];
        try (SocketPair pair = new SocketPair(
                LIMITS.withMaxMessageBytes(10_000),
                null,
                Transport::of,
                connection -> new RecordingListener(connection) {
                    @Override
                    public void onText(byte[] buffer, int offset, int length) {
                        // A handler's answer, which is not the reader's own to write.
                        join(Thread.startVirtualThread(() -> connection.append(OutgoingMessage.binary(answer))));
                        most.accumulateAndGet(connection.bytesQueued(), Math::max);
                    }
                })) {
            Thread sender = Thread.startVirtualThread(() -> {
                for (int i = 0; i < requests; i += 100) {
                    byte[][] hundred = new byte[100][];
                    Arrays.fill(hundred, ClientFrames.text("x".repeat(93)));
                    send(pair, hundred);
                }
            });
            for (int i = 0; i < requests; i++) {
                assertEquals("binary[1000]", pair.receive());
            }
            sender.join();
        }
        int answersToOneRead = BufferPool.BUFFER_OCTETS / 99 + 1;
        assertTrue(most.get() <= 10_000 + answersToOneRead * 1_064L, most + " octets were queued.");
    }

    @Test
    void tellsItsProducerWhenRefusedEventsFitAgain() throws Exception {
        OutgoingMessage event = OutgoingMessage.binary(new byte[100_000]);
        try (SocketPair pair = new SocketPair(LIMITS)) {
            int sent = 0;
            while (pair.connection.offer(event)) {
                sent++;
                assertTrue(pair.connection.bytesQueued() <= LIMITS.maxEventBytes());
            }
            for (int i = 0; i < sent; i++) {
                assertEquals("binary[100000]", pair.receive());
            }
            assertEquals("writable", pair.listener.next());
            assertTrue(pair.connection.offer(event));
        }
    }

    @Test
    @DisplayName("RFC 7692 §6")
    void compressesAnswersAndExpandsRequestsWhenThatWasNegotiated() throws Exception {
        String text = "again and ".repeat(100);
        byte[] compressed = MessageAssemblerTest.deflate(text.getBytes(UTF_8));
        try (PerMessageDeflate codec = new PerMessageDeflate();
                SocketPair pair = new SocketPair(LIMITS, codec, Transport::of, RecordingListener::new)) {
            pair.send(ClientFrames.frame(0xC1, compressed, 5), ClientFrames.text("short"));
            String first = pair.receive();
            assertTrue(first.startsWith("z-text[") && first.length() < 11, first);
            assertEquals("text(short)", pair.receive());
            assertEquals("text[1000]", pair.listener.next());
        }
    }

    @Test
    void endsACloseHandshakeOverStreamsThatCannotBeHalfClosed() throws Exception {
        ConnectionLimits limits = LIMITS.withYieldBeforeRead(false);
        try (SocketPair pair = new SocketPair(limits, null, WebSocketConnectionTest::streams, RecordingListener::new)) {
            pair.send(ClientFrames.close(1_000, ""));
            assertEquals("close(1000)", pair.receive());
            assertEquals("eof", pair.receive());
            assertEquals("closed(1000,)", pair.listener.next());
        }
    }

    @Test
    void noReportedCodeCanBeSent() throws Exception {
        try (SocketPair pair = new SocketPair(LIMITS)) {
            assertThrows(IllegalArgumentException.class, () -> pair.connection.close(CloseCode.ABNORMAL, ""));
            assertTrue(pair.connection.isOpen());
        }
    }

    private static Transport streams(Socket socket) {
        try {
            return Transport.of(socket.getInputStream(), socket.getOutputStream(), socket);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException("Nobody interrupts the tests.", e);
        }
    }

    private static void send(SocketPair pair, byte[]... frames) {
        try {
            pair.send(frames);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class FailingListener extends RecordingListener {
        FailingListener(WebSocketConnection connection) {
            super(connection);
        }

        @Override
        public void onText(byte[] buffer, int offset, int length) {
            throw new IllegalStateException("The application's own fault.");
        }
    }
}
