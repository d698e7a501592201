package dev.dwp.persistence.jdbc;

/**
 * Begins a life of the log on PostgreSQL (PROTOCOL §7.3): whenever this server cannot know what was given out and is lost, as
 * when it opens the store. Where that is so later, the next transaction does, in {@link PostgresEnd}.
 */
final class PostgresLives {
    /** From where a life counts; a later one from above, as no log gives out a thousand numbers in a millisecond for long. */
    static final String CLOCK = "(CAST(extract(epoch FROM now()) * 1000 AS BIGINT) * 1024)";

    /** Begins one. */
    static final String BEGIN = """
            WITH log AS (
                UPDATE dwp_log
                SET tail = head, base = greatest(head + 1, %1$s), head = greatest(head + 1, %1$s)
                RETURNING base, tail
            )
            INSERT INTO dwp_life (base, tail) SELECT base, tail FROM log
            """.formatted(CLOCK);

    private PostgresLives() {}
}
