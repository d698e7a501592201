"""One WebSocket connection, from the handshake to its end."""

from __future__ import annotations

import asyncio
import itertools
import logging
import uuid
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidStatus, WebSocketException

from ._codec import JsonCodec, MalformedFrame, RawFrame, codec_of, decode
from ._options import Options
from .errors import AuthError, BadRequestError, ConnectionError, DispatchError, ForbiddenError, error_of
from .frame import timestamp

log = logging.getLogger("dwp_client")

_LOOPBACK = ("localhost", "127.0.0.1", "::1")
_numbers = itertools.count(1)
_process = uuid.uuid4().hex[:12]


def frame_id() -> str:
    """An id that no other frame of this program has."""
    return f"{_process}-{next(_numbers)}"


def error_in(frame: RawFrame) -> DispatchError:
    """The error that an error frame tells."""
    error = frame.get("error")
    if not isinstance(error, dict):
        return error_of(500, "The server sent an error frame without an error.", None)
    code, details = error.get("code"), error.get("details")
    return error_of(
        code if isinstance(code, int) else 500,
        str(error.get("message") or "The server gave no reason."),
        None if details is None else str(details),
    )


def warn_of_ignored(method: str, answer: RawFrame) -> None:
    """Says in the log which members of a request had no effect, since the server does not know them."""
    if answer.get("ignored"):
        log.warning("The server knows nothing of %s in '%s'; it had no effect.", answer["ignored"], method)


