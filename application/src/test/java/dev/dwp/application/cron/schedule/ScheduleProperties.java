package dev.dwp.application.cron.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Compares with {@link Model}, which walks minute by minute. */
class ScheduleProperties {
    private static final int FORTY_DAYS = 40 * 24 * 60;
    private static final int FOUR_DAYS = 4 * 24 * 60;

    @Property(tries = 500)
    @Label(
            "PROTOCOL §7.2 in UTC, the next time is the first minute after that matches, the day fields being alternatives")
    void nextIsTheFirstMinuteThatMatches(@ForAll("models") Model model, @ForAll("instants") Instant after) {
        if (!model.possible()) {
            assertThrows(IllegalArgumentException.class, () -> Schedule.parse(model.text()));
            return;
        }
        compare(model, ZoneOffset.UTC, after, FORTY_DAYS);
    }

    @Property(tries = 1000)
    @Label(
            "PROTOCOL §7.2 around a change of clocks, the next time is the one that the rules for gaps and overlaps name")
    void nextKeepsTheRulesWhereClocksChange(@ForAll("daily") Model model, @ForAll("changes") Change change) {
        compare(model, change.zone(), change.after(), FOUR_DAYS);
    }

    private static void compare(Model model, ZoneId zone, Instant after, int minutes) {
        Instant next = Schedule.of(model.text(), zone).next(after);
        Optional<Instant> walked = model.next(after, zone, minutes);
        assertTrue(next.isAfter(after), () -> model.text() + " gives " + next);
        if (walked.isPresent()) {
            assertEquals(walked.get(), next, model.text());
        } else {
            assertTrue(next.isAfter(after.plus(Duration.ofMinutes(minutes))), () -> model.text() + " gives " + next);
        }
    }

    @Property(tries = 300)
    @Label("the last time within a span is the one after which no other in the span follows")
    void lastIsTheOneThatNoOtherFollows(
            @ForAll("daily") Model model, @ForAll("changes") Change change, @ForAll("spans") Duration span) {
        Schedule schedule = Schedule.of(model.text(), change.zone());
        Instant from = change.after();
        Instant to = from.plus(span);
        Optional<Instant> last = schedule.last(from, to);
        if (last.isPresent()) {
            assertTrue(!last.get().isBefore(from) && !last.get().isAfter(to));
            assertEquals(last.get(), schedule.next(last.get().minusNanos(1)));
            assertTrue(schedule.next(last.get()).isAfter(to));
        } else {
            assertTrue(schedule.next(from.minusNanos(1)).isAfter(to));
        }
    }

    @Property(tries = 300)
    @Label("what a schedule writes, it reads")
    void readsWhatItWrites(@ForAll("daily") Model model, @ForAll("changes") Change change) {
        Schedule schedule = Schedule.of(model.text(), change.zone());
        assertEquals(schedule, Schedule.parse(schedule.toString()));
    }

    /** An instant not long before or after a change of a zone's offset. */
    record Change(ZoneId zone, Instant after) {}

    @Provide
    Arbitrary<Model> models() {
        return Model.any();
    }

    @Provide
    Arbitrary<Model> daily() {
        return Model.everyDay();
    }

    @Provide
    Arbitrary<Instant> instants() {
        return between("2000-01-01T00:00:00Z", "2040-01-01T00:00:00Z");
    }

    @Provide
    Arbitrary<Duration> spans() {
        return Arbitraries.longs().between(0, 3 * 24 * 3600).map(Duration::ofSeconds);
    }

    @Provide
    Arbitrary<Change> changes() {
        Arbitrary<ZoneId> zones = Arbitraries.of(
                        "Europe/Berlin",
                        "America/New_York",
                        "Australia/Lord_Howe",
                        "Africa/Cairo",
                        "America/Sao_Paulo",
                        "Pacific/Apia",
                        "Asia/Tehran")
                .map(ZoneId::of);
        Arbitrary<Integer> minutes = Arbitraries.integers().between(-26 * 60, 26 * 60);
        return Combinators.combine(zones, between("2005-01-01T00:00:00Z", "2012-01-01T00:00:00Z"), minutes)
                .as(ScheduleProperties::around);
    }

    private static Change around(ZoneId zone, Instant some, int minutes) {
        ZoneOffsetTransition change = zone.getRules().nextTransition(some);
        Instant at = change == null ? some : change.getInstant();
        return new Change(zone, at.plus(Duration.ofMinutes(minutes)));
    }

    private static Arbitrary<Instant> between(String from, String to) {
        return Arbitraries.longs()
                .between(Instant.parse(from).getEpochSecond(), Instant.parse(to).getEpochSecond())
                .map(Instant::ofEpochSecond);
    }
}
