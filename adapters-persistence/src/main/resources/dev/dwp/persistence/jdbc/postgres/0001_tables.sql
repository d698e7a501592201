-- Instants are microseconds since 1970, flags 0 or 1, payloads JSON. An absent app_id or org_id is an empty text.
-- Texts that are compared have the collation "C": ids sort by their bytes, as they do everywhere else.

-- What a job was asked to be, and what has become of it: written when it is asked for, when it has ended, and when it is to
-- wait again. What it is while a worker holds it stands in dwp_held, and nothing is written here meanwhile: no index has a
-- column that changes, and state is then still that of before.
CREATE TABLE dwp_job (
    id              TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    name            TEXT COLLATE "C" NOT NULL,
    queue           TEXT COLLATE "C" NOT NULL,
    app_id          TEXT COLLATE "C" NOT NULL,
    org_id          TEXT COLLATE "C" NOT NULL,
    payload         TEXT NOT NULL,
    priority        BIGINT NOT NULL,
    max_retries     BIGINT NOT NULL,
    first_delay     TEXT NOT NULL,
    multiplier      DOUBLE PRECISION NOT NULL,
    max_delay       TEXT NOT NULL,
    jitter          DOUBLE PRECISION NOT NULL,
    timeout         TEXT NOT NULL,
    idempotency_key TEXT COLLATE "C",
    traceparent     TEXT,
    created_at      BIGINT NOT NULL,
    state           TEXT COLLATE "C" NOT NULL,
    retry_count     BIGINT NOT NULL,
    run_at          BIGINT NOT NULL,
    started_at      BIGINT,
    completed_at    BIGINT,
    last_error      TEXT,
    result          TEXT,
    percent         BIGINT,
    note            TEXT,
    attempts        TEXT NOT NULL,
    updated_at      BIGINT NOT NULL,
    revision        BIGINT NOT NULL
) WITH (fillfactor = 40, autovacuum_vacuum_scale_factor = 0.05, autovacuum_analyze_scale_factor = 0.05);
CREATE INDEX dwp_job_app ON dwp_job (app_id, id) WHERE app_id <> '';
CREATE INDEX dwp_job_key ON dwp_job (idempotency_key, app_id, org_id, name, created_at)
    WHERE idempotency_key IS NOT NULL;

-- Each job stands in one of four tables: it waits for its time in dwp_later, for a worker in dwp_due, is held, or has ended.
-- Their rows come and go with the lock of the job's own row.
CREATE TABLE dwp_later (
    name     TEXT COLLATE "C" NOT NULL,
    run_at   BIGINT NOT NULL,
    id       TEXT COLLATE "C" NOT NULL,
    queue    TEXT COLLATE "C" NOT NULL,
    app_id   TEXT COLLATE "C" NOT NULL,
    org_id   TEXT COLLATE "C" NOT NULL,
    priority BIGINT NOT NULL,
    state    TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (name, run_at, id)
) WITH (autovacuum_vacuum_scale_factor = 0.05);

CREATE TABLE dwp_due (
    queue    TEXT COLLATE "C" NOT NULL,
    app_id   TEXT COLLATE "C" NOT NULL,
    org_id   TEXT COLLATE "C" NOT NULL,
    name     TEXT COLLATE "C" NOT NULL,
    priority BIGINT NOT NULL,
    id       TEXT COLLATE "C" NOT NULL,
    run_at   BIGINT NOT NULL
) WITH (autovacuum_vacuum_scale_factor = 0.05);
CREATE UNIQUE INDEX dwp_due_first ON dwp_due (queue, app_id, org_id, name, priority DESC, id);

CREATE TABLE dwp_held (
    id          TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    worker      TEXT COLLATE "C" NOT NULL,
    lease_until BIGINT NOT NULL,
    started_at  BIGINT NOT NULL,
    percent     BIGINT,
    note        TEXT,
    updated_at  BIGINT NOT NULL,
    revision    BIGINT NOT NULL
) WITH (fillfactor = 90, autovacuum_vacuum_scale_factor = 0.05);

-- dead is 1 for dead letters.
CREATE TABLE dwp_ended (
    dead         BIGINT NOT NULL,
    completed_at BIGINT NOT NULL,
    id           TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (dead, completed_at, id)
) WITH (autovacuum_vacuum_scale_factor = 0.05);

