package dev.dwp.domain.frame;

/**
 * A text that somebody's code made up, such as an exception's message, as it can be stored and sent: not too long, and
 * without what some store or codec refuses.
 */
public final class CleanText {
    private static final char REPLACEMENT = '\uFFFD';

    private CleanText() {}

    /**
     * The text, cut after {@code limit} characters and never within a surrogate pair; lone surrogates and control
     * characters other than tab, line feed and carriage return are replaced by U+FFFD.
     */
    public static String of(String text, int limit) {
        StringBuilder clean = new StringBuilder(Math.min(text.length(), limit));
        text.codePoints()
                .takeWhile(point -> clean.length() + Character.charCount(point) <= limit)
                .forEach(point -> clean.appendCodePoint(sendable(point) ? point : REPLACEMENT));
        return clean.toString();
    }

    private static boolean sendable(int point) {
        if (Character.isISOControl(point)) {
            return point == '\t' || point == '\n' || point == '\r';
        }
        return Character.getType(point) != Character.SURROGATE;
    }
}
