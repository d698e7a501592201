package dev.dwp.bootstrap.config;

import dev.dwp.domain.job.Rate;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.slf4j.event.Level;

/** The forms in which values are written. */
final class Forms {
    static final Form<String> TEXT = Form.of("a text", text -> text);
    static final Form<String> SECRET = Form.secret("a text", text -> text);
    static final Form<Path> FILE = Form.of("the path of a file", Path::of);
    static final Form<Boolean> SWITCH = Form.of("true or false", Forms::truth);
    static final Form<Duration> DURATION =
            Form.of("a duration above 0, such as 500ms, 10s, 5m, 24h or 7d", text -> longerThanNothing(duration(text)));
    static final Form<Duration> DURATION_OR_NONE =
            Form.of("a duration, such as 500ms, 10s, 5m, 24h or 7d, or 0s", Forms::duration);
    static final Form<Rate> RATE = Form.of("a number in a time, such as 100/s, 30/m or 5/h", Forms::rate);
    static final Form<Level> LEVEL =
            Form.of("error, warn, info, debug or trace", text -> Level.valueOf(text.toUpperCase(Locale.ROOT)));
    static final Form<LogSettings.Format> LOG_FORMAT =
            Form.of("text or json", text -> LogSettings.Format.valueOf(text.toUpperCase(Locale.ROOT)));
    static final Form<StoreSpec> STORE =
            Form.url("memory, sqlite:<file> or jdbc:postgresql://<host>/<database>", StoreSpec::parse);
    static final Form<String> HOST = Form.of(
            "an address of this machine or a name that stands for one, such as 127.0.0.1, ::1 or localhost to be reached from"
                    + " this machine only, or 0.0.0.0 to be reached from anywhere",
            Forms::host);
    static final Form<String> BASE_PATH = Form.of(
            "a path such as /dwp, without a slash at its end, and other than /health and /metrics",
            matching("(/[A-Za-z0-9._~-]+)+", path -> !path.matches("/(health|metrics)(/.*)?")));
    static final Form<Set<String>> ORIGINS = Form.of(
            "origins as browsers spell them, separated by commas: https://app.example, http://localhost:3000",
            Forms::origins);

    private static final Pattern DURATION_FORM = Pattern.compile("([0-9]{1,12})(ms|s|m|h|d)");
    private static final Pattern RATE_FORM = Pattern.compile("([0-9]{1,9})/([smh])");
    private static final Duration LONGEST = Duration.ofDays(36_500);

    private Forms() {}

    /** A whole number between two, both included. */
    static Form<Integer> wholeNumber(int least, int most) {
        return Form.of("a whole number from %d to %d".formatted(least, most), text -> {
            if (!text.matches("[0-9]{1,10}")) {
                throw new IllegalArgumentException(text);
            }
            long number = Long.parseLong(text);
            if (number < least || number > most) {
                throw new IllegalArgumentException(text);
            }
            return (int) number;
        });
    }

    /** The parts of a list that is separated by commas; blank ones do not count. */
    static Set<String> list(String text) {
        return Arrays.stream(text.split(",", -1))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** An address of IPv6 may have the brackets that it has in a URL. */
    private static String host(String text) {
        String host = text.matches("\\[.+]") ? text.substring(1, text.length() - 1) : text;
        try {
            InetAddress.getByName(host);
            return host;
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("There is no address of that name.", e);
        }
    }

    private static boolean truth(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException(text);
        };
    }

    private static Duration duration(String text) {
        Matcher parts = matched(DURATION_FORM, text);
        long count = Long.parseLong(parts.group(1));
        Duration duration = Duration.of(count, unit(parts.group(2)));
        if (duration.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(text);
        }
        return duration;
    }

    private static Duration longerThanNothing(Duration duration) {
        if (duration.isZero()) {
            throw new IllegalArgumentException();
        }
        return duration;
    }

    private static Rate rate(String text) {
        Matcher parts = matched(RATE_FORM, text);
        return new Rate(Long.parseLong(parts.group(1)), Duration.of(1, unit(parts.group(2))));
    }

    private static ChronoUnit unit(String unit) {
        return switch (unit) {
            case "ms" -> ChronoUnit.MILLIS;
            case "s" -> ChronoUnit.SECONDS;
            case "m" -> ChronoUnit.MINUTES;
            case "h" -> ChronoUnit.HOURS;
            default -> ChronoUnit.DAYS;
        };
    }

    private static Set<String> origins(String text) {
        Set<String> origins = list(text);
        origins.forEach(origin ->
                matched(Pattern.compile("https?://(\\[[0-9A-Fa-f:.]+]|[^\\[\\]/?#@\\s:]+)(:[0-9]{1,5})?"), origin));
        return origins;
    }

    private static Function<String, String> matching(String pattern, Predicate<String> also) {
        return text -> {
            if (!text.matches(pattern) || !also.test(text)) {
                throw new IllegalArgumentException(text);
            }
            return text;
        };
    }

    private static Matcher matched(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(text);
        }
        return matcher;
    }
}
