package dev.dwp.persistence.jdbc;

import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.provider.Arguments;

/** The statements that run all the time or on large tables, each with some parameters. */
final class HotStatements {
    static final long NOW = 1_900_000_000_000_000L;

    private static final String JOB = "job_00000000000000000000012345";
    private static final String RUN = "run_00000000000000000000012345";

    private HotStatements() {}

    /** A statement of those that read. */
    private static Arguments read(String name, Sql sql, @Nullable Object... parameters) {
        return Arguments.of(name, sql, "SET enable_seqscan = on", parameters);
    }

    /** A statement of the writer, which sets what it needs at the beginning of its transactions. */
    private static Arguments write(String name, Sql sql, @Nullable Object... parameters) {
        return Arguments.of(name, sql, "SET enable_seqscan = off", parameters);
    }

    /** Name, statement, the setting that it runs under in PostgreSQL, parameters. */
    static Stream<Arguments> all() {
        return Stream.of(
                read("find a job", JobSql.FIND, JOB),
                read("find a job and the head", JobSql.SNAPSHOT, JOB),
                read("find a job by key", JobSql.FIND_BY_KEY, "app-1", "", "work", "key-1", 0L),
                write("lock jobs", JobSql.LOCK, JOB),
                write("delete jobs", JobSql.DELETE, JOB),
                write("renew jobs", JobSql.RENEW, NOW, JOB, "wkr"),
                read("expired jobs", JobSql.EXPIRED, NOW, 100L),
                read("next expiry of a job", JobSql.NEXT_EXPIRY),
                write("delete finished jobs", JobSql.DELETE_FINISHED, NOW, NOW, 100L),
                read("list jobs", JobListSql.ALL, "", "", "", "", "", "", "job_~", 50L),
                read("list jobs of an app", JobListSql.OF_APP, "app-1", "", "", "", "", "", "", "", "", "job_~", 50L),
                read("list failed jobs", JobListSql.RARE, "failed", "", "", "", "", "job_~", 50L),
                read(
                        "list failed jobs of an app",
                        JobListSql.RARE_OF_APP,
                        "failed",
                        "app-1",
                        "",
                        "",
                        "",
                        "",
                        "",
                        "",
                        "job_~",
                        50L),
                read("list running jobs", JobListSql.RUNNING, "", "", "", "", "", "", "", "", "job_~", 50L),
                write("first due jobs", ClaimSql.FIRST_DUE, "default", "app-1", "", "work", NOW, 64L),
                write("first job that will be due", ClaimSql.FIRST_LATER, "work"),
                write("jobs that have become due", ClaimSql.FALL_DUE, "work", NOW, 100L),
                read("situation of a job", SituationSql.SITUATION, "default", "app-1", "", 0L, JOB, NOW),
                read("find a run", RunSql.FIND, RUN),
                read("find a run and the head", RunSql.SNAPSHOT, RUN),
                read("find a run by key", RunSql.FIND_BY_KEY, "app-1", "", "flow", "key-1", 0L),
                write("lock runs", RunSql.LOCK, RUN),
                write("renew runs", RunSql.RENEW, NOW, RUN, "wkr"),
                read("timeline", RunSql.TIMELINE, RUN),
                read("waiting together", RunSql.WAITING_TOGETHER, RUN, "group", 2L),
                read("awaited children", RunSql.AWAITED_CHILDREN, RUN),
                read("expired runs", RunSql.EXPIRED, NOW, 100L),
                read("next expiry of a run", RunSql.NEXT_EXPIRY),
                write("first due runs", RunSql.FIRST_DUE, "flow", 1L, NOW, 64L),
                write("first run that will be due", RunSql.NEXT_DUE, "flow", 1L),
                write("delete finished runs", RunSql.DELETE_FINISHED, NOW, NOW, 100L),
                write("delete timelines", RunSql.DELETE_TIMELINES, RUN),
                read("list runs", RunListSql.ALL, "", "", "", "", "run_~", 50L),
                read("list runs of an app", RunListSql.OF_APP, "app-1", "", "", "", "", "", "", "run_~", 50L),
                read("list running runs", RunListSql.RARE, "running", "", "", "run_~", 50L),
                read(
                        "list failed runs of an app",
                        RunListSql.RARE_OF_APP,
                        "failed",
                        "app-1",
                        "",
                        "",
                        "",
                        "",
                        "run_~",
                        50L),
                read("longest waiting", WaiterSql.LONGEST, "app-1", "", "paid", "app-1", "", "paid", ":key-1"),
                read("longest waiting of a run", WaiterSql.LONGEST_OF_RUN, RUN, "paid", ":key-1", ":key-1"),
                read("parent of a child", WaiterSql.FOR_CHILD, RUN),
                read("oldest kept signal", SignalSql.OLDEST_KEPT, "paid", "app-1", "", RUN, "paid"),
                read(
                        "oldest kept signal of a key",
                        SignalSql.OLDEST_KEPT_OF_KEY,
                        "paid",
                        "app-1",
                        "",
                        "k",
                        RUN,
                        "paid",
                        "k"),
                write("lock signals", SignalSql.LOCK, "sig"),
                write("delete old signals", SignalSql.DELETE_BEFORE, NOW, 100L),
                read("read the log", EventSql.ALL, 150_000L, 512L),
                read("read events of jobs", EventSql.JOBS, 150_000L, 128L),
                read("read events of runs", EventSql.RUNS, 150_000L, 128L),
                read("read events of an app", EventSql.OF_APP, "app-1", "", "", 1L, 1L, 1L, 150_000L, 128L),
                read("read events of a job", EventSql.OF_JOB, JOB, "", "", "", "", 0L, 128L),
                read("read events of a run", EventSql.OF_RUN, RUN, "", "", "", "", 0L, 128L),
                read("read events of a queue", EventSql.OF_QUEUE, "default", "", "", "", "", 150_000L, 128L),
                write("first young event", EventSql.FIRST_YOUNG, 1L, 1000L, NOW),
                write("drop events", EventSql.DROP, 1000L));
    }
}
