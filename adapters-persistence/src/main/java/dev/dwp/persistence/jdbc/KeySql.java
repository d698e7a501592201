package dev.dwp.persistence.jdbc;

/**
 * Statements about idempotency keys. A row of {@code dwp_key} is the newest thing that a key names, and in PostgreSQL also
 * what two nodes meet at that want the same key.
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

    /** Parameters: kind, app, org, name, key. */
    static final Sql FREE = new Sql("""
            DELETE FROM dwp_key WHERE kind = ? AND app_id = ? AND org_id = ? AND name = ? AND idempotency_key = ?
            """, """
            DELETE FROM dwp_key
            USING unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[])
                AS gone (kind, app_id, org_id, name, idempotency_key)
            WHERE dwp_key.kind = gone.kind AND dwp_key.app_id = gone.app_id AND dwp_key.org_id = gone.org_id
                AND dwp_key.name = gone.name AND dwp_key.idempotency_key = gone.idempotency_key
            """);

    /** Frees a key that still names something. Parameters: kind, app, org, name, key, id. */
    static final Sql FREE_OF = new Sql("""
            DELETE FROM dwp_key
            WHERE kind = ? AND app_id = ? AND org_id = ? AND name = ? AND idempotency_key = ? AND id = ?
            """, """
            DELETE FROM dwp_key
            USING unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[])
                AS gone (kind, app_id, org_id, name, idempotency_key, id)
            WHERE dwp_key.kind = gone.kind AND dwp_key.app_id = gone.app_id AND dwp_key.org_id = gone.org_id
                AND dwp_key.name = gone.name AND dwp_key.idempotency_key = gone.idempotency_key
                AND dwp_key.id = gone.id
            """);

    /** The newest job of a key but one. Parameters: app, org, name, key, that one. */
    static final Sql OTHER_JOB = Sql.same("""
            SELECT id, created_at FROM dwp_job
            WHERE app_id = ? AND org_id = ? AND name = ? AND idempotency_key = ? AND id <> ?
            ORDER BY created_at DESC, id DESC LIMIT 1
            """);

    /** The newest run of a key but one. Parameters: app, org, name, key, that one. */
    static final Sql OTHER_RUN = Sql.same("""
            SELECT id, started_at AS created_at FROM dwp_run
            WHERE app_id = ? AND org_id = ? AND name = ? AND idempotency_key = ? AND id <> ?
            ORDER BY started_at DESC, id DESC LIMIT 1
            """);
}
