package dev.dwp.persistence.jdbc;

import dev.dwp.application.port.out.StoreUnavailable;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Group commit: callers bring tasks and wait; one thread has the {@link Writer} do all that has queued up in one
 * transaction, so that many callers share one commit. While the database is away it sends callers away at once, and tries
 * again until it is back. Thread-safe.
 */
final class CommitQueue implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CommitQueue.class);
    private static final int CAPACITY = 4096;
    private static final int MOST_TOGETHER = 512;

    private final Database database;
    private final Inbox<Task<?>> queue = new Inbox<>(CAPACITY);
    private final Outage outage = new Outage();
    private final Writer writer;
    private final Thread thread;

    CommitQueue(Database database, RecentEvents recent, JdbcWakeups wakeups) {
        this.database = database;
        this.writer = new Writer(database, recent, wakeups, outage, this::sendAway);
        this.thread = Thread.ofPlatform().name("dwp-store-writer").daemon().unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /** Whether the database could be written when last tried. */
    boolean healthy() {
        return !queue.closed() && !outage.on();
    }

    /**
     * Has a task done and waits until it is committed.
     *
     * @throws StoreUnavailable when the database is away or the store is closed
     */
    <T> T submit(Task<T> task) {
        outage.check();
        queue.put(task);
        if (queue.closed() && !thread.isAlive()) {
            failQueued();
        }
        return task.await();
    }

    /** Something else found the database away: the writer looks for itself. Does not wait. */
    void suspect() {
        if (!outage.on() && !queue.offer(new ProbeTask(database))) {
            LOG.debug("The writer is busy; it will see for itself.");
        }
    }

    private void run() {
        while (!queue.closed() || !queue.isEmpty()) {
            try {
                next().forEach(writer::write);
                recover();
            } catch (InterruptedException e) {
                LOG.debug("The writer was woken to end.");
            } catch (RuntimeException | Error e) {
                LOG.error("The writer failed for a reason that should not be; it goes on.", e);
            }
        }
        writer.close();
        failQueued();
    }

    /** Waits for tasks: those that go together, and each of those that go alone. */
    private List<List<Task<?>>> next() throws InterruptedException {
        Task<?> first = queue.take();
        if (first == null) {
            return List.of();
        }
        List<Task<?>> tasks = queue.drain(MOST_TOGETHER - 1);
        tasks.addFirst(first);
        List<List<Task<?>>> groups = new ArrayList<>();
        groups.add(tasks.stream().filter(task -> !task.alone()).toList());
        tasks.stream().filter(Task::alone).forEach(task -> groups.add(List.of(task)));
        return groups;
    }

    private void recover() throws InterruptedException {
        while (!queue.closed() && outage.on()) {
            sendAway(outage.pauseMillis());
            writer.tryAgain();
        }
    }

    /** Lets time pass while the database is away; whoever comes or waits meanwhile is sent away. */
    private void sendAway(long millis) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        for (long left = end - System.nanoTime(); left > 0 && !queue.closed(); left = end - System.nanoTime()) {
            Task<?> waiting = queue.poll(left);
            if (waiting != null) {
                waiting.fail(outage.failure());
            }
        }
    }

    private void failQueued() {
        queue.drain(Integer.MAX_VALUE).forEach(task -> task.fail(Closed.failure()));
    }

    /** Does what is queued, and ends. */
    @Override
    public void close() {
        queue.close();
        thread.interrupt();
        Joining.join(thread);
        failQueued();
    }
}
