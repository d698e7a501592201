package dev.dwp.persistence.jdbc;

import java.nio.file.Path;

/**
 * Migrates a PostgreSQL database; or in a folder one SQLite file after the other, until it is killed, and names each that is
 * done.
 */
final class MigratingProgram {
    private MigratingProgram() {}

    @SuppressWarnings("InfiniteLoopStatement")
    public static void main(String[] args) {
        if (args[0].startsWith(PostgresUrl.PREFIX)) {
            JdbcMigrations.postgres(args[0]);
            return;
        }
        for (int i = 0; ; i++) {
            String name = i + ".db";
            JdbcMigrations.sqlite(Path.of(args[0], name));
            System.out.println(name);
        }
    }
}
