package dev.dwp.persistence.jdbc;

/** Statements that remove rows of which nothing is left but their keys. */
final class SweepSql {
    private SweepSql() {}

    /** The row on which all nodes wait for each other before they change counts and lanes; SQLite has one writer anyway. */
    static final Sql ALONE = new Sql("""
            SELECT head FROM dwp_log
            """, """
            SELECT head FROM dwp_log FOR UPDATE
            """);

    static final Sql JOB_COUNTS = Sql.same("""
            DELETE FROM dwp_job_count WHERE n = 0
            """);

    static final Sql RUN_COUNTS = Sql.same("""
            DELETE FROM dwp_run_count WHERE n = 0
            """);

    /**
     * Lanes without unfinished jobs, but for those that had their turn last. Numbers of the log cannot be subtracted, as they
     * jump where it begins another life. Parameters: how many stay.
     */
    static final Sql LANES = Sql.same("""
            DELETE FROM dwp_lane
            WHERE turn <= (
                SELECT idle.turn FROM dwp_lane idle
                WHERE NOT EXISTS (
                    SELECT 1 FROM dwp_job_count counted
                    WHERE counted.queue = idle.queue AND counted.app_id = idle.app_id
                        AND counted.org_id = idle.org_id AND counted.n > 0 AND counted.place <> 'finished')
                ORDER BY idle.turn DESC LIMIT 1 OFFSET ?)
            AND NOT EXISTS (
                SELECT 1 FROM dwp_job_count counted
                WHERE counted.queue = dwp_lane.queue AND counted.app_id = dwp_lane.app_id
                    AND counted.org_id = dwp_lane.org_id AND counted.n > 0 AND counted.place <> 'finished')
            """);
}
