package dev.dwp.persistence.jdbc;

/**
 * Statements about the narrow rows of jobs, which say where each stands. Whoever writes one holds the lock of the job's own
 * row. In PostgreSQL, rows are found by arrays and by {@code LATERAL} with a limit: its planner believes these tables to be
 * empty whenever they were so lately, and would read all of one rather than join to it by its index.
 */
final class PlaceSql {
    private PlaceSql() {}

    /** Parameters: name, run at, id, queue, app, org, priority, state. */
    static final Sql PUT_LATER = new Sql("""
            INSERT INTO dwp_later (name, run_at, id, queue, app_id, org_id, priority, state) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            """, """
            INSERT INTO dwp_later (name, run_at, id, queue, app_id, org_id, priority, state) SELECT * FROM unnest(
                ?::text[], ?::bigint[], ?::text[], ?::text[], ?::text[], ?::text[], ?::bigint[], ?::text[])
            """);

    /** To be run before the jobs' own rows change. Parameters: ids. */
    static final Sql DROP_LATER = new Sql("""
            DELETE FROM dwp_later WHERE (name, run_at, id) IN (SELECT name, run_at, id FROM dwp_job WHERE id = ?)
            """, """
            DELETE FROM dwp_later WHERE ctid = ANY(ARRAY(
                SELECT later.ctid FROM dwp_job job CROSS JOIN LATERAL (
                    SELECT ctid FROM dwp_later WHERE name = job.name AND run_at = job.run_at AND id = job.id LIMIT 1) later
                WHERE job.id = ANY(?::text[])))
            """);

    /** Which of some jobs wait for their time. Parameters: ids. */
    static final Sql LATER = new Sql("""
            SELECT id FROM dwp_later WHERE (name, run_at, id) IN (SELECT name, run_at, id FROM dwp_job WHERE id = ?)
            """, """
            SELECT later.id FROM dwp_job job CROSS JOIN LATERAL (
                SELECT id FROM dwp_later WHERE name = job.name AND run_at = job.run_at AND id = job.id LIMIT 1) later
            WHERE job.id = ANY(?::text[])
            """);

    /** Parameters: queue, app, org, name, priority, id, run at. */
    static final Sql PUT_DUE = new Sql("""
            INSERT INTO dwp_due (queue, app_id, org_id, name, priority, id, run_at) VALUES (?, ?, ?, ?, ?, ?, ?)
            """, """
            INSERT INTO dwp_due (queue, app_id, org_id, name, priority, id, run_at) SELECT * FROM unnest(
                ?::text[], ?::text[], ?::text[], ?::text[], ?::bigint[], ?::text[], ?::bigint[])
            """);

    /** Parameters: queue, app, org, name, priority, id. */
    static final Sql DROP_DUE = new Sql("""
            DELETE FROM dwp_due
            WHERE queue = ? AND app_id = ? AND org_id = ? AND name = ? AND priority = ? AND id = ?
            """, """
            DELETE FROM dwp_due WHERE ctid = ANY(ARRAY(
                SELECT due.ctid FROM unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::bigint[], ?::text[])
                    AS gone (queue, app_id, org_id, name, priority, id)
                CROSS JOIN LATERAL (
                    SELECT ctid FROM dwp_due
                    WHERE queue = gone.queue AND app_id = gone.app_id AND org_id = gone.org_id AND name = gone.name
                        AND priority = gone.priority AND id = gone.id LIMIT 1) due))
            """);

    /** Parameters: worker, end of its lease, when the attempt began, percent, note, when it changed, revision, id. */
    static final Sql PUT_HELD = new Sql("""
            INSERT INTO dwp_held (worker, lease_until, started_at, percent, note, updated_at, revision, id)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            """, """
            INSERT INTO dwp_held (worker, lease_until, started_at, percent, note, updated_at, revision, id)
            SELECT * FROM unnest(
                ?::text[], ?::bigint[], ?::bigint[], ?::bigint[], ?::text[], ?::bigint[], ?::bigint[], ?::text[])
            """);

