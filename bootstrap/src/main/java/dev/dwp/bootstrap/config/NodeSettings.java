package dev.dwp.bootstrap.config;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What this process is called, loads and tells.
 *
 * @param name in {@code stats}; the machine's unless it has one
 * @param demo whether the handlers to try with are there
 * @param plugins folder of jars with more handlers; {@code null} for none
 * @param pluginSettings what is set under {@code plugin.<name>.}, by name and then by the rest of the key
 * @param log what the program logs, and how
 */
public record NodeSettings(
        String name,
        boolean demo,
        @Nullable Path plugins,
        LogSettings log,
        Map<String, Map<String, String>> pluginSettings) {

    static NodeSettings from(Values values, boolean demo) {
        String name = values.find(Settings.NODE_NAME);
        return new NodeSettings(
                Objects.requireNonNullElseGet(name, NodeSettings::machine),
                demo,
                values.find(Settings.PLUGINS_DIR),
                LogSettings.from(values),
                values.all(Family.PLUGIN));
    }

    private static String machine() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }
}
