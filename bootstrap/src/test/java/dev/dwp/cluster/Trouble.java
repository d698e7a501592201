package dev.dwp.cluster;

import dev.dwp.conformance.Data;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** What befalls the nodes of the soak, one thing after the other: every kind once, in any order, and then again. */
final class Trouble {
    private static final long LONGEST_CALM_MILLIS = 3_000;
    private static final long LONGEST_COMMIT_MILLIS = 100;
    private static final int CUTS = 5;
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    /** More than a server lets one run end processes. */
    private static final int WITHOUT_END = 1_000;

    /** The shortest soak in which a run ends all the processes that it may: they take their time to start again. */
    private static final Duration LONG = Duration.ofMinutes(1);

    private final SoakNodes nodes;
    private final String database;
    private final Duration lease;
    private final Random random;
    private final SoakLoad client;
    private final Map<Kind, Integer> made = new EnumMap<>(Kind.class);
    private final Deque<Kind> next = new ArrayDeque<>();

    /** The run that ends each process that takes it up; null while there was none. */
    private @Nullable String endless;

    private enum Kind {
        /** Killed, and started again. */
        KILL,
        /** A handler ends the process; another goes on with it. */
        DEADLY_HANDLER,
        /** A handler takes all memory of the process. */
        GREEDY_HANDLER,
        /** Stopped for longer than its lease. */
        PAUSE,
        /** The database ends all connections of all nodes. */
        TERMINATE,
        /** One node loses its connections several times, of which the database hears nothing. */
        CUT,
        /** Nothing passes between one node and the database for longer than a lease. */
        SILENCE,
        /** The database's disk is slow, and one node loses its connections meanwhile. */
        SLOW_DISK,
        /** The database's disk hangs. */
        STUCK_DISK
    }

    /**
     * None yet.
     *
     * @param client to ask for handlers that make trouble
     */
    Trouble(SoakNodes nodes, String database, Duration lease, Random random, SoakLoad client) {
        this.nodes = nodes;
        this.database = database;
        this.lease = lease;
        this.random = random;
        this.client = client;
    }

    /** Makes it for so long. */
    void make(Duration time) throws Exception {
        long end = System.nanoTime() + time.toNanos();
        if (time.compareTo(LONG) >= 0) {
            endless = client.startRun("deadly", Data.of("times", WITHOUT_END));
        }
        while (System.nanoTime() < end) {
            pause(Duration.ofMillis(random.nextLong(LONGEST_CALM_MILLIS)));
            Kind kind = next();
            int victim = random.nextInt(nodes.count());
            System.out.printf("soak: %s %s node-%d%n", Instant.now(), kind, victim);
            made.merge(kind, 1, Integer::sum);
            befall(kind, victim);
        }
    }

    private Kind next() {
        if (next.isEmpty()) {
            List<Kind> all = new ArrayList<>(List.of(Kind.values()));
            Collections.shuffle(all, random);
            next.addAll(all);
        }
        return next.pop();
    }

    private void befall(Kind kind, int victim) throws Exception {
        switch (kind) {
            case KILL -> nodes.kill(victim);
            case DEADLY_HANDLER -> die();
            case GREEDY_HANDLER -> client.enqueue("greedy", Data.of());
            case PAUSE -> nodes.stop(victim, this::outliveLeases);
            case TERMINATE -> Postgres.cutConnections(database);
            case CUT -> cut(nodes.database(victim));
            case SILENCE -> silence(nodes.database(victim));
            case SLOW_DISK -> TroubledDisk.slow(database, commit(), () -> cut(nodes.database(victim)));
            case STUCK_DISK -> TroubledDisk.stuck(database, () -> pause(lease));
        }
    }

    private Duration commit() {
        return Duration.ofMillis(1 + random.nextLong(LONGEST_COMMIT_MILLIS));
    }

    private void die() throws Exception {
        String id = random.nextBoolean()
                ? client.enqueue("deadly", Data.of("times", 1))
                : client.startRun("deadly", Data.of("times", 1));
        Eventually.holds(id + " ends its process", PATIENCE, () -> nodes.deaths(id) > 0);
    }

    private void cut(ProxiedDatabase way) {
        for (int cut = 0; cut < CUTS; cut++) {
            pause(Duration.ofMillis(random.nextLong(2_000 / CUTS)));
            way.cut();
        }
    }

    private void silence(ProxiedDatabase way) {
        way.fallSilent();
        try {
            outliveLeases();
        } finally {
            way.speak();
        }
    }

    private void outliveLeases() {
        pause(lease.plusMillis(random.nextLong(2 * lease.toMillis())));
    }

    /** A run that ends its process has ended no more of them than it may. */
    void assertBounded(int most) throws IOException {
        if (endless != null && nodes.deaths(endless) > most) {
            throw new AssertionError("%s ended %d processes.".formatted(endless, nodes.deaths(endless)));
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