    /** Parameters: as those of {@link #PUT_HELD}. */
    static final Sql MOVE_HELD = new Sql("""
            UPDATE dwp_held SET
                worker = ?, lease_until = ?, started_at = ?, percent = ?, note = ?, updated_at = ?, revision = ?
            WHERE id = ?
            """, """
            WITH moved AS MATERIALIZED (
                SELECT * FROM unnest(
                    ?::text[], ?::bigint[], ?::bigint[], ?::bigint[], ?::text[], ?::bigint[], ?::bigint[], ?::text[])
                    AS moved (worker, lease_until, started_at, percent, note, updated_at, revision, id)
            )
            UPDATE dwp_held SET
                worker = moved.worker, lease_until = moved.lease_until, started_at = moved.started_at,
                percent = moved.percent, note = moved.note, updated_at = moved.updated_at, revision = moved.revision
            FROM moved WHERE dwp_held.id = moved.id AND dwp_held.id = ANY(ARRAY(SELECT id FROM moved))
            """);

    /** Parameters: ids. */
    static final Sql DROP_HELD = new Sql("""
            DELETE FROM dwp_held WHERE id = ?
            """, """
            DELETE FROM dwp_held WHERE id = ANY(?::text[])
            """);

    /** Who holds some jobs, if anybody does. Parameters: ids. */
    static final Sql HELD = new Sql("""
            SELECT id, worker, lease_until, revision FROM dwp_held WHERE id = ?
            """, """
            SELECT id, worker, lease_until, revision FROM dwp_held WHERE id = ANY(?::text[])
            """);

    /** A lease becomes no shorter. Parameters: the new end of the lease, id, worker. */
    static final Sql RENEW = new Sql("""
            UPDATE dwp_held SET lease_until = max(lease_until, ?) WHERE id = ? AND worker = ? RETURNING id
            """, """
            WITH longer AS MATERIALIZED (
                SELECT * FROM unnest(?::bigint[], ?::text[], ?::text[]) AS longer (lease_until, id, worker)
            )
            UPDATE dwp_held SET lease_until = greatest(dwp_held.lease_until, longer.lease_until)
            FROM longer
            WHERE dwp_held.id = longer.id AND dwp_held.worker = longer.worker
                AND dwp_held.id = ANY(ARRAY(SELECT id FROM longer))
            RETURNING dwp_held.id
            """);

    /** Parameters: whether it is a dead letter, when it ended, id. */
    static final Sql PUT_ENDED = new Sql("""
            INSERT INTO dwp_ended (dead, completed_at, id) VALUES (?, ?, ?)
            """, """
            INSERT INTO dwp_ended (dead, completed_at, id) SELECT * FROM unnest(?::bigint[], ?::bigint[], ?::text[])
            """);

    /** To be run before the jobs' own rows change. Parameters: ids. */
    static final Sql DROP_ENDED = new Sql("""
            DELETE FROM dwp_ended WHERE dead IN (0, 1) AND (completed_at, id) IN (
                SELECT completed_at, id FROM dwp_job WHERE id = ?)
            """, """
            DELETE FROM dwp_ended WHERE ctid = ANY(ARRAY(
                SELECT ended.ctid FROM dwp_job job CROSS JOIN LATERAL (
                    SELECT ctid FROM dwp_ended
                    WHERE dead IN (0, 1) AND completed_at = job.completed_at AND id = job.id LIMIT 1) ended
                WHERE job.id = ANY(?::text[])))
            """);

    /** Parameters: state, id, app. */
    static final Sql PUT_RARE = new Sql("""
            INSERT INTO dwp_rare (state, id, app_id) VALUES (?, ?, ?)
            """, """
            INSERT INTO dwp_rare (state, id, app_id) SELECT * FROM unnest(?::text[], ?::text[], ?::text[])
            """);

    /** Parameters: ids. */
    static final Sql DROP_RARE = new Sql("""
            DELETE FROM dwp_rare WHERE state IN ('failed', 'retrying', 'cancelled') AND id = ?
            """, """
            DELETE FROM dwp_rare WHERE state IN ('failed', 'retrying', 'cancelled') AND id = ANY(?::text[])
            """);
}
