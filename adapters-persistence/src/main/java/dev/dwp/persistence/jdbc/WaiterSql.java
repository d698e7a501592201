package dev.dwp.persistence.jdbc;

/** Statements that find a waiting entry of an unfinished run, together with that run; see {@link WaiterRow}. */
final class WaiterSql {
    private WaiterSql() {}

    /** The longest waiting for a signal. Parameters: app, org, name; the same with the key as {@link AwaitKey} writes it. */
    static final Sql LONGEST = Sql.same("""
            SELECT run.*,
                first.run_id AS e_run_id, first.seq AS e_seq, first.app_id AS e_app_id, first.org_id AS e_org_id,
                first.step_name AS e_step_name, first.kind AS e_kind, first.parallel AS e_parallel,
                first.branch AS e_branch, first.state AS e_state, first.attempt AS e_attempt,
                first.awaits AS e_awaits, first.await_name AS e_await_name, first.await_key AS e_await_key,
                first.await_child AS e_await_child, first.await_group AS e_await_group,
                first.group_mode AS e_group_mode, first.deadline AS e_deadline, first.started_at AS e_started_at,
                first.completed_at AS e_completed_at, first.data AS e_data, first.error AS e_error
            FROM (
                SELECT * FROM (
                    SELECT entry.* FROM dwp_entry entry JOIN dwp_run run ON run.id = entry.run_id
                    WHERE entry.state = 'waiting' AND entry.awaits = 'signal' AND run.state = 'running'
                        AND entry.app_id = ? AND entry.org_id = ? AND entry.await_name = ?
                        AND entry.await_key = ''
                    ORDER BY entry.started_at, entry.run_id, entry.seq LIMIT 1) any_key
                UNION ALL
                SELECT * FROM (
                    SELECT entry.* FROM dwp_entry entry JOIN dwp_run run ON run.id = entry.run_id
                    WHERE entry.state = 'waiting' AND entry.awaits = 'signal' AND run.state = 'running'
                        AND entry.app_id = ? AND entry.org_id = ? AND entry.await_name = ?
                        AND entry.await_key = ?
                    ORDER BY entry.started_at, entry.run_id, entry.seq LIMIT 1) same_key
                ORDER BY started_at, run_id, seq LIMIT 1
            ) first JOIN dwp_run run ON run.id = first.run_id
            """);

    /**
     * The longest waiting of one run for a signal; without a key, whatever they wait for. Parameters: run, name, key as
     * {@link AwaitKey} writes it, twice.
     */
    static final Sql LONGEST_OF_RUN = Sql.same("""
            SELECT run.*,
                entry.run_id AS e_run_id, entry.seq AS e_seq, entry.app_id AS e_app_id, entry.org_id AS e_org_id,
                entry.step_name AS e_step_name, entry.kind AS e_kind, entry.parallel AS e_parallel,
                entry.branch AS e_branch, entry.state AS e_state, entry.attempt AS e_attempt,
                entry.awaits AS e_awaits, entry.await_name AS e_await_name, entry.await_key AS e_await_key,
                entry.await_child AS e_await_child, entry.await_group AS e_await_group,
                entry.group_mode AS e_group_mode, entry.deadline AS e_deadline, entry.started_at AS e_started_at,
                entry.completed_at AS e_completed_at, entry.data AS e_data, entry.error AS e_error
            FROM dwp_entry entry JOIN dwp_run run ON run.id = entry.run_id
            WHERE entry.run_id = ? AND entry.state = 'waiting' AND entry.awaits = 'signal' AND run.state = 'running'
                AND entry.await_name = ? AND (CAST(? AS TEXT) = '' OR entry.await_key IN ('', ?))
            ORDER BY entry.started_at, entry.seq LIMIT 1
            """);

    /** The one that waits for the end of a child. Parameters: child. */
    static final Sql FOR_CHILD = Sql.same("""
            SELECT run.*,
                entry.run_id AS e_run_id, entry.seq AS e_seq, entry.app_id AS e_app_id, entry.org_id AS e_org_id,
                entry.step_name AS e_step_name, entry.kind AS e_kind, entry.parallel AS e_parallel,
                entry.branch AS e_branch, entry.state AS e_state, entry.attempt AS e_attempt,
                entry.awaits AS e_awaits, entry.await_name AS e_await_name, entry.await_key AS e_await_key,
                entry.await_child AS e_await_child, entry.await_group AS e_await_group,
                entry.group_mode AS e_group_mode, entry.deadline AS e_deadline, entry.started_at AS e_started_at,
                entry.completed_at AS e_completed_at, entry.data AS e_data, entry.error AS e_error
            FROM dwp_entry entry JOIN dwp_run run ON run.id = entry.run_id
            WHERE entry.await_child = ? AND entry.state = 'waiting' AND entry.awaits = 'child' AND run.state = 'running'
            """);
}
