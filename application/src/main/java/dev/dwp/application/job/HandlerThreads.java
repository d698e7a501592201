package dev.dwp.application.job;

import dev.dwp.application.thread.TaskThreads;
import java.util.concurrent.ExecutorService;

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
            return TaskThreads.pool(NAME);
        }
    },
    /** A virtual thread for each attempt: for thousands of handlers that do nothing but wait for others. */
    VIRTUAL {
        @Override
        ExecutorService open() {
            return TaskThreads.perTask(NAME);
        }
    };

    private static final String NAME = "dwp-job-";

    abstract ExecutorService open();
}
