package dev.dwp.persistence.jdbc;

/** Statements about jobs; the columns of writes are in the order of {@link JobRow}. */
final class JobSql {
    private JobSql() {}

    /** A job that has just been asked for; parameters as {@link JobRow#enqueue} makes them. */
    static final Sql ENQUEUE = new Sql("""
            INSERT INTO dwp_job (
                place, run_at, id, name, queue, app_id, org_id, payload, priority, max_retries, first_delay, multiplier,
                max_delay, jitter, timeout, idempotency_key, traceparent, created_at, state, retry_count, attempts,
                updated_at, revision)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, 'pending', 0, '[]',
                ?18, 1)
            """, """
            INSERT INTO dwp_job (
                place, run_at, id, name, queue, app_id, org_id, payload, priority, max_retries, first_delay, multiplier,
                max_delay, jitter, timeout, idempotency_key, traceparent, created_at, state, retry_count, attempts,
                updated_at, revision)
            SELECT asked.*, 'pending', 0, '[]', asked.created_at, 1 FROM unnest(
                ?::text[], ?::bigint[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::bigint[],
                ?::bigint[], ?::text[], ?::float8[], ?::text[], ?::float8[], ?::text[], ?::text[], ?::text[],
                ?::bigint[])
                AS asked (place, run_at, id, name, queue, app_id, org_id, payload, priority, max_retries, first_delay,
                    multiplier, max_delay, jitter, timeout, idempotency_key, traceparent, created_at)
            """);

    /** A worker takes a job. Parameters: worker, end of its lease, now twice, id. */
    static final Sql START = new Sql("""
            UPDATE dwp_job SET
                state = 'running', place = 'running', worker = ?, lease_until = ?, started_at = ?, percent = NULL,
                note = NULL, updated_at = ?, revision = revision + 1
            WHERE id = ?
            """, """
            UPDATE dwp_job SET
                state = 'running', place = 'running', worker = taken.worker, lease_until = taken.lease_until,
                started_at = taken.started_at, percent = NULL, note = NULL, updated_at = taken.updated_at,
                revision = revision + 1
            FROM unnest(?::text[], ?::bigint[], ?::bigint[], ?::bigint[], ?::text[])
                AS taken (worker, lease_until, started_at, updated_at, id)
            WHERE dwp_job.id = taken.id
            """);

    /** A job that has moved on in the set that made it. */
    static final Sql INSERT = new Sql("""
            INSERT INTO dwp_job (
                state, place, retry_count, run_at, worker, lease_until, started_at, completed_at, last_error, result,
                percent, note, attempts, updated_at, revision, id, name, queue, app_id, org_id, payload, priority,
                max_retries, first_delay, multiplier, max_delay, jitter, timeout, idempotency_key, traceparent, created_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """, """
            INSERT INTO dwp_job (
                state, place, retry_count, run_at, worker, lease_until, started_at, completed_at, last_error, result,
                percent, note, attempts, updated_at, revision, id, name, queue, app_id, org_id, payload, priority,
                max_retries, first_delay, multiplier, max_delay, jitter, timeout, idempotency_key, traceparent, created_at)
            SELECT * FROM unnest(
                ?::text[], ?::text[], ?::bigint[], ?::bigint[], ?::text[], ?::bigint[], ?::bigint[], ?::bigint[],
                ?::text[], ?::text[], ?::bigint[], ?::text[], ?::text[], ?::bigint[], ?::bigint[], ?::text[],
                ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::bigint[], ?::bigint[], ?::text[],
                ?::float8[], ?::text[], ?::float8[], ?::text[], ?::text[], ?::text[], ?::bigint[])
            """);

    static final Sql UPDATE = new Sql("""
            UPDATE dwp_job SET
                state = ?, place = ?, retry_count = ?, run_at = ?, worker = ?, lease_until = ?, started_at = ?,
                completed_at = ?, last_error = ?, result = ?, percent = ?, note = ?, attempts = ?, updated_at = ?,
                revision = ?
            WHERE id = ?
            """, """
            UPDATE dwp_job SET
                state = moved.state, place = moved.place, retry_count = moved.retry_count, run_at = moved.run_at,
                worker = moved.worker, lease_until = moved.lease_until, started_at = moved.started_at,
                completed_at = moved.completed_at, last_error = moved.last_error, result = moved.result,
                percent = moved.percent, note = moved.note, attempts = moved.attempts, updated_at = moved.updated_at,
                revision = moved.revision
            FROM unnest(
                ?::text[], ?::text[], ?::bigint[], ?::bigint[], ?::text[], ?::bigint[], ?::bigint[], ?::bigint[],
                ?::text[], ?::text[], ?::bigint[], ?::text[], ?::text[], ?::bigint[], ?::bigint[], ?::text[])
                AS moved (state, place, retry_count, run_at, worker, lease_until, started_at, completed_at, last_error,
                    result, percent, note, attempts, updated_at, revision, id)
            WHERE dwp_job.id = moved.id
            """);

