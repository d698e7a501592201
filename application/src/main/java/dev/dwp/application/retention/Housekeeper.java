package dev.dwp.application.retention;

import dev.dwp.application.chore.Chore;
import dev.dwp.application.port.out.Alarms;
import dev.dwp.application.port.out.JobQuery;
import dev.dwp.application.port.out.LogExtent;
import dev.dwp.application.port.out.RunQuery;
import dev.dwp.application.port.out.Store;
import dev.dwp.application.port.out.Wakeups;
import dev.dwp.domain.channel.Cursor;
import dev.dwp.domain.job.IdempotencyKey;
import dev.dwp.domain.job.JobState;
import dev.dwp.domain.session.Tenant;
import dev.dwp.domain.workflow.RunState;
import dev.dwp.domain.workflow.Signal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntUnaryOperator;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Removes events, finished jobs and runs, and signals that nobody waited for, as {@link Retention} says. Works in small
 * batches and bounded turns, so that nobody waits for it long; what a turn leaves over, the next one takes shortly after.
 * Looks about once a minute; more often, but at most each second, where things are kept for minutes only or many events
 * come; hourly on an empty store, until the first event. Thread-safe; several nodes may do it on one store.
 */
public final class Housekeeper {
    private static final int BATCH = 500;
    private static final int BATCHES_PER_TURN = 20;
    private static final Duration BREATH = Duration.ofMillis(50);
    private static final Duration MOST_OFTEN = Duration.ofSeconds(1);
    private static final Duration USUALLY = Duration.ofMinutes(1);
    private static final Duration WHEN_EMPTY = Duration.ofHours(1);

    /** The most events beyond their count that are held back; a node that hands out none must not fill the store. */
    private static final int MOST_HELD_BACK = 10_000;

    /** For how long events past their age are held back; likewise. */
    private static final Duration LONGEST_HELD_BACK = Duration.ofHours(1);

    private final Store store;
    private final Supplier<Cursor> handedOut;
    private final Retention retention;
    private final InstantSource clock;
    private final Duration interval;
    private final Chore chore;

    /** Commits with events since the latest turn began. */
    private final AtomicLong news = new AtomicLong();

    /** After how many of them it should not wait any longer; set by the turn. */
    private volatile long enough = 1;

    /** Whether they have brought the next turn forward; cleared by the turn. */
    private final AtomicBoolean hurried = new AtomicBoolean();

    /** When the latest turn began; set by the turn. */
    private volatile Instant latest = Instant.MIN;

    /** Set by whoever starts it. */
    private volatile Wakeups.@Nullable Registration registration;

    /**
     * Keeps what {@code retention} says.
     *
     * @param handedOut up to where this node's subscriptions were offered the log: what follows is not dropped at once, or
     *     whoever is connected, and lags by nothing, would miss it; it is when there is too much of it, or it is too old
     */
    public Housekeeper(
            Store store, Supplier<Cursor> handedOut, Retention retention, InstantSource clock, Alarms alarms) {
        this.store = store;
        this.handedOut = handedOut;
        this.retention = retention;
        this.clock = clock;
        this.interval = interval(retention);
        this.chore = new Chore("removals of what is no longer kept", this::tick, clock, alarms);
    }

