# Generated from conformance/registry.json by `./build generate`; change that file instead.
# ruff: noqa: E501
"""The protocol's types and constants."""

from __future__ import annotations

from typing import Any, Dict, Final, List, Literal, Mapping, NamedTuple, Optional, Tuple, TypedDict, Union

# RFC 3339. The server writes UTC with `Z`; a time from a client may have any offset (§5).
Time = str

# A duration in milliseconds (§5).
Millis = int

# Opaque; ids of one kind sort by creation (§5).
JobId = str

# Opaque; ids of one kind sort by creation (§5).
RunId = str

# Opaque (§5).
SessionId = str

# Opaque (§5).
WorkerId = str

# Opaque: the id of a published workflow event (§5).
EventId = str

# The place of an event in the total order; it is the `id` of the event's frame (§7.3).
Cursor = str

# Where a list goes on; send it back as it came (§5).
PageCursor = str

# One of the channels of this registry, with the id or name filled in (§7.1).
ChannelName = str

# 1 to 128 visible ASCII characters (§5.2).
QueueName = str

# The name of a job, a workflow or an event: 1 to 256 characters, as UTF-16 counts them (§5).
Name = str

# An idempotency key or an event's key: 1 to 256 characters, as UTF-16 counts them (§5).
Key = str

# A JSON Schema; empty where anything fits (§5).
JsonSchema = Dict[str, Any]

# The kind of a frame (§2).
FrameType = Literal["request", "response", "error", "event", "ping", "pong"]

# A format of frames (§3).
Format = Literal["json", "msgpack"]

# Where a job stands (§5.0).
JobState = Literal["pending", "running", "retrying", "completed", "failed", "cancelled"]

# Where a workflow run stands (§5.0).
RunState = Literal["running", "completed", "failed", "cancelled"]

# How an attempt at a job ended; the attempt going on has none (§5.2).
AttemptOutcome = Literal["completed", "failed", "cancelled", "lost", "released"]

# The kind of an entry of a timeline (§6.1).
EntryKind = Literal["step", "wait", "sleep", "child", "parallel", "compensation"]

# Where an entry of a timeline stands (§5.3).
EntryState = Literal["running", "waiting", "completed", "failed", "cancelled"]

# Why a job is not running (§5.2).
JobReasonCode = Literal["scheduled", "retry_backoff", "queued_behind", "queue_paused", "queue_concurrency", "queue_rate", "tenant_share", "workers_busy", "no_worker", "running", "finished", "worker_no_credits", "worker_gone"]

# Why a run does not go on, or what it does (§5.3).
RunReasonCode = Literal["running", "sleeping", "waiting_event", "waiting_child", "retry_backoff", "compensating", "workers_busy", "tenant_share", "no_worker", "lease_lost", "finished"]

# Why a worker is to stop a job (§9.3).
CancelReason = Literal["cancelled", "timeout", "lease_lost", "shutdown"]

# What became of a job with its worker (§9.2).
SettleOutcome = Literal["completed", "failed", "cancelled", "released"]


class _ErrorBodyRequired(TypedDict):
    """The members of `ErrorBody` that are always there."""

    # The kind of failure (§8).
    code: int
    # A sentence for people; its wording may change at any time.
    message: str


class ErrorBody(_ErrorBodyRequired, total=False):
    """What an error frame says (§2.4)."""

    # For programs, where §8 says what.
    details: str


class _BackoffRequired(TypedDict):
    """The members of `Backoff` that are always there."""

    # The backoff before the first retry; not above `max_ms`.
    first_ms: Millis


class Backoff(_BackoffRequired, total=False):
    """The pauses between the attempts of a job (§5.2)."""

    # How it grows from one retry to the next: 1 to 1000. Default: 2. 1 to 1000.
    factor: float
    # Where it stops growing: at most 31536000000 (365 days). Default: 3600000.
    max_ms: Millis
    # Which part of it is drawn at random: 0 to 1. Default: 0.5. 0 to 1.
    jitter: float


class _JobSpecRequired(TypedDict):
    """The members of `JobSpec` that are always there."""

    # Which handler: 1 to 256 characters.
    name: Name


class JobSpec(_JobSpecRequired, total=False):
    """A job to enqueue among many (§5.2)."""

    # What the handler gets. Default: null.
    payload: Any
    # Where the job waits: 1 to 128 visible ASCII characters. Default: `default`.
    queue: QueueName
    # Higher goes first. Equals go first come, first served. Default: 0. At most 2147483647.
    priority: int
    # Not before so long from now. Default: 0. At most 315360000000.
    delay_ms: Millis
    # Not before then; absent: now. Not together with `delay_ms`.
    run_at: Time
    # Attempts after the first. Default: 3. 0 to 1000.
    max_retries: int
    # How long one attempt may take. Default: 300000. 1 to 2592000000.
    timeout_ms: Millis
    # The pauses between attempts, see below; the handler's unless given.
    backoff: Backoff
    # Idempotency key.
    key: Key


class _AttemptRequired(TypedDict):
    """The members of `Attempt` that are always there."""

    # From 1. At least 1.
    attempt: int
    # Who made it.
    worker_id: WorkerId
    started_at: Time


class Attempt(_AttemptRequired, total=False):
    """An attempt at a job (§5.2)."""

    # How it ended; absent on the one going on.
    outcome: AttemptOutcome
    ended_at: Time
    elapsed_ms: Millis
    # What went wrong.
    error: str


class _JobRequired(TypedDict):
    """The members of `Job` that are always there."""

    id: JobId
    name: Name
    queue: QueueName
    # As it was sent.
    payload: Any
    state: JobState
    priority: int
    max_retries: int
    timeout_ms: Millis
    # Retries granted so far.
    retry_count: int
    # When it may run at the earliest; after a failed attempt, the next one.
    run_at: Time
    created_at: Time
    updated_at: Time
    # Its latest attempts, 20 at most and the one going on, oldest first: `attempt` (from 1), `outcome?`,
    # `worker_id`, `started_at`, `ended_at?`, `elapsed_ms?`, `error?`. `outcome` is `completed`, `failed`,
    # `cancelled`, `lost` (its lease ran out) or `released` (its worker stopped; it does not count); the
    # attempt going on has none.
    attempts: List[Attempt]


class Job(_JobRequired, total=False):
    """A job (§5.2)."""

    # What the last failed attempt said.
    last_error: str
    # What the handler returned.
    result: Any
    # When the latest attempt began.
    started_at: Time
    # When it reached its last state.
    completed_at: Time
    # Who runs it now.
    worker_id: WorkerId
    # Its idempotency key.
    key: Key
    # The app that it belongs to.
    scope_app_id: str
    # The org that it belongs to.
    scope_org_id: str
    # How far its handler said it was, last. 0 to 100.
    percent: int
    # What its handler said to that.
    note: str
    # Members that were left out because they would not fit the frame (§2.8).
    omitted: List[str]


class JobOutline(TypedDict):
    """A job for a token without the scope `job:read` (§7.1)."""

    id: JobId
    name: Name
    queue: QueueName
    state: JobState
    created_at: Time
    updated_at: Time


class EnqueuedJob(TypedDict):
    """One job of many that was accepted (§5.2)."""

    job_id: JobId
    queue: QueueName
    state: JobState


class RefusedItem(TypedDict):
    """One of many that was refused (§5.2)."""

    error: ErrorBody


class RefusedJob(TypedDict):
    """One job of many that was left as it was (§5.2)."""

    # As it was sent.
    job_id: str
    error: ErrorBody


class CancelledJob(TypedDict):
    """One job of many that is cancelled (§5.2)."""

    job_id: JobId
    status: Literal["cancelled"]


class ReplayedJob(TypedDict):
    """One dead letter of many that begins anew (§5.4)."""

    job_id: JobId
    state: JobState


class PurgedJob(TypedDict):
    """One dead letter of many that was removed (§5.4)."""

    job_id: JobId
    status: Literal["purged"]


class _JobReasonRequired(TypedDict):
    """The members of `JobReason` that are always there."""

    code: JobReasonCode
    # A sentence for people.
    message: str


