package dev.dwp.bootstrap.config;

import java.nio.file.Path;

/** Where state is kept. */
public sealed interface StoreSpec {

    /** In this process, until it ends. */
    record Memory() implements StoreSpec {}

    /** In a file of SQLite. */
    record Sqlite(Path file) implements StoreSpec {}

    /**
     * In a PostgreSQL database.
     *
     * @param url for JDBC; may hold a password, and is never printed
     */
    record Postgres(String url) implements StoreSpec {
        @Override
        public String toString() {
            return "Postgres[url=hidden]";
        }
    }

    /**
     * The store that a text names: {@code memory}, {@code sqlite:<file>} or {@code jdbc:postgresql:…}.
     *
     * @throws IllegalArgumentException when it names none
     */
    static StoreSpec parse(String text) {
        if (text.equals("memory")) {
            return new Memory();
        }
        if (text.startsWith("sqlite:") && text.length() > "sqlite:".length()) {
            return new Sqlite(Path.of(text.substring("sqlite:".length())));
        }
        if (text.startsWith("jdbc:postgresql:") && text.length() > "jdbc:postgresql:".length()) {
            return new Postgres(text);
        }
        throw new IllegalArgumentException("This names no store.");
    }
}
