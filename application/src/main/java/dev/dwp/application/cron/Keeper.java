package dev.dwp.application.cron;

import dev.dwp.application.cron.schedule.Schedule;
import dev.dwp.application.id.IdGenerator;
import dev.dwp.application.port.out.Change;
import dev.dwp.application.port.out.Changeset;
import dev.dwp.application.port.out.Commits;
import dev.dwp.application.port.out.CronState;
import dev.dwp.application.port.out.StaleWrite;
import dev.dwp.domain.channel.CronFired;
import dev.dwp.domain.job.Job;
import dev.dwp.domain.job.JobChange;
import dev.dwp.domain.session.Tenant;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps what the store knows of entries up to date: registers them, brings in this node's schedules at its start, and
 * fires. Of nodes that define an entry differently, the one that started last decides when it fires. Thread-safe.
 */
final class Keeper {
    private static final Logger LOG = LoggerFactory.getLogger(Keeper.class);

    private final Commits commits;
    private final IdGenerator ids;

    /** Entries whose schedule this node has brought in, or found in place; only ever grows. */
    private final Set<String> settled = ConcurrentHashMap.newKeySet();

    /** Entries with a schedule that this node cannot read, as the log was told. */
    private final Set<String> unreadable = ConcurrentHashMap.newKeySet();

    Keeper(Commits commits, IdGenerator ids) {
        this.commits = commits;
        this.ids = ids;
    }

    /**
     * Does what is to be done for an entry now.
     *
     * @param state what the store knows of it
     * @return when to look at it again: at once when another node was faster
     */
    Instant keep(CronEntry entry, Optional<CronState> state, Instant now) {
        try {
            if (state.isEmpty()) {
                return register(entry, now);
            }
            return settled.contains(entry.name()) || entry.agrees(state.get())
                    ? fireIfDue(entry, state.get(), now)
                    : reschedule(entry, state.get(), now);
        } catch (StaleWrite e) {
            LOG.debug("Another node was faster with the cron entry {}.", entry.name());
            return now;
        }
    }

    private Instant register(CronEntry entry, Instant now) {
        CronState first = entry.first(now);
        move(entry, first, first, now);
        settled.add(entry.name());
        return first.nextRunAt();
    }

    private Instant reschedule(CronEntry entry, CronState state, Instant now) {
        CronState after = entry.rescheduled(state, now);
        move(entry, state, after, now);
        settled.add(entry.name());
        LOG.info(
                "The cron entry {} had the schedule '{}' and now has '{}'; next: {}.",
                entry.name(),
                state.schedule(),
                after.schedule(),
                after.nextRunAt());
        return after.nextRunAt();
    }

    private void move(CronEntry entry, CronState before, CronState after, Instant now) {
        commits.commit(Changeset.of(now, new Change.CronMoved(before, after, tenantOf(entry), List.of())));
    }

    private Instant fireIfDue(CronEntry entry, CronState state, Instant now) {
        settled.add(entry.name());
        if (state.nextRunAt().isAfter(now)) {
            return state.nextRunAt();
        }
        return entry.scheduleOf(state)
                .map(schedule -> fire(entry, state, schedule, now))
                .orElseGet(() -> leaveAlone(entry, state));
    }

    private Instant fire(CronEntry entry, CronState state, Schedule schedule, Instant now) {
        Firing firing = Firing.decide(state, schedule, now);
        Instant at = firing.at();
        if (at == null) {
            skip(entry, state, firing.next(), now);
        } else {
            enqueue(entry, state, new CronState(entry.name(), state.schedule(), firing.next(), at), now);
        }
        return firing.next();
    }

    private void skip(CronEntry entry, CronState state, Instant next, Instant now) {
        move(entry, state, new CronState(entry.name(), state.schedule(), next, state.lastRunAt()), now);
        LOG.warn(
                "The cron entry {} missed its time at {}, more than a day ago; that is not made up for. Next: {}.",
                entry.name(),
                state.nextRunAt(),
                next);
    }

    private void enqueue(CronEntry entry, CronState before, CronState after, Instant now) {
        JobChange job = Job.enqueue(ids.job(), entry.spec(), now, now);
        CronFired fired = new CronFired(entry.name(), job.job().id(), tenantOf(entry));
        commits.commit(Changeset.of(
                now, new Change.CronMoved(before, after, tenantOf(entry), List.of(fired)), new Change.OfJob(job)));
        if (!before.nextRunAt().equals(after.lastRunAt())) {
            LOG.warn(
                    "The cron entry {} missed its times since {}; it has fired once, for {}.",
                    entry.name(),
                    before.nextRunAt(),
                    after.lastRunAt());
        }
    }

    private Instant leaveAlone(CronEntry entry, CronState state) {
        if (unreadable.add(entry.name())) {
            LOG.warn(
                    "The cron entry {} has the schedule '{}' from a server that started later, which this one cannot read;"
                            + " it is left to that one.",
                    entry.name(),
                    state.schedule());
        }
        return Instant.MAX;
    }

    private static Tenant tenantOf(CronEntry entry) {
        return entry.spec().tenant();
    }
}