class JobReason(_JobReasonRequired, total=False):
    """A reason why a job is not running; beside these, the members that the code's row names (§5.2)."""

    abandoned: int
    ahead: int
    attempt: int
    completed_at: Time
    concurrency: int
    last_error: str
    lease_until: Time
    limit: int
    next_at: Time
    node: str
    others: int
    rate: str
    run_at: Time
    running: int
    started_at: Time
    state: JobState
    worker_id: WorkerId


class _RunReasonRequired(TypedDict):
    """The members of `RunReason` that are always there."""

    code: RunReasonCode
    # A sentence for people.
    message: str


class RunReason(_RunReasonRequired, total=False):
    """A reason why a run does not go on; beside these, the members that the code's row names (§5.3)."""

    attempt: int
    child_run_id: RunId
    completed_at: Time
    error: str
    event: str
    key: str
    lease_until: Time
    node: str
    # operators only.
    running: int
    state: RunState
    step_name: str
    until: Time
    worker_id: WorkerId


class _RunRequired(TypedDict):
    """The members of `Run` that are always there."""

    id: RunId
    name: Name
    # Which version of the code it began with, and keeps.
    version: int
    state: RunState
    # As it was sent.
    input: Any
    started_at: Time
    created_at: Time
    updated_at: Time


class Run(_RunRequired, total=False):
    """A workflow run (§5.3)."""

    # What its code returned.
    output: Any
    # Why it failed.
    error: str
    # When it reached its last state.
    completed_at: Time
    # The run that started it as a child.
    parent_run_id: RunId
    # Its idempotency key.
    key: Key
    # The app that it belongs to.
    scope_app_id: str
    # The org that it belongs to.
    scope_org_id: str
    # Members that were left out because they would not fit the frame (§2.8).
    omitted: List[str]


class RunOutline(TypedDict):
    """A run for a token without the scope `workflow:read` (§7.1)."""

    id: RunId
    name: Name
    state: RunState
    created_at: Time
    updated_at: Time


class _TimelineEntryRequired(TypedDict):
    """The members of `TimelineEntry` that are always there."""

    # Its place: grows, and need not be dense. At least 1.
    seq: int
    # Unique within the run; entries with the same name are attempts of one step.
    step_name: str
    kind: EntryKind
    state: EntryState
    # From 1. At least 1.
    attempt: int
    # When the entry began.
    started_at: Time
    # As `started_at`.
    created_at: Time


class TimelineEntry(_TimelineEntryRequired, total=False):
    """An entry of a run's timeline (§5.3)."""

    # When it ended.
    completed_at: Time
    # From the one to the other.
    elapsed_ms: Millis
    # What it returned; of a `wait`, the event's payload; of a spawned `child`, its run's id.
    data: Any
    # What it failed with.
    error: str
    # Of a `wait`: the name of the event that it waits for, or waited for.
    event: Name
    # Of a `wait`: the key that the event must have; absent: any.
    event_key: Key
    # Of a `wait` with a time limit and a `sleep`: when it ends by itself; of a further attempt of a `step`:
    # when it may begin.
    until: Time
    # Of a `child`: its run, spawned ones included.
    child_run_id: RunId
    # On a branch of a parallel: the `seq` of that one's entry. At least 1.
    parallel: int
    # On a branch of a parallel: which one, from 0. At least 0.
    branch: int
    # Members that were left out because they would not fit the frame (§2.8).
    omitted: List[str]


class _QueueRequired(TypedDict):
    """The members of `Queue` that are always there."""

    queue: QueueName
    # Jobs that are due.
    pending: int
    # Jobs whose time has not come, and those in state `retrying`.
    scheduled: int
    running: int
    # Nothing of it starts.
    paused: bool


class Queue(_QueueRequired, total=False):
    """A queue (§5.4)."""

    # How many of its jobs may run at a time.
    concurrency: int
    # How many of its jobs may start in a second.
    rate: float
    # Since when the job that has been due for longest is. Of a tenant and name with more than a thousand due
    # jobs, the thousand that go first are looked at.
    oldest_due_at: Time


class _JobHandlerRequired(TypedDict):
    """The members of `JobHandler` that are always there."""

    name: Name


class JobHandler(_JobHandlerRequired, total=False):
    """A job's handler (§5.2)."""

    # The type that it declares.
    payload: JsonSchema


class _WorkflowHandlerRequired(TypedDict):
    """The members of `WorkflowHandler` that are always there."""

    name: Name
    versions: List[int]


class WorkflowHandler(_WorkflowHandlerRequired, total=False):
    """A workflow's code (§5.2)."""

    # The type that its highest version declares.
    input: JsonSchema


class _CronEntryRequired(TypedDict):
    """The members of `CronEntry` that are always there."""

    name: str
    # Read in UTC unless it begins with a zone: `CRON_TZ=Europe/Berlin 0 2 * * *`.
    schedule: str
    job_name: Name
    queue: QueueName
    next_run_at: Time


class CronEntry(_CronEntryRequired, total=False):
    """A cron entry (§5.4)."""

    # The time for which it fired last, also where it fired late.
    last_run_at: Time


class BrokerStats(TypedDict):
    """What a node's events do (§5.4)."""

    # Channels with a subscriber.
    topic_count: int
    subscriber_count: int
    # Events handed out.
    total_published: int
    # Subscriptions that ended because their next event had expired.
    total_dropped: int


class QueueDepth(TypedDict):
    """How full a queue is (§5.4)."""

    # Jobs that wait, retries included.
    pending: int
    running: int


class Node(TypedDict):
    """A server on the same store (§5.4)."""

    name: str
    worker_id: WorkerId
    version: str
    started_at: Time
    # When it last told the others that it is there.
    seen_at: Time


class _StatsRequired(TypedDict):
    """The members of `Stats` that are always there."""

    # This node: open connections.
    connections: int
    # This node: subscriptions.
    subscriptions: int
    # This node: connections that have authenticated.
    sessions: int
    # This node: since it began.
    uptime_ms: Millis
    # This node: its name.
    node: str
    # This node: its software.
    version: str
    # This node: the kind of its store.
    store: str
    # This node: `topic_count` channels with a subscriber, `subscriber_count`, `total_published` events handed
    # out, `total_dropped` subscriptions that ended because their next event had expired.
    broker: BrokerStats
    # The caller's jobs by state; every state is there, also with 0.
    jobs: Dict[JobState, int]
    # By queue: the caller's `pending` (waiting, retries included) and `running` jobs; queues without either
    # are left out.
    queues: Dict[str, QueueDepth]
    # The caller's runs by state; every state is there, also with 0.
    workflows: Dict[RunState, int]
    # The servers that work on the same store now, by name: `name`, `worker_id`, `version`, `started_at`,
    # `seen_at` (when it last told the others that it is there); always with the one that answers.
    nodes: List[Node]


class Stats(_StatsRequired, total=False):
    """Counts of a node and of the caller's jobs and runs (§5.4)."""

    # Members that were left out because they would not fit the frame (§2.8).
    omitted: List[str]


class _ServedNameRequired(TypedDict):
    """The members of `ServedName` that are always there."""

    name: Name


class ServedName(_ServedNameRequired, total=False):
    """A name that a worker serves (§9.2)."""

    # The type of the payload.
    accepts: JsonSchema


class HeldJob(TypedDict):
    """A job that a worker holds (§9.2)."""

    job_id: JobId
    # Grows with each hand-out of the job.
    fence: int


class CancelledHold(TypedDict):
    """A job that a worker is to stop (§9.2)."""

    job_id: JobId
    fence: int
    reason: CancelReason


class _SettlementRequired(TypedDict):
    """The members of `Settlement` that are always there."""

    job_id: JobId
    fence: int
    outcome: SettleOutcome


class Settlement(_SettlementRequired, total=False):
    """What a worker says became of a job (§9.2)."""

    result: Any
    error: str
    retry: bool
    retry_after_ms: Millis


class SettledJob(TypedDict):
    """A settlement that was taken (§9.2)."""

    job_id: JobId
    state: JobState


class _HandedJobRequired(TypedDict):
    """The members of `HandedJob` that are always there."""

    job_id: JobId
    fence: int
    name: Name
    queue: QueueName
    attempt: int
    payload: Any
    timeout_ms: Millis
    lease_until: Time


class HandedJob(_HandedJobRequired, total=False):
    """A job handed to a worker (§9.3)."""

    # What `job.progress` kept for the next attempt.
    state: Any
    traceparent: str


