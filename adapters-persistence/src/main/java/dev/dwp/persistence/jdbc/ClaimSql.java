package dev.dwp.persistence.jdbc;

/** Statements of a claim of jobs: what waits where, whose turn it is, and what bounds the queues. */
final class ClaimSql {
    /** Names the lock between those who pause queues and those who start jobs without a claim. */
    private static final String PAUSING = "4922045";

    private ClaimSql() {}

    /** Keeps all others from claiming until this claim is committed; SQLite has one writer anyway. */
    static final Sql ALONE = new Sql("""
            SELECT 1 AS one
            """, """
            SELECT one FROM dwp_claim FOR UPDATE
            """);

    /** How many unfinished jobs stand where, and when their lane had its last turn. */
    static final Sql LANES = Sql.same("""
            SELECT n.queue, n.app_id, n.org_id, n.name, n.state, n.place, n.n, lane.turn
            FROM dwp_job_count n
            LEFT JOIN dwp_lane lane ON lane.queue = n.queue AND lane.app_id = n.app_id AND lane.org_id = n.org_id
            WHERE n.n > 0 AND n.place <> 'finished'
            """);

    /** Keeps queues from being paused until the commit; SQLite has one writer anyway. */
    static final Sql KEEP_OPEN = new Sql("""
            SELECT 1 AS one
            """, """
            SELECT pg_advisory_xact_lock_shared(LOCK) AS one
            """.replace("LOCK", PAUSING));

    /** Waits for those who keep queues open, and keeps others from it until the commit. */
    static final Sql KEEP_SHUT = new Sql("""
            SELECT 1 AS one
            """, """
            SELECT pg_advisory_xact_lock(LOCK) AS one
            """.replace("LOCK", PAUSING));

    /** Queues of which jobs are due. */
    static final Sql DUE_QUEUES = Sql.same("""
            SELECT DISTINCT queue FROM dwp_job_count WHERE n > 0 AND place = 'due'
            """);

    static final Sql PAUSED = Sql.same("""
            SELECT queue FROM dwp_paused_queue
            """);

    /** The earliest job of a name that is not due yet. Parameters: names. */
    static final Sql FIRST_LATER = new Sql("""
            SELECT name, run_at FROM dwp_later WHERE name = ? ORDER BY run_at LIMIT 1
            """, """
            SELECT first.name, first.run_at FROM unnest(?::text[]) AS wanted (name)
            CROSS JOIN LATERAL (
                SELECT name, run_at FROM dwp_later WHERE name = wanted.name ORDER BY run_at LIMIT 1) first
            """);

    /**
     * Jobs that are due by now and wait still for their time; in PostgreSQL those that nobody else is changing. Parameters:
     * name, now, limit.
     */
    static final Sql FALLEN_DUE = new Sql("""
            SELECT name, run_at, id, queue, app_id, org_id, priority, state FROM dwp_later
            WHERE name = ? AND run_at <= ? ORDER BY run_at LIMIT ?
            """, """
            WITH fallen AS MATERIALIZED (
                SELECT first.* FROM unnest(?::text[], ?::bigint[], ?::bigint[]) AS wanted (name, now, n)
                CROSS JOIN LATERAL (
                    SELECT name, run_at, id, queue, app_id, org_id, priority, state FROM dwp_later
                    WHERE name = wanted.name AND run_at <= wanted.now ORDER BY run_at LIMIT wanted.n) first
            ), locked AS (
                SELECT id, run_at FROM dwp_job
                WHERE id = ANY(ARRAY(SELECT id FROM fallen)) AND completed_at IS NULL
                FOR UPDATE SKIP LOCKED
            )
            SELECT fallen.* FROM fallen JOIN locked ON locked.id = fallen.id AND locked.run_at = fallen.run_at
            """);

