package dev.dwp.domain.frame;

/**
 * How long a name or key may be by which a store finds things. Several of them together make one row of an index, of which
 * PostgreSQL takes 2,704 octets, and a character takes up to three of them (PROTOCOL §2).
 */
public final class NameLength {
    /** In characters, as UTF-16 counts them. */
    public static final int LONGEST = 256;

    private NameLength() {}

    /** Whether it can be a name: not blank, and not too long. */
    public static boolean fits(String text) {
        return !text.isBlank() && text.length() <= LONGEST;
    }

    /**
     * Refuses (400) what cannot be a name.
     *
     * @param what begins the sentence: {@code A job's name}
     */
    public static void require(String what, String text) {
        if (!fits(text)) {
            throw Refusal.badRequest("%s must have 1 to %d characters, and not only blanks; this one has %d."
                    .formatted(what, LONGEST, text.length()));
        }
    }
}
