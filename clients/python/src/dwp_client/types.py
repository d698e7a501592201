"""The shapes of what the protocol's methods take and answer."""

from __future__ import annotations

from typing import Any, TypedDict

from ._feed import Event, Gap

Object = dict[str, Any]


class Backoff(TypedDict, total=False):
    """Pauses between the attempts of a job: from ``first_ms``, times ``factor`` each, up to ``max_ms``."""

    first_ms: int
    factor: float
    max_ms: int
    jitter: float


class JobSpec(TypedDict, total=False):
    """One of many jobs to enqueue; ``name`` is required."""

    name: str
    payload: Any
    queue: str
    priority: int
    delay_ms: int
    run_at: str
    max_retries: int
    timeout_ms: int
    key: str
    backoff: Backoff


class Enqueued(TypedDict, total=False):
    """What is told of a job that was enqueued; ``channel`` and ``cursor`` where it is watched."""

    job_id: str
    queue: str
    state: str
    channel: str
    cursor: str


class ErrorBody(TypedDict, total=False):
    """What an error frame tells."""

    code: int
    message: str
    details: str


class EnqueuedOrError(Enqueued, total=False):
    """For one of many jobs: what ``enqueue`` answers, or why it was refused."""

    error: ErrorBody


class Attempt(TypedDict, total=False):
    """One attempt of a job; of the one going on, ``outcome`` is absent."""

    attempt: int
    outcome: str
    worker_id: str
    started_at: str
    ended_at: str
    elapsed_ms: int
    error: str


class Job(TypedDict, total=False):
    """A job."""

    id: str
    name: str
    queue: str
    payload: Any
    state: str
    priority: int
    max_retries: int
    retry_count: int
    last_error: str
    result: Any
    run_at: str
    started_at: str
    completed_at: str
    worker_id: str
    timeout_ms: int
    key: str
    scope_app_id: str
    scope_org_id: str
    created_at: str
    updated_at: str
    attempts: list[Attempt]
    omitted: list[str]


class JobPage(TypedDict, total=False):
    """Jobs, and the cursor of the next page where there is one."""

    jobs: list[Job]
    next_cursor: str


class Reason(TypedDict, total=False):
    """One reason of an explanation; some codes bring more members."""

    code: str
    message: str


class JobExplanation(TypedDict, total=False):
    """Why a job is not running now."""

    job_id: str
    state: str
    reasons: list[Reason]


class RunExplanation(TypedDict, total=False):
    """What a run is waiting for."""

    run_id: str
    state: str
    reasons: list[Reason]


class Started(TypedDict, total=False):
    """What is told of a run that was started; ``channel`` and ``cursor`` where it is watched."""

    run_id: str
    name: str
    state: str
    channel: str
    cursor: str


class Run(TypedDict, total=False):
    """A run of a workflow."""

    id: str
    name: str
    version: int
    state: str
    input: Any
    output: Any
    error: str
    started_at: str
    completed_at: str
    parent_run_id: str
    scope_app_id: str
    scope_org_id: str
    created_at: str
    updated_at: str
    omitted: list[str]


class RunPage(TypedDict, total=False):
    """Runs, and the cursor of the next page where there is one."""

    runs: list[Run]
    next_cursor: str


class Published(TypedDict, total=False):
    """What is told of an event that was published to workflows."""

    event_id: str
    name: str


class TimelineEntry(TypedDict, total=False):
    """One step of a run, or a wait, a sleep, a child, a branch or a compensation."""

    seq: int
    step_name: str
    kind: str
    state: str
    attempt: int
    started_at: str
    completed_at: str
    created_at: str
    elapsed_ms: int
    data: Any
    error: str


class Status(TypedDict, total=False):
    """``{"status": "cancelled"}`` and its like."""

    status: str


class JobResult(TypedDict, total=False):
    """For one of many jobs: what the single call answers, or why it was refused."""

    job_id: str
    state: str
    status: str
    error: ErrorBody


class Queue(TypedDict, total=False):
    """A queue and what is in it."""

    queue: str
    pending: int
    scheduled: int
    running: int
    paused: bool
    concurrency: int
    rate: float
    oldest_due_at: str


class QueuePage(TypedDict, total=False):
    """Queues, and the cursor of the next page where there is one."""

    queues: list[Queue]
    next_cursor: str


class QueuePaused(TypedDict, total=False):
    """Whether a queue is paused now."""

    queue: str
    paused: bool


class JobHandler(TypedDict, total=False):
    """A name of jobs that is handled; ``payload`` is the JSON Schema of what it takes."""

    name: str
    payload: Any


class WorkflowHandler(TypedDict, total=False):
    """A name of workflows; ``input`` is the JSON Schema of what it takes."""

    name: str
    versions: list[int]
    input: Any


class HandlerPage(TypedDict, total=False):
    """Names that are handled, and the cursor of the next page where there is one."""

    jobs: list[JobHandler]
    workflows: list[WorkflowHandler]
    next_cursor: str


class Cron(TypedDict, total=False):
    """An entry of the timetable."""

    name: str
    schedule: str
    job_name: str
    queue: str
    next_run_at: str
    last_run_at: str


class CronPage(TypedDict, total=False):
    """Entries of the timetable, and the cursor of the next page where there is one."""

    crons: list[Cron]
    next_cursor: str


class Worker(TypedDict, total=False):
    """A worker in another process."""

    worker_id: str
    label: str
    names: list[str]
    credits: int
    held: int
    seen_at: str
    node: str


class WorkerPage(TypedDict, total=False):
    """Workers, and the cursor of the next page where there is one."""

    workers: list[Worker]
    next_cursor: str


class BrokerStats(TypedDict, total=False):
    """Counts of subscriptions and events."""

    topic_count: int
    subscriber_count: int
    total_published: int
    total_dropped: int


class QueueStats(TypedDict, total=False):
    """Counts of one queue."""

    pending: int
    running: int


class Stats(TypedDict, total=False):
    """Counts of a node and of what the caller may see."""

    connections: int
    subscriptions: int
    sessions: int
    uptime_ms: int
    node: str
    version: str
    store: str
    broker: BrokerStats
    jobs: dict[str, int]
    queues: dict[str, QueueStats]
    workflows: dict[str, int]
    omitted: list[str]


__all__ = [
    "Attempt",
    "Backoff",
    "BrokerStats",
    "Cron",
    "CronPage",
    "Enqueued",
    "EnqueuedOrError",
    "ErrorBody",
    "Event",
    "Gap",
    "HandlerPage",
    "Job",
    "JobExplanation",
    "JobHandler",
    "JobPage",
    "JobResult",
    "JobSpec",
    "Object",
    "Published",
    "Queue",
    "QueuePage",
    "QueuePaused",
    "QueueStats",
    "Reason",
    "Run",
    "RunExplanation",
    "RunPage",
    "Started",
    "Stats",
    "Status",
    "TimelineEntry",
    "Worker",
    "WorkerPage",
    "WorkflowHandler",
]
