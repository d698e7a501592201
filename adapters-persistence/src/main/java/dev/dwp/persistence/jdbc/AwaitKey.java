package dev.dwp.persistence.jdbc;

import org.jspecify.annotations.Nullable;

/**
 * The key that a wait for a signal asks for, as a column: empty for any, else the key after a colon. An index keeps its
 * order only below columns that are compared with something, which NULL is not.
 */
final class AwaitKey {
    private static final String ANY = "";
    private static final String ONE = ":";

    private AwaitKey() {}

    static String write(@Nullable String key) {
        return key == null ? ANY : ONE + key;
    }

    static @Nullable String read(String column) {
        return column.isEmpty() ? null : column.substring(ONE.length());
    }
}
