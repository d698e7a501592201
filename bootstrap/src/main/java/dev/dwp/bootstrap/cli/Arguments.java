package dev.dwp.bootstrap.cli;

import dev.dwp.bootstrap.config.Given;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What follows a command: {@code --flag value} or {@code --flag=value}. Of a flag that is repeated, the last counts. For one
 * thread.
 */
final class Arguments {
    private final Set<Flag> allowed;
    private final Deque<String> left;
    private final Map<String, Given> settings = new HashMap<>();
    private @Nullable Path config;
    private final Set<Flag> switches = EnumSet.noneOf(Flag.class);

    private Arguments(List<String> arguments, Set<Flag> allowed) {
        this.allowed = allowed;
        this.left = new ArrayDeque<>(arguments);
    }

    /**
     * Reads them.
     *
     * @throws WrongUsage when there is something that is none of these flags, or a flag without its value
     */
    static Arguments parse(List<String> arguments, Set<Flag> allowed) {
        Arguments reading = new Arguments(arguments, allowed);
        while (!reading.left.isEmpty()) {
            reading.take(reading.left.removeFirst());
        }
        return reading;
    }

    /** By key, what flags say. */
    Map<String, Given> settings() {
        return settings;
    }

    /** The file with the rest; {@code null} for none. */
    @Nullable
    Path config() {
        return config;
    }

    /** Whether a flag without a value is there. */
    boolean has(Flag flag) {
        return switches.contains(flag);
    }

    private void take(String argument) {
        if (!argument.startsWith("-")) {
            throw new WrongUsage("'%s' belongs to no flag; leave it out.".formatted(argument));
        }
        int equals = argument.indexOf('=');
        Flag flag = Flag.named(equals < 0 ? argument : argument.substring(0, equals), allowed);
        String attached = equals < 0 ? null : argument.substring(equals + 1);
        if (!flag.takesValue()) {
            requireNone(flag, attached);
            switches.add(flag);
            return;
        }
        String value = value(flag, attached);
        String key = flag.key();
        if (key == null) {
            config = path(flag, value);
        } else {
            settings.put(key, Given.byFlag(flag.text(), value));
        }
    }

    private static void requireNone(Flag flag, @Nullable String value) {
        if (value != null) {
            throw new WrongUsage("%s takes no value; leave out '=%s'.".formatted(flag.text(), value));
        }
    }

    private String value(Flag flag, @Nullable String attached) {
        String value = attached;
        if (value == null && !left.isEmpty() && !left.getFirst().startsWith("--")) {
            value = left.removeFirst();
        }
        if (value == null || value.isBlank()) {
            throw new WrongUsage("%s needs a value after it.".formatted(flag.text()));
        }
        return value;
    }

    private static Path path(Flag flag, String value) {
        try {
            return Path.of(value);
        } catch (InvalidPathException e) {
            throw new WrongUsage("%s needs the path of a file, which '%s' is not.".formatted(flag.text(), value));
        }
    }
}