class Worker(TypedDict):
    """A worker (§9.2)."""

    worker_id: WorkerId
    label: str
    names: List[str]
    credits: int
    held: int
    seen_at: Time
    node: str


class AuthSessionRequest(TypedDict, total=False):
    """The data of `auth` (§4.1)."""

    # The credential. The frame's own `token` is used when this is absent.
    token: str
    # `json` or `msgpack`: what the server sends from now on. Default: `json`.
    format: Format
    # Wish for a DWP ping at this interval (§4.4). Brought into the range of 100 ms to 5 min; 0 or absent:
    # none. Default: 0.
    heartbeat_ms: int
    # What the client asks for beyond this page: `worker.1`.
    features: List[str]


class _AuthSessionResponseRequired(TypedDict):
    """The members of `AuthSessionResponse` that are always there."""

    # `sess_…`.
    session_id: SessionId
    # The format in use.
    format: Format
    # The interval in use; 0: none.
    heartbeat_ms: int
    # Name and version of the server.
    server: str
    # The largest frame that it takes.
    max_frame_bytes: int
    # A name of whose the token is.
    subject: str
    # What the token may do (§4.2).
    scopes: List[str]


class AuthSessionResponse(_AuthSessionResponseRequired, total=False):
    """What `auth` answers (§4.1)."""

    # The tenant that the token belongs to (§4.3).
    app_id: str
    # The org of that tenant.
    org_id: str
    # When the token ends; absent where it has no end.
    expires_at: Time
    # What the server has of what was asked for.
    features: List[str]


class AuthTokenRequest(TypedDict, total=False):
    """The data of `auth` (§4.1)."""

    # The credential, where the frame has none.
    token: str
    # Taken, and of no effect: the answer's format is chosen by `Accept`.
    format: Format


class _AuthTokenResponseRequired(TypedDict):
    """The members of `AuthTokenResponse` that are always there."""

    # A name of whose the token is.
    subject: str
    # What the token may do (§4.2).
    scopes: List[str]
    # The format of this answer.
    format: Format


class AuthTokenResponse(_AuthTokenResponseRequired, total=False):
    """What `auth` answers (§4.1)."""

    # The tenant that the token belongs to (§4.3).
    app_id: str
    # The org of that tenant.
    org_id: str
    # When the token ends; absent where it has no end.
    expires_at: Time


class _JobEnqueueRequestRequired(TypedDict):
    """The members of `JobEnqueueRequest` that are always there."""

    # Which handler: 1 to 256 characters.
    name: Name


class JobEnqueueRequest(_JobEnqueueRequestRequired, total=False):
    """The data of `job.enqueue` (§5.2)."""

    # What the handler gets. Default: null.
    payload: Any
    # Where the job waits: 1 to 128 visible ASCII characters. Default: `default`.
    queue: QueueName
    # Higher goes first. Equals go first come, first served. Default: 0. At most 2147483647.
    priority: int
    # Not before so long from now. Default: 0. At most 315360000000.
    delay_ms: Millis
    # Not before then; absent: now. Not together with `delay_ms`.
    run_at: Time
    # Attempts after the first. Default: 3. 0 to 1000.
    max_retries: int
    # How long one attempt may take. Default: 300000. 1 to 2592000000.
    timeout_ms: Millis
    # The pauses between attempts, see below; the handler's unless given.
    backoff: Backoff
    # Idempotency key.
    key: Key
    # Subscribe to the job. Default: false.
    watch: bool


class _JobEnqueueResponseRequired(TypedDict):
    """The members of `JobEnqueueResponse` that are always there."""

    job_id: JobId
    queue: QueueName
    state: JobState


class JobEnqueueResponse(_JobEnqueueResponseRequired, total=False):
    """What `job.enqueue` answers (§5.2)."""

    # With `watch`: the channel subscribed to.
    channel: ChannelName
    # With `watch`: where the subscription begins.
    cursor: Cursor


class _JobEnqueueManyRequestRequired(TypedDict):
    """The members of `JobEnqueueManyRequest` that are always there."""

    # Up to 1000 objects with the members above, except `watch`. Not together with `name` or `watch`.
    jobs: List[JobSpec]


class JobEnqueueManyRequest(_JobEnqueueManyRequestRequired, total=False):
    """The data of `job.enqueue` (§5.2)."""

    # All or none. Default: false.
    atomic: bool


class JobEnqueueManyResponse(TypedDict):
    """What `job.enqueue` answers (§5.2)."""

    # In order: what became of each.
    jobs: List[Union[EnqueuedJob, RefusedItem]]


class _JobGetRequestRequired(TypedDict):
    """The members of `JobGetRequest` that are always there."""

    job_id: JobId


class JobGetRequest(_JobGetRequestRequired, total=False):
    """The data of `job.get` (§5.2)."""

    # Answer when it has ended, or after so long, as it is then; more than 60000 is cut to that. Default: 0.
    wait_ms: Millis

# What `job.get` answers (§5.2).
JobGetResponse = Job


class JobCancelRequest(TypedDict):
    """The data of `job.cancel` (§5.2)."""

    job_id: JobId


class JobCancelResponse(TypedDict):
    """What `job.cancel` answers (§5.2)."""

    status: Literal["cancelled"]


class JobCancelManyRequest(TypedDict):
    """The data of `job.cancel` (§5.2)."""

    # Up to 1000 ids of jobs; not together with `job_id`.
    job_ids: List[str]


class JobCancelManyResponse(TypedDict):
    """What `job.cancel` answers (§5.2)."""

    # In order: what became of each.
    results: List[Union[CancelledJob, RefusedJob]]


class JobExplainRequest(TypedDict):
    """The data of `job.explain` (§5.2)."""

    job_id: JobId


class JobExplainResponse(TypedDict):
    """What `job.explain` answers (§5.2)."""

    job_id: JobId
    state: JobState
    # The most decisive first; never empty.
    reasons: List[JobReason]


class JobListRequest(TypedDict, total=False):
    """The data of `job.list` (§5.2)."""

    state: JobState
    queue: QueueName
    name: Name
    key: Key
    # Created then or later.
    created_after: Time
    # Created earlier.
    created_before: Time
    # How many at most; more than 1000 counts as 1000. Default: 100. At least 1.
    limit: int
    # `next_cursor` of the page before.
    cursor: PageCursor


class _JobListResponseRequired(TypedDict):
    """The members of `JobListResponse` that are always there."""

    jobs: List[Job]


class JobListResponse(_JobListResponseRequired, total=False):
    """What `job.list` answers (§5.2)."""

    # There when there is more.
    next_cursor: PageCursor


class HandlerListRequest(TypedDict, total=False):
    """The data of `handler.list` (§5.2)."""

    # How many at most; more than 1000 counts as 1000. Default: 100. At least 1.
    limit: int
    # `next_cursor` of the page before.
    cursor: PageCursor


class _HandlerListResponseRequired(TypedDict):
    """The members of `HandlerListResponse` that are always there."""

    jobs: List[JobHandler]
    workflows: List[WorkflowHandler]


class HandlerListResponse(_HandlerListResponseRequired, total=False):
    """What `handler.list` answers (§5.2)."""

    # There when there is more.
    next_cursor: PageCursor


class _WorkflowStartRequestRequired(TypedDict):
    """The members of `WorkflowStartRequest` that are always there."""

    # Which workflow, 1 to 256 characters; new runs begin with its highest version.
    name: Name


class WorkflowStartRequest(_WorkflowStartRequestRequired, total=False):
    """The data of `workflow.start` (§5.3)."""

    # What its code gets. Default: null.
    input: Any
    # Idempotency key.
    key: Key
    # Subscribe to the run. Default: false.
    watch: bool


class _WorkflowStartResponseRequired(TypedDict):
    """The members of `WorkflowStartResponse` that are always there."""

    run_id: RunId
    name: Name
    state: RunState


class WorkflowStartResponse(_WorkflowStartResponseRequired, total=False):
    """What `workflow.start` answers (§5.3)."""

    # With `watch`: the channel subscribed to.
    channel: ChannelName
    # With `watch`: where the subscription begins.
    cursor: Cursor


