package dev.dwp.persistence.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.dwp.application.id.IdGenerator;
import dev.dwp.application.port.out.EventLog.Page;
import dev.dwp.application.port.out.LogExtent.Gap;
import dev.dwp.domain.channel.Channel;
import dev.dwp.domain.channel.CronFired;
import dev.dwp.domain.channel.Cursor;
import dev.dwp.domain.channel.LoggedEvent;
import dev.dwp.domain.job.JobId;
import dev.dwp.domain.session.Tenant;
import dev.dwp.persistence.contract.Driver;
import dev.dwp.persistence.contract.Tenants;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What was committed here is read from memory where all of it is there, and from the database otherwise. */
class RecentEventsTest {
    private static final int SLOTS = 8;
    private static final int LONGEST = 400;
    private static final Channel FIREHOSE = new Channel.Firehose();

    private final RecentEvents recent = new RecentEvents(SLOTS, LONGEST);
    private final JobId job = new IdGenerator(InstantSource.fixed(Driver.NOW), new Random(1)).job();

    private List<Told> told(String entry, Tenant tenant) {
        return Told.of(Driver.NOW, List.of(new CronFired(entry, job, tenant)), Formats.JSON);
    }

    /** The log goes on by so many events that are committed here. */
    private void commit(long before, int events) {
        recent.committed(
                recent.mark(),
                before,
                IntStream.range(0, events)
                        .mapToObj(i -> told("nightly", Tenant.NONE).getFirst())
                        .toList());
    }

    private Optional<Page> page(long after, @Nullable Channel channel, Tenant view, int limit) {
        return recent.read(new Cursor(after), new EventQuery(channel, view), limit);
    }

    /** The numbers of what is read, and how far was looked; empty where the database is to be asked. */
    private List<Long> read(long after, int limit) {
        return page(after, null, Tenant.NONE, limit)
                .map(page -> page.events().stream()
                        .map(LoggedEvent::cursor)
                        .map(Cursor::n)
                        .toList())
                .orElse(List.of());
    }

    @Test
    void knowsNothingAtFirst() {
        assertEquals(Optional.empty(), page(0, null, Tenant.NONE, 9));
    }

    @Test
    void readsOnFromACursorToTheLast() {
        commit(0, 3);
        commit(3, 2);
        assertEquals(List.of(1L, 2L, 3L, 4L, 5L), read(0, 9));
        assertEquals(List.of(5L), read(4, 9));
        assertEquals(List.of(2L, 3L), read(1, 2));
        assertEquals(new Cursor(3), page(1, null, Tenant.NONE, 2).orElseThrow().upTo());
        assertEquals(new Cursor(5), page(1, null, Tenant.NONE, 9).orElseThrow().upTo());
    }

    @Test
    void leavesWhatMayComeNextToTheDatabase() {
        commit(0, 3);
        assertEquals(Optional.empty(), page(3, null, Tenant.NONE, 9));
        assertEquals(Optional.empty(), page(7, null, Tenant.NONE, 9));
    }

    @Test
    @DisplayName("PROTOCOL §7.3 what another server committed in between is never left out")
    void asksTheDatabaseForWhatAnotherServerCommitted() {
        commit(0, 2);
        commit(4, 2);
        assertEquals(List.of(1L, 2L), read(0, 9), "The page ends before the gap.");
        assertEquals(List.of(), read(2, 9));
        assertEquals(List.of(), read(3, 9));
        assertEquals(List.of(5L, 6L), read(4, 9));
    }

    @Test
    void asksTheDatabaseForWhatIsLongAgo() {
        commit(0, SLOTS + 3);
        assertEquals(List.of(), read(0, 99));
        assertEquals(List.of(), read(2, 1));
        assertEquals(List.of(4L), read(3, 1));
        assertEquals(SLOTS, read(3, 99).size());
    }

    @Test
    void takesNoOlderEventForTheOneInItsPlace() {
        commit(0, SLOTS);
        commit(2 * SLOTS, 1);
        assertEquals(List.of(), read(SLOTS, 99));
        assertEquals(List.of(), read(SLOTS + 3, 99));
        assertEquals(List.of(2 * SLOTS + 1L), read(2 * SLOTS, 99));
    }

