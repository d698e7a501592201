package dev.dwp.persistence.jdbc;

/** Statements about runs and their timelines; the columns of writes are in the order of {@link RunRow} and {@link EntryRow}. */
final class RunSql {
    private RunSql() {}

    static final Sql INSERT = new Sql("""
            INSERT INTO dwp_run (
                state, fences, fence, worker, lease_until, wake_at, cancel_requested, compensable, losses, output,
                error, completed_at, updated_at, revision, id, name, version, app_id, org_id, input, idempotency_key,
                parent_id, awaited, traceparent, started_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """, """
            INSERT INTO dwp_run (
                state, fences, fence, worker, lease_until, wake_at, cancel_requested, compensable, losses, output,
                error, completed_at, updated_at, revision, id, name, version, app_id, org_id, input, idempotency_key,
                parent_id, awaited, traceparent, started_at)
            SELECT * FROM unnest(
                ?::text[], ?::bigint[], ?::bigint[], ?::text[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[],
                ?::bigint[], ?::text[], ?::text[], ?::bigint[], ?::bigint[], ?::bigint[], ?::text[], ?::text[],
                ?::bigint[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::bigint[], ?::text[],
                ?::bigint[])
            """);

    static final Sql UPDATE = new Sql("""
            UPDATE dwp_run SET
                state = ?, fences = ?, fence = ?, worker = ?, lease_until = ?, wake_at = ?, cancel_requested = ?,
                compensable = ?, losses = ?, output = ?, error = ?, completed_at = ?, updated_at = ?, revision = ?
            WHERE id = ?
            """, """
            UPDATE dwp_run SET
                state = moved.state, fences = moved.fences, fence = moved.fence, worker = moved.worker,
                lease_until = moved.lease_until, wake_at = moved.wake_at, cancel_requested = moved.cancel_requested,
                compensable = moved.compensable, losses = moved.losses, output = moved.output, error = moved.error,
                completed_at = moved.completed_at, updated_at = moved.updated_at, revision = moved.revision
            FROM unnest(
                ?::text[], ?::bigint[], ?::bigint[], ?::text[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[],
                ?::bigint[], ?::text[], ?::text[], ?::bigint[], ?::bigint[], ?::bigint[], ?::text[])
                AS moved (state, fences, fence, worker, lease_until, wake_at, cancel_requested, compensable,
                    losses, output, error, completed_at, updated_at, revision, id)
            WHERE dwp_run.id = moved.id
            """);

    /** What is stored of some runs, which nobody else changes until the end of the transaction. Parameters: ids. */
    static final Sql LOCK = new Sql("""
            SELECT id, revision, state, fence, worker, lease_until FROM dwp_run WHERE id = ?
            """, """
            SELECT id, revision, state, fence, worker, lease_until FROM dwp_run WHERE id = ANY(?::text[])
            ORDER BY id FOR UPDATE
            """);

    /** An entry of a timeline that is new or has changed. */
    static final Sql PUT_ENTRY = new Sql("""
            INSERT INTO dwp_entry (
                run_id, seq, app_id, org_id, step_name, kind, parallel, branch, state, attempt, awaits, await_name,
                await_key, await_child, await_group, group_mode, deadline, started_at, completed_at, data, error)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (run_id, seq) DO UPDATE SET
                step_name = excluded.step_name, kind = excluded.kind, parallel = excluded.parallel,
                branch = excluded.branch, state = excluded.state, attempt = excluded.attempt, awaits = excluded.awaits,
                await_name = excluded.await_name, await_key = excluded.await_key, await_child = excluded.await_child,
                await_group = excluded.await_group, group_mode = excluded.group_mode, deadline = excluded.deadline,
                started_at = excluded.started_at, completed_at = excluded.completed_at, data = excluded.data,
                error = excluded.error
            """, """
            INSERT INTO dwp_entry (
                run_id, seq, app_id, org_id, step_name, kind, parallel, branch, state, attempt, awaits, await_name,
                await_key, await_child, await_group, group_mode, deadline, started_at, completed_at, data, error)
            SELECT * FROM unnest(
                ?::text[], ?::bigint[], ?::text[], ?::text[], ?::text[], ?::text[], ?::bigint[], ?::bigint[], ?::text[],
                ?::bigint[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::bigint[],
                ?::bigint[], ?::bigint[], ?::text[], ?::text[])
            ON CONFLICT (run_id, seq) DO UPDATE SET
                step_name = excluded.step_name, kind = excluded.kind, parallel = excluded.parallel,
                branch = excluded.branch, state = excluded.state, attempt = excluded.attempt, awaits = excluded.awaits,
                await_name = excluded.await_name, await_key = excluded.await_key, await_child = excluded.await_child,
                await_group = excluded.await_group, group_mode = excluded.group_mode, deadline = excluded.deadline,
                started_at = excluded.started_at, completed_at = excluded.completed_at, data = excluded.data,
                error = excluded.error
            """);

    /** Parameters: run, seq. */
    static final Sql DELETE_ENTRY = new Sql("""
            DELETE FROM dwp_entry WHERE run_id = ? AND seq = ?
            """, """
            DELETE FROM dwp_entry USING unnest(?::text[], ?::bigint[]) AS gone (run_id, seq)
            WHERE dwp_entry.run_id = gone.run_id AND dwp_entry.seq = gone.seq
            """);

