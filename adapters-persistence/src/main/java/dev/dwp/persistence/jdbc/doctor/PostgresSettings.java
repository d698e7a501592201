package dev.dwp.persistence.jdbc.doctor;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Settings on which it depends that what is acknowledged stays, and that the tables stay fast. */
final class PostgresSettings implements Check {
    private static final String SETTINGS = """
            SELECT name, setting FROM pg_settings
            WHERE name IN ('fsync', 'full_page_writes', 'synchronous_commit', 'autovacuum', 'track_counts')
            """;

    /** What is lost by a crash when one of these is off. */
    private static final List<String> OF_SAFETY = List.of("fsync", "synchronous_commit");

    @Override
    public String name() {
        return "settings";
    }

    @Override
    public Finding examine(Evidence evidence) throws SQLException {
        Map<String, String> settings = new TreeMap<>();
        evidence.all(SETTINGS, row -> settings.put(row.getString("name"), row.getString("setting")));
        return judge(settings);
    }

    static Finding judge(Map<String, String> settings) {
        List<String> unsafe = new ArrayList<>();
        List<String> off = new ArrayList<>();
        new TreeMap<>(settings).forEach((name, setting) -> {
            if (setting.equals("off")) {
                (OF_SAFETY.contains(name) ? unsafe : off).add(name);
            }
        });
        List<String> all = new ArrayList<>(unsafe);
        all.addAll(off);
        String seen = String.join(" and ", all) + (all.size() == 1 ? " is off" : " are off");
        if (!unsafe.isEmpty()) {
            return Finding.fail(
                    "settings",
                    seen,
                    "When the database's machine fails, what was acknowledged may be lost: switch them on.");
        }
        return off.isEmpty()
                ? Finding.ok("settings", "fsync, full_page_writes, synchronous_commit and autovacuum are on")
                : Finding.warn(
                        "settings",
                        seen,
                        "Without full_page_writes a crash can damage tables; without the others they grow and get slow.");
    }
}
