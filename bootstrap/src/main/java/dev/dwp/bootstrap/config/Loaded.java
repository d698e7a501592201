package dev.dwp.bootstrap.config;

import java.util.List;

/**
 * A configuration that can be used.
 *
 * @param warnings sentences on what was not understood and left out
 */
public record Loaded(Configuration configuration, List<String> warnings) {
    /** Keeps its own copy. */
    public Loaded {
        warnings = List.copyOf(warnings);
    }
}
