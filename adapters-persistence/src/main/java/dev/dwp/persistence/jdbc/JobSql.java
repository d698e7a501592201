package dev.dwp.persistence.jdbc;

/** Statements about jobs; the columns of writes are in the order of {@link JobRow}. */
final class JobSql {
    private JobSql() {}

    /** A job that has just been asked for; parameters as {@link JobRow#enqueue} makes them. */
    static final Sql ENQUEUE = new Sql("""
            INSERT INTO dwp_job (
                run_at, id, name, queue, app_id, org_id, payload, priority, max_retries, first_delay, multiplier,
                max_delay, jitter, timeout, idempotency_key, traceparent, created_at, state, retry_count, attempts,
                updated_at, revision)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, 'pending', 0, '[]', ?17, 1)
            """, """
            INSERT INTO dwp_job (
                run_at, id, name, queue, app_id, org_id, payload, priority, max_retries, first_delay, multiplier,
                max_delay, jitter, timeout, idempotency_key, traceparent, created_at, state, retry_count, attempts,
                updated_at, revision)
            SELECT asked.*, 'pending', 0, '[]', asked.created_at, 1 FROM unnest(
                ?::bigint[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::bigint[],
                ?::bigint[], ?::text[], ?::float8[], ?::text[], ?::float8[], ?::text[], ?::text[], ?::text[],
                ?::bigint[])
                AS asked (run_at, id, name, queue, app_id, org_id, payload, priority, max_retries, first_delay,
                    multiplier, max_delay, jitter, timeout, idempotency_key, traceparent, created_at)
            """);

    /** A job that has moved on in the set that made it. */
    static final Sql INSERT = new Sql("""
            INSERT INTO dwp_job (
                state, retry_count, run_at, started_at, completed_at, last_error, result,
                percent, note, attempts, updated_at, revision, id, name, queue, app_id, org_id, payload, priority,
                max_retries, first_delay, multiplier, max_delay, jitter, timeout, idempotency_key, traceparent, created_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """, """
            INSERT INTO dwp_job (
                state, retry_count, run_at, started_at, completed_at, last_error, result,
                percent, note, attempts, updated_at, revision, id, name, queue, app_id, org_id, payload, priority,
                max_retries, first_delay, multiplier, max_delay, jitter, timeout, idempotency_key, traceparent, created_at)
            SELECT * FROM unnest(
                ?::text[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[],
                ?::text[], ?::text[], ?::bigint[], ?::text[], ?::text[], ?::bigint[], ?::bigint[], ?::text[],
                ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::bigint[], ?::bigint[], ?::text[],
                ?::float8[], ?::text[], ?::float8[], ?::text[], ?::text[], ?::text[], ?::bigint[])
            """);

    static final Sql UPDATE = new Sql("""
            UPDATE dwp_job SET
                state = ?, retry_count = ?, run_at = ?, started_at = ?, completed_at = ?, last_error = ?, result = ?, percent = ?, note = ?, attempts = ?, updated_at = ?,
                revision = ?
            WHERE id = ?
            """, """
            UPDATE dwp_job SET
                state = moved.state, retry_count = moved.retry_count, run_at = moved.run_at, started_at = moved.started_at,
                completed_at = moved.completed_at, last_error = moved.last_error, result = moved.result,
                percent = moved.percent, note = moved.note, attempts = moved.attempts, updated_at = moved.updated_at,
                revision = moved.revision
            FROM unnest(
                ?::text[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[],
                ?::text[], ?::text[], ?::bigint[], ?::text[], ?::text[], ?::bigint[], ?::bigint[], ?::text[])
                AS moved (state, retry_count, run_at, started_at, completed_at, last_error,
                    result, percent, note, attempts, updated_at, revision, id)
            WHERE dwp_job.id = moved.id
            """);

    /** Parameters: ids. */
    static final Sql DELETE = new Sql("""
            DELETE FROM dwp_job WHERE id = ?
            """, """
            DELETE FROM dwp_job WHERE id = ANY(?::text[])
            """);

    /**
     * What their own rows say of some jobs, which nobody else changes until the end of the transaction. Who holds them is to
     * be asked after that, as it may have changed while this waited. Parameters: ids.
     */
    static final Sql LOCK = new Sql("""
            SELECT id, revision, state, completed_at FROM dwp_job WHERE id = ?
            """, """
            SELECT id, revision, state, completed_at FROM dwp_job WHERE id = ANY(?::text[]) ORDER BY id FOR UPDATE
            """);

    /**
     * Jobs that have ended long ago. Parameters: whether they are dead letters, ended before, key forgotten before, limit.
     */
    static final Sql OLD = new Sql("""
            SELECT job.id, job.name, job.queue, job.app_id, job.org_id, job.state, job.idempotency_key
            FROM dwp_ended ended CROSS JOIN dwp_job job
            WHERE ended.dead = ? AND ended.completed_at < ? AND job.id = ended.id
                AND job.completed_at = ended.completed_at AND (job.idempotency_key IS NULL OR ended.completed_at < ?)
            ORDER BY ended.completed_at LIMIT ?
            """, """
            SELECT job.id, job.name, job.queue, job.app_id, job.org_id, job.state, job.idempotency_key
            FROM dwp_ended ended JOIN dwp_job job ON job.id = ended.id AND job.completed_at = ended.completed_at
            WHERE ended.dead = ? AND ended.completed_at < ? AND (job.idempotency_key IS NULL OR ended.completed_at < ?)
            ORDER BY ended.completed_at LIMIT ? FOR UPDATE OF job SKIP LOCKED
            """);

    static final Sql FIND = Sql.same("""
            SELECT * FROM dwp_job_now WHERE id = ?
            """);

    static final Sql SNAPSHOT = Sql.same("""
            SELECT job.*, dwp_log.head FROM dwp_job_now job, dwp_log WHERE job.id = ?
            """);

    static final Sql FIND_BY_KEY = Sql.same("""
            SELECT * FROM dwp_job_now
            WHERE app_id = ? AND org_id = ? AND name = ? AND idempotency_key = ?
                AND (completed_at IS NULL OR completed_at >= ?)
            ORDER BY created_at DESC, id DESC LIMIT 1
            """);

    static final Sql EXPIRED = Sql.same("""
            SELECT * FROM dwp_job_now
            WHERE id IN (SELECT id FROM dwp_held WHERE lease_until <= ? ORDER BY lease_until, id LIMIT ?)
            ORDER BY lease_until, id
            """);

    static final Sql NEXT_EXPIRY = Sql.same("""
            SELECT lease_until FROM dwp_held ORDER BY lease_until LIMIT 1
            """);
}
