-- Marks the file as ours: 'DWP1'.
PRAGMA application_id = 1146572849;

-- Instants are microseconds since 1970, flags 0 or 1, payloads JSON. An absent app_id or org_id is an empty text.

-- What a job was asked to be, and what has become of it: written when it is asked for, when it has ended, and when it is to
-- wait again. What it is while a worker holds it stands in dwp_held, and nothing is written here meanwhile: no index has a
-- column that changes, and state is then still that of before.
CREATE TABLE dwp_job (
    id              TEXT NOT NULL PRIMARY KEY,
    name            TEXT NOT NULL,
    queue           TEXT NOT NULL,
    app_id          TEXT NOT NULL,
    org_id          TEXT NOT NULL,
    payload         TEXT NOT NULL,
    priority        INTEGER NOT NULL,
    max_retries     INTEGER NOT NULL,
    first_delay     TEXT NOT NULL,
    multiplier      REAL NOT NULL,
    max_delay       TEXT NOT NULL,
    jitter          REAL NOT NULL,
    timeout         TEXT NOT NULL,
    idempotency_key TEXT,
    traceparent     TEXT,
    created_at      INTEGER NOT NULL,
    state           TEXT NOT NULL,
    retry_count     INTEGER NOT NULL,
    run_at          INTEGER NOT NULL,
    started_at      INTEGER,
    completed_at    INTEGER,
    last_error      TEXT,
    result          TEXT,
    percent         INTEGER,
    note            TEXT,
    attempts        TEXT NOT NULL,
    updated_at      INTEGER NOT NULL,
    revision        INTEGER NOT NULL
);
CREATE INDEX dwp_job_app ON dwp_job (app_id, id) WHERE app_id <> '';
CREATE INDEX dwp_job_key ON dwp_job (idempotency_key, app_id, org_id, name, created_at)
    WHERE idempotency_key IS NOT NULL;

-- Each job stands in one of four tables: it waits for its time in dwp_later, for a worker in dwp_due, is held, or has ended.
-- Their rows come and go with the lock of the job's own row.
CREATE TABLE dwp_later (
    name     TEXT NOT NULL,
    run_at   INTEGER NOT NULL,
    id       TEXT NOT NULL,
    queue    TEXT NOT NULL,
    app_id   TEXT NOT NULL,
    org_id   TEXT NOT NULL,
    priority INTEGER NOT NULL,
    state    TEXT NOT NULL,
    PRIMARY KEY (name, run_at, id)
) WITHOUT ROWID;

CREATE TABLE dwp_due (
    queue    TEXT NOT NULL,
    app_id   TEXT NOT NULL,
    org_id   TEXT NOT NULL,
    name     TEXT NOT NULL,
    priority INTEGER NOT NULL,
    id       TEXT NOT NULL,
    run_at   INTEGER NOT NULL,
    PRIMARY KEY (queue, app_id, org_id, name, priority DESC, id)
) WITHOUT ROWID;

CREATE TABLE dwp_held (
    id          TEXT NOT NULL PRIMARY KEY,
    worker      TEXT NOT NULL,
    lease_until INTEGER NOT NULL,
    started_at  INTEGER NOT NULL,
    percent     INTEGER,
    note        TEXT,
    updated_at  INTEGER NOT NULL,
    revision    INTEGER NOT NULL
) WITHOUT ROWID;

-- dead is 1 for dead letters.
CREATE TABLE dwp_ended (
    dead         INTEGER NOT NULL,
    completed_at INTEGER NOT NULL,
    id           TEXT NOT NULL,
    PRIMARY KEY (dead, completed_at, id)
) WITHOUT ROWID;

