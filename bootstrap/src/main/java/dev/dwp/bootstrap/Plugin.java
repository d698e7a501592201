package dev.dwp.bootstrap;

import dev.dwp.application.handler.Handlers;
import dev.dwp.application.port.out.Authenticator;
import java.util.Optional;

/**
 * A plug-in: handlers, and what they need, in a jar that the server loads from a folder at its start. Name the class in
 * {@code META-INF/services/dev.dwp.bootstrap.Plugin} and give it a public constructor without parameters. A plug-in that
 * throws before it has started keeps the server from starting.
 */
public interface Plugin {

    /** The {@code <name>} of its configuration, {@code plugin.<name>.…}; without dots, and its own. */
    String name();

    /** Adds its handlers; called once, before anything else. The default adds none. */
    default void register(Handlers.Builder handlers, PluginSettings settings) {}

    /** Makes what is asked, after the keys, who a credential stands for. The default makes none. */
    default Optional<Authenticator> authenticator(PluginSettings settings) {
        return Optional.empty();
    }

    /**
     * Starts what it needs beside its handlers, when the engine works and before clients are served; handlers may already
     * run by then. The default does nothing.
     *
     * @param dispatch the engine, to enqueue, start and subscribe; closed by the server, not by the plug-in
     * @throws Exception when it cannot start; the server then stops, and says so
     */
    default void start(Dispatch dispatch) throws Exception {}

    /**
     * Ends what it has started, when clients are no longer served and before the engine stops. The default does nothing.
     *
     * @throws Exception when that fails; it is logged
     */
    default void stop() throws Exception {}
}
