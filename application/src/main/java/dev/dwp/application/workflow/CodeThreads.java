package dev.dwp.application.workflow;

import dev.dwp.application.port.out.Alarms;
import dev.dwp.application.port.out.Wakeups;
import dev.dwp.application.thread.TaskThreads;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads that users' code runs on: platform threads, since virtual ones are not time-sliced, and code that computes or
 * hangs there would keep the whole server from its carriers. Runs that wait have none. How many there are is bounded by how
 * many runs are taken up at a time, and by their branches. Thread-safe.
 */
final class CodeThreads {
    private static final Logger LOG = LoggerFactory.getLogger(CodeThreads.class);

    private final Ticks clock;
    private final Alarms alarms;
    private final Duration grace;
    private final LeftAlone leftAlone = new LeftAlone();
    private final ExecutorService pool = TaskThreads.pool("dwp-workflow-");

    CodeThreads(WorkflowEngineParts parts) {
        this.clock = new Ticks(parts.clock());
        this.alarms = parts.alarms();
        this.grace = parts.settings().cancelGrace();
    }

    /**
     * Gives it a thread.
     *
     * @throws OutOfMemoryError when the system has no more threads
     */
    CodeTask start(Runnable body) {
        CodeTask task = new CodeTask(body, leftAlone);
        pool.execute(task);
        return task;
    }

    /** Runs something so long from now. */
    Wakeups.Registration after(Duration pause, Runnable action) {
        return alarms.after(pause, clock.now(), action);
    }

    /** How long interrupted code has to end. */
    Duration grace() {
        return grace;
    }

    /** Goes on without code that did not end in time; its thread lives until it does. */
    void abandon(CodeTask task, String what) {
        if (task.abandon()) {
            LOG.warn("{} ignores its interruption; its thread is left alone at {}", what, task.whereabouts());
        }
    }

    /** The code that was left alone. */
    LeftAlone leftAlone() {
        return leftAlone;
    }

    /** Lets idle threads go. */
    void close() {
        pool.shutdown();
    }
}