    /**
     * The due jobs of a lane that go first; in PostgreSQL those that nobody else is changing. Statistics taken while nothing
     * was due make its planner think it cheapest to read every due job, so there the ids are an array. Parameters: queue, app,
     * org, name, now, how many of the lane.
     */
    static final Sql FIRST_DUE = new Sql("""
            SELECT job.*, NULL AS worker, NULL AS lease_until FROM dwp_due CROSS JOIN dwp_job job
            WHERE dwp_due.queue = ? AND dwp_due.app_id = ? AND dwp_due.org_id = ? AND dwp_due.name = ?
                AND dwp_due.run_at <= ? AND job.id = dwp_due.id
            ORDER BY dwp_due.priority DESC, dwp_due.id LIMIT ?
            """, """
            WITH wanted AS (
                SELECT * FROM unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::bigint[], ?::bigint[])
                    AS lane (queue, app_id, org_id, name, now, n)
            ), first AS (
                SELECT due.id, wanted.n, row_number() OVER (
                    PARTITION BY wanted.queue, wanted.app_id, wanted.org_id ORDER BY due.priority DESC, due.id) AS nth
                FROM wanted CROSS JOIN LATERAL (
                    SELECT id, priority FROM dwp_due
                    WHERE queue = wanted.queue AND app_id = wanted.app_id
                        AND org_id = wanted.org_id AND name = wanted.name AND run_at <= wanted.now
                    ORDER BY priority DESC, id LIMIT wanted.n) due
            )
            SELECT dwp_job.*, CAST(NULL AS TEXT) AS worker, CAST(NULL AS BIGINT) AS lease_until FROM dwp_job
            WHERE id = ANY(ARRAY(SELECT id FROM first WHERE nth <= n)) AND completed_at IS NULL
            FOR UPDATE OF dwp_job SKIP LOCKED
            """);

    /**
     * When the first of those jobs of a lane is due that stand as due by the clock of another. Parameters: as before, the
     * last of no use.
     */
    static final Sql FIRST_EARLY = new Sql("""
            SELECT run_at FROM dwp_due
            WHERE queue = ? AND app_id = ? AND org_id = ? AND name = ? AND run_at > ? AND ? > 0
            ORDER BY run_at LIMIT 1
            """, """
            SELECT first.run_at FROM unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::bigint[], ?::bigint[])
                AS wanted (queue, app_id, org_id, name, now, n)
            CROSS JOIN LATERAL (
                SELECT run_at FROM dwp_due
                WHERE queue = wanted.queue AND app_id = wanted.app_id AND org_id = wanted.org_id
                    AND name = wanted.name AND run_at > wanted.now
                ORDER BY run_at LIMIT 1) first
            """);

    static final Sql BUCKETS = Sql.same("""
            SELECT queue, tokens, at FROM dwp_bucket
            """);

    /** Parameters: queue, tokens, at. */
    static final Sql FILL_BUCKET = new Sql("""
            INSERT INTO dwp_bucket (queue, tokens, at) VALUES (?, ?, ?)
            ON CONFLICT (queue) DO UPDATE SET tokens = excluded.tokens, at = excluded.at
            """, """
            INSERT INTO dwp_bucket (queue, tokens, at) SELECT * FROM unnest(?::text[], ?::float8[], ?::bigint[])
            ON CONFLICT (queue) DO UPDATE SET tokens = excluded.tokens, at = excluded.at
            """);

    /** Parameters: queue. */
    static final Sql PAUSE = new Sql("""
            INSERT INTO dwp_paused_queue (queue) VALUES (?) ON CONFLICT (queue) DO NOTHING
            """, """
            INSERT INTO dwp_paused_queue (queue) SELECT * FROM unnest(?::text[]) ON CONFLICT (queue) DO NOTHING
            """);

    /** Parameters: queue. */
    static final Sql RESUME = new Sql("""
            DELETE FROM dwp_paused_queue WHERE queue = ?
            """, """
            DELETE FROM dwp_paused_queue WHERE queue = ANY(?::text[])
            """);
}
