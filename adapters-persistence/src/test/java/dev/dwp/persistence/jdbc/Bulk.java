package dev.dwp.persistence.jdbc;

/** Tables as they are after a long time, made by the database itself. */
final class Bulk {
    private Bulk() {}

    /** Half of 300,000 jobs have finished; of the others most are due, in three queues and twenty apps. */
    static final String JOBS = """
            INSERT INTO dwp_job (
                id, name, queue, app_id, org_id, payload, priority, max_retries, first_delay, multiplier, max_delay, jitter,
                timeout, idempotency_key, created_at, state, retry_count, run_at, completed_at, attempts, updated_at,
                revision)
            SELECT 'job_' || lpad(i::text, 26, '0'), 'work', (ARRAY['default', 'mail', 'images'])[1 + i % 3],
                'app-' || i % 20, '', '{}', i % 5, 3, 'PT1S', 2, 'PT5M', 1, 'PT5M',
                CASE WHEN i % 10 = 0 THEN 'key-' || i END, i,
                CASE WHEN i % 2 = 0 THEN CASE WHEN i % 1000 = 0 THEN 'failed' ELSE 'completed' END ELSE 'pending' END,
                0, i, CASE WHEN i % 2 = 0 THEN i END, '[]', i, 1
            FROM generate_series(1, 300000) AS i;
            INSERT INTO dwp_ended (dead, completed_at, id)
            SELECT CASE WHEN state = 'failed' THEN 1 ELSE 0 END, completed_at, id FROM dwp_job WHERE completed_at > 0;
            INSERT INTO dwp_rare (state, id, app_id) SELECT state, id, app_id FROM dwp_job WHERE state = 'failed';
            INSERT INTO dwp_held (id, worker, lease_until, started_at, updated_at, revision)
            SELECT id, 'wkr', run_at, run_at, run_at, 2 FROM dwp_job WHERE state = 'pending' AND run_at % 4001 = 0;
            INSERT INTO dwp_later (name, run_at, id, queue, app_id, org_id, priority, state)
            SELECT name, run_at, id, queue, app_id, org_id, priority, state FROM dwp_job
            WHERE state = 'pending' AND run_at % 4001 <> 0 AND run_at % 7 = 0;
            INSERT INTO dwp_due (queue, app_id, org_id, name, priority, id, run_at)
            SELECT queue, app_id, org_id, name, priority, id, run_at FROM dwp_job
            WHERE state = 'pending' AND run_at % 4001 <> 0 AND run_at % 7 <> 0
            """;

    static final String KEYS = """
            INSERT INTO dwp_key SELECT 'job', app_id, org_id, name, idempotency_key, id, created_at
            FROM dwp_job WHERE idempotency_key IS NOT NULL
            """;

    static final String EVENTS = """
            INSERT INTO dwp_segment (last_n, first_n, oldest, youngest, summary, events)
            SELECT 3 * i, 3 * i - 2, i, i, '.' || lpad(i::text, 5, 'A') || '#AAAAA@AAAAA',
                repeat(concat_ws(E'\\t', i, 'app-' || i % 20, '', 'job_' || lpad(i::text, 26, '0'), '', 'default', '{}')
                    || E'\\n', 3)
            FROM generate_series(1, 70000) AS i
            """;

    static final String RUNS = """
            INSERT INTO dwp_run (
                id, name, version, app_id, org_id, input, idempotency_key, parent_id, awaited, started_at, state, fences,
                fence, worker, lease_until, wake_at, cancel_requested, compensable, losses, completed_at, updated_at,
                revision)
            SELECT 'run_' || lpad(i::text, 26, '0'), 'flow', 1, 'app-' || i % 20, '', '{}',
                CASE WHEN i % 10 = 0 THEN 'key-' || i END,
                CASE WHEN i % 5 = 0 THEN 'run_' || lpad((i / 5)::text, 26, '0') END, 1, i,
                CASE WHEN i % 2 = 0 THEN CASE WHEN i % 500 = 0 THEN 'failed' ELSE 'completed' END ELSE 'running' END, 1,
                CASE WHEN i % 2 = 1 AND i % 101 = 0 THEN 1 END, CASE WHEN i % 2 = 1 AND i % 101 = 0 THEN 'wkr' END,
                CASE WHEN i % 2 = 1 AND i % 101 = 0 THEN i END, CASE WHEN i % 2 = 1 AND i % 3 = 0 THEN i END, 0,
                0, 0, CASE WHEN i % 2 = 0 THEN i END, i, 1
            FROM generate_series(1, 60000) AS i
            """;

    static final String ENTRIES = """
            INSERT INTO dwp_entry (
                run_id, seq, app_id, org_id, step_name, kind, state, attempt, awaits, await_name, await_key, await_child,
                await_group, group_mode, started_at)
            SELECT 'run_' || lpad((i / 2)::text, 26, '0'), i % 2, 'app-' || (i / 2) % 20, '', 'step-' || i % 2, 'wait',
                CASE WHEN i % 3 = 0 THEN 'completed' ELSE 'waiting' END, 1,
                CASE WHEN i % 5 = 0 THEN 'child' ELSE 'signal' END, CASE WHEN i % 5 <> 0 THEN 'paid' END,
                CASE WHEN i % 4 <> 0 THEN ':key-' || i ELSE '' END,
                CASE WHEN i % 5 = 0 THEN 'run_' || lpad(i::text, 26, '0') END,
                CASE WHEN i % 11 = 0 THEN 'group' END, CASE WHEN i % 11 = 0 THEN 'all' END, i
            FROM generate_series(2, 120000) AS i
            """;

    static final String SIGNALS = """
            INSERT INTO dwp_signal (id, name, signal_key, payload, app_id, org_id, run_id, published_at)
            SELECT 'sig_' || lpad(i::text, 26, '0'), 'paid', 'key-' || i, '{}', 'app-' || i % 20, '',
                CASE WHEN i % 9 = 0 THEN 'run_' || lpad(i::text, 26, '0') END, i
            FROM generate_series(1, 60000) AS i
            """;
}
