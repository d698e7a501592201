"""What a client was built with."""

from __future__ import annotations

import inspect
import random
import ssl
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Union
from urllib.parse import urlsplit

from .errors import AuthError

TokenSource = Union[str, Callable[[], Union[str, Awaitable[str]]]]


@dataclass(frozen=True)
class Options:
    """The settings of a client; see ``Dispatch`` for what they mean."""

    url: str
    token: TokenSource
    format: str
    reconnect: bool
    max_retries: int
    timeout: float
    heartbeat: float | None
    backoff_first: float
    backoff_max: float
    max_in_flight: int
    max_frame_bytes: int
    app_id: str | None
    org_id: str | None
    tls: ssl.SSLContext | None

    def check(self) -> None:
        """Refuses what cannot work, with a sentence that says what would."""
        parts = urlsplit(self.url)
        if parts.scheme not in ("ws", "wss", "http", "https") or not parts.hostname:
            raise ValueError(f"url is {self.url!r}; it begins with ws://, wss://, http:// or https:// and names a host.")
        if self.format not in ("json", "msgpack"):
            raise ValueError(f"format is {self.format!r}; it is 'json' or 'msgpack'.")
        for name in ("timeout", "backoff_first", "backoff_max"):
            if not getattr(self, name) > 0:
                raise ValueError(f"{name} is {getattr(self, name)!r}; it is a number of seconds above 0.")
        if self.heartbeat is not None and not 0.1 <= self.heartbeat <= 300:
            raise ValueError(f"heartbeat is {self.heartbeat!r}; it is from 0.1 to 300 seconds, or None for no heartbeat.")
        if self.max_retries < 0:
            raise ValueError(f"max_retries is {self.max_retries!r}; it is 0 for no limit, or a number of attempts.")
        if self.max_in_flight < 1:
            raise ValueError(f"max_in_flight is {self.max_in_flight!r}; it is at least 1.")

    @property
    def renewable(self) -> bool:
        """Whether there may be another token than the last one."""
        return not isinstance(self.token, str)

    async def credential(self) -> str:
        """The token to authenticate with now."""
        source = self.token
        if isinstance(source, str):
            return source
        token = source()
        if inspect.isawaitable(token):
            token = await token
        if not isinstance(token, str):
            raise AuthError(f"The supplier of tokens returned {type(token).__name__}; it returns a text.")
        return token

    def pause(self, attempt: int) -> float:
        """How long to wait before that attempt, from 0 on: longer and longer, each time by chance."""
        longest: float = min(self.backoff_max, self.backoff_first * 2 ** min(attempt, 20))
        return random.uniform(longest / 2, longest)
