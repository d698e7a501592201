package dev.dwp.bootstrap.config;

import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * How a value is written.
 *
 * @param accepted the form in words, to follow "use"
 * @param shown how a message repeats a text that is of another form
 * @param reader throws {@link IllegalArgumentException} for such a text
 */
record Form<T>(String accepted, UnaryOperator<String> shown, Function<String, T> reader) {
    private static final String HIDDEN = "what it is set to";

    static <T> Form<T> of(String accepted, Function<String, T> reader) {
        return new Form<>(accepted, Form::quoted, reader);
    }

    /** The form of what no message may repeat. */
    static <T> Form<T> secret(String accepted, Function<String, T> reader) {
        return new Form<>(accepted, text -> HIDDEN, reader);
    }

    /** The form of what may have a password in it: behind a {@code @} or a {@code ?}. */
    static <T> Form<T> url(String accepted, Function<String, T> reader) {
        return new Form<>(accepted, text -> text.matches(".*[@?].*") ? HIDDEN : quoted(text), reader);
    }

    /**
     * Reads a value.
     *
     * @throws ConfigurationFailure naming key, value, source and form when it is of another form
     */
    T read(String key, Given given) {
        try {
            return reader.apply(given.text());
        } catch (IllegalArgumentException e) {
            throw new ConfigurationFailure(
                    "%s cannot be %s (from %s): use %s."
                            .formatted(key, shown.apply(given.text()), given.source(), accepted),
                    given.flag());
        }
    }

    private static String quoted(String text) {
        return "'" + text + "'";
    }
}
