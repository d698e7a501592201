package dev.dwp.peers;

import java.net.URI;
import java.sql.SQLException;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;

/** What is measured of a job system: a backlog and single jobs for idle workers, or a steady stream. */
public final class Measurement {
    private static final int WARM_UP_JOBS = 2_000;
    private static final int STEADY_BATCH = 100;
    private static final int PICKUPS = 250;
    private static final long PICKUP_EVERY = TimeUnit.MILLISECONDS.toNanos(20);
    private static final long LOOK_MILLIS = 2; // between two looks at the table, once all handlers have returned

    private final JobSystem system;
    private final int jobs;

    private Measurement(JobSystem system, int jobs) {
        this.system = system;
        this.jobs = jobs;
    }

    /** Prints the figures of a job system, opened for a database and a concurrency, as the command line asks for them. */
    public static void print(String[] args, BiFunction<Database, Integer, JobSystem> open) throws Exception {
        boolean steady = args.length == 4 && args[3].equals("steady");
        if (args.length != 3 && !steady) {
            System.err.println("usage: run <postgres url> <jobs> <concurrency> [steady]");
            System.exit(2);
        }
        int concurrency = Integer.parseInt(args[2]);
        try (var database = new Database(URI.create(args[0]), concurrency)) {
            var system = open.apply(database, concurrency);
            system.createTables();
            new Measurement(system, WARM_UP_JOBS).backlog();
            System.out.println(new Measurement(system, Integer.parseInt(args[1])).line(steady));
        }
    }

    private String line(boolean steady) throws SQLException, InterruptedException {
        return String.format(
                Locale.ROOT,
                "{\"peer\":\"%s\",\"version\":\"%s\",\"jobs\":%d,%s}",
                system.name(),
                system.version(),
                jobs,
                steady ? stream() : backlog() + "," + pickup());
    }

    /** Inserts all jobs, then starts workers, until the completion of every job is stored. */
    private String backlog() throws SQLException, InterruptedException {
        var tally = new Tally(jobs);
        long begun = System.nanoTime();
        insert(system.batch());
        long inserted = System.nanoTime();
        system.start(tally::handle);
        finished(tally);
        long done = System.nanoTime();
        system.stop();
        return seconds("enqueue_seconds", inserted - begun) + "," + seconds("work_seconds", done - inserted);
    }

    /** Inserts jobs in small batches while workers run: from the first insert to the last completion. */
    private String stream() throws SQLException, InterruptedException {
        var tally = new Tally(jobs);
        system.start(tally::handle);
        long begun = System.nanoTime();
        insert(STEADY_BATCH);
        finished(tally);
        long done = System.nanoTime();
        system.stop();
        return seconds("total_seconds", done - begun);
    }

    /** Inserts jobs one by one for idle workers, until the handler of each has begun. */
    private String pickup() throws SQLException, InterruptedException {
        var tally = new Tally(PICKUPS);
        var called = new long[PICKUPS];
        var stored = new long[PICKUPS];
        system.start(tally::handle);
        long first = System.nanoTime();
        for (int number = 0; number < PICKUPS; number++) {
            TimeUnit.NANOSECONDS.sleep(first + number * PICKUP_EVERY - System.nanoTime());
            called[number] = System.nanoTime();
            system.insertOne(number);
            stored[number] = System.nanoTime();
        }
        finished(tally);
        system.stop();
        return Waits.between(stored, tally).json("pickup") + ","
                + Waits.between(called, tally).json("insert_to_start");
    }

    private void insert(int size) {
        for (int first = 0; first < jobs; first += size) {
            system.insertMany(first, Math.min(first + size, jobs));
        }
    }

    /** Waits until every handler has returned and the table says so too. */
    private void finished(Tally tally) throws SQLException, InterruptedException {
        tally.await();
        while (system.unfinished() > 0) {
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        }
        tally.checkOnce();
    }

    private static String seconds(String name, long nanos) {
        return String.format(Locale.ROOT, "\"%s\":%.3f", name, nanos / 1e9);
    }
}
