package dev.dwp.persistence.jdbc;

/**
 * Lists of jobs, newest id first, each by the index that suits it. Their last parameters are those of the shared end: queue twice, name
 * twice, then those of {@link ListRange}; an empty text stands for any.
 */
final class JobListSql {
    private JobListSql() {}

    /** Of all tenants. Parameters: state twice. */
    static final Sql ALL = Sql.same("""
            SELECT * FROM dwp_job_now
            WHERE (CAST(? AS TEXT) = '' OR state = ?)
                AND (CAST(? AS TEXT) = '' OR queue = ?) AND (CAST(? AS TEXT) = '' OR name = ?)
                AND created_at >= ? AND created_at < ? AND id > ? AND id < ?
            ORDER BY id DESC LIMIT ?
            """);

    /** Of one app. Parameters: app, org twice, state twice. */
    static final Sql OF_APP = Sql.same("""
            SELECT * FROM dwp_job_now
            WHERE app_id = ? AND app_id <> '' AND (CAST(? AS TEXT) = '' OR org_id = ?) AND (CAST(? AS TEXT) = '' OR state = ?)
                AND (CAST(? AS TEXT) = '' OR queue = ?) AND (CAST(? AS TEXT) = '' OR name = ?)
                AND created_at >= ? AND created_at < ? AND id > ? AND id < ?
            ORDER BY id DESC LIMIT ?
            """);

    /** Of all tenants, in a state that few jobs are in. Parameters: state. */
    static final Sql RARE = Sql.same("""
            SELECT job.* FROM dwp_rare rare CROSS JOIN dwp_job_now job
            WHERE rare.state = ? AND job.id = rare.id
                AND (CAST(? AS TEXT) = '' OR job.queue = ?) AND (CAST(? AS TEXT) = '' OR job.name = ?)
                AND job.created_at >= ? AND job.created_at < ? AND rare.id > ? AND rare.id < ?
            ORDER BY rare.id DESC LIMIT ?
            """);

    /** Of one app, in a state that few jobs are in. Parameters: state, app, org twice. */
    static final Sql RARE_OF_APP = Sql.same("""
            SELECT job.* FROM dwp_rare rare CROSS JOIN dwp_job_now job
            WHERE rare.state = ? AND rare.app_id = ? AND job.id = rare.id AND (CAST(? AS TEXT) = '' OR job.org_id = ?)
                AND (CAST(? AS TEXT) = '' OR job.queue = ?) AND (CAST(? AS TEXT) = '' OR job.name = ?)
                AND job.created_at >= ? AND job.created_at < ? AND rare.id > ? AND rare.id < ?
            ORDER BY rare.id DESC LIMIT ?
            """);

    /** Those that run: never many. Parameters: app twice, org twice. */
    static final Sql RUNNING = Sql.same("""
            SELECT * FROM dwp_job_now
            WHERE id IN (SELECT id FROM dwp_held)
                AND (CAST(? AS TEXT) = '' OR app_id = ?) AND (CAST(? AS TEXT) = '' OR org_id = ?)
                AND (CAST(? AS TEXT) = '' OR queue = ?) AND (CAST(? AS TEXT) = '' OR name = ?)
                AND created_at >= ? AND created_at < ? AND id > ? AND id < ?
            ORDER BY id DESC LIMIT ?
            """);

    /** Those of a key: never many. Parameters: key, app twice, org twice, state twice. */
    static final Sql OF_KEY = Sql.same("""
            WITH named AS MATERIALIZED (SELECT * FROM dwp_job_now WHERE idempotency_key = ?)
            SELECT * FROM named
            WHERE (CAST(? AS TEXT) = '' OR app_id = ?) AND (CAST(? AS TEXT) = '' OR org_id = ?)
                AND (CAST(? AS TEXT) = '' OR state = ?) AND (CAST(? AS TEXT) = '' OR queue = ?) AND (CAST(? AS TEXT) = '' OR name = ?)
                AND created_at >= ? AND created_at < ? AND id > ? AND id < ?
            ORDER BY id DESC LIMIT ?
            """);
}
