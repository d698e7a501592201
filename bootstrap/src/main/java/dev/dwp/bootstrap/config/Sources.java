package dev.dwp.bootstrap.config;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where values may come from.
 *
 * @param flags by key, what the command line says
 * @param environment all variables of the process; those that begin with {@code DWP_} count
 * @param file a properties file
 * @param demo whether the handlers and keys to try with are wanted
 */
public record Sources(
        Map<String, Given> flags,
        Map<String, String> environment,
        @Nullable Path file,
        boolean demo) {
    /** Keeps its own copies. */
    public Sources {
        flags = Map.copyOf(flags);
        environment = Map.copyOf(environment);
    }
}
