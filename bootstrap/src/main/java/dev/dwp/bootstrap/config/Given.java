package dev.dwp.bootstrap.config;

/**
 * A value as somebody gave it.
 *
 * @param text not blank, without white space around it
 * @param source where it stands, as a message names it: {@code --port}, {@code DWP_SERVER_PORT}, or a file
 * @param flag whether that is the command line
 */
public record Given(String text, String source, boolean flag) {
    /** Trims the text. */
    public Given {
        text = text.strip();
        if (text.isEmpty()) {
            throw new IllegalArgumentException("A value that is blank is not given at all.");
        }
    }

    /** A flag's value. */
    public static Given byFlag(String flag, String text) {
        return new Given(text, flag, true);
    }

    /** A value from elsewhere. */
    static Given by(String source, String text) {
        return new Given(text, source, false);
    }
}
