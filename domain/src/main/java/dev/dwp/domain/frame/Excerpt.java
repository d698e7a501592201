package dev.dwp.domain.frame;

/** Shortens what a client sent to what an error message may repeat. */
public final class Excerpt {
    private static final int LIMIT = 64;

    private Excerpt() {}

    /** The text, cut after 64 characters and never within a surrogate pair. */
    public static String of(String text) {
        if (text.length() <= LIMIT) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(LIMIT - 1)) ? LIMIT - 1 : LIMIT;
        return text.substring(0, end) + "…";
    }
}
