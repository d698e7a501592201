"""What becomes of calls and streams when connections are lost."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest

from conftest import TOKEN, Server
from dwp_client import AuthError, ConnectionError, Dispatch, Event
from proxy import Pipe, Proxy

FAST: dict[str, Any] = {"backoff_first": 0.02, "backoff_max": 0.2}


@pytest.fixture
async def proxy(server: Server) -> AsyncIterator[Proxy]:
    async with Proxy(server.port) as between:
        yield between


def cut_before_the_next_answer(proxy: Proxy) -> None:
    async def swallow(pipe: Pipe) -> bool:
        proxy.on_answer = None
        pipe.cut()
        return True

    proxy.on_answer = swallow


@pytest.mark.parametrize("scheme", ["ws", "http"])
async def test_a_call_whose_answer_is_lost_has_one_effect(server: Server, proxy: Proxy, scheme: str) -> None:
    url = proxy.url if scheme == "ws" else proxy.http_url
    queue = f"one-{scheme}"
    async with Dispatch(url, TOKEN, **FAST) as client:
        cut_before_the_next_answer(proxy)
        job = await client.enqueue("echo", 1, queue=queue)
        cut_before_the_next_answer(proxy)
        run = await client.start_workflow("await-payment", {"order_id": queue})
        cut_before_the_next_answer(proxy)
        await client.publish_event("payment-received", {"n": 1}, key=queue)
        assert (await client.wait_workflow(run["run_id"], timeout=30))["state"] == "completed"
        cut_before_the_next_answer(proxy)
        many = await client.enqueue_many([{"name": "echo", "payload": n, "queue": queue} for n in range(3)])
    async with Dispatch(server.url, TOKEN) as direct:
        there = [each["id"] async for each in direct.iter_jobs(queue=queue)]
        assert sorted(there) == sorted([job["job_id"], *(each["job_id"] for each in many)])
        again = await direct.start_workflow("await-payment", {"order_id": queue})
        assert (await direct.get_workflow(again["run_id"]))["state"] == "running", "the event was published twice"
        await direct.cancel_workflow(again["run_id"])


async def test_a_call_that_might_have_two_effects_is_left_in_doubt(proxy: Proxy) -> None:
    async with Dispatch(proxy.url, TOKEN, **FAST) as client:
        cut_before_the_next_answer(proxy)
        with pytest.raises(ConnectionError) as doubt:
            await client.request("job.enqueue", {"name": "echo", "payload": 1})
        assert doubt.value.in_doubt
        assert (await client.stats())["uptime_ms"] > 0


@pytest.mark.parametrize("scheme", ["ws", "http"])
@pytest.mark.parametrize("window", [4, 256])
async def test_a_stream_goes_on_with_the_next_event(server: Server, proxy: Proxy, scheme: str, window: int) -> None:
    url = proxy.url if scheme == "ws" else proxy.http_url
    queue = f"next-{scheme}-{window}"
    async with Dispatch(server.url, TOKEN) as direct, Dispatch(url, TOKEN, window=window, **FAST) as client:
        expected = await direct.subscribe(f"queue:{queue}")
        events = await client.subscribe(f"queue:{queue}")
        proxy.cut()  # before any event
        seen: list[Event | None] = []
        for n in range(8):
            await direct.enqueue_many([{"name": "echo", "payload": n, "queue": queue} for _ in range(5)])
            seen += [await events.next() for _ in range(7)]
            proxy.cut()
        seen += [await events.next() for _ in range(8 * 15 - len(seen))]
        assert seen == [await expected.next() for _ in range(8 * 15)]


async def test_a_watch_ends_although_its_last_event_came_while_it_was_away(server: Server, proxy: Proxy) -> None:
    async with Dispatch(server.url, TOKEN) as direct, Dispatch(proxy.url, TOKEN, **FAST) as client:
        job = await direct.enqueue("echo", 5, delay_ms=600_000)
        watch = await client.watch(job["job_id"])
        proxy.refusing = True
        proxy.cut()
        await direct.cancel_job(job["job_id"])
        proxy.refusing = False
        assert [event["data"]["type"] async for event in watch] == ["job.cancelled"]
        assert (await watch.outcome())["state"] == "cancelled"


async def test_a_silent_connection_is_given_up(proxy: Proxy) -> None:
    async with Dispatch(proxy.url, TOKEN, heartbeat=0.1, **FAST) as client:
        session = client.session_id
        proxy.hold("up", "down")
        waiting = asyncio.create_task(client.stats())
        while client.session_id == session and client.state == "open":
            await asyncio.sleep(0.02)
        proxy.hold()
        assert (await waiting)["uptime_ms"] > 0


async def test_calls_settle_when_the_connection_is_lost_for_good(proxy: Proxy) -> None:
    client = Dispatch(proxy.url, TOKEN, max_retries=2, **FAST)
    await client.connect()
    job = await client.enqueue("sleep", {"ms": 60_000})
    events = await client.subscribe("queue:lost")
    waiting = asyncio.create_task(client.wait_job(job["job_id"]))
    await client.ping()
    proxy.refusing = True
    proxy.cut()
    with pytest.raises(ConnectionError):
        await waiting
    with pytest.raises(ConnectionError):
        await events.next()
    with pytest.raises(ConnectionError):
        await client.stats()
    assert client.state == "closed"
    await client.close()


async def test_without_reconnect_a_lost_connection_is_the_end(proxy: Proxy) -> None:
    client = Dispatch(proxy.url, TOKEN, reconnect=False)
    await client.connect()
    job = await client.enqueue("sleep", {"ms": 60_000})
    waiting = asyncio.create_task(client.wait_job(job["job_id"]))
    await client.ping()
    proxy.cut()
    with pytest.raises(ConnectionError):
        await waiting
    assert proxy.opened == 1
    await client.close()


async def test_after_a_refused_token_there_is_no_further_attempt(proxy: Proxy) -> None:
    tokens = iter([TOKEN])

    async def supplier() -> str:
        return next(tokens, "withdrawn")

    client = Dispatch(proxy.url, supplier, **FAST)
    await client.connect()
    events = await client.subscribe("queue:refused")
    proxy.cut()
    with pytest.raises(AuthError):
        await events.next()
    opened = proxy.opened
    with pytest.raises(AuthError):
        await client.stats()
    assert (client.state, proxy.opened) == ("closed", opened)
    await client.close()


async def test_a_supplier_that_has_another_token_is_asked_once_more(proxy: Proxy) -> None:
    tokens = iter(["stale", TOKEN])
    async with Dispatch(proxy.url, lambda: next(tokens), **FAST) as client:
        assert client.session_id.startswith("sess_")
