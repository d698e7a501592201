package dev.dwp.application.cron.schedule;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.Optional;

/**
 * When a cron entry fires: a cron expression and the zone whose clocks it goes by. Immutable.
 *
 * <p>An expression has five fields: minute (0–59), hour (0–23), day of month (1–31), month (1–12 or {@code JAN}–{@code
 * DEC}) and day of week (0–7 or {@code MON}–{@code SUN}; both 0 and 7 are Sunday). A field is {@code *}, a value, a range
 * {@code 9-17}, either with a step ({@code 0-30/10}), or a list of those. Where neither day field is {@code *}, a day
 * matches when <em>either</em> does, as in classic cron. Or it is one of {@code @hourly}, {@code @daily} ({@code @midnight}), {@code @weekly}
 * (Sunday), {@code @monthly} and {@code @yearly} ({@code @annually}): the first minute of each.
 *
 * <p>When clocks change: an expression that allows every hour goes by real time; it fires at each instant at which the
 * clocks show a time that it names. One that leaves out hours fires once for each time that it names: a time that the
 * clocks skip is made up for at the end of the gap, once however many times were skipped, and of a time that they show
 * twice, only the first counts.
 */
public final class Schedule {
    private static final String ZONE = "CRON_TZ=";
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final String expression;
    private final ZoneId zone;
    private final ZoneRules rules;
    private final LocalTimes times;

    private Schedule(String expression, ZoneId zone) {
        this.expression = expression.strip();
        this.zone = zone.normalized();
        this.rules = zone.getRules();
        this.times = Syntax.parse(this.expression);
    }

    /**
     * A schedule by the clocks of a zone.
     *
     * @throws IllegalArgumentException when it is no cron expression, or names days that no month has
     */
    public static Schedule of(String expression, ZoneId zone) {
        return new Schedule(expression, zone);
    }

    /**
     * Reads what {@link #toString} writes: a cron expression in UTC (PROTOCOL §7.2), unless it begins with a zone, as in
     * {@code CRON_TZ=Europe/Berlin 0 2 * * *}.
     *
     * @throws IllegalArgumentException when it is no cron expression, or the zone is not known
     */
    public static Schedule parse(String text) {
        String stripped = text.strip();
        if (!stripped.startsWith(ZONE)) {
            return of(stripped, ZoneOffset.UTC);
        }
        String[] parts = stripped.substring(ZONE.length()).split("\\s+", 2);
        return of(parts.length == 2 ? parts[1] : "", zone(stripped, parts[0]));
    }

    private static ZoneId zone(String text, String name) {
        try {
            return ZoneId.of(name);
        } catch (DateTimeException e) {
            throw Syntax.wrong(text, "there is no time zone '%s'; name one like Europe/Berlin".formatted(name));
        }
    }

    /** The cron expression. */
    public String expression() {
        return expression;
    }

    /** Whose clocks it goes by. */
    public ZoneId zone() {
        return zone;
    }

    /** The first firing time after an instant; always later than it. */
    public Instant next(Instant after) {
        return times.everyHour() ? nextByRealTime(after) : nextByWallClock(after);
    }

    /** The last firing time from one instant to another, both included; empty when there is none. */
    public Optional<Instant> last(Instant from, Instant to) {
        Instant before = from.minusNanos(1);
        for (Duration back = MINUTE; to.minus(back).isAfter(before); back = back.multipliedBy(2)) {
            Optional<Instant> found = lastAfter(to.minus(back), to);
            if (found.isPresent()) {
                return found;
            }
        }
        return lastAfter(before, to);
    }

    private Optional<Instant> lastAfter(Instant after, Instant to) {
        Instant found = null;
        for (Instant next = next(after); !next.isAfter(to); next = next(next)) {
            found = next;
        }
        return Optional.ofNullable(found);
    }

    /** Each wall-clock time stands for one instant, and later ones never for earlier instants. */
    private Instant nextByWallClock(Instant after) {
        LocalDateTime local = LocalDateTime.ofInstant(after, zone);
        while (true) {
            local = times.next(local);
            Instant instant = instantOf(local);
            if (instant.isAfter(after)) {
                return instant;
            }
        }
    }

    private Instant instantOf(LocalDateTime local) {
        ZoneOffsetTransition change = rules.getTransition(local);
        if (change == null) {
            return local.toInstant(rules.getOffset(local));
        }
        return change.isGap() ? change.getInstant() : local.toInstant(change.getOffsetBefore());
    }

    /** Looks from one change of the zone's offset to the next: in between, clocks go by real time. */
    private Instant nextByRealTime(Instant after) {
        Instant from = after.plusNanos(1);
        while (true) {
            ZoneOffset offset = rules.getOffset(from);
            LocalDateTime before = LocalDateTime.ofInstant(from.minusNanos(1), offset);
            Instant next = times.next(before).toInstant(offset);
            ZoneOffsetTransition change = rules.nextTransition(from);
            if (change == null || next.isBefore(change.getInstant())) {
                return next;
            }
            from = change.getInstant();
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Schedule that && expression.equals(that.expression) && zone.equals(that.zone);
    }

    @Override
    public int hashCode() {
        return 31 * expression.hashCode() + zone.hashCode();
    }

    /** The form that {@link #parse} reads. */
    @Override
    public String toString() {
        return zone.equals(ZoneOffset.UTC) ? expression : ZONE + zone.getId() + " " + expression;
    }
}
