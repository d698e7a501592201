package dev.dwp.bootstrap.config;

import java.util.HashSet;
import java.util.Objects;
import java.util.Set;

/**
 * Where and how the server listens.
 *
 * @param listen its address
 * @param capacity how much it takes on
 * @param timing how long it waits
 * @param corsOrigins web origins that may call beside its own, as browsers spell them
 * @param publicOrigins what browsers call this server itself, where a proxy stands in front of it
 * @param compression whether WebSockets may agree on permessage-deflate
 * @param console whether the console is at {@code /console/}
 * @param logRequests whether each request is a line of the log
 */
public record ServerSettings(
        ListenSettings listen,
        Capacity capacity,
        Timing timing,
        Set<String> corsOrigins,
        Set<String> publicOrigins,
        boolean compression,
        boolean console,
        boolean logRequests) {
    /** Keeps its own copy of the origins. */
    public ServerSettings {
        corsOrigins = Set.copyOf(corsOrigins);
        publicOrigins = Set.copyOf(publicOrigins);
    }

    /** The origins of all pages that may call, beside the one that a request itself names. */
    public Set<String> origins() {
        Set<String> all = new HashSet<>(corsOrigins);
        all.addAll(publicOrigins);
        return all;
    }

    static ServerSettings from(Values values) {
        return new ServerSettings(
                ListenSettings.from(values),
                Capacity.from(values),
                Timing.from(values),
                Objects.requireNonNullElse(values.find(Settings.CORS_ORIGINS), Set.of()),
                Objects.requireNonNullElse(values.find(Settings.PUBLIC_ORIGINS), Set.of()),
                values.get(Settings.COMPRESSION),
                values.get(Settings.CONSOLE),
                values.get(Settings.LOG_REQUESTS));
    }
}
