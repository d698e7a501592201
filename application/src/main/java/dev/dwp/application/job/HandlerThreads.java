package dev.dwp.application.job;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * On which kind of thread handlers run. How many there are is not bounded here but by the worker's places.
 *
 * <p>Virtual threads are not time-sliced, and on JDK 21 one that blocks inside {@code synchronized} keeps its carrier: a few
 * handlers that compute or pin would stop everything else that runs on virtual threads, all connections included. Platform
 * threads keep handlers apart from the server, whatever they do.
 */
public enum HandlerThreads {
    /** Pooled platform threads: for handlers of any kind. */
    PLATFORM {
        @Override
        ExecutorService open() {
            return new ThreadPoolExecutor(
                    0,
                    Integer.MAX_VALUE,
                    IDLE_SECONDS,
                    TimeUnit.SECONDS,
                    new SynchronousQueue<>(),
                    Thread.ofPlatform().daemon().name(NAME, 0).factory());
        }
    },
    /** A virtual thread for each attempt: for thousands of handlers that do nothing but wait for others. */
    VIRTUAL {
        @Override
        ExecutorService open() {
            return Executors.newThreadPerTaskExecutor(
                    Thread.ofVirtual().name(NAME, 0).factory());
        }
    };

    private static final String NAME = "dwp-job-";
    private static final long IDLE_SECONDS = 30;

    abstract ExecutorService open();
}
