package dev.dwp.client.transport;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Owns the state of a session, with its timers: tasks run one after the other in the order given, and none may block. It has no
 * thread. Whoever brings a task runs it, and those that others bring meanwhile; a task that is brought by a task, or while
 * another thread is at it, waits for its turn. So a call goes out on its caller's thread, and an answer is handed over on that
 * which has read it. What escapes from a task is given to the owner, who ends the session with it.
 */
final class SessionLoop implements Executor {
    /** After so many, a thread leaves the others to a virtual one: it has something of its own to do. */
    private static final int MOST_IN_A_ROW = 1_000;

    private static final int MOST_BETWEEN_PAUSES = 100;

    private static final Executor OTHERS =
            task -> Thread.ofVirtual().name("dwp-client-loop").start(task);

    /** The queue is bounded by its sources: calls by their limit, frames by their window, one timer for each of both. */
    private final ConcurrentLinkedQueue<Runnable> tasks = new ConcurrentLinkedQueue<>();

    /** The tasks that have been brought and not run; whoever makes it 1 runs them until it is 0. */
    private final AtomicInteger waiting = new AtomicInteger();

    /** Of the loop, the earliest first. */
    private final TreeSet<Timer> timers = new TreeSet<>();

    /** Of the loop: when {@link #ring} comes next; {@code null} where it does not. */
    private @Nullable Long alarm;

    private final Consumer<Throwable> escaped;

    /** Runs on the loop when no task waits any more, and now and then where one always does. */
    private final Runnable pause;

    private long timerIds;
    private boolean closed;

    SessionLoop(Consumer<Throwable> escaped, Runnable pause) {
        this.escaped = escaped;
        this.pause = pause;
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
        if (waiting.getAndIncrement() == 0) {
            run();
        }
    }

    /** Runs a task soon, behind the virtual threads that are ready to run. */
    void executeAfterOthers(Runnable task) {
        OTHERS.execute(() -> OTHERS.execute(() -> execute(task)));
    }

    private void run() {
        int done = 0;
        int more;
        do {
            Runnable task = tasks.poll();
            if (task != null) {
                perform(task);
            }
            done++;
            if (waiting.get() == 1 || done % MOST_BETWEEN_PAUSES == 0) {
                perform(pause);
            }
            more = waiting.decrementAndGet();
        } while (more > 0 && done < MOST_IN_A_ROW);
        if (more > 0) {
            OTHERS.execute(this::run);
        }
    }

    /** Runs a task later; on the loop. */
    Timer schedule(Duration delay, Runnable task) {
        Timer timer = new Timer(System.nanoTime() + delay.toNanos(), timerIds++, task);
        if (!closed) {
            timers.add(timer);
            setAlarm();
        }
        return timer;
    }

    /** Has {@link #ring} called when the first timer is due, unless it is called before that anyway. */
    private void setAlarm() {
        if (timers.isEmpty()) {
            return;
        }
        long due = timers.first().due;
        if (alarm == null || due - alarm < 0) {
            alarm = due;
            long delay = Math.max(0, due - System.nanoTime());
            CompletableFuture.delayedExecutor(delay, TimeUnit.NANOSECONDS, OTHERS)
                    .execute(() -> execute(() -> ring(due)));
        }
    }

    /** An alarm has gone off; one in whose place an earlier one was set does nothing. */
    private void ring(long set) {
        if (alarm == null || alarm != set) {
            return;
        }
        alarm = null;
        while (!timers.isEmpty() && timers.first().due - System.nanoTime() <= 0) {
            perform(timers.removeFirst().task);
        }
        setAlarm();
    }

    /** Runs an action on the loop when a future has settled. */
    <T> void whenDone(CompletableFuture<T> future, BiConsumer<@Nullable T, @Nullable Throwable> action) {
        var unused = future.whenComplete((value, failure) -> execute(() -> action.accept(value, failure)));
    }

    /** Runs an action on the thread that completes a future, which is on the loop. */
    <T> void atOnce(CompletableFuture<T> future, BiConsumer<@Nullable T, @Nullable Throwable> action) {
        var unused = future.whenComplete((value, failure) -> perform(() -> action.accept(value, failure)));
    }

    private void perform(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error e) {
            tell(e);
        }
    }

    /** Whatever the owner does, the other tasks get their turn. */
    private void tell(Throwable problem) {
        try {
            escaped.accept(problem);
        } catch (RuntimeException | Error e) {
            System.getLogger(SessionLoop.class.getName())
                    .log(Level.ERROR, "A session that failed could not be ended.", e);
        }
    }

    /** Forgets the timers, now and from now on; on the loop. */
    void close() {
        closed = true;
        timers.clear();
    }
}
