"""Subscriptions and watches on a connection that holds."""

from __future__ import annotations

import asyncio
import gc

import pytest

from conftest import TOKEN, Server
from dwp_client import BadRequestError, Dispatch, Event, NotFoundError


async def test_events_of_a_job_come_in_order_and_the_watch_ends_with_the_outcome(
    client: Dispatch, server: Server
) -> None:
    queue = f"held-{client.session_id[-8:]}"
    async with Dispatch(server.url, "ops-token") as operator:
        await operator.pause_queue(queue)
        job = await client.enqueue("echo", {"n": 1}, queue=queue)
        watch = await client.watch(job["job_id"])
        await operator.resume_queue(queue)
    kinds = [event["data"]["type"] async for event in watch]
    assert kinds == ["job.started", "job.completed"]
    assert (await watch.outcome())["result"] == {"n": 1}


async def test_a_job_enqueued_with_watch_shows_every_event(client: Dispatch) -> None:
    job = await client.enqueue("echo", 1, watch=True)
    kinds = [event["data"]["type"] async for event in client.watch(job["job_id"], after=job["cursor"])]
    assert kinds == ["job.enqueued", "job.started", "job.completed"]


async def test_a_watch_of_what_has_ended_ends_at_once(client: Dispatch) -> None:
    run = await client.run_workflow("order-pipeline", {"order_id": "1", "items": ["x"]}, timeout=30)
    watch = client.watch(run["id"])
    assert [event async for event in watch] == []
    assert (await watch.outcome())["state"] == "completed"


async def test_the_result_of_a_watch_is_the_failed_run(client: Dispatch) -> None:
    run = await client.start_workflow("booking-saga", {"trip_id": "t", "fail_at": "reserve-car", "delay_ms": 50})
    outcome = await client.watch(run["run_id"]).outcome()
    assert outcome["state"] == "failed" and outcome["error"]


async def test_a_subscription_has_the_frame_s_members_and_goes_on_from_its_cursor(client: Dispatch) -> None:
    queue = f"q{client.session_id[-8:]}"
    channel = f"queue:{queue}"
    async with client.subscribe(channel) as events:
        begun = events.cursor
        await client.enqueue("echo", 1, queue=queue)
        first = await events.next()
        assert first is not None and first["type"] == "event" and first["channel"] == channel
        assert first["data"]["queue"] == queue and first["id"].startswith("evt-") and first["ts"].endswith("Z")
        assert events.cursor == first["id"] != begun
    async with client.subscribe(channel, after=first["id"]) as rest:
        second = await rest.next()
        assert second is not None and second["data"]["type"] == "job.started"
    async with client.subscribe(channel, after=begun) as again:
        assert await again.next() == first


async def test_a_window_of_one_brings_every_event(client: Dispatch) -> None:
    queue = f"w{client.session_id[-8:]}"
    async with client.subscribe(f"queue:{queue}", window=1) as events:
        await client.enqueue_many([{"name": "echo", "payload": n, "queue": queue} for n in range(20)])
        seen: list[Event] = []
        async for event in events:
            seen.append(event)
            if len(seen) == 60:
                break
    assert len({event["id"] for event in seen}) == 60


async def test_a_subscriber_that_does_not_read_holds_no_more_than_its_window(server: Server) -> None:
    async with Dispatch(server.url, TOKEN, window=16) as client:
        queue = "unread"
        events = await client.subscribe(f"queue:{queue}")
        jobs = await client.enqueue_many([{"name": "echo", "payload": n, "queue": queue} for n in range(100)])
        for job in jobs:
            await client.wait_job(job["job_id"], timeout=30)
        assert events._feed is not None and len(events._feed._items) == 16
        seen = [await events.next() for _ in range(300)]
        assert len({event["id"] for event in seen if event is not None}) == 300


async def test_it_is_begun_by_await_by_async_for_and_as_a_task(client: Dispatch) -> None:
    queue = f"b{client.session_id[-8:]}"
    awaited = await client.subscribe(f"queue:{queue}")
    task = await asyncio.create_task(client.subscribe("jobs"))
    timed = await asyncio.wait_for(client.subscribe("workflows"), 10)
    await client.enqueue("echo", 1, queue=queue)
    for events in (awaited, task):
        async for event in events:
            assert event["data"]["type"] == "job.enqueued"
            break
    for events in (awaited, task, timed):
        await events.unsubscribe()
        assert await events.next() is None


async def test_two_subscriptions_to_one_channel_both_have_all_events(client: Dispatch) -> None:
    channel = f"queue:two{client.session_id[-8:]}"
    async with client.subscribe(channel) as one, client.subscribe(channel) as other:
        await client.enqueue("echo", 1, queue=channel[6:])
        assert [await one.next() for _ in range(3)] == [await other.next() for _ in range(3)]


async def test_one_that_the_program_drops_is_unsubscribed(server: Server) -> None:
    async with Dispatch(server.url, TOKEN) as client:
        events = await client.subscribe("queue:dropped")
        held = (await client.stats())["subscriptions"]
        del events
        gc.collect()
        async with client.subscribe("queue:dropped"):
            assert (await client.stats())["subscriptions"] <= held


async def test_a_channel_that_is_none_and_a_job_that_is_not_there_are_refused(client: Dispatch) -> None:
    with pytest.raises(BadRequestError):
        await client.subscribe("nonsense")
    with pytest.raises(NotFoundError):
        await client.watch("job_00000000000000000000000000")
    with pytest.raises(BadRequestError):
        await client.subscribe("jobs", after="evt-99999999999999999")


async def test_a_task_that_waits_for_an_event_can_be_cancelled_and_loses_none(client: Dispatch) -> None:
    queue = f"c{client.session_id[-8:]}"
    async with client.subscribe(f"queue:{queue}") as events:
        waiting = asyncio.create_task(events.next())
        await client.ping()
        waiting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await waiting
        await client.enqueue("echo", 1, queue=queue)
        event = await events.next()
        assert event is not None and event["data"]["type"] == "job.enqueued"


async def test_closing_the_client_ends_its_streams(server: Server) -> None:
    client = Dispatch(server.url, TOKEN)
    await client.connect()
    events = await client.subscribe("jobs")
    waiting = asyncio.create_task(events.next())
    await client.ping()
    await client.close()
    assert await waiting is None


@pytest.mark.parametrize("scheme", ["ws", "http"])
async def test_closing_leaves_no_task_behind(server: Server, scheme: str) -> None:
    before = asyncio.all_tasks()
    async with Dispatch(server.url if scheme == "ws" else server.http_url, TOKEN, heartbeat=0.5) as client:
        streams = [await client.subscribe("queue:tasks") for _ in range(3)]
        await streams[0].unsubscribe()
        await client.enqueue("echo", 1, queue="tasks")
        assert await streams[1].next() is not None
    await asyncio.sleep(0)
    assert asyncio.all_tasks() == before
    assert await streams[0].next() is None


async def test_a_client_is_used_again_in_another_event_loop(server: Server) -> None:
    client = Dispatch(server.url, TOKEN)

    async def once() -> str:
        async with client:
            await asyncio.gather(*(client.enqueue("echo", n) for n in range(100)))
            return client.session_id

    sessions = [await asyncio.to_thread(asyncio.run, once()) for _ in range(2)]
    assert sessions[0] != sessions[1]
