package dev.dwp.application.cron;

import dev.dwp.application.binding.Payloads;
import dev.dwp.application.chore.Chore;
import dev.dwp.application.handler.Handlers;
import dev.dwp.application.id.IdGenerator;
import dev.dwp.application.port.in.ListCrons;
import dev.dwp.application.port.out.Alarms;
import dev.dwp.application.port.out.CronState;
import dev.dwp.application.port.out.PayloadBinder;
import dev.dwp.application.port.out.Store;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Enqueues jobs on schedules. What it knows of an entry's next time is in the store, and a firing moves it on in the same
 * act that makes the job; so an entry fires once for each of its times, on however many nodes it is defined. Sleeps until
 * the next time of any entry; where other nodes may change a schedule unheard, a minute at most. Thread-safe.
 */
public final class CronScheduler {
    private static final Duration LONGEST_SLEEP = Duration.ofDays(1);
    private static final Duration LONGEST_SLEEP_AMONG_OTHERS = Duration.ofMinutes(1);

    private final Store store;
    private final InstantSource clock;
    private final List<CronEntry> entries;
    private final CronList list;
    private final Keeper keeper;
    private final Chore chore;

    /**
     * What it works with.
     *
     * @param acceptUnknown whether jobs may be enqueued for which there is no handler here
     */
    public record Parts(
            Store store,
            Handlers handlers,
            PayloadBinder binder,
            IdGenerator ids,
            InstantSource clock,
            Alarms alarms,
            boolean acceptUnknown) {}

    /**
     * Knows the entries; does nothing yet.
     *
     * @throws IllegalArgumentException when an entry's job has no handler, or its payload does not fit, with a sentence
     *     that names both
     */
    public CronScheduler(Parts parts) {
        this.store = parts.store();
        this.clock = parts.clock();
        this.entries = new CronEntries(parts.handlers(), new Payloads(parts.binder()), parts.acceptUnknown()).all();
        this.list = new CronList(entries, store.crons(), clock);
        this.keeper = new Keeper(store.commits(), parts.ids());
        this.chore = new Chore("cron entries", this::tick, clock, parts.alarms());
    }

    /** {@code cron.list}. */
    public ListCrons list() {
        return list;
    }

    /** Registers the entries and makes up for what was missed; alarms do the rest. */
    public void start() {
        chore.start();
    }

    /** Fires no more, after waiting for a firing under way. */
    public void stop(Duration grace) throws InterruptedException {
        chore.stop(grace);
    }

    /** Fires what is due, and says when the next entry is; {@code null} when there are none. */
    public @Nullable Instant tick() {
        if (entries.isEmpty()) {
            return null;
        }
        Map<String, CronState> states =
                store.crons().all().stream().collect(Collectors.toMap(CronState::name, Function.identity()));
        Instant now = clock.instant();
        Duration sleep = store.shared() ? LONGEST_SLEEP_AMONG_OTHERS : LONGEST_SLEEP;
        return entries.stream()
                .map(entry -> keeper.keep(entry, Optional.ofNullable(states.get(entry.name())), now))
                .reduce(now.plus(sleep), CronScheduler::earlier);
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
