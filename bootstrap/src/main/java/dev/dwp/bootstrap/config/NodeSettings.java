package dev.dwp.bootstrap.config;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;

/**
 * What this process is called, loads and tells.
 *
 * @param name in {@code stats}; the machine's unless it has one
 * @param demo whether the handlers to try with are there
 * @param plugins folder of jars with more handlers; {@code null} for none
 * @param logLevel what is logged: this and worse
 */
public record NodeSettings(
        String name, boolean demo, @Nullable Path plugins, Level logLevel) {

    static NodeSettings from(Values values, boolean demo) {
        String name = values.find(Settings.NODE_NAME);
        return new NodeSettings(
                Objects.requireNonNullElseGet(name, NodeSettings::machine),
                demo,
                values.find(Settings.PLUGINS_DIR),
                values.get(Settings.LOG_LEVEL));
    }

    private static String machine() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }
}
