package dev.dwp.persistence.jdbc;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Rows of parameters. */
final class Rows {
    private Rows() {}

    static @Nullable Object[] of(@Nullable Object... parameters) {
        return parameters;
    }

    /** One after the other. */
    static @Nullable Object[] join(@Nullable Object[] first, @Nullable Object... second) {
        @Nullable Object[] all = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, all, first.length, second.length);
        return all;
    }
}
