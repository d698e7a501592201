package dev.dwp.persistence.jdbc.doctor;

import dev.dwp.persistence.jdbc.Migration;
import java.sql.SQLException;

/** The version of the tables. */
final class PostgresSchema implements Check {
    private static final String EARLIER = "SELECT to_regclass('%s') IS NOT NULL".formatted(Migration.EARLIER_INDEX);
    private static final String MIGRATED = "SELECT to_regclass('dwp_migration') IS NOT NULL";
    private static final String VERSION = "SELECT COALESCE(max(version), 0) FROM dwp_migration";

    @Override
    public String name() {
        return SchemaVersion.NAME;
    }

    @Override
    public Finding examine(Evidence evidence) throws SQLException {
        boolean migrated = evidence.one(MIGRATED, row -> row.getBoolean(1));
        boolean earlier = evidence.one(EARLIER, row -> row.getBoolean(1));
        return SchemaVersion.judge(migrated ? evidence.one(VERSION, row -> row.getInt(1)) : 0, earlier);
    }
}
