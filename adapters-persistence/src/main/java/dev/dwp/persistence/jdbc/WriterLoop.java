package dev.dwp.persistence.jdbc;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives a {@link Writer} what has queued up, again and again. A writer without a database takes nothing, and tries until it
 * has one; while none has one, whoever comes is sent away. For one thread.
 */
final class WriterLoop {
    private static final Logger LOG = LoggerFactory.getLogger(WriterLoop.class);
    private static final int MOST_TOGETHER = 512;

    /** How soon somebody is sent away who came just as the last writer lost its database. */
    private static final long SOON_MILLIS = 20;

    private final Inbox<Task<?>> queue;
    private final Outages outages;
    private final Outage outage;
    private boolean connected;

    WriterLoop(Inbox<Task<?>> queue, Outages outages) {
        this.queue = queue;
        this.outages = outages;
        this.outage = outages.add();
    }

    Outage outage() {
        return outage;
    }

    /** Writes what has queued up; whether there may be more: until the queue is closed and empty. */
    boolean turn(Writer writer) {
        if (!connected) {
            writer.connect();
            connected = true;
        }
        if (queue.closed() && queue.isEmpty()) {
            writer.close();
            return false;
        }
        try {
            recover(writer);
            write(writer, queue.take());
        } catch (InterruptedException e) {
            LOG.debug("The writer was woken to end.");
        }
        return true;
    }

    /** Writes a task and what has queued up behind it: together, or each of those that go alone by itself. */
    private void write(Writer writer, @Nullable Task<?> first) {
        if (first == null) {
            return;
        }
        List<Task<?>> tasks = new ArrayList<>(MOST_TOGETHER);
        tasks.add(first);
        try {
            queue.drainTo(tasks, MOST_TOGETHER - 1);
            writer.write(tasks.stream().filter(task -> !task.alone()).toList());
            tasks.stream().filter(Task::alone).forEach(task -> writer.write(List.of(task)));
        } finally {
            tasks.forEach(task -> task.failUnlessAnswered(() -> new IllegalStateException("The store failed.")));
        }
    }

    private void recover(Writer writer) throws InterruptedException {
        while (!queue.closed() && outage.on()) {
            pause(outage.pauseMillis());
            writer.tryAgain();
        }
    }

    /** Lets time pass while this writer has no database. */
    void pause(long millis) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        long left = millis;
        do {
            if (outages.total()) {
                queue.drain(Integer.MAX_VALUE).forEach(task -> task.fail(outage.failure()));
            }
            if (queue.awaitClosed(Math.min(left, SOON_MILLIS))) {
                return;
            }
            left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
        } while (left > 0);
    }
}