class _WorkflowGetRequestRequired(TypedDict):
    """The members of `WorkflowGetRequest` that are always there."""

    run_id: RunId


class WorkflowGetRequest(_WorkflowGetRequestRequired, total=False):
    """The data of `workflow.get` (§5.3)."""

    # Answer when it has ended, or after so long, as it is then; more than 60000 is cut to that. Default: 0.
    wait_ms: Millis

# What `workflow.get` answers (§5.3).
WorkflowGetResponse = Run


class _WorkflowEventRequestRequired(TypedDict):
    """The members of `WorkflowEventRequest` that are always there."""

    # What a run waits for: 1 to 256 characters.
    name: Name


class WorkflowEventRequest(_WorkflowEventRequestRequired, total=False):
    """The data of `workflow.event` (§5.3)."""

    # What the run gets, at most 256 KiB (else 413) and 56 levels. Default: null.
    payload: Any
    # Narrows the runs that it can wake: 1 to 256 characters.
    key: Key
    # Only this run; without a `key`, whatever key it waits with.
    run_id: RunId
    # Your name for this event, so that it can be repeated safely: 1 to 256 characters.
    dedup: Key


class WorkflowEventResponse(TypedDict):
    """What `workflow.event` answers (§5.3)."""

    # `sig_…`.
    event_id: EventId
    name: Name


class _WorkflowTimelineRequestRequired(TypedDict):
    """The members of `WorkflowTimelineRequest` that are always there."""

    run_id: RunId


class WorkflowTimelineRequest(_WorkflowTimelineRequestRequired, total=False):
    """The data of `workflow.timeline` (§5.3)."""

    # How many at most; more than 1000 counts as 1000. Default: 1000. At least 1.
    limit: int
    # Only entries after this one. Default: 0. At least 0.
    after_seq: int

# What `workflow.timeline` answers (§5.3).
WorkflowTimelineResponse = List[TimelineEntry]


class WorkflowListRequest(TypedDict, total=False):
    """The data of `workflow.list` (§5.3)."""

    state: RunState
    name: Name
    key: Key
    # Created then or later.
    created_after: Time
    # Created earlier.
    created_before: Time
    # How many at most; more than 1000 counts as 1000. Default: 100. At least 1.
    limit: int
    # `next_cursor` of the page before.
    cursor: PageCursor


class _WorkflowListResponseRequired(TypedDict):
    """The members of `WorkflowListResponse` that are always there."""

    runs: List[Run]


class WorkflowListResponse(_WorkflowListResponseRequired, total=False):
    """What `workflow.list` answers (§5.3)."""

    # There when there is more.
    next_cursor: PageCursor


class WorkflowExplainRequest(TypedDict):
    """The data of `workflow.explain` (§5.3)."""

    run_id: RunId


class WorkflowExplainResponse(TypedDict):
    """What `workflow.explain` answers (§5.3)."""

    run_id: RunId
    state: RunState
    # The most decisive first; never empty.
    reasons: List[RunReason]


class WorkflowCancelRequest(TypedDict):
    """The data of `workflow.cancel` (§5.3)."""

    run_id: RunId


class WorkflowCancelResponse(TypedDict):
    """What `workflow.cancel` answers (§5.3)."""

    status: Literal["cancelled"]


class WorkflowReplayRequest(TypedDict):
    """The data of `workflow.replay` (§5.3)."""

    run_id: RunId
    # The name of an entry of its timeline.
    from_step: str


class WorkflowReplayResponse(TypedDict):
    """What `workflow.replay` answers (§5.3)."""

    run_id: RunId
    state: RunState


class _SubscribeRequestRequired(TypedDict):
    """The members of `SubscribeRequest` that are always there."""

    # §7.1.
    channel: ChannelName


class SubscribeRequest(_SubscribeRequestRequired, total=False):
    """The data of `subscribe` (§5.1)."""

    # How many events may be sent until more are granted (§7.4); absent: any number. At least 1.
    credits: int
    # Continue behind this event, or begin with the oldest kept (§7.3); absent: from now on.
    after: Union[Cursor, Literal["oldest"]]


class _SubscribeResponseRequired(TypedDict):
    """The members of `SubscribeResponse` that are always there."""

    # As asked for.
    channel: ChannelName
    # `subscribed`.
    status: Literal["subscribed"]
    # Where the subscription begins: the next event comes after this one. With `after`, that very cursor; with
    # `oldest`, the one just before the oldest kept event.
    cursor: Cursor


class SubscribeResponse(_SubscribeResponseRequired, total=False):
    """What `subscribe` answers (§5.1)."""

    # On `job:…` and `workflow:…` without `after`: the job or run as it is at `cursor`, in the form of
    # `job.get` or `workflow.get`; without the scope `job:read` or `workflow:read` only `id`, `name`, `queue`
    # (of a job), `state`, `created_at`, `updated_at`.
    snapshot: Union[Job, Run, JobOutline, RunOutline]


class UnsubscribeRequest(TypedDict):
    """The data of `unsubscribe` (§5.1)."""

    # §7.1.
    channel: ChannelName


class UnsubscribeResponse(TypedDict):
    """What `unsubscribe` answers (§5.1)."""

    channel: ChannelName
    status: Literal["unsubscribed"]


class StatsRequest(TypedDict, total=False):
    """The data of `stats` (§5.4)."""


# What `stats` answers (§5.4).
StatsResponse = Stats


class QueueListRequest(TypedDict, total=False):
    """The data of `queue.list` (§5.4)."""

    # How many at most; more than 1000 counts as 1000. Default: 100. At least 1.
    limit: int
    # `next_cursor` of the page before.
    cursor: PageCursor


class _QueueListResponseRequired(TypedDict):
    """The members of `QueueListResponse` that are always there."""

    queues: List[Queue]


class QueueListResponse(_QueueListResponseRequired, total=False):
    """What `queue.list` answers (§5.4)."""

    # There when there is more.
    next_cursor: PageCursor


class QueuePauseRequest(TypedDict):
    """The data of `queue.pause` (§5.4)."""

    queue: QueueName


class QueuePauseResponse(TypedDict):
    """What `queue.pause` answers (§5.4)."""

    queue: QueueName
    paused: bool


class QueueResumeRequest(TypedDict):
    """The data of `queue.resume` (§5.4)."""

    queue: QueueName


class QueueResumeResponse(TypedDict):
    """What `queue.resume` answers (§5.4)."""

    queue: QueueName
    # Still `true` where the node's configuration closes the queue.
    paused: bool


class CronListRequest(TypedDict, total=False):
    """The data of `cron.list` (§5.4)."""

    # How many at most; more than 1000 counts as 1000. Default: 100. At least 1.
    limit: int
    # `next_cursor` of the page before.
    cursor: PageCursor


class _CronListResponseRequired(TypedDict):
    """The members of `CronListResponse` that are always there."""

    crons: List[CronEntry]


class CronListResponse(_CronListResponseRequired, total=False):
    """What `cron.list` answers (§5.4)."""

    # There when there is more.
    next_cursor: PageCursor


class DlqListRequest(TypedDict, total=False):
    """The data of `dlq.list` (§5.4)."""

    queue: QueueName
    name: Name
    # How many at most; more than 1000 counts as 1000. Default: 100. At least 1.
    limit: int
    # `next_cursor` of the page before.
    cursor: PageCursor


class _DlqListResponseRequired(TypedDict):
    """The members of `DlqListResponse` that are always there."""

    jobs: List[Job]


class DlqListResponse(_DlqListResponseRequired, total=False):
    """What `dlq.list` answers (§5.4)."""

    # There when there is more.
    next_cursor: PageCursor


class DlqReplayRequest(TypedDict):
    """The data of `dlq.replay` (§5.4)."""

    job_id: JobId


class DlqReplayResponse(TypedDict):
    """What `dlq.replay` answers (§5.4)."""

    job_id: JobId
    state: JobState


class DlqReplayManyRequest(TypedDict):
    """The data of `dlq.replay` (§5.4)."""

    # Up to 1000 ids of jobs; not together with `job_id`.
    job_ids: List[str]


class DlqReplayManyResponse(TypedDict):
    """What `dlq.replay` answers (§5.4)."""

    # In order: what became of each.
    results: List[Union[ReplayedJob, RefusedJob]]


