package dev.dwp.persistence.jdbc.doctor;

import dev.dwp.domain.frame.CleanText;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What one check has found. Holds no password, and no text of a client that could be more than one line.
 *
 * @param check its name: a word or two
 * @param seen what was seen, without a full stop
 * @param advice what to do, a sentence; {@code null} where there is nothing to do
 */
public record Finding(
        Level level, String check, String seen, @Nullable String advice) {
    private static final int LONGEST = 2000;

    /** How bad it is. */
    public enum Level {
        /** As it should be. */
        OK,
        /** Somebody should look at it. */
        WARN,
        /** It is broken, or what is acknowledged is not safe. */
        FAIL
    }

    /** Makes it one line. */
    public Finding {
        seen = line(seen);
        advice = advice == null ? null : line(advice);
    }

    static Finding ok(String check, String seen) {
        return new Finding(Level.OK, check, seen, null);
    }

    static Finding warn(String check, String seen, String advice) {
        return new Finding(Level.WARN, check, seen, advice);
    }

    static Finding fail(String check, String seen, String advice) {
        return new Finding(Level.FAIL, check, seen, advice);
    }

    private static String line(String text) {
        return CleanText.of(text, LONGEST).replaceAll("\\s+", " ").strip();
    }

    /** One line: {@code warn  due jobs      12 of 'send-fax' wait … — Start a node that has a handler.} */
    @Override
    public String toString() {
        String word = level == Level.FAIL ? "FAIL" : level.name().toLowerCase(Locale.ROOT);
        String line = "%-4s  %-12s  %s".formatted(word, check, seen);
        return advice == null ? line : line + " — " + advice;
    }
}
