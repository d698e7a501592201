package dev.dwp.persistence.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dwp.application.id.IdGenerator;
import dev.dwp.domain.channel.Channel;
import dev.dwp.domain.channel.CronFired;
import dev.dwp.domain.channel.LoggedEvent;
import dev.dwp.domain.session.Tenant;
import dev.dwp.persistence.contract.Driver;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a row of the log holds is read to the letter, and a row that is damaged harms no other. */
class SegmentTest {
    private static final EventQuery ALL = new EventQuery(null, Tenant.NONE);

    private final IdGenerator ids = new IdGenerator(InstantSource.fixed(Driver.NOW), new Random(1));

    private Told told(Instant at, Tenant tenant) {
        CronFired fired = new CronFired("nightly", ids.job(), tenant);
        return Told.of(at, List.of(fired), Formats.JSON).getFirst();
    }

    private static Segment segment(@Nullable Object[] row) {
        return new Segment((Long) row[0], (Long) row[1], (String) row[5]);
    }

    private static List<LoggedEvent> read(Segment segment, long after) {
        List<LoggedEvent> events = new ArrayList<>();
        segment.read(after, ALL, Formats.JSON, Integer.MAX_VALUE, events);
        return events;
    }

    @Test
    void keepsTenantsWhoseNamesHoldWhatSeparatesFields() {
        for (String app : List.of("a\tb", "a\nb", "a\\b", "\\t\t\\\\n\n", "\\")) {
            Told told = told(Driver.NOW, new Tenant(app, app));
            List<@Nullable Object[]> rows = Segment.rows(List.of(told, told), 7);
            assertEquals(List.of(told.at(8), told.at(9)), read(segment(rows.getFirst()), 0));
        }
    }

    @Test
    void holdsNoMoreThanIsReadForOneEvent() {
        List<Told> events = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            events.add(told(Driver.NOW.plusSeconds(i), Tenant.NONE));
        }
        List<@Nullable Object[]> rows = Segment.rows(events, 0);
        List<LoggedEvent> read = new ArrayList<>();
        for (@Nullable Object[] row : rows) {
            Segment segment = segment(row);
            assertTrue(segment.last() - segment.first() < 256);
            read.addAll(read(segment, 0));
        }
        assertEquals(1_000, read.size());
        for (int i = 0; i < read.size(); i++) {
            assertEquals(events.get(i).at(i + 1), read.get(i));
        }
        assertEquals(List.of(), Segment.rows(List.of(), 0));
    }

    @Test
    void findsTheFirstEventThatIsYoungEnough() {
        List<Told> events = List.of(
                told(Driver.NOW, Tenant.NONE),
                told(Driver.NOW.plusSeconds(9), Tenant.NONE),
                told(Driver.NOW.plusSeconds(5), Tenant.NONE));
        Segment segment = segment(Segment.rows(events, 10).getFirst());
        long five = Micros.of(Driver.NOW.plusSeconds(5));
        assertEquals(OptionalLong.of(12), segment.firstYoung(0, five));
        assertEquals(OptionalLong.of(13), segment.firstYoung(13, five));
        assertEquals(OptionalLong.empty(), segment.firstYoung(13, five + 1));
    }

    @Test
    void showsStubsForWhatIsCutOff() {
        Told told = told(Driver.NOW, Tenant.NONE);
        Segment cut = new Segment(1, 4, told.line() + "nonsense\n" + told.line().substring(0, 60));
        List<LoggedEvent> events = read(cut, 0);
        assertEquals(told.at(1), events.getFirst());
        assertEquals(4, events.size());
        for (LoggedEvent stub : events.subList(1, 4)) {
            assertEquals("event.unreadable", stub.data().text("type"));
            assertEquals(List.of(new Channel.Firehose()), stub.channels());
        }
    }

    @Test
    void hasWordsThatTellMostNamesApart() {
        Set<String> words = new HashSet<>();
        for (int i = 0; i < 10_000; i++) {
            String word = SegmentWords.job(ids.job().text());
            assertEquals(6, word.length());
            words.add(word);
        }
        assertTrue(words.size() > 9_990, () -> words.size() + " of 10,000 are apart.");
        assertFalse(words.contains(SegmentWords.queue("default")));
        assertEquals(SegmentWords.ANYTHING, SegmentWords.app(""));
    }
}
