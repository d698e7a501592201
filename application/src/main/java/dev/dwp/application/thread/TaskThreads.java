package dev.dwp.application.thread;

import dev.dwp.application.log.ForeignFailure;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.LoggerFactory;

/** Starts threads for tasks that end by themselves. What escapes a task is logged and ends that task alone. Thread-safe. */
public final class TaskThreads {
    private static final long IDLE_SECONDS = 30;

    private TaskThreads() {}

    /** Runs a task on a virtual thread of its own, and returns that. */
    public static Thread start(String name, Runnable task) {
        return Thread.ofVirtual().name(name).start(logging(name, task));
    }

    /** Runs a task on a platform thread of its own that does not keep the JVM alive, and returns that. */
    public static Thread startPlatform(String name, Runnable task) {
        return Thread.ofPlatform().daemon().name(name).start(logging(name, task));
    }

    private static Runnable logging(String name, Runnable task) {
        return () -> {
            try {
                task.run();
            } catch (RuntimeException | Error e) {
                // not a field: a program asks for its first thread before it has configured its log
                LoggerFactory.getLogger(TaskThreads.class)
                        .error("The thread {} met a defect and has ended.", name, ForeignFailure.of(e));
            }
        };
    }

    /** Makes a pool of platform threads, as many as there are tasks at a time; each goes after 30 s without work. */
    public static ExecutorService pool(String name) {
        return new ThreadPoolExecutor(
                0,
                Integer.MAX_VALUE,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                alike(Thread.ofPlatform().daemon().name(name, 0)));
    }

    /** Makes what runs each task on a virtual thread of its own. */
    public static ExecutorService perTask(String name) {
        return Executors.newThreadPerTaskExecutor(alike(Thread.ofVirtual().name(name, 0)));
    }

    /** Threads that have nothing of whoever happens to bring them their first task, but the class loader of who asks for this. */
    private static ThreadFactory alike(Thread.Builder kind) {
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        ThreadFactory factory = kind.inheritInheritableThreadLocals(false).factory();
        return task -> {
            Thread thread = factory.newThread(task);
            thread.setContextClassLoader(loader);
            return thread;
        };
    }

    /** Has something run when the JVM is told to end. */
    public static void atShutdown(String name, Runnable task) {
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().name(name).unstarted(task));
    }
}
