package dev.dwp.persistence.jdbc;

import dev.dwp.application.id.IdGenerator;
import dev.dwp.application.port.out.Store;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Random;

/**
 * A process that works on a SQLite file until it is killed. It tells on its standard output what was acknowledged, a line
 * each.
 */
final class CrashingServer {
    private static final int PRODUCERS = 12;
    private static final int CONSUMERS = 3;

    private CrashingServer() {}

    @SuppressWarnings("InfiniteLoopStatement")
    public static void main(String[] args) {
        Store store = JdbcStores.sqlite(Path.of(args[0]), Formats.JSON, InstantSource.system());
        IdGenerator ids = new IdGenerator(InstantSource.system(), new Random());
        PrintStream out = System.out;
        Load load = new Load(store, ids, (what, id) -> out.println(what + " " + id));
        for (int i = 0; i < PRODUCERS; i++) {
            Thread.ofVirtual().start(() -> {
                for (int number = 0; ; number++) {
                    load.produce(number);
                    if (number % 5 == 0) {
                        load.publish();
                    }
                }
            });
        }
        for (int i = 1; i < CONSUMERS; i++) {
            Thread.ofVirtual().start(() -> {
                while (true) {
                    load.consume(ids.worker());
                }
            });
        }
        while (true) {
            load.consume(ids.worker());
        }
    }
}
