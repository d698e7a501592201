package dev.dwp.engine.job;

import dev.dwp.application.handler.JobContext;
import dev.dwp.application.handler.JobHandler;
import dev.dwp.domain.frame.Value;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** A handler that takes no notice of interrupts, until the test lets it go. */
final class Stubborn implements JobHandler<Value, String> {
    private final CountDownLatch released = new CountDownLatch(1);
    private final Semaphore interrupts = new Semaphore(0);
    private final Semaphore begun = new Semaphore(0);

    @Override
    public String handle(Value payload, JobContext context) {
        begun.release();
        while (true) {
            try {
                released.await();
                return "too late";
            } catch (InterruptedException e) {
                interrupts.release();
            }
        }
    }

    void awaitBegun(int attempts) throws InterruptedException {
        require(begun.tryAcquire(attempts, 30, TimeUnit.SECONDS), "No attempt has begun.");
    }

    void awaitInterrupted() throws InterruptedException {
        require(interrupts.tryAcquire(30, TimeUnit.SECONDS), "Nobody interrupts it.");
    }

    void release() {
        released.countDown();
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new AssertionError(otherwise);
        }
    }
}