class DlqPurgeRequest(TypedDict):
    """The data of `dlq.purge` (§5.4)."""

    job_id: JobId


class DlqPurgeResponse(TypedDict):
    """What `dlq.purge` answers (§5.4)."""

    status: Literal["purged"]


class DlqPurgeManyRequest(TypedDict):
    """The data of `dlq.purge` (§5.4)."""

    # Up to 1000 ids of jobs; not together with `job_id`.
    job_ids: List[str]


class DlqPurgeManyResponse(TypedDict):
    """What `dlq.purge` answers (§5.4)."""

    # In order: what became of each.
    results: List[Union[PurgedJob, RefusedJob]]


class WorkerOpenRequest(TypedDict, total=False):
    """The data of `worker.open` (§9.2)."""

    # What it serves; may be left out where it is taken up again.
    names: List[ServedName]
    # Of which queues; absent: of all.
    queues: List[QueueName]
    # How many jobs may be handed out; more than 10000 is cut to that. Default: 0. At least 0.
    credits: int
    # How long a job stays its own without renewal; brought into the range of 5 s to 10 min. Default: 30000.
    lease_ms: Millis
    # A name for people.
    label: str
    # To take it up again.
    worker_id: WorkerId
    # With `worker_id`.
    secret: str


class WorkerOpenResponse(TypedDict):
    """What `worker.open` answers (§9.2)."""

    worker_id: WorkerId
    secret: str
    # `worker:wkr_…`.
    channel: ChannelName
    lease_ms: Millis
    renew_ms: Millis
    held: List[HeldJob]


class _WorkerRenewRequestRequired(TypedDict):
    """The members of `WorkerRenewRequest` that are always there."""

    held: List[HeldJob]


class WorkerRenewRequest(_WorkerRenewRequestRequired, total=False):
    """The data of `worker.renew` (§9.2)."""

    # The last `dlv-<n>` received.
    seen: str
    # Over RPC: who asks.
    worker_id: WorkerId
    # Over RPC: what proves it.
    secret: str


class _WorkerRenewResponseRequired(TypedDict):
    """The members of `WorkerRenewResponse` that are always there."""

    lease_until: Time
    lost: List[JobId]
    cancel: List[CancelledHold]


class WorkerRenewResponse(_WorkerRenewResponseRequired, total=False):
    """What `worker.renew` answers (§9.2)."""

    drain: bool


class WorkerDrainRequest(TypedDict, total=False):
    """The data of `worker.drain` (§9.2)."""

    # What has not begun goes back. Default: false.
    release: bool


class WorkerDrainResponse(TypedDict):
    """What `worker.drain` answers (§9.2)."""

    status: Literal["draining"]
    held: int


class WorkerCloseRequest(TypedDict, total=False):
    """The data of `worker.close` (§9.2)."""

    # Over RPC: who asks.
    worker_id: WorkerId
    # Over RPC: what proves it.
    secret: str


class WorkerCloseResponse(TypedDict):
    """What `worker.close` answers (§9.2)."""

    released: int


class WorkerListRequest(TypedDict, total=False):
    """The data of `worker.list` (§9.2)."""

    # How many at most; more than 1000 counts as 1000. Default: 100. At least 1.
    limit: int
    # `next_cursor` of the page before.
    cursor: PageCursor


class _WorkerListResponseRequired(TypedDict):
    """The members of `WorkerListResponse` that are always there."""

    workers: List[Worker]


class WorkerListResponse(_WorkerListResponseRequired, total=False):
    """What `worker.list` answers (§9.2)."""

    # There when there is more.
    next_cursor: PageCursor


class _JobProgressRequestRequired(TypedDict):
    """The members of `JobProgressRequest` that are always there."""

    job_id: JobId
    fence: int


class JobProgressRequest(_JobProgressRequestRequired, total=False):
    """The data of `job.progress` (§9.2)."""

    # 0 to 100.
    percent: int
    note: str
    begun: bool
    # A value that is given to the next attempt.
    state: Any
    # Over RPC: who asks.
    worker_id: WorkerId
    # Over RPC: what proves it.
    secret: str


class _JobProgressResponseRequired(TypedDict):
    """The members of `JobProgressResponse` that are always there."""

    lease_until: Time


class JobProgressResponse(_JobProgressResponseRequired, total=False):
    """What `job.progress` answers (§9.2)."""

    cancel: CancelledHold


class _JobSettleRequestRequired(TypedDict):
    """The members of `JobSettleRequest` that are always there."""

    items: List[Settlement]


class JobSettleRequest(_JobSettleRequestRequired, total=False):
    """The data of `job.settle` (§9.2)."""

    # How many more may be handed out. At least 1.
    credits: int
    # Over RPC: who asks.
    worker_id: WorkerId
    # Over RPC: what proves it.
    secret: str


class JobSettleResponse(TypedDict):
    """What `job.settle` answers (§9.2)."""

    # In order: what became of each.
    items: List[Union[SettledJob, RefusedJob]]


class _JobFetchRequestRequired(TypedDict):
    """The members of `JobFetchRequest` that are always there."""

    names: List[ServedName]
    # 1 to 100.
    limit: int
    # At most 30000.
    wait_ms: Millis


class JobFetchRequest(_JobFetchRequestRequired, total=False):
    """The data of `job.fetch` (§9.2)."""

    queues: List[QueueName]
    lease_ms: Millis
    worker_id: WorkerId
    secret: str


class JobFetchResponse(TypedDict):
    """What `job.fetch` answers (§9.2)."""

    worker_id: WorkerId
    secret: str
    jobs: List[HandedJob]


class _JobEnqueuedEventRequired(TypedDict):
    """The members of `JobEnqueuedEvent` that are always there."""

    # What happened, such as `job.completed`.
    type: Literal["job.enqueued"]
    # What it happened to: `job:<job_id>`, `workflow:<run_id>` or `cron:<entry_name>`.
    topic: str
    job_id: JobId
    job_name: Name
    queue: QueueName
    # The state after the event.
    state: Literal["pending"]


class JobEnqueuedEvent(_JobEnqueuedEventRequired, total=False):
    """`job.enqueued`: it was accepted, or replayed (§7.2)."""

    # The app that it belongs to.
    scope_app_id: str
    # The org that it belongs to.
    scope_org_id: str
    # when it starts later.
    next_run_at: Time


class _JobStartedEventRequired(TypedDict):
    """The members of `JobStartedEvent` that are always there."""

    # What happened, such as `job.completed`.
    type: Literal["job.started"]
    # What it happened to: `job:<job_id>`, `workflow:<run_id>` or `cron:<entry_name>`.
    topic: str
    job_id: JobId
    job_name: Name
    queue: QueueName
    # The state after the event.
    state: Literal["running"]
    # At least 1.
    attempt: int


class JobStartedEvent(_JobStartedEventRequired, total=False):
    """`job.started`: a worker took it (§7.2)."""

    # The app that it belongs to.
    scope_app_id: str
    # The org that it belongs to.
    scope_org_id: str


class _JobProgressEventRequired(TypedDict):
    """The members of `JobProgressEvent` that are always there."""

    # What happened, such as `job.completed`.
    type: Literal["job.progress"]
    # What it happened to: `job:<job_id>`, `workflow:<run_id>` or `cron:<entry_name>`.
    topic: str
    job_id: JobId
    job_name: Name
    queue: QueueName
    # The state after the event.
    state: Literal["running"]
    # At least 1.
    attempt: int
    # 0 to 100.
    percent: int


class JobProgressEvent(_JobProgressEventRequired, total=False):
    """`job.progress`: its handler told how far it is (§7.2)."""

    # The app that it belongs to.
    scope_app_id: str
    # The org that it belongs to.
    scope_org_id: str
    note: str


class _JobCompletedEventRequired(TypedDict):
    """The members of `JobCompletedEvent` that are always there."""

    # What happened, such as `job.completed`.
    type: Literal["job.completed"]
    # What it happened to: `job:<job_id>`, `workflow:<run_id>` or `cron:<entry_name>`.
    topic: str
    job_id: JobId
    job_name: Name
    queue: QueueName
    # The state after the event.
    state: Literal["completed"]
    # At least 1.
    attempt: int
    elapsed_ms: Millis
    final: Literal[True]