-- Jobs in a state that few are in: failed, cancelled, or retrying and not held.
CREATE TABLE dwp_rare (
    state  TEXT COLLATE "C" NOT NULL,
    id     TEXT COLLATE "C" NOT NULL,
    app_id TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (state, id)
) WITH (autovacuum_vacuum_scale_factor = 0.05);
CREATE INDEX dwp_rare_app ON dwp_rare (state, app_id, id);

-- Jobs as they are now.
CREATE VIEW dwp_job_now AS
SELECT job.id, job.name, job.queue, job.app_id, job.org_id, job.payload, job.priority, job.max_retries, job.first_delay,
    job.multiplier, job.max_delay, job.jitter, job.timeout, job.idempotency_key, job.traceparent, job.created_at,
    CASE WHEN held.id IS NULL THEN job.state ELSE 'running' END AS state,
    job.retry_count, job.run_at, held.worker, held.lease_until,
    CASE WHEN held.id IS NULL THEN job.started_at ELSE held.started_at END AS started_at,
    job.completed_at, job.last_error, job.result,
    CASE WHEN held.id IS NULL THEN job.percent ELSE held.percent END AS percent,
    CASE WHEN held.id IS NULL THEN job.note ELSE held.note END AS note,
    job.attempts,
    CASE WHEN held.id IS NULL THEN job.updated_at ELSE held.updated_at END AS updated_at,
    CASE WHEN held.id IS NULL THEN job.revision ELSE held.revision END AS revision
FROM dwp_job job LEFT JOIN dwp_held held ON held.id = job.id;

-- How many jobs stand where; what claims and statistics read instead of counting. place: later, due, running, finished.
CREATE TABLE dwp_job_count (
    queue  TEXT COLLATE "C" NOT NULL,
    app_id TEXT COLLATE "C" NOT NULL,
    org_id TEXT COLLATE "C" NOT NULL,
    name   TEXT COLLATE "C" NOT NULL,
    state  TEXT COLLATE "C" NOT NULL,
    place  TEXT COLLATE "C" NOT NULL,
    n      BIGINT NOT NULL,
    PRIMARY KEY (queue, app_id, org_id, name, state, place)
) WITH (fillfactor = 25);

-- When a tenant had its last turn in a queue, or began to wait for the first: a number of the event log.
CREATE TABLE dwp_lane (
    queue  TEXT COLLATE "C" NOT NULL,
    app_id TEXT COLLATE "C" NOT NULL,
    org_id TEXT COLLATE "C" NOT NULL,
    turn   BIGINT NOT NULL,
    PRIMARY KEY (queue, app_id, org_id)
) WITH (fillfactor = 25);

CREATE TABLE dwp_paused_queue (
    queue TEXT COLLATE "C" NOT NULL PRIMARY KEY
);

-- What was left of a queue's rate; at is in nanoseconds.
CREATE TABLE dwp_bucket (
    queue  TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    tokens DOUBLE PRECISION NOT NULL,
    at     BIGINT NOT NULL
) WITH (fillfactor = 25);

-- The newest job or run that a key names; kind is job or run.
CREATE TABLE dwp_key (
    kind            TEXT COLLATE "C" NOT NULL,
    app_id          TEXT COLLATE "C" NOT NULL,
    org_id          TEXT COLLATE "C" NOT NULL,
    name            TEXT COLLATE "C" NOT NULL,
    idempotency_key TEXT COLLATE "C" NOT NULL,
    id              TEXT COLLATE "C" NOT NULL,
    created_at      BIGINT NOT NULL,
    PRIMARY KEY (kind, app_id, org_id, name, idempotency_key)
);

