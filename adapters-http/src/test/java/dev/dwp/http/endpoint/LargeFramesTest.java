package dev.dwp.http.endpoint;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.dwp.application.thread.Computations;
import dev.dwp.domain.frame.Frame;
import dev.dwp.domain.frame.Value;
import dev.dwp.http.codec.Codecs;
import dev.dwp.http.codec.Format;
import dev.dwp.http.codec.FrameCodec;
import dev.dwp.http.codec.UndecodableFrame;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LargeFramesTest {
    private static final int MEGABYTE = 1 << 20;
    private static final String LARGE = "x".repeat(MEGABYTE / 2);

    private final Computations computations = new Computations(1);
    private final LargeFrames large = new LargeFrames(computations);
    private final FrameCodec json = new Codecs(Codecs.MAX_DEPTH).of(Format.JSON);
    private final Reception reception = new Reception(MEGABYTE, 512L * MEGABYTE, large);
    private final CountDownLatch over = new CountDownLatch(1);

    /** Until the test is over, or lets go of it. */
    @BeforeEach
    void keepBusy() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        Thread.startVirtualThread(() -> computations.compute(() -> {
            begun.countDown();
            return isOver();
        }));
        begun.await();
    }

    @AfterEach
    void end() {
        over.countDown();
    }

    @Test
    void smallFramesAreReadAndWrittenWhileNothingMoreIsComputed() throws Exception {
        FutureTask<Frame> read = start(() -> decode(request("x")));
        FutureTask<byte[]> written = start(() -> encode(response("x")));
        assertInstanceOf(Frame.Request.class, read.get());
        assertArrayEquals(json.encode(response("x")), written.get());
    }

    @Test
    void largeFramesWaitForTheirTurnToBeReadAndWritten() throws Exception {
        byte[] octets = request(LARGE).getBytes(UTF_8);
        FutureTask<Frame> head = startAndAwaitWaiting(() -> reception.decodeHead(json, octets, 0, octets.length));
        FutureTask<Frame> whole = startAndAwaitWaiting(() -> decode(request(LARGE)));
        FutureTask<byte[]> written = startAndAwaitWaiting(() -> encode(response(LARGE)));
        assertFalse(head.isDone() || whole.isDone() || written.isDone());
        over.countDown();
        assertEquals("1", head.get().id());
        assertInstanceOf(Frame.Request.class, whole.get());
        assertArrayEquals(json.encode(response(LARGE)), written.get());
    }

    private boolean isOver() {
        try {
            over.await();
            return true;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static <T> FutureTask<T> start(Callable<T> what) {
        FutureTask<T> task = new FutureTask<>(what);
        Thread.startVirtualThread(task);
        return task;
    }

    private static <T> FutureTask<T> startAndAwaitWaiting(Callable<T> what) throws InterruptedException {
        FutureTask<T> task = new FutureTask<>(what);
        Thread thread = Thread.startVirtualThread(task);
        while (thread.getState() != Thread.State.TIMED_WAITING && !thread.join(Duration.ofMillis(1))) {
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
        return large.encode(frame, () -> json.encode(frame));
    }

    private static String request(String payload) {
        return """
                {"id":"1","method":"job.enqueue","data":{"name":"echo","payload":"%s"}}""".formatted(payload);
    }

    private static Frame response(String result) {
        return new Frame.Response("r", "1", Value.struct().put("result", result).build(), List.of(), null);
    }
}
