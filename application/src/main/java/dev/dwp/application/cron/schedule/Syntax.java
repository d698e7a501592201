package dev.dwp.application.cron.schedule;

import com.cronutils.model.Cron;
import com.cronutils.model.definition.CronDefinition;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Reads cron expressions, and says in words what is wrong with one. Thread-safe. */
final class Syntax {
    private static final List<String> FIELDS = List.of("minute", "hour", "day of month", "month", "day of week");

    private static final int DAY_OF_WEEK = 4;
    private static final Pattern SUNDAY_ON_THE_LEFT = Pattern.compile("\\bSUN-(?!SUN)", Pattern.CASE_INSENSITIVE);

    private static final CronParser PARSER = new CronParser(definition());

    private Syntax() {}

    private static CronDefinition definition() {
        return CronDefinitionBuilder.defineCron()
                .withMinutes()
                .withStrictRange()
                .and()
                .withHours()
                .withStrictRange()
                .and()
                .withDayOfMonth()
                .withStrictRange()
                .and()
                .withMonth()
                .withStrictRange()
                .and()
                .withDayOfWeek()
                .withValidRange(0, 7)
                .withMondayDoWValue(1)
                .withIntMapping(7, 0)
                .withStrictRange()
                .and()
                .withSupportedNicknameHourly()
                .withSupportedNicknameDaily()
                .withSupportedNicknameMidnight()
                .withSupportedNicknameWeekly()
                .withSupportedNicknameMonthly()
                .withSupportedNicknameYearly()
                .withSupportedNicknameAnnually()
                .instance();
    }

    /**
     * The wall-clock times that an expression names.
     *
     * @throws IllegalArgumentException when it is none, with a sentence that names it and its first bad field
     */
    static LocalTimes parse(String expression) {
        return new LocalTimes(expression, ExecutionTime.forCron(read(expression)));
    }

    private static Cron read(String expression) {
        if (expression.startsWith("@")) {
            return nickname(expression);
        }
        String[] fields = expression.split("\\s+", -1);
        if (fields.length != FIELDS.size()) {
            throw wrong(
                    expression,
                    "it has %d fields; write five (%s) or one of @hourly, @daily, @midnight, @weekly, @monthly, @yearly and @annually"
                            .formatted(fields.length, String.join(", ", FIELDS)));
        }
        IntStream.range(0, fields.length).forEach(field -> check(expression, field, fields[field]));
        fields[DAY_OF_WEEK] = sundayFirst(fields[DAY_OF_WEEK]);
        return PARSER.parse(String.join(" ", fields));
    }

    /** Sunday begins a range as 0 and ends one as 7; the library takes its name for 7 alone. */
    private static String sundayFirst(String days) {
        return SUNDAY_ON_THE_LEFT.matcher(days).replaceAll("0-");
    }

    private static Cron nickname(String expression) {
        try {
            return PARSER.parse(expression.toLowerCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw wrong(
                    expression,
                    "there are @hourly, @daily, @midnight, @weekly, @monthly, @yearly and @annually, and no other names");
        }
    }

    /** The library does not say which field it stumbled over, so each is tried alone. */
    private static void check(String expression, int field, String text) {
        String alone = IntStream.range(0, FIELDS.size())
                .mapToObj(each -> each != field ? "*" : each == DAY_OF_WEEK ? sundayFirst(text) : text)
                .collect(Collectors.joining(" "));
        try {
            PARSER.parse(alone);
        } catch (IllegalArgumentException e) {
            throw wrong(expression, "its %s '%s' is not valid: %s".formatted(FIELDS.get(field), text, reason(e)));
        }
    }

    /** The library repeats its own introduction before each reason. */
    private static String reason(IllegalArgumentException e) {
        String message = String.valueOf(e.getMessage());
        return Arrays.stream(message.split("Failed to parse cron expression\\. ", -1))
                .reduce((first, last) -> last)
                .orElse(message);
    }

    static IllegalArgumentException wrong(String expression, String why) {
        return new IllegalArgumentException("The schedule '%s' cannot be used: %s.".formatted(expression, why));
    }
}
