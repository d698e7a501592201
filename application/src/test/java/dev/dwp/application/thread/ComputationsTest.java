package dev.dwp.application.thread;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ComputationsTest {
    private static final int MANY = 5;

    private final Computations computations = new Computations(1);
    private final CountDownLatch over = new CountDownLatch(1);

    @AfterEach
    void end() {
        over.countDown();
    }

    @Test
    void whatWaitsIsComputedInTheOrderOfComing() throws Exception {
        keepBusy();
        List<Integer> order = new ArrayList<>();
        List<FutureTask<Boolean>> waiting = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            int number = i;
            FutureTask<Boolean> task = new FutureTask<>(() -> computations.compute(() -> order.add(number)));
            awaitWaiting(Thread.startVirtualThread(task));
            waiting.add(task);
        }
        over.countDown();
        for (FutureTask<Boolean> each : waiting) {
            assertTrue(each.get());
        }
        assertEquals(IntStream.range(0, MANY).boxed().toList(), order);
    }

    @Test
    void oneThatHasNoResultForLongIsToldOf() throws Exception {
        BlockingQueue<String> told = new LinkedBlockingQueue<>();
        Computations impatient = new Computations(1, Duration.ofMillis(1), told::add);
        FutureTask<Boolean> task = new FutureTask<>(() -> impatient.compute(() -> {
            over.await();
            return true;
        }));
        Thread.startVirtualThread(task);
        String sentence = told.take();
        assertTrue(sentence.startsWith("A computation has had no result for"), sentence);
        over.countDown();
        assertTrue(task.get());
    }

    @Test
    void whatIsThrownComesToWhoAsked() throws Exception {
        IOException told = new IOException("as declared");
        IllegalStateException defect = new IllegalStateException("defect");
        StackOverflowError error = new StackOverflowError();
        FutureTask<Boolean> task = new FutureTask<>(() -> {
            for (int i = 0; i < MANY; i++) {
                assertSame(
                        told,
                        assertThrows(
                                IOException.class,
                                () -> computations.compute(() -> {
                                    throw told;
                                })));
                assertSame(
                        defect,
                        assertThrows(
                                IllegalStateException.class,
                                () -> computations.compute(() -> {
                                    throw defect;
                                })));
                assertSame(
                        error,
                        assertThrows(
                                StackOverflowError.class,
                                () -> computations.compute(() -> {
                                    throw error;
                                })));
            }
            return computations.compute(() -> true);
        });
        Thread.startVirtualThread(task);
        assertTrue(task.get());
    }

    @Test
    void whoIsInterruptedWaitsForTheEndAndStaysInterrupted() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        FutureTask<Boolean> task = new FutureTask<>(() -> {
            boolean done = computations.compute(() -> {
                begun.countDown();
                return isOver();
            });
            return done && Thread.currentThread().isInterrupted();
        });
        Thread asking = Thread.startVirtualThread(task);
        begun.await();
        asking.interrupt();
        assertFalse(asking.join(Duration.ofMillis(1)));
        over.countDown();
        assertTrue(task.get());
    }

    @Test
    void aPlatformThreadComputesByItself() throws Exception {
        keepBusy();
        assertSame(Thread.currentThread(), computations.compute(Thread::currentThread));
    }

    @Test
    void virtualThreadsRunWhileAllIsBusyComputing() throws Exception {
        AtomicBoolean stop = new AtomicBoolean();
        List<Thread> asking = new ArrayList<>();
        Computations many = new Computations(2 * Runtime.getRuntime().availableProcessors());
        for (int i = 0; i < 2 * Runtime.getRuntime().availableProcessors(); i++) {
            asking.add(Thread.startVirtualThread(() -> many.compute(() -> {
                while (!stop.get()) {
                    Thread.onSpinWait();
                }
                return true;
            })));
        }
        try {
            assertTrue(Thread.startVirtualThread(() -> {}).join(Duration.ofMinutes(2)));
        } finally {
            stop.set(true);
        }
        for (Thread each : asking) {
            each.join();
        }
    }

    /** Until the test is over, or lets go of it. */
    private void keepBusy() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        Thread.startVirtualThread(() -> computations.compute(() -> {
            begun.countDown();
            return isOver();
        }));
        begun.await();
    }

    private boolean isOver() {
        try {
            over.await();
            return true;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void awaitWaiting(Thread thread) throws InterruptedException {
        while (thread.getState() != Thread.State.TIMED_WAITING && !thread.join(Duration.ofMillis(1))) {
            Thread.onSpinWait();
        }
    }
}
