package dev.dwp.engine.retention;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dwp.application.port.out.Change;
import dev.dwp.application.port.out.Changeset;
import dev.dwp.application.port.out.CursorExpired;
import dev.dwp.application.port.out.StaleWrite;
import dev.dwp.application.retention.Housekeeper;
import dev.dwp.application.retention.Retention;
import dev.dwp.domain.channel.Cursor;
import dev.dwp.domain.job.JobId;
import dev.dwp.domain.session.Tenant;
import dev.dwp.domain.workflow.RunId;
import dev.dwp.domain.workflow.SignalId;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What is no longer kept")
class HousekeeperTest {
    private static final Retention KEEP_ALL =
            new Retention(1_000_000, Duration.ofDays(1000), Duration.ofDays(1000), Duration.ofDays(1000));

    private final OldThings things = new OldThings();

    @Test
    @DisplayName("PROTOCOL §7.3 are events beyond a count: the oldest go, and the log says which is the oldest kept")
    void eventsBeyondACount() {
        for (int i = 0; i < 10; i++) {
            things.finishedJob();
        }
        things.housekeeper(new Retention(12, Duration.ofDays(1), Duration.ofDays(1), Duration.ofDays(1)))
                .tick();
        assertEquals(12, things.eventsKept());
        assertEquals(new Cursor(30), things.store.events().head());
        CursorExpired expired = assertThrows(
                CursorExpired.class, () -> things.store.events().read(new Cursor(17), null, Tenant.NONE, 1));
        assertEquals(new Cursor(18), expired.beforeOldest());
        assertEquals(
                12,
                things.store
                        .events()
                        .read(new Cursor(18), null, Tenant.NONE, 100)
                        .events()
                        .size());
    }

    @Test
    @DisplayName("PROTOCOL §7.3 are events beyond an age")
    void eventsBeyondAnAge() {
        Housekeeper housekeeper =
                things.housekeeper(new Retention(1000, Duration.ofHours(1), Duration.ofDays(1), Duration.ofDays(1)));
        things.finishedJob();
        things.clock.advance(Duration.ofMinutes(30));
        things.finishedJob();
        things.clock.advance(Duration.ofMinutes(30));
        housekeeper.tick();
        assertEquals(6, things.eventsKept(), "exactly as old as that is still kept");
        things.clock.advance(Duration.ofSeconds(1));
        housekeeper.tick();
        assertEquals(3, things.eventsKept());
    }

    @Test
    @DisplayName("PROTOCOL §7.3 are events past their age that were not handed out, but an hour later than others")
    void eventsThatNobodyWasOfferedYet() {
        Retention hour = new Retention(1000, Duration.ofHours(1), Duration.ofDays(1), Duration.ofDays(1));
        Housekeeper housekeeper = new Housekeeper(things.store, () -> new Cursor(3), hour, things.clock, things.clock);
        things.finishedJob();
        things.finishedJob();
        things.clock.advance(Duration.ofHours(1).plusSeconds(1));
        housekeeper.tick();
        assertEquals(3, things.eventsKept(), "what was handed out is gone, the rest is held back");
        things.clock.advance(Duration.ofMinutes(59));
        housekeeper.tick();
        assertEquals(3, things.eventsKept());
        things.clock.advance(Duration.ofMinutes(1));
        housekeeper.tick();
        assertEquals(0, things.eventsKept(), "though the tailer stands still");
    }

    @Test
    @DisplayName("PROTOCOL §7.3 are events beyond a count that were not handed out, but only from 10,000 more on")
    void eventsBeyondACountThatNobodyWasOfferedYet() {
        Retention ten = new Retention(10, Duration.ofDays(1), Duration.ofDays(1), Duration.ofDays(1));
        Housekeeper housekeeper = new Housekeeper(things.store, () -> new Cursor(0), ten, things.clock, things.clock);
        for (int i = 0; i < 3340; i++) {
            things.finishedJob();
        }
        assertEquals(10_020, things.eventsKept());
        housekeeper.tick();
        assertEquals(10_010, things.eventsKept());
    }

