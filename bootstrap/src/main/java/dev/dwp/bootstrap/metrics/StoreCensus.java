package dev.dwp.bootstrap.metrics;

import dev.dwp.application.port.out.StoreUnavailable;
import dev.dwp.application.thread.TaskThreads;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets the store be counted when somebody asks, on a thread of its own, so that nobody waits long for a store that is slow or
 * does not answer. At most one count is under way, and after each there is a rest of ten times its length: however often is
 * asked, counting takes a tenth of one thread's time at most. Thread-safe.
 */
final class StoreCensus {
    private static final Logger LOG = LoggerFactory.getLogger(StoreCensus.class);
    private static final int RESTS = 10;
    private static final long LONGEST_REST = Duration.ofSeconds(30).toNanos();

    /** A count that is under way for longer will hardly end well. */
    private static final long HUNG = Duration.ofSeconds(30).toNanos();

    private final Supplier<Optional<StoreFigures>> count;
    private final Duration patience;
    private final LongSupplier nanos;

    /** Guards what follows. */
    private final ReentrantLock lock = new ReentrantLock();

    private @Nullable Count underWay;
    private Optional<Result> last = Optional.empty();
    private long restsUntil;

    /** A count that has begun. */
    private record Count(long begunAt, CountDownLatch over) {}

    /**
     * What a count has found.
     *
     * @param endedAt on the census' own clock
     * @param took nanoseconds
     */
    private record Result(StoreFigures figures, long endedAt, long took) {}

    /** What is known of the store: how long ago it was counted, and how long that took. */
    record Found(StoreFigures figures, Duration age, Duration took) {}

    /**
     * Has counted nothing yet.
     *
     * @param count none when the store is away; may also throw
     * @param patience how long somebody who asks waits for a count that is under way
     * @param nanos a clock that only counts, such as {@link System#nanoTime}
     */
    StoreCensus(Supplier<Optional<StoreFigures>> count, Duration patience, LongSupplier nanos) {
        this.count = count;
        this.patience = patience;
        this.nanos = nanos;
        this.restsUntil = nanos.getAsLong();
    }

    /** What is known now; none when the last count failed, when the one under way hangs, and before the first has ended. */
    Optional<Found> look() {
        await(current());
        lock.lock();
        try {
            long now = nanos.getAsLong();
            boolean hangs = underWay != null && now - underWay.begunAt() > HUNG;
            return last.filter(result -> !hangs)
                    .map(result -> new Found(
                            result.figures(),
                            Duration.ofNanos(now - result.endedAt()),
                            Duration.ofNanos(result.took())));
        } finally {
            lock.unlock();
        }
    }

    /** The count under way, which may begin here; none while there is to be a rest. */
    private @Nullable CountDownLatch current() {
        lock.lock();
        try {
            long now = nanos.getAsLong();
            if (underWay == null && now - restsUntil >= 0) {
                Count begun = new Count(now, new CountDownLatch(1));
                TaskThreads.start("dwp-store-count", () -> perform(begun));
                underWay = begun;
            }
            return underWay == null ? null : underWay.over();
        } finally {
            lock.unlock();
        }
    }

    private void await(@Nullable CountDownLatch over) {
        if (over == null) {
            return;
        }
        try {
            boolean ended = over.await(patience.toNanos(), TimeUnit.NANOSECONDS);
            LOG.trace("The count ended in time: {}", ended);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void perform(Count begun) {
        Optional<StoreFigures> figures = Optional.empty();
        try {
            figures = count.get();
        } catch (StoreUnavailable e) {
            LOG.debug("The store could not be counted for the metrics.", e);
        } catch (RuntimeException | Error e) {
            LOG.error("Counting the store for the metrics met a defect.", e);
        } finally {
            end(begun, figures);
        }
    }

    private void end(Count begun, Optional<StoreFigures> figures) {
        lock.lock();
        try {
            long now = nanos.getAsLong();
            long took = now - begun.begunAt();
            last = figures.map(found -> new Result(found, now, took));
            restsUntil = now + Math.min(RESTS * took, LONGEST_REST);
            underWay = null;
        } finally {
            lock.unlock();
        }
        begun.over().countDown();
    }
}