CREATE TABLE dwp_run (
    id               TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    name             TEXT COLLATE "C" NOT NULL,
    version          BIGINT NOT NULL,
    app_id           TEXT COLLATE "C" NOT NULL,
    org_id           TEXT COLLATE "C" NOT NULL,
    input            TEXT NOT NULL,
    idempotency_key  TEXT COLLATE "C",
    parent_id        TEXT COLLATE "C",
    awaited          BIGINT NOT NULL,
    traceparent      TEXT,
    started_at       BIGINT NOT NULL,
    state            TEXT COLLATE "C" NOT NULL,
    fences           BIGINT NOT NULL,
    fence            BIGINT,
    worker           TEXT COLLATE "C",
    lease_until      BIGINT,
    wake_at          BIGINT,
    cancel_requested BIGINT NOT NULL,
    compensable      BIGINT NOT NULL,
    losses           BIGINT NOT NULL,
    output           TEXT,
    error            TEXT,
    completed_at     BIGINT,
    updated_at       BIGINT NOT NULL,
    revision         BIGINT NOT NULL
) WITH (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.05, autovacuum_analyze_scale_factor = 0.05);
CREATE INDEX dwp_run_due ON dwp_run (name, version, cancel_requested, wake_at, id)
    WHERE state = 'running' AND worker IS NULL AND wake_at IS NOT NULL;
CREATE INDEX dwp_run_turn ON dwp_run (app_id, org_id, name, version, wake_at, id)
    WHERE state = 'running' AND worker IS NULL AND wake_at IS NOT NULL AND cancel_requested = 0;
CREATE INDEX dwp_run_lease ON dwp_run (lease_until) WHERE worker IS NOT NULL;
CREATE INDEX dwp_run_finished ON dwp_run (completed_at) WHERE state <> 'running';
CREATE INDEX dwp_run_app ON dwp_run (app_id, id) WHERE app_id <> '';
CREATE INDEX dwp_run_rare ON dwp_run (state, id) WHERE state <> 'completed';
CREATE INDEX dwp_run_rare_app ON dwp_run (state, app_id, id) WHERE state <> 'completed';
CREATE INDEX dwp_run_parent ON dwp_run (parent_id) WHERE parent_id IS NOT NULL;
CREATE INDEX dwp_run_key ON dwp_run (idempotency_key, app_id, org_id, name, started_at)
    WHERE idempotency_key IS NOT NULL;

CREATE TABLE dwp_run_count (
    app_id TEXT COLLATE "C" NOT NULL,
    org_id TEXT COLLATE "C" NOT NULL,
    name   TEXT COLLATE "C" NOT NULL,
    state  TEXT COLLATE "C" NOT NULL,
    n      BIGINT NOT NULL,
    PRIMARY KEY (app_id, org_id, name, state)
) WITH (fillfactor = 25);

-- The timeline of a run. app_id and org_id are the run's, for the index of those that wait. An await_key is empty for any
-- key, else the key after a colon.
CREATE TABLE dwp_entry (
    run_id       TEXT COLLATE "C" NOT NULL,
    seq          BIGINT NOT NULL,
    app_id       TEXT COLLATE "C" NOT NULL,
    org_id       TEXT COLLATE "C" NOT NULL,
    step_name    TEXT NOT NULL,
    kind         TEXT COLLATE "C" NOT NULL,
    parallel     BIGINT,
    branch       BIGINT,
    state        TEXT COLLATE "C" NOT NULL,
    attempt      BIGINT NOT NULL,
    awaits       TEXT COLLATE "C",
    await_name   TEXT COLLATE "C",
    await_key    TEXT COLLATE "C",
    await_child  TEXT COLLATE "C",
    await_group  TEXT COLLATE "C",
    group_mode   TEXT COLLATE "C",
    deadline     BIGINT,
    started_at   BIGINT NOT NULL,
    completed_at BIGINT,
    data         TEXT,
    error        TEXT,
    PRIMARY KEY (run_id, seq)
) WITH (fillfactor = 90, autovacuum_vacuum_scale_factor = 0.05);
CREATE INDEX dwp_entry_signal ON dwp_entry (await_name, app_id, org_id, await_key, started_at, run_id, seq)
    WHERE state = 'waiting' AND awaits = 'signal';
CREATE INDEX dwp_entry_child ON dwp_entry (await_child) WHERE state = 'waiting' AND awaits = 'child';
CREATE INDEX dwp_entry_group ON dwp_entry (run_id, await_group, seq)
    WHERE state = 'waiting' AND await_group IS NOT NULL;

