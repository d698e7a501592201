"""The errors of this client: one small tree, each with the protocol's code and details."""

from __future__ import annotations

import builtins
import copy
from typing import Any


class DispatchError(Exception):
    """A call that did not succeed; the root of all errors of this client.

    ``code`` is the protocol's number (400, 404, …), or 0 where no server spoke. ``details`` is what the server adds for
    programs: a path within the data, a cursor, the id of an incident.
    """

    def __init__(self, message: str = "", code: int = 0, details: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.code = code
        self.details = details

    def __str__(self) -> str:
        return self.message

    def again(self) -> DispatchError:
        """The same error to be raised once more, elsewhere."""
        return copy.copy(self)


class BadRequestError(DispatchError):
    """400, 405, 413, 415: the request is wrong; the message names the field and the fix."""

    def __init__(self, message: str = "bad request", code: int = 400, details: str | None = None) -> None:
        super().__init__(message, code, details)


class AuthError(DispatchError):
    """401: there is no token, it is unknown, or it has ended."""

    def __init__(self, message: str = "authentication failed", code: int = 401, details: str | None = None) -> None:
        super().__init__(message, code, details)


class ForbiddenError(DispatchError):
    """403: the token lacks a scope, which the message names, or the call names a foreign tenant."""

    def __init__(self, message: str = "forbidden", code: int = 403, details: str | None = None) -> None:
        super().__init__(message, code, details)


class NotFoundError(DispatchError):
    """404: it does not exist for this token."""

    def __init__(self, message: str = "not found", code: int = 404, details: str | None = None) -> None:
        super().__init__(message, code, details)


class ConflictError(DispatchError):
    """409: it is not in a state that allows this, or a key stands for something else."""

    def __init__(self, message: str = "conflict", code: int = 409, details: str | None = None) -> None:
        super().__init__(message, code, details)


class CursorExpiredError(DispatchError):
    """410: events after the cursor are no longer kept. ``cursor`` is the one to go on from; what lay before is lost."""

    def __init__(self, message: str = "cursor expired", code: int = 410, details: str | None = None) -> None:
        super().__init__(message, code, details)

    @property
    def cursor(self) -> str | None:
        """The cursor just before the oldest event that is kept."""
        return self.details


class RateLimitedError(DispatchError):
    """429: too many requests are under way, or a rate is used up."""

    def __init__(self, message: str = "too many requests", code: int = 429, details: str | None = None) -> None:
        super().__init__(message, code, details)

    @property
    def retry_after(self) -> float | None:
        """Seconds to wait before the next try; ``None`` where the server named no time."""
        if self.details is not None and self.details.isascii() and self.details.isdigit():
            return int(self.details) / 1000
        return None


class ServerError(DispatchError):
    """500 and its like: the server failed. ``details`` is the incident's id, under which its log tells more."""

    def __init__(self, message: str = "the server failed", code: int = 500, details: str | None = None) -> None:
        super().__init__(message, code, details)


class UnavailableError(ServerError):
    """503: the server is shutting down, or its store is away."""

    def __init__(self, message: str = "unavailable", code: int = 503, details: str | None = None) -> None:
        super().__init__(message, code, details)


class ConnectionError(DispatchError, builtins.ConnectionError):
    """The connection could not be made, or was lost before an answer came.

    ``in_doubt`` says whether what was asked for may have happened.
    """

    def __init__(self, message: str = "connection failed", *, in_doubt: bool = False) -> None:
        super().__init__(message, 0, None)
        self.in_doubt = in_doubt


class ClosedError(ConnectionError):
    """The client was closed by this program."""

    def __init__(self, message: str = "the client is closed", *, in_doubt: bool = False) -> None:
        super().__init__(message, in_doubt=in_doubt)


class TimeoutError(DispatchError, builtins.TimeoutError):
    """No answer came in time. What was asked for may have happened."""

    def __init__(self, message: str = "request timed out", code: int = 0, details: str | None = None) -> None:
        super().__init__(message, code, details)


class OutcomeError(DispatchError):
    """The job or run that was run did not complete: it failed or was cancelled. ``outcome`` is the job or run."""

    def __init__(self, message: str = "it did not complete", outcome: dict[str, Any] | None = None) -> None:
        super().__init__(message)
        self.outcome = outcome or {}


_BY_CODE: dict[int, type[DispatchError]] = {
    401: AuthError,
    403: ForbiddenError,
    404: NotFoundError,
    408: TimeoutError,
    409: ConflictError,
    410: CursorExpiredError,
    429: RateLimitedError,
    503: UnavailableError,
    504: TimeoutError,
}


def error_of(code: int, message: str, details: str | None) -> DispatchError:
    """The error for what a server sent."""
    kind = _BY_CODE.get(code)
    if kind is None:
        kind = ServerError if code >= 500 else BadRequestError
    return kind(message, code, details)


__all__ = [
    "AuthError",
    "BadRequestError",
    "ClosedError",
    "ConflictError",
    "ConnectionError",
    "CursorExpiredError",
    "DispatchError",
    "ForbiddenError",
    "NotFoundError",
    "OutcomeError",
    "RateLimitedError",
    "ServerError",
    "TimeoutError",
    "UnavailableError",
]
