package dev.dwp.persistence.jdbc;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives a {@link Writer} what has queued up, again and again. While the database is away it sends away whoever comes, and
 * has the writer try until it is back. For one thread.
 */
final class WriterLoop {
    private static final Logger LOG = LoggerFactory.getLogger(WriterLoop.class);
    private static final int MOST_TOGETHER = 512;

    private final Inbox<Task<?>> queue;
    private final Outage outage;

    WriterLoop(Inbox<Task<?>> queue, Outage outage) {
        this.queue = queue;
        this.outage = outage;
    }

    /** Goes on until the queue is closed and empty. */
    void run(Writer writer) {
        while (!queue.closed() || !queue.isEmpty()) {
            try {
                next().forEach(writer::write);
                recover(writer);
            } catch (InterruptedException e) {
                LOG.debug("The writer was woken to end.");
            } catch (RuntimeException | Error e) {
                LOG.error("The writer failed for a reason that should not be; it goes on.", e);
            }
        }
        writer.close();
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

    private void recover(Writer writer) throws InterruptedException {
        while (!queue.closed() && outage.on()) {
            sendAway(outage.pauseMillis());
            writer.tryAgain();
        }
    }

    /** Lets time pass while the database is away; whoever comes or waits meanwhile is sent away. */
    void sendAway(long millis) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        for (long left = end - System.nanoTime(); left > 0 && !queue.closed(); left = end - System.nanoTime()) {
            Task<?> waiting = queue.poll(left);
            if (waiting != null) {
                waiting.fail(outage.failure());
            }
        }
    }
}
