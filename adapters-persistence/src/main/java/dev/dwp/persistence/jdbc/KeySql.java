package dev.dwp.persistence.jdbc;

/**
 * Statements about idempotency keys. A row of {@code dwp_key} is there as long as a key names something, the newest of it is
 * in it, and in PostgreSQL two nodes meet at it that want the same key.
 */
final class KeySql {
    private KeySql() {}

    /**
     * Writes what a key is to name, unless it names something already; either way nobody else changes it until the end of
     * the transaction. Parameters: kind, app, org, name, key, id, when that was made; the result is what is there then.
     */
    static final Sql TAKE = new Sql("""
            INSERT INTO dwp_key (kind, app_id, org_id, name, idempotency_key, id, created_at)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (kind, app_id, org_id, name, idempotency_key) DO UPDATE SET created_at = dwp_key.created_at
            RETURNING *
            """, """
            INSERT INTO dwp_key (kind, app_id, org_id, name, idempotency_key, id, created_at)
            SELECT * FROM unnest(
                ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::bigint[])
            ON CONFLICT (kind, app_id, org_id, name, idempotency_key) DO UPDATE SET created_at = dwp_key.created_at
            RETURNING *
            """);

    /** Parameters: id, when that was made, kind, app, org, name, key. */
    static final Sql MOVE = new Sql("""
            UPDATE dwp_key SET id = ?, created_at = ?
            WHERE kind = ? AND app_id = ? AND org_id = ? AND name = ? AND idempotency_key = ?
            """, """
            UPDATE dwp_key SET id = moved.id, created_at = moved.created_at
            FROM unnest(?::text[], ?::bigint[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[])
                AS moved (id, created_at, kind, app_id, org_id, name, idempotency_key)
            WHERE dwp_key.kind = moved.kind AND dwp_key.app_id = moved.app_id AND dwp_key.org_id = moved.org_id
                AND dwp_key.name = moved.name AND dwp_key.idempotency_key = moved.idempotency_key
            """);

    /**
     * Frees keys that name nothing: not one that a refused set wished for and that it names already, because the set made
     * again what is there. Parameters: kind, app, org, name, key.
     */
    static final Sql FREE = new Sql("""
            DELETE FROM dwp_key
            WHERE kind = ? AND app_id = ? AND org_id = ? AND name = ? AND idempotency_key = ?
                AND NOT EXISTS (SELECT 1 FROM dwp_job WHERE dwp_job.id = dwp_key.id)
                AND NOT EXISTS (SELECT 1 FROM dwp_run WHERE dwp_run.id = dwp_key.id)
            """, """
            DELETE FROM dwp_key
            USING unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[])
                AS gone (kind, app_id, org_id, name, idempotency_key)
            WHERE dwp_key.kind = gone.kind AND dwp_key.app_id = gone.app_id AND dwp_key.org_id = gone.org_id
                AND dwp_key.name = gone.name AND dwp_key.idempotency_key = gone.idempotency_key
                AND NOT EXISTS (SELECT 1 FROM dwp_job WHERE dwp_job.id = dwp_key.id)
                AND NOT EXISTS (SELECT 1 FROM dwp_run WHERE dwp_run.id = dwp_key.id)
            """);

    /** The jobs that a key names. Parameters: app, org, name, key. */
    static final Sql JOBS = new Sql("""
            SELECT 'job' AS kind, app_id, org_id, name, idempotency_key, id, created_at,
                completed_at AS ended_at
            FROM dwp_job WHERE app_id = ? AND org_id = ? AND name = ? AND idempotency_key = ?
            """, """
            SELECT 'job' AS kind, dwp_job.app_id, dwp_job.org_id, dwp_job.name, dwp_job.idempotency_key, id, created_at,
                completed_at AS ended_at
            FROM unnest(?::text[], ?::text[], ?::text[], ?::text[]) AS asked (app_id, org_id, name, idempotency_key)
                JOIN dwp_job ON dwp_job.app_id = asked.app_id AND dwp_job.org_id = asked.org_id
                    AND dwp_job.name = asked.name AND dwp_job.idempotency_key = asked.idempotency_key
            """);

    /** The runs that a key names. Parameters: app, org, name, key. */
    static final Sql RUNS = new Sql("""
            SELECT 'run' AS kind, app_id, org_id, name, idempotency_key, id, started_at AS created_at,
                CASE WHEN state <> 'running' THEN completed_at END AS ended_at
            FROM dwp_run WHERE app_id = ? AND org_id = ? AND name = ? AND idempotency_key = ?
            """, """
            SELECT 'run' AS kind, dwp_run.app_id, dwp_run.org_id, dwp_run.name, dwp_run.idempotency_key, id,
                started_at AS created_at, CASE WHEN state <> 'running' THEN completed_at END AS ended_at
            FROM unnest(?::text[], ?::text[], ?::text[], ?::text[]) AS asked (app_id, org_id, name, idempotency_key)
                JOIN dwp_run ON dwp_run.app_id = asked.app_id AND dwp_run.org_id = asked.org_id
                    AND dwp_run.name = asked.name AND dwp_run.idempotency_key = asked.idempotency_key
            """);
}
