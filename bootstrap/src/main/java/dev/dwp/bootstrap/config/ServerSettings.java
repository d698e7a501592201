package dev.dwp.bootstrap.config;

import java.util.Objects;
import java.util.Set;

/**
 * Where and how the server listens.
 *
 * @param listen its address
 * @param capacity how much it takes on
 * @param timing how long it waits
 * @param corsOrigins web origins that may call beside its own, as browsers spell them
 * @param compression whether WebSockets may agree on permessage-deflate
 */
public record ServerSettings(
        ListenSettings listen, Capacity capacity, Timing timing, Set<String> corsOrigins, boolean compression) {
    /** Keeps its own copy of the origins. */
    public ServerSettings {
        corsOrigins = Set.copyOf(corsOrigins);
    }

    static ServerSettings from(Values values) {
        return new ServerSettings(
                ListenSettings.from(values),
                Capacity.from(values),
                Timing.from(values),
                Objects.requireNonNullElse(values.find(Settings.CORS_ORIGINS), Set.of()),
                values.get(Settings.COMPRESSION));
    }
}
