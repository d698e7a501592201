"""The same over HTTP requests and event streams."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest

from conftest import TOKEN, Server
from dwp_client import AuthError, BadRequestError, ClosedError, ConnectionError, Dispatch, NotFoundError, TimeoutError


@pytest.fixture(params=["json", "msgpack"])
async def http(server: Server, request: pytest.FixtureRequest) -> AsyncIterator[Dispatch]:
    async with Dispatch(server.http_url, TOKEN, format=request.param) as connected:
        yield connected


async def test_jobs_and_workflows_run(http: Dispatch) -> None:
    assert (await http.run_job("echo", {"n": 2**62, "text": "grüße"}, timeout=30))["result"] == {"n": 2**62, "text": "grüße"}
    run = await http.run_workflow("order-pipeline", {"order_id": "1", "items": ["a"]}, timeout=30)
    assert run["state"] == "completed" and len(await http.workflow_timeline(run["id"])) >= 4
    assert await http.ping() >= 0 and (await http.stats())["uptime_ms"] > 0


async def test_refusals_are_the_same_errors(http: Dispatch, server: Server) -> None:
    with pytest.raises(NotFoundError):
        await http.get_job("job_00000000000000000000000000")
    with pytest.raises(BadRequestError):
        await http.subscribe("nonsense")
    with pytest.raises(AuthError):
        await Dispatch(server.http_url, "wrong").connect()
    with pytest.raises(ConnectionError):
        await Dispatch("http://127.0.0.1:1/dwp", TOKEN).connect()


async def test_a_supplier_that_has_another_token_is_asked_once_more(server: Server) -> None:
    tokens = iter(["stale", TOKEN, "stale", TOKEN])
    async with Dispatch(server.http_url, lambda: next(tokens)) as client:
        assert (await client.stats())["uptime_ms"] > 0
        await client.refresh(TOKEN)
        with pytest.raises(AuthError):
            await client.refresh("wrong")
        assert (await client.stats())["uptime_ms"] > 0


async def test_a_watch_shows_events_and_ends_with_the_outcome(http: Dispatch, server: Server) -> None:
    queue = f"held-{http._options.format}"
    async with Dispatch(server.http_url, "ops-token") as operator:
        await operator.pause_queue(queue)
        job = await http.enqueue("echo", 7, queue=queue)
        watch = await http.watch(job["job_id"])
        await operator.resume_queue(queue)
    assert [event["data"]["type"] async for event in watch] == ["job.started", "job.completed"]
    assert (await watch.outcome())["result"] == 7
    assert (await http.watch(job["job_id"]).outcome())["state"] == "completed"


async def test_a_stream_goes_on_from_its_cursor_and_waits_for_its_reader(http: Dispatch) -> None:
    queue = "sse" + http._options.format
    async with http.subscribe(f"queue:{queue}", window=2) as events:
        await http.enqueue_many([{"name": "echo", "payload": n, "queue": queue} for n in range(10)])
        seen = [await events.next() for _ in range(30)]
        assert len({event["id"] for event in seen if event is not None}) == 30
    first = seen[0]
    assert first is not None
    async with http.subscribe(f"queue:{queue}", after=first["id"]) as rest:
        assert await rest.next() == seen[1]


async def test_calls_at_a_time_and_a_call_that_takes_too_long(http: Dispatch) -> None:
    await asyncio.gather(*(http.enqueue("echo", n) for n in range(200)))
    job = await http.enqueue("sleep", {"ms": 60_000})
    with pytest.raises(TimeoutError):
        await http.request("job.get", {"job_id": job["job_id"], "wait_ms": 30_000}, timeout=0.1)
    await http.cancel_job(job["job_id"])


async def test_closing_settles_what_waits(server: Server) -> None:
    client = Dispatch(server.http_url, TOKEN)
    await client.connect()
    job = await client.enqueue("sleep", {"ms": 60_000})
    waiting = asyncio.create_task(client.wait_job(job["job_id"]))
    events = await client.subscribe("jobs")
    taking = asyncio.create_task(events.next())
    await client.ping()
    await client.close()
    with pytest.raises(ClosedError):
        await waiting
    while (event := await taking) is not None:
        assert event["id"]
        taking = asyncio.create_task(events.next())
    with pytest.raises(ClosedError):
        await client.stats()
