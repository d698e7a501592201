"""Calls as HTTP requests, and subscriptions as event streams, for where there is no WebSocket."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import SplitResult, quote, urlsplit

from ._codec import MalformedFrame, RawFrame, codec_of, decode
from ._feed import OLDEST, Feed
from ._link import error_in, frame_id, warn_of_ignored
from ._options import Options
from ._wire import Connection, Lost, Response
from .errors import (
    AuthError,
    ClosedError,
    ConnectionError,
    CursorExpiredError,
    DispatchError,
    RateLimitedError,
    ServerError,
    TimeoutError,
)
from .frame import timestamp

log = logging.getLogger("dwp_client")

_MOST_IDLE = 8
_LONGEST_SILENCE = 45.0


class HttpTransport:
    """Sends each call as a request of its own and reads each subscription from a stream of its own."""

    def __init__(self, options: Options) -> None:
        self._options = options
        self._codec = codec_of(options.format)
        self._base: SplitResult = urlsplit(options.url)
        self._idle: list[Connection] = []
        self._streams: dict[Feed, asyncio.Task[None]] = {}
        self._tasks: set[asyncio.Task[Any]] = set()
        self._permits = asyncio.Semaphore(options.max_in_flight)
        self._token: str | None = None
        self._state = "closed"
        self._was_open = False

    # -- lifecycle

    @property
    def session_id(self) -> str:
        """Empty: there are no sessions over HTTP."""
        return ""

    @property
    def state(self) -> str:
        """``open`` or ``closed``."""
        return self._state

    async def connect(self) -> str:
        """Asks whether the token is good."""
        if self._state != "open":
            self._state, self._was_open = "open", True
            try:
                await self.call("auth", {}, resent=False, timeout=self._options.timeout)
            except BaseException:
                await self.close()
                self._was_open = False
                raise
        return ""

    async def ready(self) -> None:
        """Connects where that was not done yet; never after ``close``."""
        if self._was_open and self._state != "open":
            raise ClosedError()
        if self._state != "open":
            await self.connect()

    async def close(self) -> None:
        """Ends what is under way, and the streams."""
        self._state = "closed"
        for feed in list(self._streams):
            feed.end(None)
        tasks = [*self._streams.values(), *self._tasks]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        self._streams.clear()
        for connection in self._idle:
            connection.drop()
        self._idle.clear()

    async def refresh(self, token: str) -> None:
        """Checks the token and uses it from now on."""
        before, self._token = self._token, token
        try:
            await self.call("auth", {}, resent=True, timeout=self._options.timeout)
        except BaseException:
            self._token = before
            raise

    # -- calls

    async def call(self, method: str, data: Any, *, resent: bool, timeout: float, long: bool = False) -> Any:
        """Asks and waits for the answer; asks again after a lost connection where it may be ``resent``."""
        frame: RawFrame = {"id": frame_id(), "type": "request", "method": method, "ts": timestamp()}
        if data is not None:
            frame["data"] = data
        for name in ("app_id", "org_id"):
            narrowed = getattr(self._options, name)
            if narrowed is not None:
                frame[name] = narrowed
        answer = await self._ask(frame, resent, timeout)
        warn_of_ignored(method, answer)
        return answer.get("data")

    async def ping(self, timeout: float) -> float:
        """Asks for a sign of life; returns the seconds that it took."""
        clock = asyncio.get_running_loop().time
        began = clock()
        await self._ask({"id": frame_id(), "type": "ping", "ts": timestamp()}, True, timeout)
        return clock() - began

    async def _ask(self, frame: RawFrame, resent: bool, timeout: float) -> RawFrame:
        if self._state != "open":
            raise ClosedError()
        # A task of its own, so that closing the client can end it.
        task = asyncio.get_running_loop().create_task(self._attempts(frame, resent))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        name = frame.get("method", "ping")
        try:
            return await asyncio.wait_for(task, timeout)
        except asyncio.TimeoutError as e:
            if isinstance(e, DispatchError):
                raise
            raise TimeoutError(f"'{name}' was not answered within {timeout:g} s; it may have been done.") from None
        except asyncio.CancelledError:
            if task.done() and self.state == "closed" and not _cancelling():
                raise ClosedError("The client was closed.", in_doubt=True) from None
            raise

    async def _attempts(self, frame: RawFrame, resent: bool) -> RawFrame:
        message = self._codec.encode(frame)
        body = message.encode() if isinstance(message, str) else message
        attempt = 0
        async with self._permits:
            while True:
                try:
                    return await self._post(body, resent)
                except ConnectionError as e:
                    attempt += 1
                    over = 0 < self._options.max_retries <= attempt
                    if not resent or not self._options.reconnect or over:
                        raise
                    log.info("Attempt %d of '%s' failed: %s", attempt, frame.get("method"), e)
                    await asyncio.sleep(self._options.pause(attempt - 1))

    async def _post(self, body: bytes, resent: bool) -> RawFrame:
        try:
            return await self._post_once(body, resent, await self._credential())
        except AuthError:
            if not await self._other_credential():
                raise
            return await self._post_once(body, resent, await self._credential())

    async def _post_once(self, body: bytes, resent: bool, token: str) -> RawFrame:
        headers = self._headers(token, self._codec.content_type)
        headers["Content-Type"] = self._codec.content_type
        while True:
            # What must not be asked twice goes out on a new connection: an old one may end just as it is used.
            connection = self._idle.pop() if self._idle and resent else await Connection.open(self._base, self._options.tls)
            try:
                response = await connection.send("POST", self._target("rpc"), headers, body)
                answer = await response.body(self._options.max_frame_bytes)
            except Lost as e:
                if not e.fresh:
                    continue
                raise ConnectionError(f"{self._options.url}: {e}", in_doubt=True) from e
            except BaseException:
                connection.drop()
                raise
            if connection.reusable and len(self._idle) < _MOST_IDLE and self._state == "open":
                self._idle.append(connection)
            else:
                connection.drop()
            frame = _frame_of(response, answer)
            if frame["type"] == "error":
                raise error_in(frame)
            return frame

    # -- streams

    def serves(self, channel: str) -> bool:
        """Each subscription has a stream of its own: no channel is taken."""
        return False

    async def subscribe(self, feed: Feed) -> None:
        """Fills the feed from now on; returns when the stream has begun."""
        if self._state != "open":
            raise ClosedError()
        room = asyncio.Event()
        task = asyncio.get_running_loop().create_task(self._stream(feed, room))
        self._streams[feed] = task
        task.add_done_callback(lambda _: self._streams.pop(feed, None))
        feed.on_taken = room.set
        feed.on_end = lambda: self._ended(task)
        try:
            await asyncio.wait_for(asyncio.shield(feed.started), self._options.timeout)
        except asyncio.TimeoutError as e:
            if isinstance(e, DispatchError):
                raise
            feed.end(None)
            raise TimeoutError(f"'{feed.channel}' was not subscribed to in time.") from None
        except asyncio.CancelledError:
            feed.end(None)
            raise

    async def unsubscribe(self, feed: Feed) -> None:
        """Ends the feed and its stream."""
        task = self._streams.get(feed)
        feed.end(None)
        if task is not None:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)

    @staticmethod
    def _ended(task: asyncio.Task[None]) -> None:
        if task is not asyncio.current_task():
            task.cancel()

    async def _stream(self, feed: Feed, room: asyncio.Event) -> None:
        attempt = 0
        begun = False
        since: str | None = None
        while not feed.ended:
            # Where no event has come yet there is no cursor to go on from: it begins again with the oldest, and what is
            # older than this subscription is left out.
            after = feed.cursor or (OLDEST if begun else None)
            try:
                response = await self._open_stream(feed, after)
                attempt = 0
                earliest = since if begun and feed.cursor is None else None
                since = since or _time_of(response)
                begun = True
                feed.began(response.headers.get("last-event-id"))
                await self._read(feed, response, room, earliest)
            except CursorExpiredError as e:
                feed.gap(e)
                continue
            except (ConnectionError, ServerError, RateLimitedError) as e:
                attempt += 1
                if not begun or not self._options.reconnect or 0 < self._options.max_retries <= attempt:
                    feed.end(e)
                    return
                log.info("The stream of %s was lost and is opened again: %s", feed.channel, e)
            except AuthError as e:
                # The token that it began with has ended.
                if not await self._other_credential():
                    feed.end(e)
                    return
            except DispatchError as e:
                feed.end(e)
                return
            if not feed.ended:
                await asyncio.sleep(self._options.pause(attempt))

    async def _open_stream(self, feed: Feed, after: str | None) -> Response:
        try:
            return await self._open_stream_once(feed, after, await self._credential())
        except AuthError:
            if not await self._other_credential():
                raise
            return await self._open_stream_once(feed, after, await self._credential())

    async def _open_stream_once(self, feed: Feed, after: str | None, token: str) -> Response:
        target = self._target("sse") + "?channel=" + quote(feed.channel, safe="")
        if after is not None:
            target += "&after=" + quote(after, safe="")
        connection = await Connection.open(self._base, self._options.tls)
        try:
            response = await connection.send("GET", target, self._headers(token, "text/event-stream"))
            if response.status != 200:
                raise error_in(_frame_of(response, await response.body(self._options.max_frame_bytes)))
        except Lost as e:
            raise ConnectionError(f"{self._options.url}: {e}") from e
        except BaseException:
            connection.drop()
            raise
        return response

    async def _read(self, feed: Feed, response: Response, room: asyncio.Event, earliest: str | None) -> None:
        """Takes events in while there is room; ends when the stream does."""
        try:
            async for kind, text in _events(response, self._options.heartbeat):
                frame = _json_frame(text)
                if kind == "error" or frame["type"] == "error":
                    raise error_in(frame)
                if earliest is not None and str(frame.get("ts")) < earliest:
                    continue
                while feed.room < 1 and not feed.ended:
                    room.clear()
                    await room.wait()
                feed.arrived(frame)
                if feed.ended:
                    return
        except Lost as e:
            raise ConnectionError(str(e)) from e
        finally:
            response.connection.drop()

    # -- common

    def _target(self, name: str) -> str:
        return self._base.path.rstrip("/") + "/" + name

    def _headers(self, token: str, accept: str) -> dict[str, str]:
        host = self._base.netloc.rpartition("@")[2]
        return {"Host": host, "Authorization": f"Bearer {token}", "Accept": accept, "User-Agent": "dwp-client-python"}

    async def _credential(self) -> str:
        if self._token is None:
            self._token = await self._options.credential()
        return self._token

    async def _other_credential(self) -> bool:
        """After a refused token: whether its supplier has another."""
        if not self._options.renewable:
            return False
        before, self._token = self._token, await self._options.credential()
        return self._token != before


async def _events(response: Response, heartbeat: float | None) -> AsyncIterator[tuple[str, str]]:
    """The events of a stream as their type and data."""
    silence = None if heartbeat is None else max(_LONGEST_SILENCE, 3 * heartbeat)
    parts = response.parts()
    pending = b""
    kind = "message"
    data: list[str] = []
    while True:
        try:
            part = await asyncio.wait_for(parts.__anext__(), silence)
        except StopAsyncIteration:
            raise Lost("the stream ended") from None
        except asyncio.TimeoutError:
            raise Lost(f"the stream was silent for {silence:g} s") from None
        *lines, pending = (pending + part).split(b"\n")
        for raw in lines:
            line = raw.rstrip(b"\r").decode("utf-8", "replace")
            if not line:
                if data:
                    yield kind, "\n".join(data)
                kind, data = "message", []
                continue
            name, _, value = line.partition(":")
            value = value[1:] if value.startswith(" ") else value
            if name == "event":
                kind = value
            elif name == "data":
                data.append(value)


def _frame_of(response: Response, body: bytes) -> RawFrame:
    """The frame in an answer; one that holds none comes from something between, not from the server."""
    is_msgpack = "msgpack" in response.headers.get("content-type", "")
    try:
        return decode(body if is_msgpack else body.decode("utf-8"))
    except ValueError as e:
        raise ConnectionError(f"The answer has status {response.status} and is no frame. {e}", in_doubt=True) from e


def _json_frame(text: str) -> RawFrame:
    try:
        return decode(text)
    except MalformedFrame as e:
        raise ConnectionError(f"The stream holds what is no frame. {e}") from e


def _time_of(response: Response) -> str | None:
    """By the server's clock, the second in which it answered."""
    try:
        return parsedate_to_datetime(response.headers["date"]).strftime("%Y-%m-%dT%H:%M:%S")
    except (KeyError, ValueError, TypeError):
        return None


def _cancelling() -> bool:
    """Whether somebody has cancelled the task that runs, where Python can tell."""
    task = asyncio.current_task()
    cancelling = getattr(task, "cancelling", None)
    return bool(cancelling()) if cancelling is not None else False
