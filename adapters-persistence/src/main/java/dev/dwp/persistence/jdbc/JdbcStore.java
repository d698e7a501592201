package dev.dwp.persistence.jdbc;

import dev.dwp.application.port.out.Changeset;
import dev.dwp.application.port.out.Commits;
import dev.dwp.application.port.out.CronStore;
import dev.dwp.application.port.out.EventLog;
import dev.dwp.application.port.out.JobStore;
import dev.dwp.application.port.out.NodeStore;
import dev.dwp.application.port.out.RunStore;
import dev.dwp.application.port.out.ServerThreads;
import dev.dwp.application.port.out.SignalStore;
import dev.dwp.application.port.out.Store;
import dev.dwp.application.port.out.ValueFormat;
import dev.dwp.application.port.out.Wakeups;
import dev.dwp.domain.channel.Cursor;
import java.time.Duration;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A store in a database: one queue to the threads that write, and some threads that read. Thread-safe. */
final class JdbcStore implements Store, Commits {
    private static final Logger LOG = LoggerFactory.getLogger(JdbcStore.class);

    /** How long what was begun may take to end when the store is closed. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Database database;
    private final ValueFormat format;
    private final ServerThreads threads;
    private final JdbcWakeups wakeups = new JdbcWakeups();
    private final CommitQueue writes;
    private final Reads reads;
    private final JdbcJobs jobs;
    private final JdbcRuns runs;
    private final JdbcSignals signals;
    private final JdbcEvents events;
    private final JdbcCrons crons;
    private final JdbcNodes nodes;

    JdbcStore(Database database, ValueFormat format, ServerThreads threads) {
        this(database, format, new RecentEvents(), threads);
    }

    JdbcStore(Database database, ValueFormat format, RecentEvents recent, ServerThreads threads) {
        this.threads = threads;
        this.database = database;
        ValueFormat values = new StoredValues(format);
        this.format = values;
        writes = new CommitQueue(database, recent, wakeups);
        reads = new Reads(database, writes::suspect);
        jobs = new JdbcJobs(writes, reads, values);
        runs = new JdbcRuns(writes, reads, values);
        signals = new JdbcSignals(writes, reads, values);
        events = new JdbcEvents(writes, reads, recent, values);
        crons = new JdbcCrons(reads);
        nodes = new JdbcNodes(writes, reads, values);
    }

    JdbcStore start() {
        wakeups.start(threads);
        writes.start(threads);
        reads.start(threads);
        database.listen(threads, wakeups, writes::suspect);
        return this;
    }

    @Override
    public Cursor commit(Changeset changes) {
        return writes.submit(new SetTask(new PreparedSet(changes, format)));
    }

    @Override
    public String kind() {
        return database.kind();
    }

    @Override
    public Commits commits() {
        return this;
    }

    @Override
    public JobStore jobs() {
        return jobs;
    }

    @Override
    public RunStore runs() {
        return runs;
    }

    @Override
    public SignalStore signals() {
        return signals;
    }

    @Override
    public EventLog events() {
        return events;
    }

    @Override
    public CronStore crons() {
        return crons;
    }

    @Override
    public NodeStore nodes() {
        return nodes;
    }

    @Override
    public boolean shared() {
        return database.shared();
    }

    @Override
    public Wakeups wakeups() {
        return wakeups;
    }

    @Override
    public InstantSource clock(InstantSource own) {
        return database.clock(own);
    }

    @Override
    public boolean healthy() {
        return writes.healthy();
    }

    @Override
    public void disconnect() {
        writes.end();
        reads.end();
        database.disconnect();
        writes.abandon();
        reads.end();
    }

    /** Ends after what was begun, or soon: a database that does not answer is let go of. */
    @Override
    public void close() {
        writes.end();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        boolean ended = writes.ended(deadline);
        reads.end();
        if (!ended || !reads.ended(deadline)) {
            LOG.warn("The database does not answer; what is not known to be written by now is left in doubt.");
            disconnect();
        }
        writes.close();
        reads.close();
        database.close();
        wakeups.close();
    }
}
