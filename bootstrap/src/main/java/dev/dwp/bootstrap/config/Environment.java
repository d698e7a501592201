package dev.dwp.bootstrap.config;

import dev.dwp.domain.frame.Nearest;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Values from environment variables: {@code DWP_} and the key in upper case, dots and dashes as underscores.
 *
 * <p>That loses which underscore was what, which matters only for the names that a key can contain. A variable means the name
 * in the file that is written the same way as a variable, if there is one; otherwise the name is the variable's in lower
 * case, underscores as dashes: {@code DWP_QUEUE_BULK_MAIL_RATE} is {@code queue.bulk-mail.rate}.
 */
final class Environment {
    private static final String PREFIX = "DWP_";

    private final Set<String> fileKeys;
    private final Consumer<String> warnings;

    /**
     * Reads variables beside a file.
     *
     * @param fileKeys the keys of the file
     * @param warnings is told of variables that mean nothing
     */
    Environment(Set<String> fileKeys, Consumer<String> warnings) {
        this.fileKeys = fileKeys;
        this.warnings = warnings;
    }

    /** The variable of a key. */
    static String variable(String key) {
        return PREFIX + key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    Map<String, Given> read(Map<String, String> variables) {
        Map<String, Given> values = new TreeMap<>();
        new TreeMap<>(variables).forEach((variable, text) -> {
            if (!variable.startsWith(PREFIX) || text.isBlank()) {
                return;
            }
            String key = key(variable);
            if (key == null) {
                warn(variable);
            } else {
                values.put(key, Given.by(variable, text));
            }
        });
        return values;
    }

    private @Nullable String key(String variable) {
        for (Setting<?> setting : Settings.ALL) {
            if (variable(setting.key()).equals(variable)) {
                return setting.key();
            }
        }
        for (Family family : Family.values()) {
            for (String attribute : family.attributes()) {
                String start = variable(family.prefix());
                String end = "_" + variable(attribute).substring(PREFIX.length());
                if (variable.startsWith(start)
                        && variable.endsWith(end)
                        && variable.length() > start.length() + end.length()) {
                    return member(
                            family, variable.substring(start.length(), variable.length() - end.length()), attribute);
                }
            }
        }
        return plugin(variable);
    }

    /** A plug-in's key: as the file writes it, or else with the name up to the first underscore. */
    private @Nullable String plugin(String variable) {
        String start = variable(Family.PLUGIN.prefix());
        if (!variable.startsWith(start)) {
            return null;
        }
        String rest = variable.substring(start.length()).toLowerCase(Locale.ROOT);
        int underscore = rest.indexOf('_');
        return fileKeys.stream()
                .filter(key -> variable(key).equals(variable))
                .findFirst()
                .orElse(
                        underscore < 1
                                ? null
                                : Family.PLUGIN.key(
                                        rest.substring(0, underscore),
                                        rest.substring(underscore + 1).replace('_', '-')));
    }

    private String member(Family family, String name, String attribute) {
        List<String> written = family.names(fileKeys).stream()
                .filter(candidate -> variable(candidate).equals(PREFIX + name))
                .toList();
        return switch (written.size()) {
            case 0 -> family.key(name.toLowerCase(Locale.ROOT).replace('_', '-'), attribute);
            case 1 -> family.key(written.getFirst(), attribute);
            default ->
                throw new ConfigurationFailure("%s could mean any of %s; set %s in the file instead."
                        .formatted(
                                variable(family.key(name, attribute)),
                                String.join(", ", written),
                                family.key("<name>", attribute)));
        };
    }

    private void warn(String variable) {
        List<String> known =
                KnownKeys.patterns().stream().map(Environment::variable).toList();
        warnings.accept("The environment variable %s means nothing here; did you mean %s?"
                .formatted(variable, Nearest.to(variable, known)));
    }
}
