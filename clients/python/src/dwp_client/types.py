"""The shapes of what the protocol's methods take and answer."""

from __future__ import annotations

from typing import TypedDict

from ._feed import Event, Gap
from ._registry import (
    Attempt,
    Backoff,
    BrokerStats,
    CronEntry,
    CronListResponse,
    DlqListResponse,
    DlqPurgeResponse,
    DlqReplayResponse,
    ErrorBody,
    HandlerListResponse,
    Job,
    JobCancelResponse,
    JobEnqueueResponse,
    JobExplainResponse,
    JobHandler,
    JobListResponse,
    JobReason,
    JobSpec,
    Queue,
    QueueDepth,
    QueueListResponse,
    QueuePauseResponse,
    QueueResumeResponse,
    Run,
    RunReason,
    Stats,
    TimelineEntry,
    Worker,
    WorkerListResponse,
    WorkflowCancelResponse,
    WorkflowEventResponse,
    WorkflowExplainResponse,
    WorkflowHandler,
    WorkflowListResponse,
    WorkflowReplayResponse,
    WorkflowStartResponse,
)


class JobOrError(TypedDict, total=False):
    """For one of many jobs: what the single call answers, or why it was refused."""

    job_id: str
    queue: str
    state: str
    status: str
    error: ErrorBody


__all__ = [
    "Attempt",
    "Backoff",
    "BrokerStats",
    "CronEntry",
    "CronListResponse",
    "DlqListResponse",
    "DlqPurgeResponse",
    "DlqReplayResponse",
    "ErrorBody",
    "Event",
    "Gap",
    "HandlerListResponse",
    "Job",
    "JobCancelResponse",
    "JobEnqueueResponse",
    "JobExplainResponse",
    "JobHandler",
    "JobListResponse",
    "JobOrError",
    "JobReason",
    "JobSpec",
    "Queue",
    "QueueDepth",
    "QueueListResponse",
    "QueuePauseResponse",
    "QueueResumeResponse",
    "Run",
    "RunReason",
    "Stats",
    "TimelineEntry",
    "Worker",
    "WorkerListResponse",
    "WorkflowCancelResponse",
    "WorkflowEventResponse",
    "WorkflowExplainResponse",
    "WorkflowHandler",
    "WorkflowListResponse",
    "WorkflowReplayResponse",
    "WorkflowStartResponse",
]
