"""Streams of events, as a program sees them."""

from __future__ import annotations

import asyncio
import weakref
from collections.abc import Awaitable, Callable, Coroutine, Generator
from types import TracebackType
from typing import Any, TypeVar

from ._feed import Event, Feed, Gap
from .errors import ForbiddenError, NotFoundError

Begin = Callable[[], Awaitable[tuple[Feed, Callable[[], Awaitable[None]]]]]
S = TypeVar("S", bound="Subscription")


class Subscription(Coroutine[Any, Any, "Subscription"]):
    """The events of a channel, in order, none missing and none twice, also over lost connections.

    ``async for event in client.subscribe("jobs")`` begins it and takes events; ``await client.subscribe("jobs")`` begins it
    first, so that what happens from then on is seen. ``async with`` ends it as well. At most ``window`` events wait here for
    a program that does not take them; the rest waits at the server.

    Where events have passed out of what the server keeps, ``on_gap`` is called and the stream goes on; without ``on_gap`` it
    ends with ``CursorExpiredError``.
    """

    def __init__(self, channel: str, begin: Begin, on_gap: Callable[[Gap], None] | None = None) -> None:
        self.channel = channel
        self._begin_feed = begin
        self._on_gap = on_gap
        self._feed: Feed | None = None
        self._stop: Callable[[], Awaitable[None]] | None = None
        self._starting: asyncio.Lock | None = None
        self._coroutine: Coroutine[Any, Any, Any] | None = None
        self._closed = False

    # -- beginning

    async def _start(self: S) -> S:
        if self._starting is None:
            self._starting = asyncio.Lock()
        async with self._starting:
            if self._feed is None and not self._closed:
                self._feed, self._stop = await self._begin_feed()
                # A program that lets go of it without a word does not leave it behind.
                weakref.finalize(self, _abandon, self._feed, asyncio.get_running_loop()).atexit = False
        return self

    def __await__(self: S) -> Generator[Any, Any, S]:
        return self._start().__await__()

    def send(self, value: Any) -> Any:
        """Part of being a coroutine, so that it can be made a task."""
        return self._begun().send(value)

    def throw(self, typ: Any, val: Any = None, tb: Any = None) -> Any:
        """Part of being a coroutine."""
        error = typ if isinstance(typ, BaseException) else val if isinstance(val, BaseException) else typ()
        return self._begun().throw(error)

    def close(self) -> None:
        """Part of being a coroutine; ``unsubscribe`` ends a subscription."""
        if self._coroutine is not None:
            self._coroutine.close()

    def _begun(self) -> Coroutine[Any, Any, Any]:
        if self._coroutine is None:
            self._coroutine = self._start()
        return self._coroutine

    # -- taking

    def __aiter__(self: S) -> S:
        return self

    async def __anext__(self) -> Event:
        event = await self.next()
        if event is None:
            raise StopAsyncIteration
        return event

    async def next(self) -> Event | None:
        """The next event; ``None`` at the end."""
        while True:
            item = await self.next_item()
            if not isinstance(item, Gap):
                return item
            if self._on_gap is not None:
                self._on_gap(item)

    async def next_item(self) -> Event | Gap | None:
        """The next event, or the gap before it; ``None`` at the end."""
        if self._feed is None:
            await self._start()
        if self._feed is None:
            return None
        return await self._feed.next()

    # -- where it is

    @property
    def cursor(self) -> str | None:
        """After this a later subscription goes on: the last event taken, or where this one began."""
        return None if self._feed is None else self._feed.position

    @property
    def snapshot(self) -> dict[str, Any] | None:
        """The job or run as it was when this began, on channels of one job or run."""
        return None if self._feed is None else self._feed.snapshot

    # -- ending

    async def unsubscribe(self) -> None:
        """Ends it: no further event comes, and who waits for one gets the end."""
        self._closed = True
        feed, stop = self._feed, self._stop
        if feed is not None and stop is not None:
            feed.discard()
            self._stop = None
            await stop()

    aclose = unsubscribe

    async def __aenter__(self: S) -> S:
        return await self._start()

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.unsubscribe()


class Watch(Subscription):
    """The events of one job or run, up to its last. ``await outcome()`` returns how it ended."""

    def __init__(
        self,
        channel: str,
        begin: Begin,
        fetch: Callable[[], Awaitable[dict[str, Any]]],
        on_gap: Callable[[Gap], None] | None = None,
    ) -> None:
        super().__init__(channel, begin, on_gap)
        self._fetch = fetch
        self._outcome: dict[str, Any] | None = None
        self._last: Event | None = None

    async def next_item(self) -> Event | Gap | None:
        item = await super().next_item()
        if item is not None and not isinstance(item, Gap):
            self._last = item
        return item

    async def outcome(self) -> dict[str, Any]:
        """Takes what is left of the events, and returns the job or the run as it ended, with its result or error."""
        while await self.next() is not None:
            pass
        if self._outcome is None:
            self._outcome = await self._ended()
        return self._outcome

    async def _ended(self) -> dict[str, Any]:
        try:
            return await self._fetch()
        except (ForbiddenError, NotFoundError):
            # The token may only subscribe, or it is gone by now: what the stream told is all that there is.
            told = self._last["data"] if self._last is not None else self.snapshot
            return told if isinstance(told, dict) else {}


def _abandon(feed: Feed, loop: asyncio.AbstractEventLoop) -> None:
    if not feed.ended and not loop.is_closed():
        loop.call_soon_threadsafe(feed.end, None)
