"""A TCP proxy that does to connections what networks do."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Awaitable, Callable


class Pipe:
    """One proxied connection."""

    def __init__(self, client: asyncio.StreamWriter, server: asyncio.StreamWriter) -> None:
        self.client = client
        self.server = server

    def cut(self) -> None:
        """Ends both sides at once."""
        for writer in (self.client, self.server):
            writer.transport.abort()

    def half_close(self, towards_client: bool) -> None:
        """Ends one direction in order; the other stays open."""
        writer = self.client if towards_client else self.server
        if not writer.transport.is_closing() and writer.can_write_eof():
            writer.write_eof()


class Proxy:
    """Forwards to a port of this machine. ``hold`` stops all octets for as long as it is set; ``delay`` slows each read."""

    def __init__(self, port: int) -> None:
        self.target = port
        self.pipes: set[Pipe] = set()
        self.opened = 0
        self.refusing = False
        self.holding: set[str] = set()
        self.delay: Callable[[], float] = lambda: 0.0
        self.on_answer: Callable[[Pipe], Awaitable[bool]] | None = None
        self._moved = asyncio.Event()
        self._tasks: set[asyncio.Task[None]] = set()

    async def __aenter__(self) -> Proxy:
        self._server = await asyncio.start_server(self._accept, "127.0.0.1", 0)
        self.port: int = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(self, *_: object) -> None:
        self._server.close()
        self.cut()
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    @property
    def url(self) -> str:
        return f"ws://127.0.0.1:{self.port}/dwp"

    @property
    def http_url(self) -> str:
        return f"http://127.0.0.1:{self.port}/dwp"

    def cut(self) -> None:
        """Cuts every connection."""
        for pipe in list(self.pipes):
            pipe.cut()

    def hold(self, *directions: str) -> None:
        """Stops what goes ``up`` to the server, ``down`` to the client, or both; nothing: lets all go on."""
        self.holding = set(directions)
        self._moved.set()
        self._moved = asyncio.Event()

    def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.get_running_loop().create_task(self._serve(reader, writer))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if self.refusing:
            writer.transport.abort()
            return
        try:
            from_server, to_server = await asyncio.open_connection("127.0.0.1", self.target)
        except OSError:
            writer.transport.abort()
            return
        pipe = Pipe(writer, to_server)
        self.pipes.add(pipe)
        self.opened += 1
        try:
            await asyncio.gather(
                self._forward("up", reader, to_server, pipe), self._forward("down", from_server, writer, pipe)
            )
        finally:
            self.pipes.discard(pipe)
            pipe.cut()

    async def _forward(
        self, direction: str, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, pipe: Pipe
    ) -> None:
        try:
            while octets := await reader.read(65536):
                await asyncio.sleep(self.delay())
                while direction in self.holding:
                    await self._moved.wait()
                if direction == "down" and self.on_answer is not None and await self.on_answer(pipe):
                    return
                writer.write(octets)
                await writer.drain()
            if not writer.transport.is_closing() and writer.can_write_eof():
                writer.write_eof()
        except OSError:
            pipe.cut()


class Storm:
    """Cuts, half-closes and delays at random, the same for the same seed."""

    def __init__(self, proxy: Proxy, seed: int) -> None:
        self._proxy = proxy
        self._random = random.Random(seed)

    async def rage(self) -> None:
        """Goes on until it is cancelled."""
        chance = self._random
        while True:
            await asyncio.sleep(chance.uniform(0.05, 0.8))
            kind = chance.choice(["cut", "cut", "half", "delay", "hold", "refuse", "calm"])
            pipes = sorted(self._proxy.pipes, key=id)
            if kind == "cut" and pipes:
                chance.choice(pipes).cut()
            elif kind == "half" and pipes:
                chance.choice(pipes).half_close(chance.random() < 0.5)
            elif kind == "delay":
                self._proxy.delay = lambda: chance.uniform(0, 0.05)
            elif kind == "hold":
                self._proxy.hold(*chance.choice([("up",), ("down",), ("up", "down")]))
                await asyncio.sleep(chance.uniform(0, 0.5))
                self._proxy.hold()
            elif kind == "refuse":
                self._proxy.refusing = True
                self._proxy.cut()
                await asyncio.sleep(chance.uniform(0, 0.3))
                self._proxy.refusing = False
            else:
                self._proxy.delay = lambda: 0.0
