package dev.dwp.persistence.jdbc;

import dev.dwp.application.port.out.ServerThreads;
import dev.dwp.application.port.out.StoreUnavailable;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Group commit: callers bring tasks and wait; a writer does all that has queued up in one transaction, so that many callers
 * share one commit. Where a database takes several writers, the next gathers what comes while the one before commits. While
 * no writer has the database callers are sent away at once. Thread-safe.
 */
final class CommitQueue implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CommitQueue.class);
    private static final int CAPACITY = 4096;

    private final Inbox<Task<?>> queue = new Inbox<>(CAPACITY);
    private final Outages outages;
    private final Reachability reachability;
    private final List<ServerThreads.Turn> turns = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();

    CommitQueue(Database database, RecentEvents recent, JdbcWakeups wakeups) {
        this.reachability = database.reachability();
        this.outages = new Outages(database.dialect(), reachability.log());
        reachability.onLoss(this::failWaiting);
        for (Transactions transactions : database.writers()) {
            WriterLoop loop = new WriterLoop(queue, outages);
            Writer writer = new Writer(transactions, database.dialect(), recent, wakeups, loop.outage(), loop::pause);
            turns.add(() -> loop.turn(writer));
        }
    }

    /** Once, before anything is submitted. */
    void start(ServerThreads serverThreads) {
        for (ServerThreads.Turn turn : turns) {
            threads.add(serverThreads.start("dwp-store-writer-" + (threads.size() + 1), turn));
        }
    }

    /** Whether the database could be written when last tried. */
    boolean healthy() {
        return !queue.closed() && !outages.total() && !reachability.away();
    }

    /**
     * Has a task done and waits until it is committed.
     *
     * @throws StoreUnavailable when the database is away or the store is closed
     */
    <T> T submit(Task<T> task) {
        outages.check();
        reachability.check();
        queue.put(task);
        if (queue.closed() && threads.stream().noneMatch(Thread::isAlive)) {
            failQueued();
        } else if (reachability.away()) {
            failWaiting();
        }
        return task.await();
    }

    /** Something else found the database away: a writer looks for itself. Does not wait. */
    void suspect() {
        if (!outages.total() && !queue.offer(new ProbeTask())) {
            LOG.debug("The writers are busy; they will see for themselves.");
        }
    }

    private void failQueued() {
        queue.drain(Integer.MAX_VALUE).forEach(task -> task.fail(Closed.failure()));
    }

    /** Those that no writer has begun with: nothing of them has happened. */
    private void failWaiting() {
        queue.drain(Integer.MAX_VALUE).forEach(task -> task.fail(reachability.failure()));
    }

    /** Takes nothing more in; the writers end after what is queued. Does not wait. */
    void end() {
        queue.close();
        threads.forEach(Thread::interrupt);
    }

    /** After {@link #end}: waits for the writers until a deadline; tells whether they have ended. */
    boolean ended(long deadlineNanos) {
        return Joining.join(threads, deadlineNanos);
    }

    /** After {@link #end}: fails what no writer has begun with, too. Does not wait. */
    void abandon() {
        failQueued();
        threads.forEach(Thread::interrupt);
    }

    /** Does what is queued, and ends. */
    @Override
    public void close() {
        end();
        threads.forEach(Joining::join);
        failQueued();
    }
}
