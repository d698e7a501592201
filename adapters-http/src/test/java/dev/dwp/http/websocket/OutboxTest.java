package dev.dwp.http.websocket;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class OutboxTest {
    private static final int EVENT_BYTES = 1_000;

    private final GatedOutput output = new GatedOutput();
    private final SendQueue queue = new SendQueue(ConnectionLimits.DEFAULT.withMaxEventBytes(EVENT_BYTES));
    private final Semaphore writable = new Semaphore(0);
    private final CountDownLatch broken = new CountDownLatch(1);
    private final Outbox outbox = outbox(queue, output);

    @Test
    void mergesWhatIsQueuedWhileAWriteIsUnderWay() throws InterruptedException {
        CountDownLatch last = new CountDownLatch(1);
        outbox.append(response("0", null));
        output.awaitBegunWrite();
        for (int i = 1; i < 100; i++) {
            outbox.append(response(String.valueOf(i), i == 99 ? last::countDown : null));
        }
        output.permitAll();
        await(last);
        assertEquals(2, output.writes());
        assertEquals(100, ServerFrames.all(output.written()).size());
    }

    @Test
    void keepsEveryProducersOrderWithinTheBoundWhenTheReaderIsSlow() throws InterruptedException {
        int producers = 4;
        int each = 1_000;
        CountDownLatch written = new CountDownLatch(producers * each);
        AtomicLong most = new AtomicLong();
        List<Thread> threads = new ArrayList<>();
        for (int p = 0; p < producers; p++) {
            String name = "p" + p + " ";
            threads.add(Thread.startVirtualThread(() -> {
                for (int i = 0; i < each; i++) {
                    QueuedFrame event = event(name + i, written::countDown);
                    while (!outbox.offer(event)) {
                        writable.acquireUninterruptibly();
                    }
                    most.accumulateAndGet(queue.bytes(), Math::max);
                }
                writable.release();
            }));
        }
        output.permitAll();
        await(written);
        for (Thread thread : threads) {
            thread.join();
        }
        List<String> frames = ServerFrames.all(output.written());
        for (int p = 0; p < producers; p++) {
            String prefix = "text(p" + p + " ";
            List<String> expected = new ArrayList<>();
            for (int i = 0; i < each; i++) {
                expected.add(prefix + i + ")");
            }
            assertEquals(
                    expected,
                    frames.stream().filter(frame -> frame.startsWith(prefix)).toList());
        }
        assertTrue(most.get() <= EVENT_BYTES, most + " octets were queued.");
    }

    @Test
    void refusesAnEventThatDoesNotFitAndTellsOnceWhenHalfIsFree() throws InterruptedException {
        assertTrue(outbox.offer(event("first", null)));
        output.awaitBegunWrite();
        while (outbox.offer(event("more", null))) {
            assertTrue(queue.bytes() <= EVENT_BYTES);
        }
        assertFalse(outbox.offer(event("still no", null)));
        assertEquals(0, writable.availablePermits());
        output.permitAll();
        assertTrue(writable.tryAcquire(30, TimeUnit.SECONDS));
        assertTrue(outbox.offer(event("again", null)));
        assertEquals(0, writable.availablePermits());
    }

    @Test
    void takesOneEventOfAnySizeWhenNoneWaits() throws InterruptedException {
        assertTrue(outbox.offer(event("x".repeat(5 * EVENT_BYTES), null)));
        output.awaitBegunWrite();
        assertFalse(outbox.offer(event("x", null)));
    }

    @Test
    void takesResponsesWhateverEventsWait() throws InterruptedException {
        outbox.offer(event("x".repeat(EVENT_BYTES), null));
        output.awaitBegunWrite();
        assertEquals(SendQueue.Appended.QUEUED, outbox.append(response("x".repeat(EVENT_BYTES), null)));
        assertFalse(outbox.offer(event("x", null)));
    }

    @Test
    void refusesResponsesPastTheirOwnBound() {
        SendQueue small = new SendQueue(ConnectionLimits.DEFAULT.withMaxResponseBytes(200));
        assertEquals(SendQueue.Appended.QUEUED, small.append(response("x".repeat(100), null)));
        assertEquals(SendQueue.Appended.OVERFLOWN, small.append(response("x".repeat(100), null)));
    }

    @Test
    @DisplayName("PROTOCOL §4.4: of the pings that wait, the newest 16 are answered, ahead of messages")
    void answersTheNewestPingsAndAheadOfWhatWaits() throws InterruptedException {
        CountDownLatch last = new CountDownLatch(1);
        outbox.append(response("under way", null));
        output.awaitBegunWrite();
        outbox.append(response("waits", last::countDown));
        List<String> expected = new ArrayList<>(List.of("text(under way)"));
        for (int i = 1; i <= 20; i++) {
            outbox.pong(Integer.toString(i).getBytes(UTF_8));
            if (i > 4) {
                expected.add("pong(" + i + ")");
            }
        }
        outbox.ping("p".getBytes(UTF_8));
        output.permitAll();
        await(last);
        expected.addAll(List.of("ping(p)", "text(waits)"));
        assertEquals(expected, ServerFrames.all(output.written()));
    }

    @Test
    void writesFramesOfEverySizeAroundTheBuffers() throws InterruptedException {
        output.permitAll();
        int size = BufferPool.BUFFER_OCTETS;
        int[] lengths = {
            0, 1, 125, 126, size - 5, size - 4, size - 3, size, size + 1, 2 * size, 65_535, 65_536, 300_000, 7
        };
        CountDownLatch written = new CountDownLatch(lengths.length);
        List<String> expected = new ArrayList<>();
        for (int length : lengths) {
            outbox.append(OutgoingMessage.binary(new byte[length])
                    .frame(null, QueuedFrame.Kind.RESPONSE, written::countDown));
            expected.add("binary[" + length + "]");
        }
        await(written);
        assertEquals(expected, ServerFrames.all(output.written()));
        assertEquals(0, queue.bytes());
    }

    @Test
    void tellsThatAFrameIsWrittenOnlyWhenItIs() throws InterruptedException {
        CountDownLatch told = new CountDownLatch(1);
        outbox.append(response("x", told::countDown));
        output.awaitBegunWrite();
        assertEquals(1, told.getCount());
        assertNotEquals(0, outbox.writingSince());
        output.permitAll();
        await(told);
    }

    @Test
    void closesAfterWhatIsQueuedAndTakesNothingMore() throws InterruptedException {
        outbox.append(response("under way", null));
        output.awaitBegunWrite();
        outbox.append(response("queued", null));
        outbox.close(new Closure(CloseCode.GOING_AWAY, "").encode());
        outbox.close(new Closure(CloseCode.NORMAL, "").encode());
        outbox.pong(new byte[0]);
        assertEquals(SendQueue.Appended.CLOSING, outbox.append(response("late", null)));
        assertFalse(outbox.offer(event("late", null)));
        output.permitAll();
        queue.awaitClosed();
        assertEquals(
                List.of("text(under way)", "pong()", "text(queued)", "close(1001)"),
                ServerFrames.all(output.written()));
        outbox.pong(new byte[0]);
        outbox.flush();
        assertEquals(4, ServerFrames.all(output.written()).size());
    }

    @Test
    void abortsInsteadOfWhatIsQueued() throws InterruptedException {
        outbox.append(response("under way", null));
        output.awaitBegunWrite();
        outbox.append(response("queued", null));
        outbox.close(new Closure(CloseCode.GOING_AWAY, "").encode());
        outbox.abort(new Closure(CloseCode.POLICY_VIOLATION, "").encode());
        output.permitAll();
        queue.awaitClosed();
        assertEquals(List.of("text(under way)", "close(1008)"), ServerFrames.all(output.written()));
        assertEquals(0, queue.bytes());
    }

    @Test
    void endsWhenAWriteFails() throws InterruptedException {
        outbox.append(response("x", null));
        output.breakDown();
        await(broken);
        queue.awaitClosed();
        assertEquals(SendQueue.Appended.CLOSING, outbox.append(response("x", null)));
    }

    @Test
    void endsWhenACallbackFails() throws InterruptedException {
        output.permitAll();
        outbox.append(response("x", () -> {
            throw new IllegalStateException("A callback's own fault.");
        }));
        await(broken);
        queue.awaitClosed();
    }

    @Test
    void letsTheReaderGatherItsAnswersForOneWrite() {
        output.permitAll();
        outbox.adoptReader();
        outbox.append(response("a", null));
        outbox.pong(new byte[0]);
        outbox.append(response("b", null));
        assertEquals(0, output.writes());
        outbox.flush();
        assertEquals(1, output.writes());
        assertEquals(List.of("pong()", "text(a)", "text(b)"), ServerFrames.all(output.written()));
    }

    private Outbox outbox(SendQueue frames, OutputStream target) {
        return new Outbox(frames, target, new BufferPool(2), new Outbox.Owner() {
            @Override
            public void onWritable() {
                writable.release();
            }

            @Override
            public void onBroken(Exception cause) {
                broken.countDown();
            }
        });
    }

    private static QueuedFrame event(String text, Runnable whenWritten) {
        return OutgoingMessage.text(text.getBytes(UTF_8)).frame(null, QueuedFrame.Kind.EVENT, whenWritten);
    }

    private static QueuedFrame response(String text, Runnable whenWritten) {
        return OutgoingMessage.text(text.getBytes(UTF_8)).frame(null, QueuedFrame.Kind.RESPONSE, whenWritten);
    }

    private static void await(CountDownLatch latch) throws InterruptedException {
        assertTrue(latch.await(20, TimeUnit.SECONDS), "It did not happen within 20 s.");
    }
}
