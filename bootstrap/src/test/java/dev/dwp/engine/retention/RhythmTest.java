package dev.dwp.engine.retention;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.dwp.application.retention.Housekeeper;
import dev.dwp.application.retention.Retention;
import dev.dwp.domain.job.JobId;
import dev.dwp.engine.chore.TroubledStore;
import dev.dwp.persistence.memory.MemoryStore;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Housekeeping")
class RhythmTest {
    private final OldThings things = new OldThings();

    private void assertNextIn(Duration wait) {
        assertEquals(things.clock.instant().plus(wait), things.clock.nextAlarm());
    }

    @Test
    @DisplayName("looks each minute while something is kept")
    void looksEachMinute() {
        things.finishedJob();
        things.housekeeper(Retention.DEFAULT).start();
        assertNextIn(Duration.ofMinutes(1));
        things.clock.advance(Duration.ofMinutes(10));
        assertNextIn(Duration.ofMinutes(1));
    }

    @Test
    @DisplayName("sets one far alarm on an empty store, and is called nearer by the first event")
    void sleepsOnAnEmptyStore() {
        things.housekeeper(Retention.DEFAULT).start();
        assertNextIn(Duration.ofHours(1));
        things.clock.advance(Duration.ofHours(5));
        assertNextIn(Duration.ofHours(1));
        things.clock.advance(Duration.ofMillis(200));
        things.waitingJob();
        assertNextIn(Duration.ofMillis(800));
        things.clock.advance(Duration.ofMillis(800));
        assertNextIn(Duration.ofMinutes(1));
    }

    @Test
    @DisplayName("goes on for finished jobs when all events are gone, and then sleeps")
    void goesOnForFinishedJobs() {
        JobId job = things.finishedJob();
        things.housekeeper(new Retention(1000, Duration.ofHours(1), Duration.ofHours(3), Duration.ofHours(3)))
                .start();
        things.clock.advance(Duration.ofHours(2));
        assertEquals(0, things.eventsKept());
        assertNextIn(Duration.ofMinutes(1));
        things.clock.advance(Duration.ofMinutes(62));
        assertFalse(things.store.jobs().find(job).isPresent());
        assertNextIn(Duration.ofMinutes(59));
    }

    @Test
    @DisplayName("looks more often where things are kept for a short time, but not more often than each second")
    void looksMoreOftenWhereLittleIsKept() {
        things.finishedJob();
        things.housekeeper(new Retention(1000, Duration.ofMinutes(5), Duration.ofDays(1), Duration.ofDays(1)))
                .start();
        assertNextIn(Duration.ofSeconds(30));
        OldThings others = new OldThings();
        others.finishedJob();
        others.housekeeper(new Retention(1000, Duration.ofDays(1), Duration.ofSeconds(2), Duration.ofSeconds(2)))
                .start();
        assertEquals(others.clock.instant().plusSeconds(1), others.clock.nextAlarm());
    }

    @Test
    @DisplayName("comes a second after the latest look when a tenth of the events that may be kept have come since")
    void comesEarlierUnderLoad() {
        things.finishedJob();
        things.housekeeper(new Retention(100, Duration.ofDays(1), Duration.ofDays(1), Duration.ofDays(1)))
                .start();
        things.clock.advance(Duration.ofMillis(200));
        enqueue(9);
        assertNextIn(Duration.ofMillis(59_800));
        enqueue(1);
        assertNextIn(Duration.ofMillis(800));
        enqueue(300);
        assertNextIn(Duration.ofMillis(800));
        assertEquals(313, things.eventsKept());
        things.clock.advance(Duration.ofMillis(800));
        assertEquals(100, things.eventsKept());
        assertNextIn(Duration.ofMinutes(1));
    }

    private void enqueue(int jobs) {
        for (int i = 0; i < jobs; i++) {
            things.waitingJob();
        }
    }

    @Test
    @DisplayName("ends when it is stopped")
    void stops() throws InterruptedException {
        things.finishedJob();
        Housekeeper housekeeper = things.housekeeper(Retention.DEFAULT);
        housekeeper.start();
        housekeeper.stop(Duration.ofSeconds(10));
        assertNull(things.clock.nextAlarm());
        things.waitingJob();
        assertNull(things.clock.nextAlarm());
    }

    @Test
    @DisplayName("waits while the store is away")
    void waitsForTheStore() {
        TroubledStore store = new TroubledStore(new MemoryStore(), false);
        OldThings troubled = new OldThings(store);
        JobId job = troubled.finishedJob();
        troubled.housekeeper(new Retention(10, Duration.ofMinutes(1), Duration.ofMinutes(1), Duration.ofMinutes(1)))
                .start();
        store.away(true);
        troubled.clock.advance(Duration.ofMinutes(3));
        store.away(false);
        troubled.clock.advance(Duration.ofSeconds(5));
        assertFalse(troubled.store.jobs().find(job).isPresent());
    }
}
