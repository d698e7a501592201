package dev.dwp.application.thread;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Lets other virtual threads run in the midst of long work, from which nobody else takes the processor away. Begins when it is
 * made; to be asked now and then, under no lock. Used by one thread.
 */
public final class TimeSlice {
    private static final long NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    /** Short of nothing. */
    private static final long MOMENT_NANOS = 1;

    /** Steps between two looks at the time, a power of two. */
    private static final int STEPS = 64;

    private long began = System.nanoTime();
    private int steps;

    /** One of many steps of the work is done, which was very short. */
    public void step() {
        steps++;
        if ((steps & (STEPS - 1)) == 0) {
            yieldIfOver();
        }
    }

    /** Lets others run where the slice is used up, and begins another. Platform threads are time-sliced as it is. */
    public void yieldIfOver() {
        if (System.nanoTime() - began > NANOS && Thread.currentThread().isVirtual()) {
            letOthersRun();
            began = System.nanoTime();
        }
    }

    /**
     * Lets all other virtual threads run that can. {@code Thread.yield} would not: it goes to the row of the thread's own
     * carrier, and a carrier turns to those whom sockets, timers or platform threads have woken only when its row is empty.
     */
    public static void letOthersRun() {
        LockSupport.parkNanos(MOMENT_NANOS);
    }
}
