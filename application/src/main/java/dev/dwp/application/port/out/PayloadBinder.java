package dev.dwp.application.port.out;

import dev.dwp.domain.frame.Value;
import java.lang.reflect.Type;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Turns payloads into the Java types that handlers declare, and back. Thread-safe. */
public interface PayloadBinder {

    /**
     * A payload as a Java object of a type. {@link Value} itself takes anything as it is. A text that holds JSON is
     * decoded once where the type is not a text (PROTOCOL §5).
     *
     * @return {@code null} only for {@link Value#NULL}
     * @throws Misfit when the payload does not fit the type
     */
    @Nullable
    Object bind(Value payload, Type type);

    /**
     * A payload as a Java object of a type, like {@link #bind}, but no text is decoded.
     *
     * @return {@code null} only for {@link Value#NULL}
     * @throws Misfit when the payload does not fit the type
     */
    @Nullable
    Object bindAsIs(Value payload, Type type);

    /**
     * Checks a handler's declared type before the first payload comes. The default takes any.
     *
     * @throws IllegalArgumentException saying which type within it no payload can become, and what to declare instead
     */
    default void requireBindable(Type type) {}

    /**
     * Anything that users' code hands over, as a payload; {@code null} becomes {@link Value#NULL}. A {@link Value} is checked
     * like any other object, so that whatever is accepted can be stored, sent and read back.
     *
     * @throws Misfit when it has no such form
     */
    Value unbind(@Nullable Object result);

    /** The value that a JSON text stands for; empty when the text is not JSON. */
    Optional<Value> parseJson(String text);

    /** A payload and a type that do not fit. */
    final class Misfit extends RuntimeException {
        private final String path;

        /**
         * Says where and what: {@code path} like {@code $.items[2].width}, the message a sentence about what is there,
         * like {@code it must be a text, not 5.}
         */
        public Misfit(String path, String message) {
            super(message, null, false, false);
            this.path = path;
        }

        /** Where the first misfit is. */
        public String path() {
            return path;
        }
    }
}