    @Test
    @DisplayName("are jobs and runs that finished long ago; those that have not finished stay")
    void finishedJobsAndRuns() {
        Housekeeper housekeeper =
                things.housekeeper(new Retention(1000, Duration.ofDays(100), Duration.ofDays(7), Duration.ofDays(7)));
        JobId waiting = things.waitingJob();
        JobId finished = things.finishedJob();
        RunId running = things.runningRun();
        RunId completed = things.finishedRun();
        things.clock.advance(Duration.ofDays(7));
        JobId recent = things.finishedJob();
        things.clock.advance(Duration.ofSeconds(1));
        housekeeper.tick();
        assertFalse(things.store.jobs().find(finished).isPresent());
        assertFalse(things.store.runs().find(completed).isPresent());
        assertTrue(things.store.jobs().find(waiting).isPresent());
        assertTrue(things.store.jobs().find(recent).isPresent());
        assertTrue(things.store.runs().find(running).isPresent());
    }

    @Test
    @DisplayName("are dead letters, after a time of their own")
    void deadLetters() {
        Housekeeper housekeeper =
                things.housekeeper(new Retention(1000, Duration.ofDays(100), Duration.ofDays(7), Duration.ofDays(30)));
        JobId finished = things.finishedJob();
        JobId dead = things.deadLetter();
        things.clock.advance(Duration.ofDays(30));
        housekeeper.tick();
        assertFalse(things.store.jobs().find(finished).isPresent());
        assertTrue(things.store.jobs().find(dead).isPresent());
        things.clock.advance(Duration.ofSeconds(1));
        housekeeper.tick();
        assertFalse(things.store.jobs().find(dead).isPresent());
    }

    @Test
    @DisplayName("PROTOCOL §5 is no job whose key is still remembered")
    void keysOutliveRetention() {
        Housekeeper housekeeper =
                things.housekeeper(new Retention(1000, Duration.ofDays(1), Duration.ofHours(1), Duration.ofHours(1)));
        JobId job = things.finishedJob("order-17");
        things.clock.advance(Duration.ofHours(24));
        housekeeper.tick();
        assertTrue(things.store.jobs().find(job).isPresent());
        things.clock.advance(Duration.ofSeconds(1));
        housekeeper.tick();
        assertFalse(things.store.jobs().find(job).isPresent());
    }

    @Test
    @DisplayName("PROTOCOL §6 are signals that nobody waited for in 7 days")
    void signalsAfterAWeek() {
        Housekeeper housekeeper = things.housekeeper(KEEP_ALL);
        SignalId old = things.signal();
        things.clock.advance(Duration.ofDays(7));
        SignalId recent = things.signal();
        housekeeper.tick();
        things.clock.advance(Duration.ofSeconds(1));
        Change takeRecent = new Change.SignalTaken(recent);
        housekeeper.tick();
        things.store.commits().commit(Changeset.of(things.clock.instant(), takeRecent));
        assertThrows(
                StaleWrite.class,
                () -> things.store.commits().commit(Changeset.of(things.clock.instant(), new Change.SignalTaken(old))));
    }

    @Test
    @DisplayName("goes in turns of bounded work, which follow each other until nothing is left")
    void boundedTurns() {
        for (int i = 0; i < 7000; i++) {
            things.waitingJob();
            things.signal();
        }
        for (int i = 0; i < 5000; i++) {
            things.finishedJob();
        }
        Housekeeper housekeeper =
                things.housekeeper(new Retention(100, Duration.ofDays(1), Duration.ofDays(7), Duration.ofDays(7)));
        housekeeper.start();
        assertEquals(22_000 - 10_000, things.eventsKept());
        things.clock.advance(Duration.ofMillis(50));
        assertEquals(22_000 - 20_000, things.eventsKept());
        things.clock.advance(Duration.ofMillis(50));
        assertEquals(100, things.eventsKept());
        assertEquals(things.clock.instant().plus(Duration.ofMinutes(1)), things.clock.nextAlarm());
    }

    @Test
    @DisplayName("is forbidden to be everything")
    void refusesToKeepNothing() {
        Duration day = Duration.ofDays(1);
        assertThrows(IllegalArgumentException.class, () -> new Retention(0, day, day, day));
        assertThrows(IllegalArgumentException.class, () -> new Retention(1, Duration.ZERO, day, day));
        assertThrows(IllegalArgumentException.class, () -> new Retention(1, day, Duration.ofDays(36_501), day));
        assertThrows(IllegalArgumentException.class, () -> new Retention(1, day, day, Duration.ZERO));
    }
}
