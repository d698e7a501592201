package dev.dwp.http.endpoint;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.dwp.domain.frame.Frame;
import dev.dwp.domain.frame.Value;
import dev.dwp.http.codec.Codecs;
import dev.dwp.http.codec.Format;
import dev.dwp.http.codec.FrameCodec;
import dev.dwp.http.codec.UndecodableFrame;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ProcessorPermitsTest {
    private static final int WAITING = 5;
    private static final int MEGABYTE = 1 << 20;
    private static final String LARGE = "x".repeat(MEGABYTE / 2);

    private final ProcessorPermits permits = new ProcessorPermits(1);
    private final FrameCodec json = new Codecs(Codecs.MAX_DEPTH).of(Format.JSON);
    private final Reception reception = new Reception(MEGABYTE, 512L * MEGABYTE, permits);
    private final CountDownLatch over = new CountDownLatch(1);

    @AfterEach
    void end() {
        over.countDown();
    }

    @Test
    void whoWaitsIsServedInTheOrderOfComing() throws Exception {
        keepThePermit();
        List<Integer> order = new ArrayList<>();
        List<FutureTask<Boolean>> waiting = new ArrayList<>();
        for (int i = 0; i < WAITING; i++) {
            int number = i;
            waiting.add(startAndAwaitWaiting(() -> permits.compute(() -> order.add(number))));
        }
        over.countDown();
        for (FutureTask<Boolean> each : waiting) {
            each.get();
        }
        assertEquals(IntStream.range(0, WAITING).boxed().toList(), order);
    }

    @Test
    void whatFailsGivesThePermitBack() {
        for (int i = 0; i < WAITING; i++) {
            assertThrows(
                    IllegalStateException.class,
                    () -> permits.compute(() -> {
                        throw new IllegalStateException("defect");
                    }));
            assertThrows(UndecodableFrame.class, () -> decode("[".repeat(2 * Reception.SMALL)));
        }
        assertEquals(1, permits.compute(() -> 1));
    }

    @Test
    void smallFramesAreReadAndWrittenWhileNoPermitIsFree() throws Exception {
        keepThePermit();
        assertInstanceOf(Frame.Request.class, decode(request("x")));
        assertArrayEquals(json.encode(response("x")), encode(response("x")));
    }

    @Test
    void largeFramesAreReadAndWrittenOnceAPermitIsFree() throws Exception {
        keepThePermit();
        byte[] octets = request(LARGE).getBytes(UTF_8);
        FutureTask<Frame> head = startAndAwaitWaiting(() -> reception.decodeHead(json, octets, 0, octets.length));
        FutureTask<Frame> whole = startAndAwaitWaiting(() -> decode(request(LARGE)));
        FutureTask<byte[]> answer = startAndAwaitWaiting(() -> encode(response(LARGE)));
        assertFalse(head.isDone() || whole.isDone() || answer.isDone());
        over.countDown();
        assertEquals("1", head.get().id());
        assertInstanceOf(Frame.Request.class, whole.get());
        assertArrayEquals(json.encode(response(LARGE)), answer.get());
    }

    /** Until the test is over, or lets go of it. */
    private void keepThePermit() throws InterruptedException {
        CountDownLatch kept = new CountDownLatch(1);
        Thread.startVirtualThread(() -> permits.compute(() -> {
            kept.countDown();
            return uninterrupted(over);
        }));
        kept.await();
    }

    private static boolean uninterrupted(CountDownLatch latch) {
        try {
            latch.await();
            return true;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static <T> FutureTask<T> startAndAwaitWaiting(Callable<T> what) throws InterruptedException {
        FutureTask<T> task = new FutureTask<>(what);
        Thread thread = Thread.startVirtualThread(task);
        while (thread.getState() != Thread.State.WAITING && !thread.join(Duration.ofMillis(1))) {
            Thread.onSpinWait();
        }
        return task;
    }

    private Frame decode(String frame) throws UndecodableFrame {
        byte[] octets = frame.getBytes(UTF_8);
        try (Reception.Received received = reception.decode(json, octets, 0, octets.length)) {
            return received.frame();
        }
    }

    private byte[] encode(Frame frame) {
        return permits.encode(frame, () -> json.encode(frame));
    }

    private static String request(String payload) {
        return """
                {"id":"1","method":"job.enqueue","data":{"name":"echo","payload":"%s"}}""".formatted(payload);
    }

    private static Frame response(String result) {
        return new Frame.Response("r", "1", Value.struct().put("result", result).build(), List.of(), null);
    }
}
