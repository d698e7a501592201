package dev.dwp.persistence.jdbc;

/**
 * Statements about the event log. Those that read it read its ends in the same statement as the events, because only together
 * they tell what was looked at, and the tail before the next life, which tells whether the cursor is of events that are lost.
 */
final class EventSql {
    private EventSql() {}

    static final Sql HEAD = Sql.same("""
            SELECT head FROM dwp_log
            """);

    /** The ends, with each gap that matters to what is kept. */
    static final Sql EXTENT = Sql.same("""
            SELECT log.head, log.oldest, life.tail, life.base
            FROM dwp_log log LEFT JOIN dwp_life life ON life.base >= log.oldest - 1
            ORDER BY life.base
            """);

    /**
     * The next segments. Only as many come with their events as hold so many; what comes without is there to be read later.
     * Parameters: cursor, how many events, cursor three times, how many segments.
     */
    static final Sql SEGMENTS = Sql.same("""
            SELECT log.head, log.oldest, (
                    SELECT life.tail FROM dwp_life life WHERE life.base > CAST(? AS BIGINT) ORDER BY life.base LIMIT 1
                ) AS next_tail, CAST(NULL AS BIGINT) AS looked, segment.first_n, segment.last_n, CASE
                    WHEN segment.earlier < CAST(? AS BIGINT)
                    THEN (SELECT whole.events FROM dwp_segment whole WHERE whole.last_n = segment.last_n)
                END AS events
            FROM dwp_log log LEFT JOIN (
                SELECT first_n, last_n, SUM(size) OVER (
                    ORDER BY last_n ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) - size AS earlier
                FROM (
                    SELECT first_n, last_n,
                        last_n - CASE WHEN first_n > ? THEN first_n - 1 ELSE CAST(? AS BIGINT) END AS size
                    FROM dwp_segment WHERE last_n > ? ORDER BY last_n LIMIT ?
                ) ahead
            ) segment ON TRUE
            ORDER BY segment.last_n
            """);

    /**
     * The next segments that have two words in their summaries, of as many as are looked through at a time.
     * Parameters: cursor twice, how many events, cursor three times, words, how many segments.
     */
    static final Sql SEGMENTS_WITH = new Sql(with("instr"), with("strpos"));

    private static String with(String find) {
        return """
            SELECT log.head, log.oldest, (
                    SELECT life.tail FROM dwp_life life WHERE life.base > CAST(? AS BIGINT) ORDER BY life.base LIMIT 1
                ) AS next_tail, (
                    SELECT MAX(last_n) FROM (
                        SELECT last_n FROM dwp_segment WHERE last_n > ? ORDER BY last_n LIMIT 2048
                    ) further
                ) AS looked, segment.first_n, segment.last_n, CASE
                    WHEN segment.earlier < CAST(? AS BIGINT)
                    THEN (SELECT whole.events FROM dwp_segment whole WHERE whole.last_n = segment.last_n)
                END AS events
            FROM dwp_log log LEFT JOIN (
                SELECT first_n, last_n, SUM(size) OVER (
                    ORDER BY last_n ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) - size AS earlier
                FROM (
                    SELECT first_n, last_n,
                        last_n - CASE WHEN first_n > ? THEN first_n - 1 ELSE CAST(? AS BIGINT) END AS size
                    FROM (
                        SELECT first_n, last_n, summary FROM dwp_segment
                        WHERE last_n > ? ORDER BY last_n LIMIT 2048
                    ) looked_through
                    WHERE FIND(summary, ?) > 0 AND FIND(summary, ?) > 0
                    ORDER BY last_n LIMIT ?
                ) ahead
            ) segment ON TRUE
            ORDER BY segment.last_n
            """.replace("FIND", find);
    }

    /**
     * The first segment of a stretch that has an event which is not older than an instant. Parameters: from, below, instant.
     */
    static final Sql FIRST_YOUNG = Sql.same("""
            SELECT first_n, last_n, events FROM dwp_segment WHERE last_n >= ? AND first_n < ? AND youngest >= ?
            ORDER BY last_n LIMIT 1
            """);

    /** Segments of which nothing is kept. Parameters: the oldest event kept. */
    static final Sql DROP = Sql.same("""
            DELETE FROM dwp_segment WHERE last_n < ?
            """);

    /** The next segments without their events, as many as hold all of a large one. Parameters: the number after which. */
    static final Sql SIZES = Sql.same("""
            SELECT first_n, last_n, oldest, youngest, octet_length(events) AS length FROM dwp_segment
            WHERE last_n > ? ORDER BY last_n LIMIT 1024
            """);

    /** Segments as they are, which nobody else changes until the end of the transaction. Parameters: from, to. */
    static final Sql LOCK_SEGMENTS = new Sql("""
            SELECT *, octet_length(events) AS length FROM dwp_segment WHERE last_n BETWEEN ? AND ? ORDER BY last_n
            """, """
            SELECT *, octet_length(events) AS length FROM dwp_segment WHERE last_n BETWEEN ? AND ? ORDER BY last_n FOR UPDATE
            """);

    /** Parameters: from, below. */
    static final Sql DROP_GATHERED = Sql.same("""
            DELETE FROM dwp_segment WHERE last_n >= ? AND last_n < ?
            """);

    /** Parameters: first number, oldest instant, youngest instant, summary, events, last number. */
    static final Sql GATHER = Sql.same("""
            UPDATE dwp_segment SET first_n = ?, oldest = ?, youngest = ?, summary = ?, events = ? WHERE last_n = ?
            """);

    /** Lives of which nothing is kept. Parameters: the last number dropped. */
    static final Sql FORGET_LIVES = Sql.same("""
            DELETE FROM dwp_life WHERE base < ?
            """);
}
