package dev.dwp.peers.dbscheduler;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import dev.dwp.peers.Database;
import dev.dwp.peers.JobSystem;
import dev.dwp.peers.Measurement;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.function.IntConsumer;

/** db-scheduler with the polling strategy, and the fractions for it, that its documentation names for throughput. */
public final class DbScheduler implements JobSystem {
    private static final String TASK = "numbered";
    private static final double LOWER_LIMIT = 1.0; // of the threads: fewer executions at hand, and it fetches again
    private static final double UPPER_LIMIT = 4.0; // of the threads: as many executions at hand after a fetch
    private static final Duration POLLING_INTERVAL = Duration.ofMillis(100);

    private final Database database;
    private final int concurrency;
    private Scheduler scheduler;

    DbScheduler(Database database, int concurrency) {
        this.database = database;
        this.concurrency = concurrency;
        scheduler = scheduler(number -> {});
    }

    public static void main(String[] args) throws Exception {
        Measurement.print(args, DbScheduler::new);
    }

    @Override
    public String name() {
        return "db-scheduler";
    }

    @Override
    public String version() {
        var properties = new Properties();
        try (var file = Scheduler.class.getResourceAsStream(
                "/META-INF/maven/com.github.kagkarlsson/db-scheduler/pom.properties")) {
            properties.load(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties.getProperty("version");
    }

    @Override
    public int batch() {
        return 5_000;
    }

    /** The table and the indexes that its documentation gives for PostgreSQL, without those for priorities. */
    @Override
    public void createTables() throws SQLException {
        database.execute("""
                DROP TABLE IF EXISTS scheduled_tasks;
                CREATE TABLE scheduled_tasks (
                  task_name            text NOT NULL,
                  task_instance        text NOT NULL,
                  task_data            bytea,
                  execution_time       timestamptz NOT NULL,
                  picked               boolean NOT NULL,
                  picked_by            text,
                  last_success         timestamptz,
                  last_failure         timestamptz,
                  consecutive_failures int,
                  last_heartbeat       timestamptz,
                  version              bigint NOT NULL,
                  priority             smallint,
                  PRIMARY KEY (task_name, task_instance)
                );
                CREATE INDEX execution_time_idx ON scheduled_tasks (execution_time);
                CREATE INDEX last_heartbeat_idx ON scheduled_tasks (last_heartbeat);
                """);
    }

    @Override
    public void insertMany(int first, int end) {
        List<TaskInstance<?>> instances = new ArrayList<>(end - first);
        for (int number = first; number < end; number++) {
            instances.add(instance(number));
        }
        scheduler.scheduleBatch(instances, Instant.now());
    }

    @Override
    public void insertOne(int number) {
        scheduler.schedule(instance(number), Instant.now(), SchedulerClient.ScheduleOptions.WHEN_EXISTS_DO_NOTHING);
    }

    @Override
    public void start(IntConsumer handler) {
        scheduler = scheduler(handler);
        scheduler.start();
    }

    @Override
    public void stop() {
        scheduler.stop();
    }

    /** Completed executions are deleted. */
    @Override
    public long unfinished() throws SQLException {
        return database.count("SELECT count(*) FROM scheduled_tasks");
    }

    private Scheduler scheduler(IntConsumer handler) {
        OneTimeTask<Void> task =
                Tasks.oneTime(TASK).execute((instance, context) -> handler.accept(Integer.parseInt(instance.getId())));
        return Scheduler.create(database.pool(), task)
                .threads(concurrency)
                .pollUsingLockAndFetch(LOWER_LIMIT, UPPER_LIMIT)
                .pollingInterval(POLLING_INTERVAL)
                .enableImmediateExecution()
                .build();
    }

    private static TaskInstance<Void> instance(int number) {
        return new TaskInstance<>(TASK, Integer.toString(number));
    }
}
