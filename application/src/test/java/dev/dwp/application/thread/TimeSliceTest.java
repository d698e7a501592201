package dev.dwp.application.thread;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class TimeSliceTest {
    private static final Duration DEADLINE = Duration.ofMinutes(2);

    @Test
    void othersRunInTheMidstOfManySteps() throws Exception {
        assertTrue(runsBeside(TimeSlice::step));
    }

    @Test
    void othersRunInTheMidstOfLongSteps() throws Exception {
        assertTrue(runsBeside(TimeSlice::yieldIfOver));
    }

    /** Whether a virtual thread runs while all processors are busy with others, which never wait but only take steps. */
    private static boolean runsBeside(Consumer<TimeSlice> step) throws InterruptedException {
        int busy = 2 * Runtime.getRuntime().availableProcessors();
        long end = System.nanoTime() + DEADLINE.toNanos();
        AtomicBoolean ran = new AtomicBoolean();
        CountDownLatch begun = new CountDownLatch(busy);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < busy; i++) {
            threads.add(Thread.startVirtualThread(() -> {
                TimeSlice slice = new TimeSlice();
                begun.countDown();
                while (!ran.get() && System.nanoTime() < end) {
                    step.accept(slice);
                }
            }));
        }
        begun.await();
        Thread.startVirtualThread(() -> ran.set(true)).join();
        boolean inTime = System.nanoTime() < end;
        for (Thread thread : threads) {
            thread.join();
        }
        return inTime;
    }
}