-- Jobs in a state that few are in: failed, cancelled, or retrying and not held.
CREATE TABLE dwp_rare (
    state  TEXT NOT NULL,
    id     TEXT NOT NULL,
    app_id TEXT NOT NULL,
    PRIMARY KEY (state, id)
) WITHOUT ROWID;
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
    queue  TEXT NOT NULL,
    app_id TEXT NOT NULL,
    org_id TEXT NOT NULL,
    name   TEXT NOT NULL,
    state  TEXT NOT NULL,
    place  TEXT NOT NULL,
    n      INTEGER NOT NULL,
    PRIMARY KEY (queue, app_id, org_id, name, state, place)
) WITHOUT ROWID;

-- When a tenant had its last turn in a queue, or began to wait for the first: a number of the event log.
CREATE TABLE dwp_lane (
    queue  TEXT NOT NULL,
    app_id TEXT NOT NULL,
    org_id TEXT NOT NULL,
    turn   INTEGER NOT NULL,
    PRIMARY KEY (queue, app_id, org_id)
) WITHOUT ROWID;

CREATE TABLE dwp_paused_queue (
    queue TEXT NOT NULL PRIMARY KEY
) WITHOUT ROWID;

-- What was left of a queue's rate; at is in nanoseconds.
CREATE TABLE dwp_bucket (
    queue  TEXT NOT NULL PRIMARY KEY,
    tokens REAL NOT NULL,
    at     INTEGER NOT NULL
) WITHOUT ROWID;

-- The newest job or run that a key names; kind is job or run.
CREATE TABLE dwp_key (
    kind            TEXT NOT NULL,
    app_id          TEXT NOT NULL,
    org_id          TEXT NOT NULL,
    name            TEXT NOT NULL,
    idempotency_key TEXT NOT NULL,
    id              TEXT NOT NULL,
    created_at      INTEGER NOT NULL,
    PRIMARY KEY (kind, app_id, org_id, name, idempotency_key)
) WITHOUT ROWID;

CREATE TABLE dwp_run (
    id               TEXT NOT NULL PRIMARY KEY,
    name             TEXT NOT NULL,
    version          INTEGER NOT NULL,
    app_id           TEXT NOT NULL,
    org_id           TEXT NOT NULL,
    input            TEXT NOT NULL,
    idempotency_key  TEXT,
    parent_id        TEXT,
    awaited          INTEGER NOT NULL,
    traceparent      TEXT,
    started_at       INTEGER NOT NULL,
    state            TEXT NOT NULL,
    fences           INTEGER NOT NULL,
    fence            INTEGER,
    worker           TEXT,
    lease_until      INTEGER,
    wake_at          INTEGER,
    cancel_requested INTEGER NOT NULL,
    compensable      INTEGER NOT NULL,
    losses           INTEGER NOT NULL,
    output           TEXT,
    error            TEXT,
    completed_at     INTEGER,
    updated_at       INTEGER NOT NULL,
    revision         INTEGER NOT NULL
);
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
    app_id TEXT NOT NULL,
    org_id TEXT NOT NULL,
    name   TEXT NOT NULL,
    state  TEXT NOT NULL,
    n      INTEGER NOT NULL,
    PRIMARY KEY (app_id, org_id, name, state)
) WITHOUT ROWID;

-- The timeline of a run. app_id and org_id are the run's, for the index of those that wait. An await_key is empty for any
-- key, else the key after a colon.
CREATE TABLE dwp_entry (
    run_id       TEXT NOT NULL,
    seq          INTEGER NOT NULL,
    app_id       TEXT NOT NULL,
    org_id       TEXT NOT NULL,
    step_name    TEXT NOT NULL,
    kind         TEXT NOT NULL,
    parallel     INTEGER,
    branch       INTEGER,
    state        TEXT NOT NULL,
    attempt      INTEGER NOT NULL,
    awaits       TEXT,
    await_name   TEXT,
    await_key    TEXT,
    await_child  TEXT,
    await_group  TEXT,
    group_mode   TEXT,
    deadline     INTEGER,
    started_at   INTEGER NOT NULL,
    completed_at INTEGER,
    data         TEXT,
    error        TEXT,
    PRIMARY KEY (run_id, seq)
) WITHOUT ROWID;
CREATE INDEX dwp_entry_signal ON dwp_entry (await_name, app_id, org_id, await_key, started_at, run_id, seq)
    WHERE state = 'waiting' AND awaits = 'signal';
