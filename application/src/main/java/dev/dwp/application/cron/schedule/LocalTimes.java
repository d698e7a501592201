package dev.dwp.application.cron.schedule;

import com.cronutils.model.time.ExecutionTime;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.stream.IntStream;

/**
 * The wall-clock times that an expression names, as if no zone ever changed its offset: the library is asked in UTC
 * alone, so that the rules for daylight saving are ours. Immutable.
 */
final class LocalTimes {
    private static final LocalDateTime REFERENCE = LocalDateTime.of(2000, 1, 1, 0, 0);

    private final String expression;
    private final ExecutionTime times;
    private final boolean everyHour;

    /** Refuses an expression that names no time at all, such as the 30th of February. */
    LocalTimes(String expression, ExecutionTime times) {
        this.expression = expression;
        this.times = times;
        this.everyHour = everyHour(times, next(REFERENCE));
    }

    /** Only the hour can tell times apart that are otherwise the same. */
    private static boolean everyHour(ExecutionTime times, LocalDateTime one) {
        return IntStream.range(0, 24)
                .allMatch(hour -> times.isMatch(one.withHour(hour).atZone(ZoneOffset.UTC)));
    }

    /** The first time after this one. */
    LocalDateTime next(LocalDateTime after) {
        return times.nextExecution(after.atZone(ZoneOffset.UTC))
                .map(ZonedDateTime::toLocalDateTime)
                .orElseThrow(() -> Syntax.wrong(expression, "no date has such a day of month and month"));
    }

    /** Whether no hour of a day is left out. */
    boolean everyHour() {
        return everyHour;
    }
}
