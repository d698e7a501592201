package dev.dwp.bootstrap.cli;

import dev.dwp.bootstrap.config.Given;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a command line asks for. */
public sealed interface Command {

    /** Tell how this is used. */
    record Help() implements Command {}

    /** Tell what this is. */
    record Version() implements Command {}

    /**
     * Run the server.
     *
     * @param settings by key, what flags say
     * @param config the file with the rest; {@code null} for none
     * @param demo whether the handlers and keys to try with are wanted
     * @param waiting whether to wait for a database that cannot be reached yet
     */
    record Serve(Map<String, Given> settings, @Nullable Path config, boolean demo, boolean waiting) implements Command {
        /** Keeps its own copy. */
        public Serve {
            settings = Map.copyOf(settings);
        }
    }

    /**
     * Bring the store up to date.
     *
     * @param settings by key, what flags say
     * @param config the file with the rest; {@code null} for none
     */
    record Migrate(Map<String, Given> settings, @Nullable Path config) implements Command {
        /** Keeps its own copy. */
        public Migrate {
            settings = Map.copyOf(settings);
        }
    }

    /**
     * Look at the store, and say what is wrong with it.
     *
     * @param settings by key, what flags say
     * @param config the file with the rest; {@code null} for none
     * @param repair whether to put right what can be
     */
    record Doctor(Map<String, Given> settings, @Nullable Path config, boolean repair) implements Command {
        /** Keeps its own copy. */
        public Doctor {
            settings = Map.copyOf(settings);
        }
    }
}
