"""HTTP/1.1 over asyncio streams: as much of it as calls and event streams need."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from urllib.parse import SplitResult

from .errors import ConnectionError

_LONGEST_LINE = 1024 * 1024 * 16


class Lost(Exception):
    """The connection ended or failed. ``fresh`` says whether it was a new one, on which the request may have arrived."""

    def __init__(self, reason: str, *, fresh: bool = True) -> None:
        super().__init__(reason)
        self.fresh = fresh


@dataclass
class Response:
    """The head of a response, and the connection that its body comes from."""

    status: int
    headers: Mapping[str, str]
    connection: Connection

    async def body(self, limit: int) -> bytes:
        """The whole body, of at most so many octets."""
        parts: list[bytes] = []
        size = 0
        async for part in self.parts():
            size += len(part)
            if size > limit:
                self.connection.drop()
                raise ConnectionError(f"The answer has more than {limit} octets, which max_frame_bytes allows.")
            parts.append(part)
        return b"".join(parts)

    async def parts(self) -> AsyncIterator[bytes]:
        """The body as it comes."""
        reader = self.connection.reader
        try:
            if "chunked" in self.headers.get("transfer-encoding", "").lower():
                while True:
                    size = int((await reader.readline()).split(b";")[0].strip() or b"-", 16)
                    if size == 0:
                        while (await reader.readline()).strip():
                            pass
                        break
                    yield await reader.readexactly(size)
                    await reader.readexactly(2)
            elif "content-length" in self.headers:
                left = int(self.headers["content-length"])
                if left:
                    yield await reader.readexactly(left)
            else:
                self.connection.reusable = False
                while part := await reader.read(65536):
                    yield part
        except (OSError, EOFError, ValueError) as e:
            self.connection.drop()
            raise Lost(f"the connection ended within an answer: {e}") from e


class Connection:
    """One connection, for one request at a time."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.reader = reader
        self._writer = writer
        self.reusable = True
        self.used = False

    @classmethod
    async def open(cls, url: SplitResult, tls: ssl.SSLContext | None) -> Connection:
        """A new connection to the server of that URL."""
        secure: ssl.SSLContext | None = None
        if url.scheme == "https":
            secure = tls or ssl.create_default_context()
        port = url.port or (443 if url.scheme == "https" else 80)
        try:
            reader, writer = await asyncio.open_connection(url.hostname, port, ssl=secure, limit=_LONGEST_LINE)
        except OSError as e:
            raise ConnectionError(f"{url.geturl()} cannot be reached: {e}") from e
        return cls(reader, writer)

    async def send(self, method: str, target: str, headers: Mapping[str, str], body: bytes | None = None) -> Response:
        """Sends a request; returns when the head of the answer is there."""
        lines = [f"{method} {target} HTTP/1.1", *(f"{name}: {value}" for name, value in headers.items())]
        if body is not None:
            lines.append(f"Content-Length: {len(body)}")
        fresh = not self.used
        self.used = True
        try:
            self._writer.write("\r\n".join([*lines, "", ""]).encode("latin-1") + (body or b""))
            await self._writer.drain()
            status, fields = await self._head()
            while 100 <= status < 200:
                status, fields = await self._head()
        except (OSError, EOFError, ValueError, IndexError) as e:
            self.drop()
            raise Lost(f"the connection was lost before the answer: {e!r}", fresh=fresh) from e
        if fields.get("connection", "").lower() == "close":
            self.reusable = False
        return Response(status, fields, self)

    async def _head(self) -> tuple[int, dict[str, str]]:
        first = await self.reader.readline()
        if not first:
            raise EOFError("it was closed")
        status = int(first.split()[1])
        fields: dict[str, str] = {}
        while line := (await self.reader.readline()).strip():
            name, _, value = line.decode("latin-1").partition(":")
            fields[name.strip().lower()] = value.strip()
        return status, fields

    def drop(self) -> None:
        """Ends the connection at once."""
        self.reusable = False
        self._writer.transport.abort()