    @Test
    @DisplayName("PROTOCOL §7.3 what is no longer kept is for the database to refuse")
    void readsNothingFromBeforeTheOldestKept() {
        commit(0, 5);
        recent.trimmedTo(3);
        assertEquals(List.of(), read(1, 9));
        assertEquals(List.of(3L, 4L, 5L), read(2, 9));
        recent.trimmedTo(1);
        assertEquals(List.of(), read(1, 9), "Nothing comes back.");
    }

    @Test
    void knowsNothingOfADatabaseThatMayBeAnother() {
        commit(0, 5);
        recent.forget();
        assertEquals(List.of(), read(0, 9));
        commit(7, 1);
        assertEquals(List.of(), read(4, 9));
        assertEquals(List.of(8L), read(7, 9));
    }

    @Test
    void knowsNothingOfADatabaseThatHasLostCommits() {
        commit(0, 5);
        commit(2, 1);
        assertEquals(List.of(), read(0, 1));
        assertEquals(List.of(), read(2, 9), "The transaction that shows it began before.");
        commit(3, 1);
        assertEquals(List.of(4L), read(3, 9));
    }

    @Test
    void notesNothingOfWhatBeganBeforeItForgot() {
        RecentEvents.Mark before = recent.mark();
        recent.forget();
        recent.committed(before, 0, told("nightly", Tenant.NONE));
        assertEquals(Optional.empty(), page(0, null, Tenant.NONE, 9));
    }

    @Test
    @DisplayName("PROTOCOL §7.3 of two that commit at the same time, the later may be noted first")
    void putsWhatComesLateInItsPlace() {
        RecentEvents.Mark before = recent.mark();
        commit(2, 3);
        assertEquals(List.of(), read(0, 9));
        assertEquals(List.of(3L, 4L, 5L), read(2, 9));
        recent.committed(before, 0, told("nightly", Tenant.NONE));
        recent.committed(before, 1, told("nightly", Tenant.NONE));
        assertEquals(List.of(1L, 2L, 3L, 4L, 5L), read(0, 9));
    }

    @Test
    void looksAsFarAsTheLastWhateverIsAskedFor() {
        for (long n = 0; n < 6; n++) {
            recent.committed(recent.mark(), n, told("nightly", n % 3 == 0 ? Tenants.ORG : Tenants.OTHER_APP));
        }
        assertEquals(
                List.of(new Cursor(1), new Cursor(4)),
                page(0, FIREHOSE, Tenants.APP, 9).orElseThrow().events().stream()
                        .map(LoggedEvent::cursor)
                        .toList());
        assertEquals(
                new Cursor(4), page(0, FIREHOSE, Tenants.APP, 2).orElseThrow().upTo());
        assertEquals(Optional.of(new Page(List.of(), new Cursor(6))), page(0, FIREHOSE, Tenants.OTHER_ORG, 9));
        assertEquals(Optional.of(new Page(List.of(), new Cursor(6))), page(0, new Channel.Jobs(), Tenant.NONE, 9));
    }

    @Test
    void holdsNoLongTexts() {
        recent.committed(recent.mark(), 0, told("short", Tenant.NONE));
        recent.committed(recent.mark(), 1, told("long".repeat(LONGEST), Tenant.NONE));
        recent.committed(recent.mark(), 2, told("short", Tenant.NONE));
        assertEquals(List.of(1L), read(0, 1));
        assertEquals(List.of(), read(1, 1));
        assertEquals(List.of(3L), read(2, 1));
    }

    @Test
    void dropsWhatIsLostWhenTheLogGoesOnInAnotherLife() {
        commit(0, 5);
        recent.lives(List.of(new Gap(Cursor.START, Cursor.START), new Gap(new Cursor(3), new Cursor(1_000))));
        assertEquals(List.of(1L, 2L, 3L), read(0, 9));
        assertEquals(List.of(), read(3, 9));
        assertEquals(5, recent.highest(), "Numbers must go on above it.");
        commit(1_000, 2);
        assertEquals(List.of(1_001L, 1_002L), read(1_000, 9));
    }
}