class Link:
    """An authenticated connection. ``session`` is what the server answered to ``auth``."""

    def __init__(self, ws: ClientConnection, options: Options) -> None:
        self._ws = ws
        self._codec = codec_of(options.format)
        self._tasks: set[asyncio.Task[None]] = set()
        self._loop = asyncio.get_running_loop()
        self.session: dict[str, Any] = {}
        self.opened_at: str | None = None
        self.heard = self._loop.time()
        self.refused: DispatchError | None = None

    @classmethod
    async def open(cls, options: Options, token: str) -> Link:
        """Connects and authenticates, within the time of a call; the error says why it could not."""
        try:
            return await asyncio.wait_for(cls._open(options, token), min(options.timeout, 10.0))
        except asyncio.TimeoutError as e:
            raise ConnectionError(f"{options.url} did not let this client in within its time.") from e

    @classmethod
    async def _open(cls, options: Options, token: str) -> Link:
        parts = urlsplit(options.url)
        settings: dict[str, Any] = {} if parts.hostname not in _LOOPBACK else {"proxy": None}
        if options.tls is not None and parts.scheme == "wss":
            settings["ssl"] = options.tls
        try:
            ws = await connect(
                options.url,
                compression=None,
                open_timeout=None,
                ping_interval=None,
                close_timeout=2,
                max_size=max(options.max_frame_bytes, 1024),
                **settings,
            )
        except InvalidStatus as e:
            status = e.response.status_code
            if status == 401:
                raise AuthError(f"{options.url} refused the connection with 401.") from e
            if status == 403:
                raise ForbiddenError(f"{options.url} refused the connection with 403.") from e
            raise ConnectionError(f"{options.url} answered {status} where a WebSocket was asked for.") from e
        except (OSError, WebSocketException, EOFError) as e:
            raise ConnectionError(f"{options.url} cannot be reached: {e}") from e
        link = cls(ws, options)
        try:
            await link._authenticate(options, token)
        except BaseException:
            link.abort()
            raise
        return link

    async def _authenticate(self, options: Options, token: str) -> None:
        frame = auth_frame(options, token)
        try:
            # As text whatever the format is to be: it is negotiated by this frame.
            await self._ws.send(JsonCodec().encode(frame))
            while True:
                answer = decode(await self._ws.recv())
                if answer["type"] == "ping":
                    await self.send(pong_to(answer))
                elif answer["type"] in ("response", "error"):
                    break
        except MalformedFrame as e:
            raise ConnectionError(f"{options.url} answered 'auth' with what is no frame: {e}") from e
        except ConnectionClosed as e:
            raise ConnectionError(f"{options.url} closed the connection before it authenticated: {e}") from e
        if answer["type"] == "error":
            error = error_in(answer)
            raise AuthError(str(error), 408) if error.code == 408 else error
        data = answer.get("data")
        self.session = data if isinstance(data, dict) else {}
        self.opened_at = answer.get("ts")
        self.heard = self._loop.time()

    @property
    def limit(self) -> int | None:
        """Octets that a frame may have, where the server told."""
        limit = self.session.get("max_frame_bytes")
        return limit if isinstance(limit, int) and limit > 0 else None

    def encode(self, frame: RawFrame) -> str | bytes:
        """The frame as a message, of a size that the server takes."""
        message = self._codec.encode(frame)
        limit = self.limit
        # A character has at most four octets; to count them is only worth it near the limit.
        if limit is not None and len(message) * 4 > limit:
            size = len(message) if isinstance(message, bytes) else len(message.encode())
            if size > limit:
                raise BadRequestError(f"The frame has {size} octets; the server takes {limit} at most.", 413)
        return message

    async def send(self, frame: RawFrame) -> None:
        """Sends a frame; ``ConnectionClosed`` of the library where the connection is gone."""
        await self._ws.send(self.encode(frame))

    def post(self, frame: RawFrame) -> None:
        """Sends a frame that nobody waits for."""
        task = self._loop.create_task(self._post(frame))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _post(self, frame: RawFrame) -> None:
        try:
            await self.send(frame)
        except ConnectionClosed:
            log.debug("The connection was lost before a %s frame left.", frame.get("type"))

    async def read(self, receive: Callable[[RawFrame], None]) -> str:
        """Hands each frame over until the connection ends; returns why it ended."""
        try:
            while True:
                message = await self._ws.recv()
                self.heard = self._loop.time()
                try:
                    frame = decode(message)
                except MalformedFrame as e:
                    log.warning("The server sent what is no frame, which is left out. %s", e)
                    continue
                if frame["type"] == "ping":
                    self.post(pong_to(frame))
                else:
                    receive(frame)
        except ConnectionClosed as e:
            return str(e)

    async def watch(self, interval: float) -> None:
        """Gives the connection up where the server is silent, and does not answer pings either."""
        unanswered = 0
        asked_at = self.heard
        while True:
            await asyncio.sleep(interval)
            if self.heard > asked_at:
                unanswered = 0
            if self._loop.time() - self.heard < interval * 0.9:
                continue
            if unanswered >= 2:
                log.warning("The server has been silent for %.1f s; the connection is given up.", unanswered * interval)
                self.abort()
                return
            if unanswered == 0:
                asked_at = self._loop.time()
                self.post({"id": frame_id(), "type": "ping", "ts": timestamp()})
            unanswered += 1

    def abort(self) -> None:
        """Drops the connection at once."""
        transport: asyncio.Transport | None = getattr(self._ws, "transport", None)
        if transport is not None:
            transport.abort()

    async def close(self) -> None:
        """Closes the connection in order, within two seconds."""
        for task in list(self._tasks):
            task.cancel()
        await self._ws.close()


def auth_frame(options: Options, token: str) -> RawFrame:
    """The frame that authenticates, and that renews the credential of an open session."""
    data: dict[str, Any] = {"token": token, "format": options.format}
    if options.heartbeat is not None:
        data["heartbeat_ms"] = round(options.heartbeat * 1000)
    return {"id": frame_id(), "type": "request", "method": "auth", "data": data, "ts": timestamp()}


def pong_to(ping: RawFrame) -> RawFrame:
    """The answer to a ping."""
    pong: RawFrame = {"id": frame_id(), "type": "pong", "ts": ping.get("ts") or timestamp()}
    if ping.get("id"):
        pong["correl_id"] = ping["id"]
    return pong
