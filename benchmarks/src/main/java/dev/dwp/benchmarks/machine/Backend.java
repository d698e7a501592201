package dev.dwp.benchmarks.machine;

import java.util.Locale;

/** The durable stores. */
public enum Backend {
    SQLITE,
    POSTGRES;

    /**
     * The one with that name.
     *
     * @throws IllegalArgumentException when there is none
     */
    public static Backend named(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