class JobCompletedEvent(_JobCompletedEventRequired, total=False):
    """`job.completed`: its handler returned (§7.2)."""

    # The app that it belongs to.
    scope_app_id: str
    # The org that it belongs to.
    scope_org_id: str


class _JobRetryingEventRequired(TypedDict):
    """The members of `JobRetryingEvent` that are always there."""

    # What happened, such as `job.completed`.
    type: Literal["job.retrying"]
    # What it happened to: `job:<job_id>`, `workflow:<run_id>` or `cron:<entry_name>`.
    topic: str
    job_id: JobId
    job_name: Name
    queue: QueueName
    # The state after the event.
    state: Literal["retrying"]
    # At least 1.
    attempt: int
    elapsed_ms: Millis
    next_run_at: Time


class JobRetryingEvent(_JobRetryingEventRequired, total=False):
    """`job.retrying`: an attempt failed or was handed back; another follows (§7.2)."""

    # The app that it belongs to.
    scope_app_id: str
    # The org that it belongs to.
    scope_org_id: str
    error: str


class _JobFailedEventRequired(TypedDict):
    """The members of `JobFailedEvent` that are always there."""

    # What happened, such as `job.completed`.
    type: Literal["job.failed"]
    # What it happened to: `job:<job_id>`, `workflow:<run_id>` or `cron:<entry_name>`.
    topic: str
    job_id: JobId
    job_name: Name
    queue: QueueName
    # The state after the event.
    state: Literal["failed"]
    # At least 1.
    attempt: int
    elapsed_ms: Millis


class JobFailedEvent(_JobFailedEventRequired, total=False):
    """`job.failed`: the last attempt failed (§7.2)."""

    # The app that it belongs to.
    scope_app_id: str
    # The org that it belongs to.
    scope_org_id: str
    error: str


class _JobDlqEventRequired(TypedDict):
    """The members of `JobDlqEvent` that are always there."""

    # What happened, such as `job.completed`.
    type: Literal["job.dlq"]
    # What it happened to: `job:<job_id>`, `workflow:<run_id>` or `cron:<entry_name>`.
    topic: str
    job_id: JobId
    job_name: Name
    queue: QueueName
    # The state after the event.
    state: Literal["failed"]
    # At least 1.
    attempt: int
    final: Literal[True]


class JobDlqEvent(_JobDlqEventRequired, total=False):
    """`job.dlq`: right after `job.failed`: it is a dead letter now (§7.2)."""

    # The app that it belongs to.
    scope_app_id: str
    # The org that it belongs to.
    scope_org_id: str
    error: str


class _JobCancelledEventRequired(TypedDict):
    """The members of `JobCancelledEvent` that are always there."""

    # What happened, such as `job.completed`.
    type: Literal["job.cancelled"]
    # What it happened to: `job:<job_id>`, `workflow:<run_id>` or `cron:<entry_name>`.
    topic: str
    job_id: JobId
    job_name: Name
    queue: QueueName
    # The state after the event.
    state: Literal["cancelled"]
    final: Literal[True]


class JobCancelledEvent(_JobCancelledEventRequired, total=False):
    """`job.cancelled`: someone cancelled it (§7.2)."""

    # The app that it belongs to.
    scope_app_id: str
    # The org that it belongs to.
    scope_org_id: str


class _WorkflowStartedEventRequired(TypedDict):
    """The members of `WorkflowStartedEvent` that are always there."""

    # What happened, such as `job.completed`.
    type: Literal["workflow.started"]
    # What it happened to.
    topic: str
    run_id: RunId
    name: Name
    # The state after the event.
    state: Literal["running"]


class WorkflowStartedEvent(_WorkflowStartedEventRequired, total=False):
    """`workflow.started`: it was accepted, or replayed (§7.2)."""

    # The app that it belongs to.
    scope_app_id: str
    # The org that it belongs to.
    scope_org_id: str


class _WorkflowStepCompletedEventRequired(TypedDict):
    """The members of `WorkflowStepCompletedEvent` that are always there."""

    # What happened, such as `job.completed`.
    type: Literal["workflow.step_completed"]
    # What it happened to.
    topic: str
    run_id: RunId
    name: Name
    # The state after the event.
    state: Literal["running"]
    step_name: str
    elapsed_ms: Millis


class WorkflowStepCompletedEvent(_WorkflowStepCompletedEventRequired, total=False):
    """`workflow.step_completed`: an entry of its timeline returned (§7.2)."""

    # The app that it belongs to.
    scope_app_id: str
    # The org that it belongs to.
    scope_org_id: str


class _WorkflowStepFailedEventRequired(TypedDict):
    """The members of `WorkflowStepFailedEvent` that are always there."""

    # What happened, such as `job.completed`.
    type: Literal["workflow.step_failed"]
    # What it happened to.
    topic: str
    run_id: RunId
    name: Name
    # The state after the event.
    state: Literal["running"]
    step_name: str
    elapsed_ms: Millis


class WorkflowStepFailedEvent(_WorkflowStepFailedEventRequired, total=False):
    """`workflow.step_failed`: an attempt of a step failed (§7.2)."""

    # The app that it belongs to.
    scope_app_id: str
    # The org that it belongs to.
    scope_org_id: str
    error: str


class _WorkflowWaitingEventRequired(TypedDict):
    """The members of `WorkflowWaitingEvent` that are always there."""

    # What happened, such as `job.completed`.
    type: Literal["workflow.waiting"]
    # What it happened to.
    topic: str
    run_id: RunId
    name: Name
    # The state after the event.
    state: Literal["running"]
    step_name: str


class WorkflowWaitingEvent(_WorkflowWaitingEventRequired, total=False):
    """`workflow.waiting`: it waits for an event, a time, a child or a step's next attempt (§7.2)."""

    # The app that it belongs to.
    scope_app_id: str
    # The org that it belongs to.
    scope_org_id: str


class _WorkflowCompletedEventRequired(TypedDict):
    """The members of `WorkflowCompletedEvent` that are always there."""

    # What happened, such as `job.completed`.
    type: Literal["workflow.completed"]
    # What it happened to.
    topic: str
    run_id: RunId
    name: Name
    # The state after the event.
    state: Literal["completed"]
    elapsed_ms: Millis
    final: Literal[True]


class WorkflowCompletedEvent(_WorkflowCompletedEventRequired, total=False):
    """`workflow.completed`: its code returned (§7.2)."""

    # The app that it belongs to.
    scope_app_id: str
    # The org that it belongs to.
    scope_org_id: str


class _WorkflowFailedEventRequired(TypedDict):
    """The members of `WorkflowFailedEvent` that are always there."""

    # What happened, such as `job.completed`.
    type: Literal["workflow.failed"]
    # What it happened to.
    topic: str
    run_id: RunId
    name: Name
    # The state after the event.
    state: Literal["failed"]
    elapsed_ms: Millis
    final: Literal[True]


class WorkflowFailedEvent(_WorkflowFailedEventRequired, total=False):
    """`workflow.failed`: its code failed, and its compensations have run (§7.2)."""

    # The app that it belongs to.
    scope_app_id: str
    # The org that it belongs to.
    scope_org_id: str
    error: str


class _WorkflowCancelledEventRequired(TypedDict):
    """The members of `WorkflowCancelledEvent` that are always there."""

    # What happened, such as `job.completed`.
    type: Literal["workflow.cancelled"]
    # What it happened to.
    topic: str
    run_id: RunId
    name: Name
    # The state after the event.
    state: Literal["cancelled"]
    elapsed_ms: Millis
    final: Literal[True]


class WorkflowCancelledEvent(_WorkflowCancelledEventRequired, total=False):
    """`workflow.cancelled`: it was cancelled, and its compensations have run (§7.2)."""

    # The app that it belongs to.
    scope_app_id: str
    # The org that it belongs to.
    scope_org_id: str
    # of compensations.
    error: str


class _CronFiredEventRequired(TypedDict):
    """The members of `CronFiredEvent` that are always there."""

    type: Literal["cron.fired"]
    topic: str
    entry_name: str
    job_id: JobId


class CronFiredEvent(_CronFiredEventRequired, total=False):
    """`cron.fired`: an entry made a job; the job's own `job.enqueued` tells the rest (§7.2)."""

    # The app that it belongs to.
    scope_app_id: str
    # The org that it belongs to.
    scope_org_id: str


