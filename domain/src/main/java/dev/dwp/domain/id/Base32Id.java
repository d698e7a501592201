package dev.dwp.domain.id;

import dev.dwp.domain.frame.Excerpt;
import dev.dwp.domain.frame.Refusal;

/** The text form shared by all ids: a prefix and the 128 bits of a UUIDv7 in 26 base-32 digits, sorting as the bits do. */
public final class Base32Id {
    /** How many digits follow the prefix. */
    public static final int DIGITS = 26;

    private static final String ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";

    private Base32Id() {}

    /** The digits of 128 bits, most significant first. */
    public static String encode(long high, long low) {
        char[] digits = new char[DIGITS];
        for (int i = DIGITS - 1; i >= 0; i--) {
            digits[i] = ALPHABET.charAt((int) (low & 31));
            low = (low >>> 5) | (high << 59);
            high >>>= 5;
        }
        return new String(digits);
    }

    /**
     * Checks that a text has the form of an id.
     *
     * @return the text
     * @throws Refusal 400 naming the text and the form
     */
    public static String check(String prefix, String text) {
        if (text.length() != prefix.length() + DIGITS || !text.startsWith(prefix) || !plain(text, prefix.length())) {
            throw Refusal.badRequest("'%s' is not an id of this kind; it should be '%s' and %d characters of 0-9 a-z."
                    .formatted(Excerpt.of(text), prefix, DIGITS));
        }
        return text;
    }

    private static boolean plain(String text, int from) {
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z'))) {
                return false;
            }
        }
        return true;
    }
}