    /** A tenth of the shortest time for which anything is kept, within reason. */
    private static Duration interval(Retention retention) {
        Duration finished = min(retention.finishedFor(), retention.deadFor());
        Duration tenth = min(retention.eventsFor(), finished).dividedBy(10);
        return tenth.compareTo(MOST_OFTEN) < 0 ? MOST_OFTEN : min(tenth, USUALLY);
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /** Takes the first turn; alarms begin the following ones. */
    public void start() {
        registration = store.wakeups().on(Wakeups.Topic.EVENTS, this::noteEvents);
        chore.start();
    }

    /** Takes no turn any more, after waiting for the one under way. */
    public void stop(Duration grace) throws InterruptedException {
        Wakeups.Registration events = registration;
        if (events != null) {
            events.close();
        }
        chore.stop(grace);
    }

    /** Called after each commit with events: only counts, save once between two turns. */
    private void noteEvents() {
        if (news.incrementAndGet() >= enough && hurried.compareAndSet(false, true)) {
            chore.wake(latest.plus(MOST_OFTEN));
        }
    }

    /** Removes what is due, up to a bound, and says when to look again. */
    public Instant tick() {
        Instant now = clock.instant();
        latest = now;
        news.set(0);
        hurried.set(false);
        enough = 1;
        if (sweep(now)) {
            return now.plus(BREATH);
        }
        if (!anythingKept()) {
            return now.plus(WHEN_EMPTY);
        }
        enough = Math.max(1, retention.events() / 10);
        return now.plus(interval);
    }

    /** Whether there may be more to remove. */
    private boolean sweep(Instant now) {
        Instant oldestEvent = now.minus(retention.eventsFor());
        Instant oldestEnd = now.minus(retention.finishedFor());
        Instant oldestDead = now.minus(retention.deadFor());
        Instant oldestDedup = now.minus(IdempotencyKey.REMEMBERED);
        Instant oldestSignal = now.minus(Signal.KEPT);
        boolean events = trimEvents(oldestEvent);
        boolean jobs = more(limit -> store.jobs().deleteFinishedBefore(oldestEnd, now, limit));
        boolean dead = more(limit -> store.jobs().deleteDeadBefore(oldestDead, now, limit));
        boolean runs = more(limit -> store.runs().deleteFinishedBefore(oldestEnd, now, limit));
        boolean signals = more(limit -> store.signals().deleteKeptBefore(oldestSignal, limit));
        boolean published = more(limit -> store.signals().forgetPublishedBefore(oldestDedup, limit));
        return events || jobs || dead || runs || signals || published;
    }

    /** Drops events that were handed out, and others that were held back long enough; whether more are due. */
    private boolean trimEvents(Instant before) {
        for (int batch = 0; batch < BATCHES_PER_TURN; batch++) {
            LogExtent log = store.events().extent();
            long surplus = log.kept() - retention.events();
            int limit = Math.clamp(log.between(log.beforeOldest(), handedOut.get()), 0, BATCH);
            int dropped = limit == 0 ? 0 : store.events().trim(retention.events(), before, limit);
            if (dropped < limit) {
                return false;
            }
            dropped += limit == BATCH ? 0 : trimHeldBack(before, BATCH - limit);
            if (dropped < BATCH) {
                return dropped < surplus;
            }
        }
        return true;
    }

    private int trimHeldBack(Instant before, int limit) {
        return store.events().trim(retention.events() + MOST_HELD_BACK, before.minus(LONGEST_HELD_BACK), limit);
    }

    private static boolean more(IntUnaryOperator remove) {
        for (int batch = 0; batch < BATCHES_PER_TURN; batch++) {
            if (remove.applyAsInt(BATCH) < BATCH) {
                return false;
            }
        }
        return true;
    }

    /** Kept signals are not asked for: they are few, and for them an hour more makes no difference. */
    private boolean anythingKept() {
        return store.events().oldest().compareTo(store.events().head()) <= 0 || anyJobFinished() || anyRunFinished();
    }

    private boolean anyJobFinished() {
        return Arrays.stream(JobState.values())
                .filter(JobState::finished)
                .anyMatch(state -> !store.jobs()
                        .list(new JobQuery(Tenant.NONE, state, null, null, null, 1))
                        .isEmpty());
    }

    private boolean anyRunFinished() {
        return Arrays.stream(RunState.values())
                .filter(RunState::finished)
                .anyMatch(state -> !store.runs()
                        .list(new RunQuery(Tenant.NONE, state, null, null, 1))
                        .isEmpty());
    }
}
