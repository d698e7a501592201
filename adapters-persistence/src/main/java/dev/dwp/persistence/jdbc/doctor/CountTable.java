package dev.dwp.persistence.jdbc.doctor;

/** The counts that a store keeps. */
enum CountTable {
    /** Of jobs, by where they stand. */
    JOBS("job counts", """
            SELECT queue, app_id, org_id, name, state, place, CAST(SUM(n) AS BIGINT) AS missing
            FROM (
                SELECT queue, app_id, org_id, name, state, CASE
                        WHEN state = 'running' THEN 'running'
                        WHEN state NOT IN ('pending', 'retrying') THEN 'finished'
                        WHEN EXISTS (
                            SELECT 1 FROM dwp_later later
                            WHERE later.name = job.name AND later.run_at = job.run_at AND later.id = job.id) THEN 'later'
                        ELSE 'due' END AS place, 1 AS n
                FROM dwp_job_now job
                UNION ALL
                SELECT queue, app_id, org_id, name, state, place, -n FROM dwp_job_count
            ) compared
            GROUP BY queue, app_id, org_id, name, state, place HAVING SUM(n) <> 0
            """, """
            INSERT INTO dwp_job_count AS counted (queue, app_id, org_id, name, state, place, n)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (queue, app_id, org_id, name, state, place) DO UPDATE SET n = counted.n + excluded.n
            """),

    /** Of runs, by state. */
    RUNS("run counts", """
            SELECT app_id, org_id, name, state, CAST(SUM(n) AS BIGINT) AS missing
            FROM (
                SELECT app_id, org_id, name, state, 1 AS n FROM dwp_run
                UNION ALL
                SELECT app_id, org_id, name, state, -n FROM dwp_run_count
            ) compared
            GROUP BY app_id, org_id, name, state HAVING SUM(n) <> 0
            """, """
            INSERT INTO dwp_run_count AS counted (app_id, org_id, name, state, n) VALUES (?, ?, ?, ?, ?)
            ON CONFLICT (app_id, org_id, name, state) DO UPDATE SET n = counted.n + excluded.n
            """);

    private final String title;
    private final String differences;
    private final String addition;

    CountTable(String title, String differences, String addition) {
        this.title = title;
        this.differences = differences;
        this.addition = addition;
    }

    /** What a check of it is called. */
    String title() {
        return title;
    }

    /** Reads the key of each count that is wrong, and what it lacks. */
    String differences() {
        return differences;
    }

    /** Adds to a count. Parameters: its key, what it lacks. */
    String addition() {
        return addition;
    }
}
