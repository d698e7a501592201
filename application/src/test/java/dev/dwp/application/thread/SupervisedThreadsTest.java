package dev.dwp.application.thread;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dwp.application.port.out.ServerThreads;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("Threads that a server lives on")
class SupervisedThreadsTest {
    private static final Duration DEADLINE = Duration.ofSeconds(20);

    private final AtomicLong nanos = new AtomicLong();
    private final SupervisedThreads threads = new SupervisedThreads(nanos::get, Duration.ofMillis(1));

    static Stream<Throwable> failures() {
        return Stream.of(
                new IllegalStateException("on purpose"), new OutOfMemoryError("on purpose"), new Unspeakable());
    }

    /** Fails whoever asks for its message. */
    private static final class Unspeakable extends Error {
        @Override
        public String getMessage() {
            throw new AssertionError("on purpose");
        }
    }

    @ParameterizedTest
    @MethodSource("failures")
    void goOnAfterWhateverATurnThrows(Throwable failure) throws InterruptedException {
        AtomicInteger turns = new AtomicInteger();
        Thread thread = threads.start("loop", () -> {
            if (turns.incrementAndGet() == 1) {
                throwIt(failure);
            }
            return turns.get() < 3;
        });
        assertTrue(thread.join(DEADLINE));
        assertEquals(3, turns.get());
        assertEquals(List.of(), threads.failing());
    }

    @ParameterizedTest
    @MethodSource("failures")
    void areNamedUntilATurnEndsWell(Throwable failure) throws InterruptedException {
        CountDownLatch again = new CountDownLatch(2);
        Semaphore well = new Semaphore(0);
        Semaphore third = new Semaphore(0);
        CountDownLatch recovered = new CountDownLatch(1);
        AtomicInteger turns = new AtomicInteger();
        Thread thread = threads.startVirtual("loop", () -> {
            again.countDown();
            switch (turns.incrementAndGet()) {
                case 1 -> throwIt(failure);
                case 2 -> well.acquire();
                default -> {
                    recovered.countDown();
                    third.acquire();
                }
            }
            return turns.get() < 3;
        });
        await(again);
        assertEquals(List.of("loop"), threads.failing());
        well.release();
        await(recovered);
        assertEquals(List.of(), threads.failing());
        third.release();
        assertTrue(thread.join(DEADLINE));
    }

    @Test
    @DisplayName("run well again when they wait for work and have not failed for a while")
    void runWellAgainWhenTheyWait() throws InterruptedException {
        CountDownLatch again = new CountDownLatch(2);
        Semaphore work = new Semaphore(0);
        Thread thread = threads.start("waiting", () -> {
            again.countDown();
            if (again.getCount() == 1) {
                throw new IllegalStateException("on purpose");
            }
            work.acquire();
            return false;
        });
        await(again);
        assertEquals(List.of("waiting"), threads.failing());
        nanos.addAndGet(TimeUnit.SECONDS.toNanos(6));
        assertEquals(List.of(), threads.failing());
        work.release();
        assertTrue(thread.join(DEADLINE));
    }

    @Test
    void endWhenTheyAreInterruptedEvenWhileTheyFail() throws InterruptedException {
        SupervisedThreads patient = new SupervisedThreads(nanos::get, DEADLINE.multipliedBy(100));
        CountDownLatch failed = new CountDownLatch(1);
        Thread thread = patient.start("failing", () -> {
            failed.countDown();
            throw new IllegalStateException("on purpose");
        });
        await(failed);
        thread.interrupt();
        assertTrue(thread.join(DEADLINE));
        assertEquals(List.of(), patient.failing());
    }

    @Test
    void doNotKeepTheProcessAlive() throws InterruptedException {
        ServerThreads.Turn last = () -> false;
        Thread thread = threads.start("loop", last);
        assertTrue(thread.isDaemon());
        assertFalse(thread.isVirtual());
        assertTrue(thread.join(DEADLINE));
    }

    private static void await(CountDownLatch latch) throws InterruptedException {
        assertTrue(latch.await(DEADLINE.toSeconds(), TimeUnit.SECONDS));
    }

    private static void throwIt(Throwable failure) {
        if (failure instanceof Error error) {
            throw error;
        }
        throw (RuntimeException) failure;
    }
}
