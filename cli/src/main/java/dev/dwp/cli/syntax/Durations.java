package dev.dwp.cli.syntax;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as people write and read them. */
public final class Durations {
    private static final Pattern FORM = Pattern.compile("(\\d{1,12}(?:\\.\\d{1,3})?)(ms|s|m|h|d)");

    private Durations() {}

    /** Reads {@code 500ms}, {@code 1.5s}, {@code 10m}, {@code 2h} or {@code 1d}; {@code flag} is for the sentence. */
    public static Duration parse(String flag, String text) {
        Matcher form = FORM.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (!form.matches()) {
            throw new WrongInput(
                    "%s needs a duration such as 500ms, 10s, 5m, 2h or 1d, which '%s' is not.".formatted(flag, text));
        }
        double number = Double.parseDouble(form.group(1));
        long unit = switch (form.group(2)) {
            case "ms" -> 1;
            case "s" -> 1_000;
            case "m" -> 60_000;
            case "h" -> 3_600_000;
            default -> 86_400_000;
        };
        return Duration.ofMillis(Math.round(number * unit));
    }

    /** Two units at most: {@code 12ms}, {@code 1.25s}, {@code 3m 04s}, {@code 2h 05m}, {@code 3d 04h}. */
    public static String text(long millis) {
        if (millis < 1_000) {
            return millis + "ms";
        }
        if (millis < 60_000) {
            return String.format(Locale.ROOT, "%.2fs", millis / 1_000.0);
        }
        long seconds = millis / 1_000;
        if (seconds < 3_600) {
            return String.format(Locale.ROOT, "%dm %02ds", seconds / 60, seconds % 60);
        }
        if (seconds < 86_400) {
            return String.format(Locale.ROOT, "%dh %02dm", seconds / 3_600, seconds / 60 % 60);
        }
        return String.format(Locale.ROOT, "%dd %02dh", seconds / 86_400, seconds / 3_600 % 24);
    }
}