class _WorkJobEventRequired(TypedDict):
    """The members of `WorkJobEvent` that are always there."""

    type: Literal["work.job"]
    job_id: JobId
    fence: int
    name: Name
    queue: QueueName
    attempt: int
    payload: Any
    timeout_ms: Millis
    lease_until: Time


class WorkJobEvent(_WorkJobEventRequired, total=False):
    """`work.job`: a job is handed to the worker (§9.3)."""

    # What `job.progress` kept for the next attempt.
    state: Any
    traceparent: str


class WorkCancelEvent(TypedDict):
    """`work.cancel`: the worker is to stop a job (§9.3)."""

    type: Literal["work.cancel"]
    job_id: JobId
    fence: int
    reason: CancelReason
    grace_ms: Millis


class WorkDrainEvent(TypedDict):
    """`work.drain`: the worker gets nothing more here (§9.3)."""

    type: Literal["work.drain"]
    reason: str
    reconnect_ms: Millis

# The data of an event about a job.
JobEventData = Union[
    JobEnqueuedEvent,
    JobStartedEvent,
    JobProgressEvent,
    JobCompletedEvent,
    JobRetryingEvent,
    JobFailedEvent,
    JobDlqEvent,
    JobCancelledEvent,
]

# The data of an event about a run.
RunEventData = Union[
    WorkflowStartedEvent,
    WorkflowStepCompletedEvent,
    WorkflowStepFailedEvent,
    WorkflowWaitingEvent,
    WorkflowCompletedEvent,
    WorkflowFailedEvent,
    WorkflowCancelledEvent,
]

# The data of an event about a cron.
CronEventData = Union[
    CronFiredEvent,
]

# The data of an event about a work.
WorkEventData = Union[
    WorkJobEvent,
    WorkCancelEvent,
    WorkDrainEvent,
]

# The data of an event on a channel that can be subscribed to.
EventData = Union[
    JobEnqueuedEvent,
    JobStartedEvent,
    JobProgressEvent,
    JobCompletedEvent,
    JobRetryingEvent,
    JobFailedEvent,
    JobDlqEvent,
    JobCancelledEvent,
    WorkflowStartedEvent,
    WorkflowStepCompletedEvent,
    WorkflowStepFailedEvent,
    WorkflowWaitingEvent,
    WorkflowCompletedEvent,
    WorkflowFailedEvent,
    WorkflowCancelledEvent,
    CronFiredEvent,
]


class _RequestFrameRequired(TypedDict):
    """The members of `RequestFrame` that are always there."""

    # Which method is called (§5).
    method: str


class RequestFrame(_RequestFrameRequired, total=False):
    """Calls a method (§2.1)."""

    # The sender's name for this frame: at most 128 Unicode characters. The server's own ids never repeat, not
    # even after a restart. On events it is the event's cursor, `evt-<n>` (§7).
    id: str
    # `request`, `response`, `error`, `event`, `ping` or `pong`. A frame without a type but with a `method` is
    # a request.
    type: Literal["request"]
    # A credential, on `auth` and on RPC (§4.1).
    token: str
    # For which tenant the request acts (§4.3).
    app_id: str
    # For which org of that tenant.
    org_id: str
    # The method's payload, the answer, or the event.
    data: Any
    # On an event: the channel that the receiver subscribed to. On an error: the subscription that has ended.
    channel: ChannelName
    # How many events may be sent (§7.4). At least 1.
    credits: int
    # When the frame was made.
    ts: Time
    # W3C trace context. On RPC and SSE the HTTP header of that name does the same; the frame's own wins. One
    # that is malformed is ignored.
    traceparent: str


class _CreditGrantFrameRequired(TypedDict):
    """The members of `CreditGrantFrame` that are always there."""

    # `request`, `response`, `error`, `event`, `ping` or `pong`. A frame without a type but with a `method` is
    # a request.
    type: Literal["request"]
    # How many events may be sent (§7.4). At least 1.
    credits: int


class CreditGrantFrame(_CreditGrantFrameRequired, total=False):
    """Grants credits: a request without a method, which gets no answer (§7.4)."""

    # The sender's name for this frame: at most 128 Unicode characters. The server's own ids never repeat, not
    # even after a restart. On events it is the event's cursor, `evt-<n>` (§7).
    id: str
    # On an event: the channel that the receiver subscribed to. On an error: the subscription that has ended.
    channel: ChannelName
    # When the frame was made.
    ts: Time


class _ResponseFrameRequired(TypedDict):
    """The members of `ResponseFrame` that are always there."""

    # The sender's name for this frame: at most 128 Unicode characters. The server's own ids never repeat, not
    # even after a restart. On events it is the event's cursor, `evt-<n>` (§7).
    id: str
    # `request`, `response`, `error`, `event`, `ping` or `pong`. A frame without a type but with a `method` is
    # a request.
    type: Literal["response"]
    # The method's payload, the answer, or the event.
    data: Any
    # When the frame was made.
    ts: Time


class ResponseFrame(_ResponseFrameRequired, total=False):
    """The one answer to a request that succeeded (§2.2)."""

    # The `id` of the frame that is answered. Absent when that frame had none, or when nothing is answered.
    correl_id: str
    # Members of the request's `data` that the method does not know, as paths (`delayMs`, `jobs[3].delay`),
    # also where they are `null`. They had no effect. Absent where there are none; of more than 100 the first
    # ones and `…`.
    ignored: List[str]


class _ErrorFrameRequired(TypedDict):
    """The members of `ErrorFrame` that are always there."""

    # The sender's name for this frame: at most 128 Unicode characters. The server's own ids never repeat, not
    # even after a restart. On events it is the event's cursor, `evt-<n>` (§7).
    id: str
    # `request`, `response`, `error`, `event`, `ping` or `pong`. A frame without a type but with a `method` is
    # a request.
    type: Literal["error"]
    # `code`: integer; `message`: a sentence for people; `details?`: a string for programs (§8).
    error: ErrorBody
    # When the frame was made.
    ts: Time


class ErrorFrame(_ErrorFrameRequired, total=False):
    """The one answer to a request that failed; with `channel`, the end of a subscription (§2.4)."""

    # The `id` of the frame that is answered. Absent when that frame had none, or when nothing is answered.
    correl_id: str
    # On an event: the channel that the receiver subscribed to. On an error: the subscription that has ended.
    channel: ChannelName


class EventFrame(TypedDict):
    """Something happened on a channel that the receiver subscribed to (§2.3)."""

    # The sender's name for this frame: at most 128 Unicode characters. The server's own ids never repeat, not
    # even after a restart. On events it is the event's cursor, `evt-<n>` (§7).
    id: str
    # `request`, `response`, `error`, `event`, `ping` or `pong`. A frame without a type but with a `method` is
    # a request.
    type: Literal["event"]
    # The method's payload, the answer, or the event.
    data: Any
    # On an event: the channel that the receiver subscribed to. On an error: the subscription that has ended.
    channel: ChannelName
    # When the frame was made.
    ts: Time


class _PingFrameRequired(TypedDict):
    """The members of `PingFrame` that are always there."""

    # `request`, `response`, `error`, `event`, `ping` or `pong`. A frame without a type but with a `method` is
    # a request.
    type: Literal["ping"]


class PingFrame(_PingFrameRequired, total=False):
    """Asks for a sign of life (§2.5)."""

    # The sender's name for this frame: at most 128 Unicode characters. The server's own ids never repeat, not
    # even after a restart. On events it is the event's cursor, `evt-<n>` (§7).
    id: str
    # When the frame was made.
    ts: Time


class _PongFrameRequired(TypedDict):
    """The members of `PongFrame` that are always there."""

    # `request`, `response`, `error`, `event`, `ping` or `pong`. A frame without a type but with a `method` is
    # a request.
    type: Literal["pong"]


class PongFrame(_PongFrameRequired, total=False):
    """Answers a ping: `correl_id` is its `id`, `ts` its `ts` (§2.5)."""

    # The sender's name for this frame: at most 128 Unicode characters. The server's own ids never repeat, not
    # even after a restart. On events it is the event's cursor, `evt-<n>` (§7).
    id: str
    # The `id` of the frame that is answered. Absent when that frame had none, or when nothing is answered.
    correl_id: str
    # When the frame was made.
    ts: Time


