"""The events of one subscription between the transport that brings them and the program that takes them."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypedDict

from .errors import CursorExpiredError, DispatchError

OLDEST = "oldest"


class Event(TypedDict, total=False):
    """An event frame. ``id`` is its cursor: a later subscription goes on after it with ``after=event["id"]``."""

    id: str
    type: str
    channel: str
    data: Any
    ts: str


@dataclass(frozen=True)
class Gap:
    """Events that are lost to a subscription: those after ``after`` up to ``until``, the cursor it goes on from."""

    channel: str
    after: str | None
    until: str | None


class Feed:
    """A bounded buffer of events, with the cursor to resume from.

    ``room`` events more may arrive. A transport learns by ``on_taken`` that there is more room, and by ``on_end`` that
    nothing more is wanted.
    """

    def __init__(self, channel: str, after: str | None, window: int, *, with_gaps: bool, until_final: bool) -> None:
        self.channel = channel
        self.window = window
        self.until_final = until_final
        self.cursor = after
        self.began_at: str | None = None
        self.snapshot: dict[str, Any] | None = None
        self.failure: DispatchError | None = None
        self.ended = False
        self.started: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.on_taken: Callable[[], None] = _nothing
        self.on_end: Callable[[], None] = _nothing
        self._with_gaps = with_gaps
        self._items: deque[Event | Gap] = deque()
        self._taken: str | None = None
        self._last = -1
        self._arrival = asyncio.Event()
        self._turn = asyncio.Lock()

    @property
    def room(self) -> int:
        """How many more events the buffer takes."""
        return self.window - len(self._items)

    @property
    def position(self) -> str | None:
        """The cursor after which the program would go on: that of the last event it took, or where this began."""
        return self._taken or self.began_at

    def began(self, cursor: str | None, snapshot: dict[str, Any] | None = None) -> None:
        """The server has begun it, just after that cursor."""
        if cursor is not None and self.cursor in (None, "", OLDEST):
            self.cursor = cursor
        if self.began_at is None:
            self.began_at = self.cursor
        self.snapshot = snapshot
        if not self.started.done():
            self.started.set_result(None)
        if self.until_final and snapshot is not None and snapshot.get("state") in FINAL_STATES:
            self.end(None)

    def arrived(self, frame: dict[str, Any]) -> bool:
        """Takes an event in; returns whether it was new. One that came before, at whatever place, is left out."""
        number = _number(frame.get("id"))
        if self.ended or (number is not None and number <= self._last):
            return False
        event = Event(type="event", channel=self.channel, data=frame.get("data"))
        cursor = frame.get("id")
        if isinstance(cursor, str) and cursor:
            event["id"] = cursor
            self.cursor = cursor
        if number is not None:
            self._last = number
        if isinstance(frame.get("ts"), str):
            event["ts"] = frame["ts"]
        self._items.append(event)
        data = event["data"]
        if self.until_final and isinstance(data, dict) and data.get("final") is True:
            self.end(None)
        self._arrival.set()
        return True

    def gap(self, error: CursorExpiredError) -> None:
        """Events have passed out of what the server keeps: goes on after them where gaps are welcome, else ends."""
        if not self._with_gaps:
            self.end(error)
            return
        until = error.cursor
        self._items.append(Gap(self.channel, self.cursor, until))
        # A watch begins anew: its snapshot tells what it came to meanwhile.
        self.cursor = None if self.until_final else until or OLDEST
        self._arrival.set()

    def end(self, failure: DispatchError | None) -> None:
        """Ends it; what has arrived can still be taken."""
        if self.ended:
            return
        self.ended = True
        self.failure = failure
        if not self.started.done():
            if failure is None:
                self.started.set_result(None)
            else:
                self.started.set_exception(failure)
                self.started.exception()  # whoever waits for it gets it; nobody need
        self._arrival.set()
        self.on_end()

    def discard(self) -> None:
        """Forgets what has arrived and was not taken."""
        self._items.clear()

    async def next(self) -> Event | Gap | None:
        """The next event, in order, also for several that wait at a time; ``None`` at the end."""
        async with self._turn:
            while not self._items:
                if self.ended:
                    if self.failure is not None:
                        raise self.failure.again()
                    return None
                self._arrival.clear()
                await self._arrival.wait()
            item = self._items.popleft()
        if isinstance(item, Gap):
            self._taken = item.until
        else:
            self._taken = item.get("id", self._taken)
        if not self.ended:
            self.on_taken()
        return item


FINAL_STATES = frozenset({"completed", "failed", "cancelled"})


def _nothing() -> None:
    return None


def _number(cursor: object) -> int | None:
    if isinstance(cursor, str) and cursor.startswith("evt-") and cursor[4:].isascii() and cursor[4:].isdigit():
        return int(cursor[4:])
    return None
