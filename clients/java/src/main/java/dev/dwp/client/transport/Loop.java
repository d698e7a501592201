package dev.dwp.client.transport;

import java.time.Duration;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The one thread that owns the state of a session, with its timers. Tasks run one after the other in the order given; none
 * may block. What escapes from a task is given to the owner, who ends the session with it. After {@link #close} nothing
 * changes any more, and a task runs on the thread that brings it.
 */
final class Loop implements Executor {
    private static final AtomicLong COUNTER = new AtomicLong();

    /** The queue is bounded by its sources: calls by their limit, frames by their window, one timer for each of both. */
    private final LinkedTransferQueue<Runnable> tasks = new LinkedTransferQueue<>();

    /** Of the thread, the earliest first. */
    private final TreeSet<Timer> timers = new TreeSet<>();

    private final Consumer<Throwable> escaped;
    private long timerIds;

    /** Written by the thread, once. */
    private volatile boolean closed;

    /** Written by the thread when it takes no task any more. */
    private volatile boolean finished;

    Loop(Consumer<Throwable> escaped) {
        this.escaped = escaped;
        Thread.ofPlatform()
                .daemon()
                .name("dwp-client-" + COUNTER.incrementAndGet())
                .start(this::run);
    }

    /** A task to come. */
    final class Timer implements Comparable<Timer> {
        private final long due;
        private final long id;
        private final Runnable task;

        private Timer(long due, long id, Runnable task) {
            this.due = due;
            this.id = id;
            this.task = task;
        }

        /** Forgets it; on the loop. */
        void cancel() {
            timers.remove(this);
        }

        @Override
        public int compareTo(Timer other) {
            long difference = due - other.due;
            return difference == 0 ? Long.compare(id, other.id) : Long.signum(difference);
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return Long.hashCode(id);
        }
    }

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
        if (finished && tasks.remove(task)) {
            perform(task);
        }
    }

    /** Runs a task later; on the loop. */
    Timer schedule(Duration delay, Runnable task) {
        Timer timer = new Timer(System.nanoTime() + delay.toNanos(), timerIds++, task);
        if (!closed) {
            timers.add(timer);
        }
        return timer;
    }

    private void run() {
        while (!closed) {
            Runnable task = next();
            if (task != null) {
                perform(task);
            }
            while (!closed && !timers.isEmpty() && timers.first().due - System.nanoTime() <= 0) {
                perform(timers.removeFirst().task);
            }
        }
        timers.clear();
        finished = true;
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            perform(task);
        }
    }

    private @Nullable Runnable next() {
        try {
            return timers.isEmpty()
                    ? tasks.take()
                    : tasks.poll(timers.first().due - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            // Nobody has a reason to: the loop ends by close alone.
            return null;
        }
    }

    /** Runs an action on the loop when a future has settled. */
    <T> void whenDone(CompletableFuture<T> future, BiConsumer<@Nullable T, @Nullable Throwable> action) {
        var unused = future.whenComplete((value, failure) -> execute(() -> action.accept(value, failure)));
    }

    /** Runs an action on the thread that completes a future, which is the loop. */
    <T> void atOnce(CompletableFuture<T> future, BiConsumer<@Nullable T, @Nullable Throwable> action) {
        var unused = future.whenComplete((value, failure) -> perform(() -> action.accept(value, failure)));
    }

    private void perform(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error e) {
            escaped.accept(e);
        }
    }

    /** Ends the thread after the present task; on the loop. */
    void close() {
        closed = true;
    }
}
