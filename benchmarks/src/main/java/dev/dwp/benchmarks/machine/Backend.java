package dev.dwp.benchmarks.machine;

import java.util.List;
import java.util.Locale;

/** The stores. */
public enum Backend {
    /** Nothing of it is left when its server ends. */
    MEMORY,
    SQLITE,
    POSTGRES;

    /** Those whose work is on the disk when it is acknowledged. */
    public static List<Backend> durable() {
        return List.of(SQLITE, POSTGRES);
    }

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