class MethodInfo(NamedTuple):
    """The scope that a method needs, its level, and the transports that have it."""

    scope: Optional[str]
    level: str
    transports: Tuple[str, ...]


METHODS: Final[Mapping[str, MethodInfo]] = {
    "auth": MethodInfo(None, "seed", ("websocket", "rpc",)),
    "job.enqueue": MethodInfo("job:write", "seed", ("websocket", "rpc",)),
    "job.get": MethodInfo("job:read", "seed", ("websocket", "rpc",)),
    "job.cancel": MethodInfo("job:write", "seed", ("websocket", "rpc",)),
    "job.explain": MethodInfo("job:read", "extension", ("websocket", "rpc",)),
    "job.list": MethodInfo("job:read", "extension", ("websocket", "rpc",)),
    "handler.list": MethodInfo("job:read", "extension", ("websocket", "rpc",)),
    "workflow.start": MethodInfo("workflow:write", "seed", ("websocket", "rpc",)),
    "workflow.get": MethodInfo("workflow:read", "seed", ("websocket", "rpc",)),
    "workflow.event": MethodInfo("workflow:write", "seed", ("websocket", "rpc",)),
    "workflow.timeline": MethodInfo("workflow:read", "seed", ("websocket", "rpc",)),
    "workflow.list": MethodInfo("workflow:read", "extension", ("websocket", "rpc",)),
    "workflow.explain": MethodInfo("workflow:read", "extension", ("websocket", "rpc",)),
    "workflow.cancel": MethodInfo("workflow:write", "extension", ("websocket", "rpc",)),
    "workflow.replay": MethodInfo("workflow:write", "extension", ("websocket", "rpc",)),
    "subscribe": MethodInfo("subscribe", "seed", ("websocket",)),
    "unsubscribe": MethodInfo("subscribe", "seed", ("websocket",)),
    "stats": MethodInfo("stats:read", "seed", ("websocket", "rpc",)),
    "queue.list": MethodInfo("queue:read", "extension", ("websocket", "rpc",)),
    "queue.pause": MethodInfo("queue:write", "extension", ("websocket", "rpc",)),
    "queue.resume": MethodInfo("queue:write", "extension", ("websocket", "rpc",)),
    "cron.list": MethodInfo("cron:read", "extension", ("websocket", "rpc",)),
    "dlq.list": MethodInfo("dlq:read", "extension", ("websocket", "rpc",)),
    "dlq.replay": MethodInfo("dlq:write", "extension", ("websocket", "rpc",)),
    "dlq.purge": MethodInfo("dlq:write", "extension", ("websocket", "rpc",)),
    "worker.open": MethodInfo("worker", "worker", ("websocket",)),
    "worker.renew": MethodInfo("worker", "worker", ("websocket", "rpc",)),
    "worker.drain": MethodInfo("worker", "worker", ("websocket",)),
    "worker.close": MethodInfo("worker", "worker", ("websocket", "rpc",)),
    "worker.list": MethodInfo("stats:read", "worker", ("websocket", "rpc",)),
    "job.progress": MethodInfo("worker", "worker", ("websocket", "rpc",)),
    "job.settle": MethodInfo("worker", "worker", ("websocket", "rpc",)),
    "job.fetch": MethodInfo("worker", "worker", ("rpc",)),
}

FRAME_TYPES: Final[Tuple[str, ...]] = (
    "request",
    "response",
    "error",
    "event",
    "ping",
    "pong",
)

FORMATS: Final[Tuple[str, ...]] = (
    "json",
    "msgpack",
)

JOB_STATES: Final[Tuple[str, ...]] = (
    "pending",
    "running",
    "retrying",
    "completed",
    "failed",
    "cancelled",
)

RUN_STATES: Final[Tuple[str, ...]] = (
    "running",
    "completed",
    "failed",
    "cancelled",
)

ATTEMPT_OUTCOMES: Final[Tuple[str, ...]] = (
    "completed",
    "failed",
    "cancelled",
    "lost",
    "released",
)

ENTRY_KINDS: Final[Tuple[str, ...]] = (
    "step",
    "wait",
    "sleep",
    "child",
    "parallel",
    "compensation",
)

ENTRY_STATES: Final[Tuple[str, ...]] = (
    "running",
    "waiting",
    "completed",
    "failed",
    "cancelled",
)

JOB_REASON_CODES: Final[Tuple[str, ...]] = (
    "scheduled",
    "retry_backoff",
    "queued_behind",
    "queue_paused",
    "queue_concurrency",
    "queue_rate",
    "tenant_share",
    "workers_busy",
    "no_worker",
    "running",
    "finished",
    "worker_no_credits",
    "worker_gone",
)

RUN_REASON_CODES: Final[Tuple[str, ...]] = (
    "running",
    "sleeping",
    "waiting_event",
    "waiting_child",
    "retry_backoff",
    "compensating",
    "workers_busy",
    "tenant_share",
    "no_worker",
    "lease_lost",
    "finished",
)

CANCEL_REASONS: Final[Tuple[str, ...]] = (
    "cancelled",
    "timeout",
    "lease_lost",
    "shutdown",
)

SETTLE_OUTCOMES: Final[Tuple[str, ...]] = (
    "completed",
    "failed",
    "cancelled",
    "released",
)

EVENT_TYPES: Final[Tuple[str, ...]] = (
    "job.enqueued",
    "job.started",
    "job.progress",
    "job.completed",
    "job.retrying",
    "job.failed",
    "job.dlq",
    "job.cancelled",
    "workflow.started",
    "workflow.step_completed",
    "workflow.step_failed",
    "workflow.waiting",
    "workflow.completed",
    "workflow.failed",
    "workflow.cancelled",
    "cron.fired",
    "work.job",
    "work.cancel",
    "work.drain",
)

CHANNELS: Final[Tuple[str, ...]] = (
    "jobs",
    "workflows",
    "firehose",
    "job:<job_id>",
    "workflow:<run_id>",
    "queue:<name>",
    "worker:<worker_id>",
)

SCOPES: Final[Tuple[str, ...]] = (
    "*",
    "job:read",
    "job:write",
    "workflow:read",
    "workflow:write",
    "subscribe",
    "queue:read",
    "queue:write",
    "stats:read",
    "cron:read",
    "dlq:read",
    "dlq:write",
    "worker",
    "worker:<name>",
    "worker:<prefix>*",
)

ERROR_CODES: Final[Mapping[str, int]] = {
    "bad_request": 400,
    "unauthenticated": 401,
    "forbidden": 403,
    "not_found": 404,
    "unknown_method": 405,
    "auth_timeout": 408,
    "conflict": 409,
    "cursor_expired": 410,
    "too_large": 413,
    "too_many": 429,
    "internal": 500,
    "unavailable": 503,
}

CLOSE_CODES: Final[Mapping[str, int]] = {
    "normal": 1000,
    "going_away": 1001,
    "protocol_error": 1002,
    "unsupported_data": 1003,
    "invalid_payload": 1007,
    "policy_violation": 1008,
    "too_big": 1009,
    "internal_error": 1011,
    "try_again_later": 1013,
}

# The close codes after which a client connects again by itself.
RECONNECT_CLOSE_CODES: Final[Tuple[int, ...]] = (1001, 1011, 1013)

LIMITS: Final[Mapping[str, int]] = {
    "frame_octets": 1048576,
    "first_frame_octets": 16384,
    "frame_levels": 64,
    "payload_levels": 60,
    "event_payload_levels": 56,
    "result_levels": 60,
    "event_payload_octets": 262144,
    "free_nodes": 16384,
    "id_characters": 128,
    "name_characters": 256,
    "queue_characters": 128,
    "number_digits": 1000,
    "number_exponent": 10000,
    "event_text_characters": 4096,
    "ignored_paths": 100,
    "auth_timeout_ms": 10000,
    "heartbeat_min_ms": 100,
    "heartbeat_max_ms": 300000,
    "in_flight": 64,
    "subscriptions": 1000,
    "batch_items": 1000,
    "page_items": 1000,
    "page_items_default": 100,
    "wait_ms": 60000,
    "attempts_kept": 20,
}
