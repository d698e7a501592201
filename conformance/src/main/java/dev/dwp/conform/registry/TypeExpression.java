package dev.dwp.conform.registry;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the types of fields: {@code Job}, {@code Job[]} (an array), {@code QueueDepth{}} (an object with any member names),
 * {@code integer{JobState}} (an object whose member names are of that type), {@code 'oldest'} (that very text) and
 * {@code A | B} (either), with parentheses where they are needed.
 */
sealed interface TypeExpression {

    /** A primitive, or a type of the registry. */
    record Named(String name) implements TypeExpression {}

    /** One text. */
    record Text(String value) implements TypeExpression {}

    /** An array. */
    record ListOf(TypeExpression item) implements TypeExpression {}

    /**
     * An object whose member names are data.
     *
     * @param keys the type of its names; {@code null} for any text
     */
    record MapOf(TypeExpression value, @Nullable String keys) implements TypeExpression {}

    /** One of several. */
    record OneOf(List<TypeExpression> choices) implements TypeExpression {}

    /**
     * Reads an expression.
     *
     * @throws IllegalArgumentException when it is none
     */
    static TypeExpression parse(String text) {
        return new Parser(text).whole();
    }

    /** Reads from left to right. */
    final class Parser {
        private final String text;
        private int at;

        Parser(String text) {
            this.text = text;
        }

        TypeExpression whole() {
            TypeExpression type = either();
            if (at != text.length()) {
                throw malformed();
            }
            return type;
        }

        private TypeExpression either() {
            List<TypeExpression> choices = new ArrayList<>();
            choices.add(suffixed());
            while (taken(" | ")) {
                choices.add(suffixed());
            }
            return choices.size() == 1 ? choices.getFirst() : new OneOf(List.copyOf(choices));
        }

        private TypeExpression suffixed() {
            TypeExpression type = single();
            while (true) {
                if (taken("[]")) {
                    type = new ListOf(type);
                } else if (taken("{}")) {
                    type = new MapOf(type, null);
                } else if (taken("{")) {
                    type = new MapOf(type, until("}"));
                } else {
                    return type;
                }
            }
        }

        private TypeExpression single() {
            if (taken("(")) {
                TypeExpression inner = either();
                if (!taken(")")) {
                    throw malformed();
                }
                return inner;
            }
            return taken("'") ? new Text(until("'")) : new Named(name());
        }

        private String name() {
            int begin = at;
            while (at < text.length() && Character.isLetter(text.charAt(at))) {
                at++;
            }
            if (at == begin) {
                throw malformed();
            }
            return text.substring(begin, at);
        }

        private String until(String end) {
            int found = text.indexOf(end, at);
            if (found < 0) {
                throw malformed();
            }
            String taken = text.substring(at, found);
            at = found + end.length();
            return taken;
        }

        private boolean taken(String token) {
            if (!text.startsWith(token, at)) {
                return false;
            }
            at += token.length();
            return true;
        }

        private IllegalArgumentException malformed() {
            return new IllegalArgumentException("'%s' is no type: see at character %d.".formatted(text, at + 1));
        }
    }
}
