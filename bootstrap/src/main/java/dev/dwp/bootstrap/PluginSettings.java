package dev.dwp.bootstrap;

import java.util.Map;
import java.util.Optional;

/**
 * The configuration of one plug-in: what is set under {@code plugin.<name>.}. Immutable.
 *
 * @param plugin its name
 * @param values texts by the rest of their key: {@code smtp.host} of {@code plugin.mail.smtp.host}
 */
public record PluginSettings(String plugin, Map<String, String> values) {
    /** Keeps its own copy. */
    public PluginSettings {
        values = Map.copyOf(values);
    }

    /** The value of a key; empty when it is not set. */
    public Optional<String> find(String key) {
        return Optional.ofNullable(values.get(key));
    }

    /**
     * The value of a key that must be set.
     *
     * @throws IllegalArgumentException naming the key when it is not
     */
    public String require(String key) {
        return find(key)
                .orElseThrow(() -> new IllegalArgumentException(
                        "plugin.%s.%s is not set, and the plug-in needs it.".formatted(plugin, key)));
    }
}
