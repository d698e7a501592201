"""A WebSocket session that outlives its connections."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from websockets.exceptions import ConnectionClosed

from ._codec import RawFrame
from ._feed import Feed
from ._link import Link, auth_frame, error_in, frame_id, warn_of_ignored
from ._options import Options
from .errors import (
    AuthError,
    BadRequestError,
    ClosedError,
    ConflictError,
    ConnectionError,
    CursorExpiredError,
    DispatchError,
    ForbiddenError,
    RateLimitedError,
    ServerError,
    TimeoutError,
)
from .frame import timestamp

log = logging.getLogger("dwp_client")


@dataclass
class _Call:
    """A request that waits for its answer. One that may be ``resent`` survives the loss of its connection."""

    frame: RawFrame
    resent: bool
    answered: asyncio.Future[RawFrame]
    link: Link | None = None
    on_answer: Callable[[RawFrame], None] | None = field(default=None)

    def fail(self, error: DispatchError) -> None:
        if not self.answered.done():
            self.answered.set_exception(error)


class Session:
    """Keeps one connection to the server, makes it anew when it is lost, and takes calls and feeds across."""

    def __init__(self, options: Options) -> None:
        self._options = options
        self._link: Link | None = None
        self._calls: dict[str, _Call] = {}
        self._feeds: dict[str, Feed] = {}
        self._serving: dict[Feed, Link] = {}
        self._outstanding: dict[Feed, int] = {}
        self._beginning: dict[Feed, Link] = {}
        self._permits = asyncio.Semaphore(max(1, options.max_in_flight - 4))
        self._waits = asyncio.Semaphore(max(1, options.max_in_flight // 2))
        self._control = asyncio.Semaphore(2)
        self._connecting = asyncio.Lock()
        self._supervisor: asyncio.Task[None] | None = None
        self._tasks: set[asyncio.Task[Any]] = set()
        self._over: DispatchError | None = None
        self._session_id = ""

    # -- lifecycle

    @property
    def session_id(self) -> str:
        """The id that the server gave to the present session, or to the last one."""
        return self._session_id

    @property
    def state(self) -> str:
        """``connecting``, ``open`` or ``closed``."""
        if self._connecting.locked():
            return "connecting"
        if self._over is not None or self._supervisor is None:
            return "closed"
        return "connecting" if self._link is None else "open"

    async def connect(self) -> str:
        """Connects once, and from then on as often as needed; returns the session's id."""
        async with self._connecting:
            if self._supervisor is None or self._over is not None:
                link = await self._open()
                self._over = None
                self._supervisor = asyncio.get_running_loop().create_task(self._guard(link))
                self._adopt(link)
            return self._session_id

    async def ready(self) -> None:
        """Connects where that was not done yet, or the connection was lost for good; never after ``close``."""
        over = self._over
        if over is not None and (isinstance(over, ClosedError) or not isinstance(over, ConnectionError)):
            raise over.again()
        if over is not None or self._supervisor is None:
            await self.connect()

    async def close(self) -> None:
        """Closes the connection; calls and feeds that are under way end."""
        link, supervisor = self._link, self._supervisor
        self._end(ClosedError("The client was closed.", in_doubt=True))
        if supervisor is not None:
            supervisor.cancel()
            await asyncio.gather(supervisor, return_exceptions=True)
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        if link is not None:
            await link.close()

    async def _open(self) -> Link:
        """A new connection. A refused token is asked for once more where there may be another."""
        token = await self._options.credential()
        try:
            return await Link.open(self._options, token)
        except AuthError as e:
            if not self._options.renewable or e.code != 401:
                raise
            other = await self._options.credential()
            if other == token:
                raise
            return await Link.open(self._options, other)

    async def _guard(self, link: Link) -> None:
        try:
            await self._supervise(link)
        except Exception as e:  # a fault of this client: nobody waits for ever because of it
            log.exception("The connection was given up.")
            self._end(ConnectionError(f"The client failed: {e!r}", in_doubt=True))
            link.abort()

    async def _supervise(self, link: Link) -> None:
        """Serves connection after connection until it is closed, refused, or lost for good."""
        while True:
            reason = await self._serve(link)
            self._link = None
            self._serving.clear()
            refused = link.refused
            if refused is not None and not self._options.renewable:
                self._end(refused)
                return
            lost = ConnectionError(f"The connection was lost: {reason}", in_doubt=True)
            if not self._options.reconnect:
                self._end(lost)
                return
            log.info("The connection was lost and is made anew: %s", reason)
            for call in list(self._calls.values()):
                if call.link is not None and not call.resent:
                    call.fail(lost.again())
                call.link = None
            next_link = await self._reopen()
            if next_link is None:
                return
            link = next_link
            self._adopt(link)

    async def _reopen(self) -> Link | None:
        attempt = 0
        while True:
            await asyncio.sleep(self._options.pause(attempt))
            attempt += 1
            try:
                return await self._open()
            except DispatchError as e:
                late = isinstance(e, AuthError) and e.code == 408
                if isinstance(e, (AuthError, ForbiddenError, BadRequestError)) and not late:
                    log.warning("The server refused this client: %s", e)
                    self._end(e)
                    return None
                log.info("Attempt %d to connect again failed: %s", attempt, e)
                if 0 < self._options.max_retries <= attempt:
                    self._end(ConnectionError(f"{attempt} attempts to connect again failed. {e}", in_doubt=True))
                    return None
            except Exception as e:  # of the supplier of tokens
                log.exception("The supplier of tokens failed.")
                if 0 < self._options.max_retries <= attempt:
                    self._end(ConnectionError(f"The supplier of tokens failed: {e}", in_doubt=True))
                    return None

    def _adopt(self, link: Link) -> None:
        """Makes it the connection of this session: what waited for one begins."""
        self._link = link
        self._session_id = str(link.session.get("session_id") or "")
        for feed in list(self._feeds.values()):
            self._start(self._begin(feed, link))
        self._start(self._resend(link))
        if self._options.renewable and link.session.get("expires_at"):
            self._start(self._refresh_in_time(link, link.session, link.opened_at))

    async def _serve(self, link: Link) -> str:
        interval = self._options.heartbeat
        watch = None if interval is None else asyncio.get_running_loop().create_task(link.watch(interval))
        try:
            return await link.read(lambda frame: self._receive(link, frame))
        finally:
            if watch is not None:
                watch.cancel()

    def _end(self, error: DispatchError) -> None:
        """Settles everything that waits: nothing more will come."""
        if self._over is not None:
            return
        self._over = error
        self._link = None
        for call in list(self._calls.values()):
            call.fail(error.again())
        failure = None if isinstance(error, ClosedError) else error
        for feed in list(self._feeds.values()):
            feed.end(failure)

    def _start(self, work: Any) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    # -- what comes

    def _receive(self, link: Link, frame: RawFrame) -> None:
        kind = frame["type"]
        if kind == "event":
            feed = self._feeds.get(str(frame.get("channel")))
            if feed is not None and self._serving.get(feed) is link and feed.arrived(frame):
                self._outstanding[feed] = self._outstanding.get(feed, 0) - 1
            return
        call = self._calls.get(str(frame.get("correl_id")))
        if call is not None and kind in ("response", "error", "pong"):
            if not call.answered.done():
                if call.on_answer is not None and kind == "response":
                    call.on_answer(frame)
                call.answered.set_result(frame)
        elif kind == "error" and frame.get("correl_id") is None:
            self._unasked(link, frame)

    def _unasked(self, link: Link, frame: RawFrame) -> None:
        """An error that answers nothing ends a subscription, or tells why the connection is about to end."""
        error = error_in(frame)
        channel = frame.get("channel")
        if channel is None:
            if isinstance(error, AuthError):
                link.refused = error
            log.warning("The server reports: %s", error)
            return
        feed = self._feeds.get(str(channel))
        if feed is None or self._serving.pop(feed, None) is not link:
            return
        if isinstance(error, CursorExpiredError):
            feed.gap(error)
            if not feed.ended:
                self._start(self._begin(feed, link))
        elif isinstance(error, (RateLimitedError, ServerError)):
            self._start(self._begin(feed, link))
        else:
            feed.end(error)

    # -- calls

    async def call(self, method: str, data: Any, *, resent: bool, timeout: float, long: bool = False) -> Any:
        """Asks and waits for the answer, across lost connections where it may be ``resent``."""
        frame = self._request(method, data)
        call = _Call(frame, resent, asyncio.get_running_loop().create_future())
        if isinstance(data, dict) and data.get("watch"):
            call.on_answer = lambda answer: self._replaced(call.link, answer)
        try:
            answer = await asyncio.wait_for(self._long(call) if long else self._perform(call), timeout)
        except asyncio.TimeoutError as e:
            if isinstance(e, DispatchError):
                raise
            raise TimeoutError(f"'{method}' was not answered within {timeout:g} s; it may have been done.") from None
        if answer["type"] == "error":
            raise error_in(answer)
        warn_of_ignored(method, answer)
        return answer.get("data")

    async def ping(self, timeout: float) -> float:
        """Asks for a sign of life; returns the seconds that it took."""
        frame = {"id": frame_id(), "type": "ping", "ts": timestamp()}
        call = _Call(frame, True, asyncio.get_running_loop().create_future())
        began = asyncio.get_running_loop().time()
        try:
            await asyncio.wait_for(self._perform(call), timeout)
        except asyncio.TimeoutError:
            raise TimeoutError(f"The ping was not answered within {timeout:g} s.") from None
        return asyncio.get_running_loop().time() - began

    def _request(self, method: str, data: Any) -> RawFrame:
        frame: RawFrame = {"id": frame_id(), "type": "request", "method": method, "ts": timestamp()}
        if data is not None:
            frame["data"] = data
        for name in ("app_id", "org_id"):
            narrowed = getattr(self._options, name)
            if narrowed is not None:
                frame[name] = narrowed
        return frame

    async def _long(self, call: _Call) -> RawFrame:
        # Calls that wait at the server count as under way there: they leave room for others.
        async with self._waits:
            return await self._perform(call)

    async def _perform(self, call: _Call) -> RawFrame:
        async with self._permits:
            self._check_open()
            key = call.frame["id"]
            self._calls[key] = call
            try:
                if self._link is not None:
                    await self._transmit(call, self._link)
                return await call.answered
            finally:
                self._calls.pop(key, None)

    async def _transmit(self, call: _Call, link: Link) -> None:
        call.link = link
        try:
            await link.send(call.frame)
        except ConnectionClosed:
            log.debug("The connection was lost while '%s' was sent.", call.frame.get("method"))

    async def _resend(self, link: Link) -> None:
        for call in list(self._calls.values()):
            if call.link is None and not call.answered.done():
                try:
                    await self._transmit(call, link)
                except DispatchError as e:
                    call.fail(e)

    async def _ask(self, link: Link, method: str, data: Any, on_answer: Callable[[RawFrame], None] | None = None) -> Any:
        """Asks on that very connection; it is lost with it."""
        call = _Call(self._request(method, data), False, asyncio.get_running_loop().create_future())
        call.on_answer = on_answer
        return await self._ask_frame(link, call)

    async def _ask_frame(self, link: Link, call: _Call) -> Any:
        if link is not self._link:
            raise ConnectionError("The connection was lost.")
        key = call.frame["id"]
        self._calls[key] = call
        try:
            await self._transmit(call, link)
            answer = await asyncio.wait_for(call.answered, self._options.timeout)
        except asyncio.TimeoutError as e:
            if isinstance(e, DispatchError):
                raise
            raise TimeoutError(f"'{call.frame['method']}' was not answered in time.") from None
        finally:
            self._calls.pop(key, None)
        if answer["type"] == "error":
            raise error_in(answer)
        return answer.get("data")

    def _check_open(self) -> None:
        if self._over is not None:
            raise self._over.again()

    # -- feeds

    def serves(self, channel: str) -> bool:
        """Whether it has a feed of that channel, of which the protocol allows one for a session."""
        return channel in self._feeds

    async def subscribe(self, feed: Feed) -> None:
        """Fills the feed from now on; returns when the server has begun it."""
        self._check_open()
        self._feeds[feed.channel] = feed
        feed.on_end = lambda: self._ended(feed)
        feed.on_taken = lambda: self._taken(feed)
        if self._link is not None:
            self._start(self._begin(feed, self._link))
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
        """Ends the feed; returns when the server sends nothing more of it, or the connection is gone."""
        link = self._serving.get(feed)
        feed.on_end = lambda: self._forget(feed)
        feed.end(None)
        self._forget(feed)
        if link is not None and link is self._link:
            await self._stop(feed.channel, link)

    def _ended(self, feed: Feed) -> None:
        link = self._serving.get(feed)
        self._forget(feed)
        # Where the server ended it, there is nothing to stop.
        if link is not None and link is self._link and feed.failure is None:
            self._start(self._stop(feed.channel, link))

    def _forget(self, feed: Feed) -> None:
        if self._feeds.get(feed.channel) is feed:
            del self._feeds[feed.channel]
        self._serving.pop(feed, None)
        self._outstanding.pop(feed, None)

    async def _stop(self, channel: str, link: Link) -> None:
        try:
            await self._ask(link, "unsubscribe", {"channel": channel})
        except DispatchError as e:
            log.debug("Unsubscribing from %s failed: %s", channel, e)

    async def _begin(self, feed: Feed, link: Link) -> None:
        """Subscribes on that connection, unless that is under way: a second time would bring events again."""
        if self._beginning.get(feed) is link:
            return
        self._beginning[feed] = link
        try:
            await self._try_to_begin(feed, link)
        finally:
            if self._beginning.get(feed) is link:
                del self._beginning[feed]

    async def _try_to_begin(self, feed: Feed, link: Link) -> None:
        attempt = 0
        while link is self._link and not feed.ended and feed not in self._serving:
            if feed.room < 1:
                return  # _taken begins it when there is room
            async with self._control:
                error = await self._begin_once(feed, link)
            if error is None or feed.ended:
                continue  # begun; or begun and, in the same read, ended by the server
            if isinstance(error, CursorExpiredError):
                feed.gap(error)
            elif isinstance(error, (RateLimitedError, ServerError)) and feed.began_at is not None:
                await asyncio.sleep(self._options.pause(attempt))
                attempt += 1
            elif isinstance(error, TimeoutError) and feed.began_at is not None:
                link.abort()
            elif not isinstance(error, ConnectionError):
                feed.end(error)

    async def _begin_once(self, feed: Feed, link: Link) -> DispatchError | None:
        room = feed.room
        if room < 1 or feed.ended or feed in self._serving:
            return None
        data: dict[str, Any] = {"channel": feed.channel, "credits": room}
        if feed.cursor:
            data["after"] = feed.cursor

        def begun(answer: RawFrame) -> None:
            # Here, and not when the answer reaches its task: events may follow in the same read.
            told = answer.get("data")
            told = told if isinstance(told, dict) else {}
            if feed.ended or link is not self._link:
                return
            self._serving[feed] = link
            self._outstanding[feed] = room
            cursor, snapshot = told.get("cursor"), told.get("snapshot")
            feed.began(cursor if isinstance(cursor, str) else None, snapshot if isinstance(snapshot, dict) else None)

        try:
            await self._ask(link, "subscribe", data, begun)
        except DispatchError as e:
            return e
        if feed.ended and link is self._link:
            # It was given up while the server began it.
            await self._stop_unless_taken(feed, link)
        return None

    def _replaced(self, link: Link | None, answer: RawFrame) -> None:
        """The server has put another subscription in a feed's place: puts the feed back, behind its last event."""
        told = answer.get("data")
        feed = self._feeds.get(str(told.get("channel"))) if isinstance(told, dict) else None
        if feed is not None and link is not None and link is self._link and self._serving.get(feed) is link:
            del self._serving[feed]
            self._start(self._begin(feed, link))

    async def _stop_unless_taken(self, feed: Feed, link: Link) -> None:
        if feed.channel not in self._feeds:
            await self._stop(feed.channel, link)

    def _taken(self, feed: Feed) -> None:
        """The program has taken an event: grants more once half of the window is free."""
        link = self._link
        if link is None:
            return
        if self._serving.get(feed) is not link:
            if feed.room == 1:
                self._start(self._begin(feed, link))
            return
        more = feed.room - self._outstanding.get(feed, 0)
        if more >= max(1, feed.window // 2):
            self._outstanding[feed] = self._outstanding.get(feed, 0) + more
            link.post({"id": frame_id(), "type": "request", "channel": feed.channel, "credits": more, "ts": timestamp()})

    # -- credentials

    async def refresh(self, token: str) -> None:
        """Gives the open session another credential of the same identity."""
        self._check_open()
        link = self._link
        if link is None:
            raise ConnectionError("There is no open session to refresh; the next one begins with the new token.")
        await self._reauthenticate(link, token)

    async def _reauthenticate(self, link: Link, token: str) -> Any:
        call = _Call(auth_frame(self._options, token), False, asyncio.get_running_loop().create_future())
        answered_at: list[Any] = []
        call.on_answer = lambda frame: answered_at.append(frame.get("ts"))
        data = await self._ask_frame(link, call)
        if self._options.renewable and isinstance(data, dict) and data.get("expires_at") and link is self._link:
            self._start(self._refresh_in_time(link, data, answered_at[0] if answered_at else None))
        return data

    async def _refresh_in_time(self, link: Link, session: dict[str, Any], told_at: Any) -> None:
        """Renews the credential when four fifths of its life are over, and again at nine tenths where that failed."""
        life = _seconds_between(told_at, session.get("expires_at"))
        if life is None:
            return
        for part in (0.8, 0.1):
            await asyncio.sleep(min(max(life * part, 0.05), 86400.0 * 20))
            if link is not self._link:
                return
            try:
                await self._reauthenticate(link, await self._options.credential())
                return
            except (AuthError, ConflictError, ForbiddenError, ConnectionError, TimeoutError) as e:
                log.warning("Renewing the credential failed: %s", e)
            except Exception:
                log.exception("The supplier of tokens failed.")


def _seconds_between(earlier: Any, later: Any) -> float | None:
    """By the server's own clock on both sides, so that it does not matter what this machine's says."""
    try:
        return (_instant(later) - _instant(earlier)).total_seconds()
    except (TypeError, ValueError):
        return None


def _instant(text: Any) -> datetime:
    if not isinstance(text, str):
        raise TypeError("no text")
    whole, _, rest = text.replace("Z", "+00:00").partition(".")
    if not rest:
        return datetime.fromisoformat(whole)
    sign = max(rest.find("+"), rest.find("-"))
    digits, zone = (rest, "+00:00") if sign < 0 else (rest[:sign], rest[sign:])
    return datetime.fromisoformat(f"{whole}.{digits[:6].ljust(6, '0')}{zone}")
