package dev.dwp.benchmarks.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Everything that a benchmark is made on: a checkout with a built server, a folder on a disk, a PostgreSQL server. */
public final class Bench implements AutoCloseable {
    private static final Duration SYNCING = Duration.ofSeconds(1);

    private final Path root;
    private final Path work;
    private @Nullable DatabaseServer database;
    private int stores;

    /**
     * @param root of the checkout
     * @param work an empty folder on the disk that is to be measured
     */
    public Bench(Path root, Path work) {
        this.root = root;
        this.work = work;
    }

    /** The top of the checkout. */
    public Path root() {
        return root;
    }

    /** Where things may be put meanwhile. */
    public Path work() {
        return work;
    }

    /** A store that is new and empty, as {@code --store} takes it. */
    public String emptyStore(Backend backend) throws IOException, SQLException {
        String name = "bench" + stores++;
        return switch (backend) {
            case MEMORY -> "memory";
            case SQLITE -> "sqlite:" + work.resolve(name + ".db");
            case POSTGRES -> database().create(name);
        };
    }

    /** An empty PostgreSQL database, as programs that are not for the JVM want it. */
    public String emptyDatabase() throws IOException, SQLException {
        String name = "bench" + stores++;
        database().create(name);
        return database().plainUrl(name);
    }

    /** Starts a server. */
    public ServerProcess serve(String store, Map<String, String> environment) throws IOException {
        return ServerProcess.start(
                root.resolve("bootstrap/target/dwp.jar"), work.resolve("server.log"), store, environment);
    }

    /** Starts one with a heap of that size, as {@code -Xmx} takes it, and a log of its own. */
    public ServerProcess serveWithin(String heap, Path log, String store) throws IOException {
        return ServerProcess.start(root.resolve("bootstrap/target/dwp.jar"), log, store, Map.of(), "-Xmx" + heap);
    }

    /** The PostgreSQL server, which the first call starts. */
    public DatabaseServer database() throws IOException, SQLException {
        if (database == null) {
            database = DatabaseServer.start(work.resolve("postgres"));
        }
        return database;
    }

    /** Seconds of processor time that the PostgreSQL server has used; none if there is none. */
    public double databaseCpuSeconds() {
        return database == null ? 0 : database.cpuSeconds();
    }

    /** How often the disk syncs in a second, just now. */
    public double syncRate() throws IOException {
        return SyncRate.measure(work, SYNCING);
    }

    /** The machine and the versions. */
    public Map<String, String> conditions() throws IOException, SQLException {
        Map<String, String> conditions = new LinkedHashMap<>();
        conditions.put("cores", Integer.toString(Runtime.getRuntime().availableProcessors()));
        conditions.put("load of the last minute", loadAverage());
        conditions.put("JDK", Runtime.version().toString());
        conditions.put("PostgreSQL", database == null ? "not used" : database.version());
        conditions.put("file system", Files.getFileStore(work).type());
        conditions.put("4 KiB appends with fdatasync", "%.0f/s".formatted(syncRate()));
        return conditions;
    }

    private static String loadAverage() throws IOException {
        String line = Files.readString(Path.of("/proc/loadavg"));
        return line.substring(0, line.indexOf(' '));
    }

    @Override
    public void close() throws IOException {
        if (database != null) {
            database.close();
        }
    }
}
