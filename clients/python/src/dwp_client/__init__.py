"""A client of the Dispatch Wire Protocol: jobs, workflows and live events.

``Dispatch`` is the client for asyncio; ``SyncDispatch`` the same for threads.
"""

from ._feed import Event, Gap
from .client import Dispatch
from .errors import (
    AuthError,
    BadRequestError,
    ClosedError,
    ConflictError,
    ConnectionError,
    CursorExpiredError,
    DispatchError,
    ForbiddenError,
    NotFoundError,
    OutcomeError,
    RateLimitedError,
    ServerError,
    TimeoutError,
    UnavailableError,
)
from .frame import Frame, FrameType, Method
from .subscription import Subscription, Watch
from .sync import SyncDispatch, SyncSubscription, SyncWatch

__version__ = "0.1.0"

__all__ = [
    "AuthError",
    "BadRequestError",
    "ClosedError",
    "ConflictError",
    "ConnectionError",
    "CursorExpiredError",
    "Dispatch",
    "DispatchError",
    "Event",
    "ForbiddenError",
    "Frame",
    "FrameType",
    "Gap",
    "Method",
    "NotFoundError",
    "OutcomeError",
    "RateLimitedError",
    "ServerError",
    "Subscription",
    "SyncDispatch",
    "SyncSubscription",
    "SyncWatch",
    "TimeoutError",
    "UnavailableError",
    "Watch",
]
