package dev.dwp.persistence.jdbc;

/** Statements about the servers that work on this store. */
final class NodeSql {
    private NodeSql() {}

    /** Parameters: the columns in their order. */
    static final Sql BEAT = Sql.same("""
            INSERT INTO dwp_node (worker, name, version, job_names, workflows, started_at, seen_at)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (worker) DO UPDATE SET
                name = excluded.name, version = excluded.version, job_names = excluded.job_names,
                workflows = excluded.workflows, started_at = excluded.started_at, seen_at = excluded.seen_at
            """);

    /** Parameters: seen before. */
    static final Sql FORGET = Sql.same("""
            DELETE FROM dwp_node WHERE seen_at < ?
            """);

    /** Parameters: worker. */
    static final Sql LEAVE = Sql.same("""
            DELETE FROM dwp_node WHERE worker = ?
            """);

    /** Parameters: seen since. */
    static final Sql SEEN_SINCE = Sql.same("""
            SELECT * FROM dwp_node WHERE seen_at >= ? ORDER BY name, worker
            """);
}
