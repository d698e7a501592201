"""Behind a proxy that cuts, delays and half-closes at random: nothing missing, nothing twice, nothing hanging.

DWP_SOAK_SECONDS makes it longer, DWP_SOAK_SEED repeats one. What happened is compared with the server's own record.
"""

from __future__ import annotations

import asyncio
import os
import random
import signal
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest

from conftest import TOKEN, Server
from dwp_client import Dispatch, Event
from proxy import Proxy, Storm

SECONDS = float(os.environ.get("DWP_SOAK_SECONDS", "6"))
SEED = int(os.environ.get("DWP_SOAK_SEED", str(random.randrange(10**6))))
KINDS = {"json": "ws", "msgpack": "ws", "http": "http"}


class Soak:
    """Clients of each kind that enqueue, start and read through the storm, and a calm one that knows what is right."""

    def __init__(self, proxy: Proxy, calm: Proxy) -> None:
        self.name = f"soak-{SEED}-{os.getpid()}-{id(self)}"
        self.channel = f"queue:{self.name}"
        self.proxy = proxy
        self.direct = Dispatch(calm.url, TOKEN, timeout=120, backoff_max=1)
        options: dict[str, Any] = {"timeout": 120, "heartbeat": 0.5, "window": 32, "backoff_first": 0.02, "backoff_max": 0.2}
        self.clients = [
            Dispatch(proxy.http_url, TOKEN, **options)
            if scheme == "http"
            else Dispatch(proxy.url, TOKEN, format=kind, **options)
            for kind, scheme in KINDS.items()
        ]
        self.jobs: list[str] = []
        self.runs: list[str] = []

    async def produce(self, client: Dispatch, end: float) -> None:
        loop = asyncio.get_running_loop()
        while loop.time() < end:
            self.jobs.append((await client.enqueue("echo", len(self.jobs), queue=self.name))["job_id"])
            if len(self.jobs) % 10 == 0:
                run = await client.start_workflow("order-pipeline", {"order_id": self.name, "items": ["x"]})
                self.runs.append(run["run_id"])
            await asyncio.sleep(0.005)

    async def go(self, disturb: Callable[[float], Awaitable[None]]) -> None:
        loop = asyncio.get_running_loop()
        for client in (self.direct, *self.clients):
            await client.connect()
        expected = await self.direct.subscribe(self.channel, window=4096)
        streams = [await client.subscribe(self.channel, after=expected.cursor) for client in self.clients]
        received: list[list[Event]] = [[] for _ in streams]
        takers = [asyncio.create_task(take(stream, into)) for stream, into in zip(streams, received)]
        end = loop.time() + SECONDS
        storm = asyncio.create_task(Storm(self.proxy, SEED).rage())
        producers = [self.produce(client, end) for client in self.clients for _ in range(2)]
        await asyncio.wait_for(asyncio.gather(disturb(end), *producers), SECONDS + 300)
        storm.cancel()
        await asyncio.gather(storm, return_exceptions=True)
        self.proxy.refusing = False
        self.proxy.delay = lambda: 0.0
        self.proxy.hold()

        there = sorted([job["id"] async for job in self.direct.iter_jobs(queue=self.name, limit=1000)])
        assert there == sorted(self.jobs), f"seed {SEED}: not each enqueue has exactly one effect"
        started = [run async for run in self.direct.iter_workflows(name="order-pipeline", limit=1000)]
        mine = sorted(run["id"] for run in started if run["input"]["order_id"] == self.name)
        assert mine == sorted(self.runs), f"seed {SEED}: not each start has exactly one effect"
        for job in self.jobs[-50:]:
            await self.direct.wait_job(job, timeout=120)
        right = []
        ended: set[str] = set()
        while len(ended) < len(there):
            event = await asyncio.wait_for(expected.next(), 120)
            assert event is not None
            right.append(event)
            if event["data"].get("final"):
                ended.add(event["data"]["job_id"])
        for into, taker in zip(received, takers):
            while len(into) < len(right) and not taker.done():
                await asyncio.sleep(0.05)
            taker.cancel()
            await asyncio.gather(taker, return_exceptions=True)
            assert into == right, f"seed {SEED}: events are missing, twice or out of order"
        print(f"seed {SEED}: {len(there)} jobs, {len(mine)} runs, {len(right)} events, {self.proxy.opened} connections")
        for client in (self.direct, *self.clients):
            await client.close()


async def take(stream: AsyncIterator[Event], into: list[Event]) -> None:
    async for event in stream:
        into.append(event)


async def test_connections_that_are_cut_lose_nothing_and_repeat_nothing(server: Server) -> None:
    async with Proxy(server.port) as proxy, Proxy(server.port) as calm:
        await Soak(proxy, calm).go(lambda end: asyncio.sleep(0))


# A killed server leaves leases to run out, which takes half a minute: not in every build.
ENDS = {"stopped": signal.SIGTERM, **({"killed": signal.SIGKILL} if SECONDS >= 30 else {})}


@pytest.mark.parametrize("how", ENDS.values(), ids=ENDS.keys())
async def test_servers_that_restart_meanwhile_lose_nothing_and_repeat_nothing(tmp_path: Path, how: signal.Signals) -> None:
    store = f"sqlite:{tmp_path / 'dwp.db'}"
    running = await asyncio.to_thread(Server, store)
    try:
        async with Proxy(running.port) as proxy, Proxy(running.port) as calm:

            async def restart(end: float) -> None:
                nonlocal running
                while True:
                    await asyncio.sleep(SECONDS / 3 if SECONDS < 30 else 10)
                    await asyncio.to_thread(running.stop, how)
                    running = await asyncio.to_thread(Server, store)
                    proxy.target = calm.target = running.port
                    if asyncio.get_running_loop().time() >= end:
                        return

            await Soak(proxy, calm).go(restart)
    finally:
        await asyncio.to_thread(running.stop)
