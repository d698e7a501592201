package dev.dwp.persistence.jdbc;

import dev.dwp.persistence.jdbc.Dialect.Trouble;
import org.jspecify.annotations.Nullable;

/** What PostgreSQL's codes for errors mean to a store. */
final class PostgresTrouble {
    private PostgresTrouble() {}

    static Trouble of(@Nullable String state) {
        return switch (state) {
            case null -> Trouble.AWAY;
            case "23505" -> Trouble.DUPLICATE;
            // Serialization, deadlock, lock timeout; a statement prepared before a newer server has changed a table.
            case "40001", "40P01", "55P03", "0A000" -> Trouble.CLASH;
            // Cut off while idle in a transaction; read-only, as a standby is; cancelled while it shuts down.
            case "25P03", "25006", "57014" -> Trouble.AWAY;
            default -> ofClass(state);
        };
    }

    /** Says in a few words why the database does not work; {@code null} where only its own message tells. */
    static @Nullable String reason(@Nullable String state) {
        return switch (state) {
            case null -> null;
            case "08001", "08006" -> "no answer";
            case "53100" -> "disk full";
            case "53200" -> "out of memory";
            case "53300" -> "too many connections";
            case "25006" -> "read-only";
            case "57P01", "57P02" -> "shutting down";
            case "57P03" -> "starting up";
            case "28000", "28P01" -> "login refused";
            default -> null;
        };
    }

    /**
     * Tells whether a database that cannot be opened may be opened later with nothing changed here. A refused password, a
     * protocol that is not spoken, and a database that does not exist stay as they are.
     */
    static boolean maySoonPass(@Nullable String state) {
        return switch (state) {
            case null -> false;
            case "08004", "08P01" -> false;
            case "25006" -> true;
            default -> state.startsWith("08") || state.startsWith("53") || state.startsWith("57");
        };
    }

    private static Trouble ofClass(String state) {
        return switch (state.substring(0, Math.min(2, state.length()))) {
            // Connection, resources, operator intervention, system error, wrong password.
            case "08", "53", "57", "58", "28" -> Trouble.AWAY;
            default -> Trouble.OTHER;
        };
    }
}
