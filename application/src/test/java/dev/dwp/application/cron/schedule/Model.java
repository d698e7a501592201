package dev.dwp.application.cron.schedule;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.Optional;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** A made-up expression, and when it fires by the stated rules: found by walking through time minute by minute. */
record Model(Field minute, Field hour, Field day, Field month, Field weekday) {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    static Arbitrary<Model> any() {
        return of(Field.any(1, 31), Field.any(1, 12), Field.any(0, 7));
    }

    /** Every day, so that a walk is short. */
    static Arbitrary<Model> everyDay() {
        return of(Field.star(1, 31), Field.star(1, 12), Field.star(0, 7));
    }

    private static Arbitrary<Model> of(Arbitrary<Field> day, Arbitrary<Field> month, Arbitrary<Field> weekday) {
        return Combinators.combine(Field.any(0, 59), Field.any(0, 23), day, month, weekday)
                .as(Model::new);
    }

    String text() {
        return String.join(" ", minute.text(), hour.text(), day.text(), month.text(), weekday.text());
    }

    /** The first firing after an instant, among the next so many minutes. */
    Optional<Instant> next(Instant after, ZoneId zone, int minutes) {
        Instant first = Instant.ofEpochSecond(after.getEpochSecond() / 60 * 60).plus(MINUTE);
        return Stream.iterate(first, instant -> instant.plus(MINUTE))
                .limit(minutes)
                .filter(instant -> firesAt(instant, zone.getRules()))
                .findFirst();
    }

    private boolean firesAt(Instant instant, ZoneRules rules) {
        LocalDateTime shown = LocalDateTime.ofInstant(instant, rules.getOffset(instant));
        if (hour.values().size() == 24) {
            return matches(shown);
        }
        boolean shownBefore = rules.getValidOffsets(shown).size() == 2
                && !rules.getOffset(instant).equals(rules.getTransition(shown).getOffsetBefore());
        return (matches(shown) && !shownBefore) || endsGapWithMatch(instant, rules);
    }

    private boolean endsGapWithMatch(Instant instant, ZoneRules rules) {
        ZoneOffsetTransition change = rules.nextTransition(instant.minusSeconds(1));
        return change != null
                && change.getInstant().equals(instant)
                && change.isGap()
                && Stream.iterate(change.getDateTimeBefore(), local -> local.plus(MINUTE))
                        .limit(change.getDuration().toMinutes())
                        .anyMatch(this::matches);
    }

    boolean matches(LocalDateTime local) {
        return minute.values().contains(local.getMinute())
                && hour.values().contains(local.getHour())
                && month.values().contains(local.getMonthValue())
                && dayMatches(local);
    }

    private boolean dayMatches(LocalDateTime local) {
        boolean ofMonth = day.values().contains(local.getDayOfMonth());
        int iso = local.getDayOfWeek().getValue();
        boolean ofWeek =
                weekday.values().contains(iso) || (iso == 7 && weekday.values().contains(0));
        return (day.star() || weekday.star()) ? ofMonth && ofWeek : ofMonth || ofWeek;
    }

    /** Whether it allows a date at all. */
    boolean possible() {
        return Stream.iterate(LocalDateTime.of(2000, 1, 1, 0, 0), date -> date.plusDays(1))
                .limit(4 * 366)
                .anyMatch(date -> month.values().contains(date.getMonthValue()) && dayMatches(date));
    }
}
