package dev.dwp.domain.channel;

import dev.dwp.domain.frame.Excerpt;
import dev.dwp.domain.frame.Refusal;

/**
 * A place in the one total order of events (PROTOCOL §7.3): the {@code n}-th event has been seen. On the wire
 * {@code evt-<n>}.
 */
public record Cursor(long n) implements Comparable<Cursor> {
    /** Before the first event. */
    public static final Cursor START = new Cursor(0);

    private static final String PREFIX = "evt-";
    private static final int MOST_DIGITS = 18;

    /**
     * Reads a cursor.
     *
     * @throws Refusal 400 when the text is none
     */
    public static Cursor parse(String text) {
        String digits = text.startsWith(PREFIX) ? text.substring(PREFIX.length()) : "";
        boolean canonical = !digits.isEmpty()
                && digits.length() <= MOST_DIGITS
                && digits.chars().allMatch(c -> c >= '0' && c <= '9')
                && (digits.length() == 1 || digits.charAt(0) != '0');
        if (!canonical) {
            throw Refusal.badRequest("'%s' is no event cursor; use the id of an event, such as 'evt-17', or 'oldest'."
                    .formatted(Excerpt.of(text)));
        }
        return new Cursor(Long.parseLong(digits));
    }

    /** As frames carry it. */
    public String text() {
        return PREFIX + n;
    }

    /** The place one event later. */
    public Cursor next() {
        return new Cursor(n + 1);
    }

    /** The place one event earlier. */
    public Cursor previous() {
        return new Cursor(n - 1);
    }

    @Override
    public int compareTo(Cursor other) {
        return Long.compare(n, other.n);
    }
}
