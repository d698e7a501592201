package dev.dwp.persistence.jdbc.doctor;

import dev.dwp.persistence.jdbc.Migration;
import java.sql.SQLException;

/** The version in the file, and whether it is a store's at all. */
final class SqliteSchema implements Check {
    private static final String VERSION = """
            SELECT user_version, application_id, (SELECT count(*) FROM sqlite_schema WHERE name = 'dwp_job') AS ours,
                (SELECT count(*) FROM sqlite_schema WHERE name = '%s') AS earlier
            FROM pragma_user_version(), pragma_application_id()
            """.formatted(Migration.EARLIER_INDEX);

    @Override
    public String name() {
        return SchemaVersion.NAME;
    }

    @Override
    public Finding examine(Evidence evidence) throws SQLException {
        return evidence.one(
                VERSION,
                row -> row.getInt("application_id") != 0 && row.getInt("ours") == 0
                        ? Finding.fail(name(), "it is the database of another application", "Name another file.")
                        : SchemaVersion.judge(row.getInt("user_version"), row.getInt("earlier") > 0));
    }
}