    /** Parameters: runs. */
    static final Sql DELETE_TIMELINES = new Sql("""
            DELETE FROM dwp_entry WHERE run_id = ?
            """, """
            DELETE FROM dwp_entry WHERE run_id = ANY(?::text[])
            """);

    /** A lease becomes no shorter. Parameters: the new end of the lease, id, worker. */
    static final Sql RENEW = new Sql("""
            UPDATE dwp_run SET lease_until = max(lease_until, ?) WHERE id = ? AND worker = ? RETURNING *
            """, """
            UPDATE dwp_run SET lease_until = greatest(lease_until, longer.until)
            FROM unnest(?::bigint[], ?::text[], ?::text[]) AS longer (until, run, by)
            WHERE id = longer.run AND worker = longer.by
            RETURNING dwp_run.*
            """);

    /** Parameters: ended before, key forgotten before, limit. */
    static final Sql DELETE_FINISHED = new Sql("""
            DELETE FROM dwp_run WHERE id IN (
                SELECT id FROM dwp_run
                WHERE state <> 'running' AND completed_at < ? AND (idempotency_key IS NULL OR completed_at < ?)
                ORDER BY completed_at LIMIT ?)
            RETURNING id, name, app_id, org_id, state, idempotency_key
            """, """
            DELETE FROM dwp_run WHERE id = ANY(ARRAY(
                SELECT id FROM dwp_run
                WHERE state <> 'running' AND completed_at < ? AND (idempotency_key IS NULL OR completed_at < ?)
                ORDER BY completed_at LIMIT ? FOR UPDATE SKIP LOCKED))
            RETURNING id, name, app_id, org_id, state, idempotency_key
            """);

    /**
     * Unclaimed runs of a version that are due, earliest first; in PostgreSQL the earliest over all versions, and only
     * those that nobody else is changing. There they are looked up as in {@link ClaimSql#FIRST_DUE}. Parameters: name,
     * version, whether they are to stop, now, how many.
     */
    static final Sql FIRST_DUE = new Sql("""
            SELECT * FROM dwp_run
            WHERE state = 'running' AND worker IS NULL AND wake_at IS NOT NULL
                AND name = ? AND version = ? AND cancel_requested = ? AND wake_at <= ?
            ORDER BY wake_at, id LIMIT ?
            """, """
            WITH wanted AS (
                SELECT * FROM unnest(?::text[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[])
                    AS known (name, version, stop, now, n)
            ), first AS (
                SELECT run.id, wanted.n, row_number() OVER (
                    PARTITION BY wanted.stop ORDER BY run.wake_at, run.id) AS nth
                FROM wanted CROSS JOIN LATERAL (
                    SELECT id, wake_at FROM dwp_run
                    WHERE state = 'running' AND worker IS NULL AND wake_at IS NOT NULL
                        AND name = wanted.name AND version = wanted.version AND cancel_requested = wanted.stop
                        AND wake_at <= wanted.now
                    ORDER BY wake_at, id LIMIT wanted.n) run
            )
            SELECT * FROM dwp_run
            WHERE id = ANY(ARRAY(SELECT id FROM first WHERE nth <= n))
                AND state || '' = 'running' AND worker IS NULL AND wake_at IS NOT NULL
            FOR UPDATE OF dwp_run SKIP LOCKED
            """);

    /**
     * The same of one tenant, where more are due than there are places. Parameters: app, org, name, version, now, how many
     * of the tenant.
     */
    static final Sql FIRST_DUE_OF_TENANT = new Sql("""
            SELECT * FROM dwp_run
            WHERE state = 'running' AND worker IS NULL AND wake_at IS NOT NULL
                AND app_id = ? AND org_id = ? AND name = ? AND version = ? AND cancel_requested = 0 AND wake_at <= ?
            ORDER BY wake_at, id LIMIT ?
            """, """
            WITH wanted AS (
                SELECT * FROM unnest(?::text[], ?::text[], ?::text[], ?::bigint[], ?::bigint[], ?::bigint[])
                    AS known (app_id, org_id, name, version, now, n)
            ), first AS (
                SELECT run.id, wanted.n, row_number() OVER (
                    PARTITION BY wanted.app_id, wanted.org_id ORDER BY run.wake_at, run.id) AS nth
                FROM wanted CROSS JOIN LATERAL (
                    SELECT id, wake_at FROM dwp_run
                    WHERE state = 'running' AND worker IS NULL AND wake_at IS NOT NULL
                        AND app_id = wanted.app_id AND org_id = wanted.org_id AND name = wanted.name
                        AND version = wanted.version AND cancel_requested = 0 AND wake_at <= wanted.now
                    ORDER BY wake_at, id LIMIT wanted.n) run
            )
            SELECT * FROM dwp_run
            WHERE id = ANY(ARRAY(SELECT id FROM first WHERE nth <= n))
                AND state || '' = 'running' AND worker IS NULL AND wake_at IS NOT NULL
            FOR UPDATE OF dwp_run SKIP LOCKED
            """);

