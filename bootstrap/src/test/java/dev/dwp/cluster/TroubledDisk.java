package dev.dwp.cluster;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The disk of the PostgreSQL that tests use, as it may be for a while. */
final class TroubledDisk {
    private TroubledDisk() {}

    /** Each commit waits that long, at most 100 ms, before what it wrote is on the disk. */
    static void slow(String database, Duration each, Runnable meanwhile) {
        Postgres.update(database, "ALTER SYSTEM SET commit_siblings = 0");
        Postgres.update(database, "ALTER SYSTEM SET commit_delay = " + each.toNanos() / 1_000);
        try {
            Postgres.number(database, "SELECT count(pg_reload_conf())");
            meanwhile.run();
        } finally {
            Postgres.update(database, "ALTER SYSTEM RESET commit_delay");
            Postgres.update(database, "ALTER SYSTEM RESET commit_siblings");
            Postgres.number(database, "SELECT count(pg_reload_conf())");
        }
    }

    /** It hangs: all that work for a server stand still, in the middle of whatever they do and with the locks that they hold. */
    static void stuck(String database, Runnable meanwhile) throws IOException, InterruptedException {
        List<String> backends =
                Postgres.numbers(database, """
                        SELECT pid FROM pg_stat_activity
                        WHERE application_name = 'dwp' AND datname = current_database()
                        """).stream().map(String::valueOf).toList();
        signal("STOP", backends);
        try {
            meanwhile.run();
        } finally {
            signal("CONT", backends);
        }
    }

    /** Some of them may have ended meanwhile: the others get it all the same. */
    private static void signal(String name, List<String> backends) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("kill", "-s", name));
        command.addAll(backends);
        if (!backends.isEmpty()) {
            new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        }
    }
}