    /** Parameters: ids. */
    static final Sql DELETE = new Sql("""
            DELETE FROM dwp_job WHERE id = ?
            """, """
            DELETE FROM dwp_job WHERE id = ANY(?::text[])
            """);

    /** What is stored of some jobs, which nobody else changes until the end of the transaction. Parameters: ids. */
    static final Sql LOCK = new Sql("""
            SELECT id, revision, state, place, worker, lease_until FROM dwp_job WHERE id = ?
            """, """
            SELECT id, revision, state, place, worker, lease_until FROM dwp_job WHERE id = ANY(?::text[])
            ORDER BY id FOR UPDATE
            """);

    /** A lease becomes no shorter. Parameters: the new end of the lease, id, worker. */
    static final Sql RENEW = new Sql("""
            UPDATE dwp_job SET lease_until = max(lease_until, ?)
            WHERE id = ? AND worker = ? AND place = 'running' RETURNING id
            """, """
            UPDATE dwp_job SET lease_until = greatest(dwp_job.lease_until, longer.lease_until)
            FROM unnest(?::bigint[], ?::text[], ?::text[]) AS longer (lease_until, id, worker)
            WHERE dwp_job.id = longer.id AND dwp_job.worker = longer.worker AND place || '' = 'running'
            RETURNING dwp_job.id
            """);

    /** Completed and cancelled jobs. Parameters: ended before, key forgotten before, limit. */
    static final Sql DELETE_FINISHED = new Sql("""
            DELETE FROM dwp_job WHERE id IN (
                SELECT id FROM dwp_job
                WHERE place = 'finished' AND state <> 'failed' AND completed_at < ?
                    AND (idempotency_key IS NULL OR completed_at < ?)
                ORDER BY completed_at LIMIT ?)
            RETURNING id, name, queue, app_id, org_id, state, idempotency_key
            """, """
            DELETE FROM dwp_job WHERE id = ANY(ARRAY(
                SELECT id FROM dwp_job
                WHERE place = 'finished' AND state <> 'failed' AND completed_at < ?
                    AND (idempotency_key IS NULL OR completed_at < ?)
                ORDER BY completed_at LIMIT ? FOR UPDATE SKIP LOCKED))
            RETURNING id, name, queue, app_id, org_id, state, idempotency_key
            """);

    /** Dead letters. Parameters: ended before, key forgotten before, limit. */
    static final Sql DELETE_DEAD = new Sql("""
            DELETE FROM dwp_job WHERE id IN (
                SELECT id FROM dwp_job
                WHERE state = 'failed' AND completed_at < ? AND (idempotency_key IS NULL OR completed_at < ?)
                ORDER BY completed_at LIMIT ?)
            RETURNING id, name, queue, app_id, org_id, state, idempotency_key
            """, """
            DELETE FROM dwp_job WHERE id = ANY(ARRAY(
                SELECT id FROM dwp_job
                WHERE state = 'failed' AND completed_at < ? AND (idempotency_key IS NULL OR completed_at < ?)
                ORDER BY completed_at LIMIT ? FOR UPDATE SKIP LOCKED))
            RETURNING id, name, queue, app_id, org_id, state, idempotency_key
            """);

    static final Sql FIND = Sql.same("""
            SELECT * FROM dwp_job WHERE id = ?
            """);

    static final Sql SNAPSHOT = Sql.same("""
            SELECT dwp_job.*, dwp_log.head FROM dwp_job, dwp_log WHERE dwp_job.id = ?
            """);

    static final Sql FIND_BY_KEY = Sql.same("""
            SELECT * FROM dwp_job
            WHERE app_id = ? AND org_id = ? AND name = ? AND idempotency_key = ?
                AND (place <> 'finished' OR completed_at >= ?)
            ORDER BY created_at DESC, id DESC LIMIT 1
            """);

    static final Sql EXPIRED = Sql.same("""
            SELECT * FROM dwp_job WHERE place = 'running' AND lease_until <= ? ORDER BY lease_until, id LIMIT ?
            """);

    static final Sql NEXT_EXPIRY = Sql.same("""
            SELECT lease_until FROM dwp_job WHERE place = 'running' ORDER BY lease_until LIMIT 1
            """);
}
