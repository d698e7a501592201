package dev.dwp.cli.syntax;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The arguments and flags of one call, as they were written. Whoever reads a value checks it, with the flag's name. */
public final class Given {
    private final Map<String, String> flags;
    private final Set<String> on;
    private final List<String> arguments;

    Given(Map<String, String> flags, Set<String> on, List<String> arguments) {
        this.flags = Map.copyOf(flags);
        this.on = Set.copyOf(on);
        this.arguments = List.copyOf(arguments);
    }

    /** What follows the command's words, in order. */
    public List<String> arguments() {
        return arguments;
    }

    /** The argument at this place, from 0; {@code null} where there is none. */
    public @Nullable String argument(int index) {
        return index < arguments.size() ? arguments.get(index) : null;
    }

    /** True when a flag without a value is there. */
    public boolean has(String flag) {
        return on.contains(flag);
    }

    /** The value of a flag; {@code null} when it is not there. */
    public @Nullable String text(String flag) {
        return flags.get(flag);
    }

    /** The value of a flag, or another where it is not there. */
    public String text(String flag, String otherwise) {
        return flags.getOrDefault(flag, otherwise);
    }

    /** A whole number; {@code null} when the flag is not there. */
    public @Nullable Long number(String flag) {
        String text = flags.get(flag);
        if (text == null) {
            return null;
        }
        try {
            return Long.valueOf(text);
        } catch (NumberFormatException e) {
            throw new WrongInput("%s needs a whole number, which '%s' is not.".formatted(flag, text));
        }
    }

    /** A whole number within limits, or another where the flag is not there. */
    public int number(String flag, int otherwise, int least, int most) {
        Long number = number(flag);
        if (number == null) {
            return otherwise;
        }
        if (number < least || number > most) {
            throw new WrongInput(
                    "%s needs a number from %d to %d, which %d is not.".formatted(flag, least, most, number));
        }
        return number.intValue();
    }

    /** A duration; {@code null} when the flag is not there. */
    public @Nullable Duration duration(String flag) {
        String text = flags.get(flag);
        return text == null ? null : Durations.parse(flag, text);
    }
}
