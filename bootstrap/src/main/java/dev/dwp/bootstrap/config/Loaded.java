package dev.dwp.bootstrap.config;

import java.util.List;

/**
 * A configuration that can be used.
 *
 * @param sources where it was read, and can be read again
 * @param warnings sentences on what was not understood and left out
 */
public record Loaded(Configuration configuration, Sources sources, List<String> warnings) {
    /** Keeps its own copy. */
    public Loaded {
        warnings = List.copyOf(warnings);
    }
}
