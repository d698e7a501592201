"""The protocol's envelope, for programs that look at frames themselves."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from datetime import datetime, timezone
from enum import Enum
from typing import Any


class FrameType(str, Enum):
    """The types of frames."""

    REQUEST = "request"
    RESPONSE = "response"
    EVENT = "event"
    ERROR = "error"
    PING = "ping"
    PONG = "pong"


class Method:
    """The names of the protocol's methods."""

    AUTH = "auth"
    JOB_ENQUEUE = "job.enqueue"
    JOB_GET = "job.get"
    JOB_CANCEL = "job.cancel"
    JOB_EXPLAIN = "job.explain"
    JOB_LIST = "job.list"
    WORKFLOW_START = "workflow.start"
    WORKFLOW_GET = "workflow.get"
    WORKFLOW_EVENT = "workflow.event"
    WORKFLOW_TIMELINE = "workflow.timeline"
    WORKFLOW_LIST = "workflow.list"
    WORKFLOW_CANCEL = "workflow.cancel"
    WORKFLOW_EXPLAIN = "workflow.explain"
    WORKFLOW_REPLAY = "workflow.replay"
    QUEUE_LIST = "queue.list"
    QUEUE_PAUSE = "queue.pause"
    QUEUE_RESUME = "queue.resume"
    HANDLER_LIST = "handler.list"
    WORKER_LIST = "worker.list"
    SUBSCRIBE = "subscribe"
    UNSUBSCRIBE = "unsubscribe"
    STATS = "stats"
    CRON_LIST = "cron.list"
    DLQ_LIST = "dlq.list"
    DLQ_REPLAY = "dlq.replay"
    DLQ_PURGE = "dlq.purge"


def timestamp() -> str:
    """The time now as RFC 3339 in UTC."""
    return datetime.now(timezone.utc).isoformat(timespec="milliseconds").replace("+00:00", "Z")


@dataclass
class ErrorDetail:
    """What an error frame tells."""

    code: int = 0
    message: str = ""
    details: str = ""


@dataclass
class Frame:
    """One frame; empty members are left out on the wire."""

    id: str = ""
    type: FrameType = FrameType.REQUEST
    method: str = ""
    correl_id: str = ""
    token: str = ""
    app_id: str = ""
    org_id: str = ""
    data: Any = None
    error: ErrorDetail | None = None
    channel: str = ""
    credits: int = 0
    ts: str = field(default_factory=timestamp)

    def to_dict(self) -> dict[str, Any]:
        """The frame as it is sent."""
        members: dict[str, Any] = {"id": self.id, "type": self.type.value, "ts": self.ts}
        for name in ("method", "correl_id", "token", "app_id", "org_id", "channel", "credits"):
            value = getattr(self, name)
            if value:
                members[name] = value
        if self.data is not None:
            members["data"] = self.data
        if self.error is not None:
            members["error"] = asdict(self.error)
        return members

    @classmethod
    def from_dict(cls, members: dict[str, Any]) -> Frame:
        """The frame of what was received; members that are missing or null are empty."""
        error = members.get("error")
        texts = {
            name: str(members.get(name) or "")
            for name in ("id", "method", "correl_id", "token", "app_id", "org_id", "channel", "ts")
        }
        return cls(
            **texts,
            type=FrameType(members.get("type") or "request"),
            data=members.get("data"),
            credits=members.get("credits") or 0,
            error=ErrorDetail(error.get("code") or 0, error.get("message") or "", error.get("details") or "")
            if isinstance(error, dict)
            else None,
        )
