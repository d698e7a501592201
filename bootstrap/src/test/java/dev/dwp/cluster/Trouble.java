package dev.dwp.cluster;

import java.io.IOException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** What befalls the nodes of the soak, one thing after the other. */
final class Trouble {
    private static final long LONGEST_CALM_MILLIS = 3_000;

    private final SoakNodes nodes;
    private final String database;
    private final Duration lease;
    private final Random random;
    private final Map<Kind, Integer> made = new EnumMap<>(Kind.class);

    private enum Kind {
        /** Killed, and started again. */
        KILL,
        /** Stopped for longer than its lease. */
        PAUSE,
        /** All connections of all nodes to the database are cut. */
        CUT
    }

    Trouble(SoakNodes nodes, String database, Duration lease, Random random) {
        this.nodes = nodes;
        this.database = database;
        this.lease = lease;
        this.random = random;
    }

    /** Makes it for so long. */
    void make(Duration time) throws IOException, InterruptedException {
        long end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < end) {
            pause(Duration.ofMillis(random.nextLong(LONGEST_CALM_MILLIS)));
            Kind kind = Kind.values()[random.nextInt(Kind.values().length)];
            made.merge(kind, 1, Integer::sum);
            befall(kind, random.nextInt(nodes.count()));
        }
    }

    private void befall(Kind kind, int victim) throws IOException, InterruptedException {
        switch (kind) {
            case KILL -> nodes.killAndRestart(victim);
            case PAUSE -> nodes.stop(victim, () -> pause(lease.plusMillis(random.nextLong(2 * lease.toMillis()))));
            case CUT -> Postgres.cutConnections(database);
        }
    }

    private static void pause(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        for (long left = time.toNanos(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(Math.min(left, TimeUnit.SECONDS.toNanos(1)));
        }
    }

    @Override
    public String toString() {
        return made.toString();
    }
}
