package dev.dwp.persistence.jdbc;

/**
 * Lists of runs, newest id first, each by the index that suits it. Their last parameters are those of the shared end: name
 * twice, then those of {@link ListRange}; an empty text stands for any.
 */
final class RunListSql {
    private RunListSql() {}

    /** Of all tenants. Parameters: state twice. */
    static final Sql ALL = Sql.same("""
            SELECT * FROM dwp_run
            WHERE (CAST(? AS TEXT) = '' OR state = ?) AND (CAST(? AS TEXT) = '' OR name = ?)
                AND started_at >= ? AND started_at < ? AND id > ? AND id < ?
            ORDER BY id DESC LIMIT ?
            """);

    /** Of one app. Parameters: app, org twice, state twice. */
    static final Sql OF_APP = Sql.same("""
            SELECT * FROM dwp_run
            WHERE app_id = ? AND app_id <> '' AND (CAST(? AS TEXT) = '' OR org_id = ?) AND (CAST(? AS TEXT) = '' OR state = ?)
                AND (CAST(? AS TEXT) = '' OR name = ?)
                AND started_at >= ? AND started_at < ? AND id > ? AND id < ?
            ORDER BY id DESC LIMIT ?
            """);

    /** Of all tenants, in another state than completed. Parameters: state. */
    static final Sql RARE = Sql.same("""
            SELECT * FROM dwp_run
            WHERE state = ? AND state <> 'completed' AND (CAST(? AS TEXT) = '' OR name = ?)
                AND started_at >= ? AND started_at < ? AND id > ? AND id < ?
            ORDER BY id DESC LIMIT ?
            """);

    /** Of one app, in another state than completed. Parameters: state, app, org twice. */
    static final Sql RARE_OF_APP = Sql.same("""
            SELECT * FROM dwp_run
            WHERE state = ? AND state <> 'completed'
                AND app_id = ? AND (CAST(? AS TEXT) = '' OR org_id = ?)
                AND (CAST(? AS TEXT) = '' OR name = ?)
                AND started_at >= ? AND started_at < ? AND id > ? AND id < ?
            ORDER BY id DESC LIMIT ?
            """);

    /** Those of a key: never many. Parameters: key, app twice, org twice, state twice. */
    static final Sql OF_KEY = Sql.same("""
            WITH named AS MATERIALIZED (SELECT * FROM dwp_run WHERE idempotency_key = ?)
            SELECT * FROM named
            WHERE (CAST(? AS TEXT) = '' OR app_id = ?) AND (CAST(? AS TEXT) = '' OR org_id = ?)
                AND (CAST(? AS TEXT) = '' OR state = ?) AND (CAST(? AS TEXT) = '' OR name = ?)
                AND started_at >= ? AND started_at < ? AND id > ? AND id < ?
            ORDER BY id DESC LIMIT ?
            """);
}