CREATE TABLE dwp_signal (
    id           TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    name         TEXT COLLATE "C" NOT NULL,
    signal_key   TEXT COLLATE "C",
    payload      TEXT NOT NULL,
    app_id       TEXT COLLATE "C" NOT NULL,
    org_id       TEXT COLLATE "C" NOT NULL,
    run_id       TEXT COLLATE "C",
    published_at BIGINT NOT NULL
);
CREATE INDEX dwp_signal_any ON dwp_signal (name, app_id, org_id, published_at, id) WHERE run_id IS NULL;
CREATE INDEX dwp_signal_keyed ON dwp_signal (name, app_id, org_id, signal_key, published_at, id) WHERE run_id IS NULL;
CREATE INDEX dwp_signal_run ON dwp_signal (run_id, name, published_at, id) WHERE run_id IS NOT NULL;
CREATE INDEX dwp_signal_old ON dwp_signal (published_at);

-- Signals that were published under a client's name for them; digest is the SHA-256 of the payload.
CREATE TABLE dwp_published (
    app_id       TEXT COLLATE "C" NOT NULL,
    org_id       TEXT COLLATE "C" NOT NULL,
    name         TEXT COLLATE "C" NOT NULL,
    dedup        TEXT COLLATE "C" NOT NULL,
    signal       TEXT COLLATE "C" NOT NULL,
    digest       TEXT NOT NULL,
    published_at BIGINT NOT NULL,
    PRIMARY KEY (app_id, org_id, name, dedup)
);
CREATE UNIQUE INDEX dwp_published_signal ON dwp_published (signal);
CREATE INDEX dwp_published_old ON dwp_published (published_at);

-- The log in segments: the events of a transaction, or some of them where they are many; a few that follow each other. events
-- has a line for each: instant, app_id, org_id, job_id, run_id, queue, data, with tabs between them. oldest and youngest are
-- the instants between which they were committed. summary has a word for each job, run, queue and app of which there may be
-- events here; it is always read with the row, and events only where the summary says so.
CREATE TABLE dwp_segment (
    last_n   BIGINT NOT NULL PRIMARY KEY,
    first_n  BIGINT NOT NULL,
    oldest   BIGINT NOT NULL,
    youngest BIGINT NOT NULL,
    summary  TEXT COLLATE "C" NOT NULL,
    events   TEXT COLLATE "C" NOT NULL
) WITH (autovacuum_vacuum_scale_factor = 0.05);
ALTER TABLE dwp_segment ALTER COLUMN summary SET STORAGE PLAIN;
ALTER TABLE dwp_segment ALTER COLUMN events SET STORAGE EXTERNAL;

-- One row: the number of the last event, a number up to that of the oldest that is kept, and the newest of the log's lives.
CREATE TABLE dwp_log (
    one    BIGINT NOT NULL PRIMARY KEY CHECK (one = 1),
    head   BIGINT NOT NULL,
    oldest BIGINT NOT NULL,
    base   BIGINT NOT NULL DEFAULT 0,
    tail   BIGINT NOT NULL DEFAULT 0
) WITH (fillfactor = 10);
INSERT INTO dwp_log (one, head, oldest) VALUES (1, 0, 1);

-- The log's lives: the events of each have numbers above its base, and none has one from the tail before it to there.
CREATE TABLE dwp_life (
    base BIGINT NOT NULL PRIMARY KEY,
    tail BIGINT NOT NULL
);

CREATE TABLE dwp_cron (
    name        TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    schedule    TEXT NOT NULL,
    next_run_at BIGINT NOT NULL,
    last_run_at BIGINT
);

CREATE TABLE dwp_node (
    worker     TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    name       TEXT COLLATE "C" NOT NULL,
    version    TEXT NOT NULL,
    job_names  TEXT NOT NULL,
    workflows  TEXT NOT NULL,
    started_at BIGINT NOT NULL,
    seen_at    BIGINT NOT NULL
);

-- One row: whoever holds it claims jobs, so that limits and turns hold over all nodes.
CREATE TABLE dwp_claim (
    one BIGINT NOT NULL PRIMARY KEY CHECK (one = 1)
);
INSERT INTO dwp_claim (one) VALUES (1);

-- The last transaction of each writer, and the head of the log before it: what tells a writer that lost its connection in
-- the middle of a commit whether that has happened.
CREATE TABLE dwp_writer (
    id      BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
    batch   BIGINT NOT NULL,
    head    BIGINT NOT NULL,
    seen_at TIMESTAMPTZ NOT NULL
) WITH (fillfactor = 25);