    /**
     * How many of those there are, counted no further than a limit. Parameters: app, org, name, version, now, the limit.
     */
    static final Sql DUE_OF_TENANT = new Sql("""
            SELECT app_id, org_id, count(*) AS n FROM (
                SELECT app_id, org_id FROM dwp_run
                WHERE state = 'running' AND worker IS NULL AND wake_at IS NOT NULL
                    AND app_id = ? AND org_id = ? AND name = ? AND version = ? AND cancel_requested = 0
                    AND wake_at <= ?
                LIMIT ?)
            GROUP BY app_id, org_id
            """, """
            WITH wanted AS (
                SELECT * FROM unnest(?::text[], ?::text[], ?::text[], ?::bigint[], ?::bigint[], ?::bigint[])
                    AS known (app_id, org_id, name, version, now, n)
            )
            SELECT wanted.app_id, wanted.org_id, count(*) AS n
            FROM wanted CROSS JOIN LATERAL (
                SELECT 1 FROM dwp_run
                WHERE state = 'running' AND worker IS NULL AND wake_at IS NOT NULL
                    AND app_id = wanted.app_id AND org_id = wanted.org_id AND name = wanted.name
                    AND version = wanted.version AND cancel_requested = 0 AND wake_at <= wanted.now
                LIMIT wanted.n) run
            GROUP BY wanted.app_id, wanted.org_id
            """);

    /** Tenants with unfinished runs of a name. Parameters: name. */
    static final Sql TENANTS = new Sql("""
            SELECT app_id, org_id, name FROM dwp_run_count WHERE name = ? AND state = 'running' AND n > 0
            """, """
            SELECT app_id, org_id, name FROM dwp_run_count WHERE name = ANY(?::text[]) AND state = 'running' AND n > 0
            """);

    /** How many runs are taken up. */
    static final Sql CLAIMED = Sql.same("""
            SELECT app_id, org_id, count(*) AS n FROM dwp_run WHERE worker IS NOT NULL GROUP BY app_id, org_id
            """);

    /** When the first unclaimed run of a version will be due. Parameters: name, version, whether they are to stop. */
    static final Sql NEXT_DUE = Sql.together("""
            WITH known (name, version, stop) AS (VALUES :rows), first AS (
                SELECT known.name, known.version, known.stop, (
                    SELECT wake_at FROM dwp_run
                    WHERE state = 'running' AND worker IS NULL AND wake_at IS NOT NULL
                        AND name = known.name AND version = known.version AND cancel_requested = known.stop
                    ORDER BY wake_at LIMIT 1) AS wake_at
                FROM known)
            SELECT name, version, stop, wake_at FROM first WHERE wake_at IS NOT NULL
            """, """
            SELECT known.name, known.version, known.stop, first.wake_at FROM unnest(?::text[], ?::bigint[], ?::bigint[]) AS known (name, version, stop)
            CROSS JOIN LATERAL (
                SELECT wake_at FROM dwp_run
                WHERE state = 'running' AND worker IS NULL AND wake_at IS NOT NULL
                    AND name = known.name AND version = known.version AND cancel_requested = known.stop
                ORDER BY wake_at LIMIT 1) first
            """);

    static final Sql FIND = Sql.same("""
            SELECT * FROM dwp_run WHERE id = ?
            """);

    static final Sql SNAPSHOT = Sql.same("""
            SELECT dwp_run.*, dwp_log.head FROM dwp_run, dwp_log WHERE dwp_run.id = ?
            """);

    static final Sql FIND_BY_KEY = Sql.same("""
            SELECT * FROM dwp_run
            WHERE app_id = ? AND org_id = ? AND name = ? AND idempotency_key = ?
                AND (state = 'running' OR completed_at >= ?)
            ORDER BY started_at DESC, id DESC LIMIT 1
            """);

    static final Sql TIMELINE = Sql.same("""
            SELECT * FROM dwp_entry WHERE run_id = ? ORDER BY seq
            """);

    /** Parameters: run, seq, limit. */
    static final Sql TIMELINE_PAGE = Sql.same("""
            SELECT * FROM dwp_entry WHERE run_id = ? AND seq > ? ORDER BY seq LIMIT ?
            """);

    /** Parameters: run, group, limit. */
    static final Sql WAITING_TOGETHER = Sql.same("""
            SELECT * FROM dwp_entry WHERE run_id = ? AND state = 'waiting' AND await_group = ? ORDER BY seq LIMIT ?
            """);

    static final Sql AWAITED_CHILDREN = Sql.same("""
            SELECT * FROM dwp_run WHERE parent_id = ? AND awaited = 1 AND state = 'running' ORDER BY id
            """);

    static final Sql EXPIRED = Sql.same("""
            SELECT * FROM dwp_run WHERE worker IS NOT NULL AND lease_until <= ? ORDER BY lease_until, id LIMIT ?
            """);

    static final Sql NEXT_EXPIRY = Sql.same("""
            SELECT lease_until FROM dwp_run WHERE worker IS NOT NULL ORDER BY lease_until LIMIT 1
            """);
}
