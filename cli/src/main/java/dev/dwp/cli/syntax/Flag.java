package dev.dwp.cli.syntax;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A flag of a command.
 *
 * @param name as it is written, {@code --queue}
 * @param letter the short form, {@code -o}; {@code null} for none
 * @param value the name of its value in help; {@code null} for a flag without one
 * @param choices the values that there are; empty when any will do
 * @param text a phrase that says what it does
 */
public record Flag(
        String name, @Nullable String letter, @Nullable String value, List<String> choices, String text) {
    public Flag {
        choices = List.copyOf(choices);
    }

    /** A flag with a value. */
    public static Flag of(String name, String value, String text) {
        return new Flag(name, null, value, List.of(), text);
    }

    /** A flag whose value is one of a few words. */
    public static Flag choice(String name, List<String> choices, String text) {
        return new Flag(name, null, String.join("|", choices), choices, text);
    }

    /** A flag without a value. */
    public static Flag on(String name, String text) {
        return new Flag(name, null, null, List.of(), text);
    }

    /** The same flag with a short form. */
    public Flag letter(String short1) {
        return new Flag(name, short1, value, choices, text);
    }

    /** As help shows it: {@code -o, --output <text|json|jsonl>}. */
    public String usage() {
        String names = letter == null ? name : letter + ", " + name;
        return value == null ? names : names + " <" + value + ">";
    }
}
