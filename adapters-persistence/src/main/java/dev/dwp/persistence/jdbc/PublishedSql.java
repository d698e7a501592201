package dev.dwp.persistence.jdbc;

/** Statements about publications of signals that may be repeated. */
final class PublishedSql {
    private PublishedSql() {}

    /**
     * Writes a publication, unless there is one of the same name already; either way nobody else changes it until the end of
     * the transaction. Parameters: the columns in their order; the result is what is there then.
     */
    static final Sql TAKE = new Sql("""
            INSERT INTO dwp_published (app_id, org_id, name, dedup, signal, digest, published_at)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (app_id, org_id, name, dedup) DO UPDATE SET signal = dwp_published.signal
            RETURNING *
            """, """
            INSERT INTO dwp_published (app_id, org_id, name, dedup, signal, digest, published_at)
            SELECT * FROM unnest(
                ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::bigint[])
            ON CONFLICT (app_id, org_id, name, dedup) DO UPDATE SET signal = dwp_published.signal
            RETURNING *
            """);

    /** Parameters: the columns in their order. */
    static final Sql MOVE = new Sql("""
            INSERT INTO dwp_published (app_id, org_id, name, dedup, signal, digest, published_at)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (app_id, org_id, name, dedup) DO UPDATE SET
                signal = excluded.signal, digest = excluded.digest, published_at = excluded.published_at
            """, """
            INSERT INTO dwp_published (app_id, org_id, name, dedup, signal, digest, published_at)
            SELECT * FROM unnest(
                ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::bigint[])
            ON CONFLICT (app_id, org_id, name, dedup) DO UPDATE SET
                signal = excluded.signal, digest = excluded.digest, published_at = excluded.published_at
            """);

    /** Parameters: app, org, name, dedup. */
    static final Sql FREE = new Sql("""
            DELETE FROM dwp_published WHERE app_id = ? AND org_id = ? AND name = ? AND dedup = ?
            """, """
            DELETE FROM dwp_published
            USING unnest(?::text[], ?::text[], ?::text[], ?::text[]) AS gone (app_id, org_id, name, dedup)
            WHERE dwp_published.app_id = gone.app_id AND dwp_published.org_id = gone.org_id
                AND dwp_published.name = gone.name AND dwp_published.dedup = gone.dedup
            """);

    /** Parameters: app, org, name, dedup, published at or after. */
    static final Sql FIND = Sql.same("""
            SELECT * FROM dwp_published WHERE app_id = ? AND org_id = ? AND name = ? AND dedup = ? AND published_at >= ?
            """);

    /** Parameters: published before, limit. */
    static final Sql FORGET = new Sql("""
            DELETE FROM dwp_published WHERE signal IN (
                SELECT signal FROM dwp_published WHERE published_at < ? ORDER BY published_at LIMIT ?)
            """, """
            DELETE FROM dwp_published WHERE signal = ANY(ARRAY(
                SELECT signal FROM dwp_published WHERE published_at < ?
                ORDER BY published_at LIMIT ? FOR UPDATE SKIP LOCKED))
            """);
}
