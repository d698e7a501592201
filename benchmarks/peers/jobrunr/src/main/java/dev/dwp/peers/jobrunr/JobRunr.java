package dev.dwp.peers.jobrunr;

import static org.jobrunr.server.BackgroundJobServerConfiguration.usingStandardBackgroundJobServerConfiguration;

import dev.dwp.peers.Database;
import dev.dwp.peers.JobSystem;
import dev.dwp.peers.Measurement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.jobrunr.jobs.mappers.JobMapper;
import org.jobrunr.scheduling.JobRequestScheduler;
import org.jobrunr.server.BackgroundJobServer;
import org.jobrunr.server.JobActivator;
import org.jobrunr.storage.sql.postgres.PostgresStorageProvider;
import org.jobrunr.utils.mapper.jackson.JacksonJsonMapper;

/** The free edition of JobRunr, with the shortest interval that it allows between two polls of a database. */
public final class JobRunr implements JobSystem {
    private static final Duration POLL_INTERVAL = Duration.ofSeconds(5);

    private final Database database;
    private final int concurrency;
    private final JacksonJsonMapper json = new JacksonJsonMapper();
    private PostgresStorageProvider storage;
    private JobRequestScheduler scheduler;
    private BackgroundJobServer server;

    JobRunr(Database database, int concurrency) {
        this.database = database;
        this.concurrency = concurrency;
    }

    public static void main(String[] args) throws Exception {
        Measurement.print(args, JobRunr::new);
        System.exit(0); // threads of its own would keep the process
    }

    @Override
    public String name() {
        return "jobrunr";
    }

    @Override
    public String version() {
        return BackgroundJobServer.class.getPackage().getImplementationVersion();
    }

    /** As many as it stores in one transaction itself. */
    @Override
    public int batch() {
        return PostgresStorageProvider.BATCH_SIZE;
    }

    @Override
    public void createTables() throws SQLException {
        database.execute("""
                DROP SCHEMA IF EXISTS jobrunr CASCADE;
                CREATE SCHEMA jobrunr;
                """);
        storage = new PostgresStorageProvider(database.pool(), "jobrunr.");
        storage.setJobMapper(new JobMapper(json));
        scheduler = new JobRequestScheduler(storage);
    }

    @Override
    public void insertMany(int first, int end) {
        scheduler.enqueue(IntStream.range(first, end).mapToObj(Numbered::new));
    }

    @Override
    public void insertOne(int number) {
        scheduler.enqueue(new Numbered(number));
    }

    @Override
    public void start(IntConsumer handler) {
        server = new BackgroundJobServer(
                storage,
                json,
                activator(new Numbered.Handler(handler)),
                usingStandardBackgroundJobServerConfiguration()
                        .andWorkerCount(concurrency)
                        .andPollInterval(POLL_INTERVAL));
        server.start();
    }

    @Override
    public void stop() {
        server.stop();
    }

    @Override
    public long unfinished() throws SQLException {
        return database.count("""
                SELECT count(*) FROM jobrunr.jobrunr_jobs
                WHERE state IN ('AWAITING', 'SCHEDULED', 'ENQUEUED', 'PROCESSING', 'FAILED', 'DELETED')
                """);
    }

    private static JobActivator activator(Numbered.Handler handler) {
        return new JobActivator() {
            @Override
            public <T> T activateJob(Class<T> type) {
                return type.cast(handler);
            }
        };
    }
}
