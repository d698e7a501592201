"""A server that lost its events says so, and so does the stream."""

from __future__ import annotations

import asyncio

import pytest

from conftest import TOKEN, Server
from dwp_client import CursorExpiredError, Dispatch, Gap, Subscription
from proxy import Proxy


async def test_a_stream_across_a_server_that_forgot_tells_of_the_gap_and_goes_on() -> None:
    running = await asyncio.to_thread(Server)
    try:
        async with Proxy(running.port) as proxy:
            urls = (proxy.url, proxy.http_url)
            clients = [Dispatch(url, TOKEN, timeout=120, backoff_first=0.02, backoff_max=0.5) for url in urls]
            gaps: list[list[Gap]] = [[], []]
            streams: list[Subscription] = []
            strict: list[Subscription] = []
            for client, into in zip(clients, gaps):
                await client.connect()
                streams.append(await client.subscribe("queue:gap", on_gap=into.append))
                strict.append(await client.subscribe("queue:gap"))
            await clients[0].enqueue("echo", 1, queue="gap")
            for stream in (*streams, *strict):
                assert [(await stream.next() or {})["data"]["type"] for _ in range(3)][-1] == "job.completed"
            await asyncio.to_thread(running.stop)
            running = await asyncio.to_thread(Server)  # in memory: nothing of before is there
            proxy.target = running.port
            for stream in strict:
                with pytest.raises(CursorExpiredError):
                    await stream.next()
            job = await clients[0].enqueue("echo", 2, queue="gap")
            for stream, into in zip(streams, gaps):
                event = await stream.next()
                assert event is not None and event["data"]["job_id"] == job["job_id"]
                assert [gap.channel for gap in into] == ["queue:gap"] and into[0].until is not None
            for client in clients:
                await client.close()
    finally:
        await asyncio.to_thread(running.stop)
