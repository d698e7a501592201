package dev.dwp.persistence.jdbc;

import dev.dwp.application.id.IdGenerator;
import dev.dwp.application.port.out.Store;
import dev.dwp.application.port.out.StoreUnavailable;
import dev.dwp.application.thread.SupervisedThreads;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A process that works on a SQLite file or a PostgreSQL database until it is killed. It tells on its standard output what was acknowledged, a line
 * each.
 */
final class CrashingServer {
    private static final int PRODUCERS = 12;
    private static final int CONSUMERS = 3;

    private CrashingServer() {}

    private static Store open(String where) {
        return where.startsWith(PostgresUrl.PREFIX)
                ? JdbcStores.postgres(where, Formats.JSON, new SupervisedThreads())
                : JdbcStores.sqlite(Path.of(where), Formats.JSON, InstantSource.system(), new SupervisedThreads());
    }

    @SuppressWarnings("InfiniteLoopStatement")
    public static void main(String[] args) {
        Store store = open(args[0]);
        IdGenerator ids = new IdGenerator(InstantSource.system(), new Random());
        PrintStream out = System.out;
        Load load = new Load(store, ids, (what, id) -> out.println(what + " " + id));
        for (int i = 0; i < PRODUCERS; i++) {
            Thread.ofVirtual().start(() -> {
                for (int number = 0; ; number++) {
                    int own = number;
                    untilItWorks(() -> load.produce(own));
                    if (number % 5 == 0) {
                        untilItWorks(load::publish);
                    }
                }
            });
        }
        for (int i = 1; i < CONSUMERS; i++) {
            Thread.ofVirtual().start(() -> {
                while (true) {
                    untilItWorks(() -> load.consume(ids.worker()));
                }
            });
        }
        while (true) {
            untilItWorks(() -> load.consume(ids.worker()));
        }
    }

    /** While the store is away there is nothing to do; it sends callers away at once, so this waits a little. */
    private static void untilItWorks(Runnable action) {
        try {
            action.run();
        } catch (StoreUnavailable e) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }
}