CREATE INDEX dwp_entry_child ON dwp_entry (await_child) WHERE state = 'waiting' AND awaits = 'child';
CREATE INDEX dwp_entry_group ON dwp_entry (run_id, await_group, seq)
    WHERE state = 'waiting' AND await_group IS NOT NULL;

CREATE TABLE dwp_signal (
    id           TEXT NOT NULL PRIMARY KEY,
    name         TEXT NOT NULL,
    signal_key   TEXT,
    payload      TEXT NOT NULL,
    app_id       TEXT NOT NULL,
    org_id       TEXT NOT NULL,
    run_id       TEXT,
    published_at INTEGER NOT NULL
);
CREATE INDEX dwp_signal_any ON dwp_signal (name, app_id, org_id, published_at, id) WHERE run_id IS NULL;
CREATE INDEX dwp_signal_keyed ON dwp_signal (name, app_id, org_id, signal_key, published_at, id) WHERE run_id IS NULL;
CREATE INDEX dwp_signal_run ON dwp_signal (run_id, name, published_at, id) WHERE run_id IS NOT NULL;
CREATE INDEX dwp_signal_old ON dwp_signal (published_at);

-- Signals that were published under a client's name for them; digest is the SHA-256 of the payload.
CREATE TABLE dwp_published (
    app_id       TEXT NOT NULL,
    org_id       TEXT NOT NULL,
    name         TEXT NOT NULL,
    dedup        TEXT NOT NULL,
    signal       TEXT NOT NULL,
    digest       TEXT NOT NULL,
    published_at INTEGER NOT NULL,
    PRIMARY KEY (app_id, org_id, name, dedup)
) WITHOUT ROWID;
CREATE UNIQUE INDEX dwp_published_signal ON dwp_published (signal);
CREATE INDEX dwp_published_old ON dwp_published (published_at);

-- The log in segments: the events of a transaction, or some of them where they are many; a few that follow each other. events
-- has a line for each: instant, app_id, org_id, job_id, run_id, queue, data, with tabs between them. oldest and youngest are
-- the instants between which they were committed. summary has a word for each job, run, queue and app of which there may be
-- events here.
CREATE TABLE dwp_segment (
    last_n   INTEGER NOT NULL PRIMARY KEY,
    first_n  INTEGER NOT NULL,
    oldest   INTEGER NOT NULL,
    youngest INTEGER NOT NULL,
    summary  TEXT NOT NULL,
    events   TEXT NOT NULL
);

-- One row: the number of the last event, and a number up to that of the oldest that is kept.
CREATE TABLE dwp_log (
    one    INTEGER NOT NULL PRIMARY KEY CHECK (one = 1),
    head   INTEGER NOT NULL,
    oldest INTEGER NOT NULL
);
INSERT INTO dwp_log (one, head, oldest) VALUES (1, 0, 1);

-- The log's lives: the events of each have numbers above its base, and none has one from the tail before it to there.
CREATE TABLE dwp_life (
    base INTEGER NOT NULL PRIMARY KEY,
    tail INTEGER NOT NULL
);

CREATE TABLE dwp_cron (
    name        TEXT NOT NULL PRIMARY KEY,
    schedule    TEXT NOT NULL,
    next_run_at INTEGER NOT NULL,
    last_run_at INTEGER
) WITHOUT ROWID;

CREATE TABLE dwp_node (
    worker     TEXT NOT NULL PRIMARY KEY,
    name       TEXT NOT NULL,
    version    TEXT NOT NULL,
    job_names  TEXT NOT NULL,
    workflows  TEXT NOT NULL,
    started_at INTEGER NOT NULL,
    seen_at    INTEGER NOT NULL
) WITHOUT ROWID;
