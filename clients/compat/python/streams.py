"""Subscriptions in each form in which the existing SDK's documents and docstrings show them."""

import asyncio
import os

from dispatch import Dispatch

URL = os.environ.get("DISPATCH_URL", "ws://localhost:8080/dwp")


async def main() -> None:
    client = Dispatch(url=URL, token="demo-token")
    await client.connect()

    # As the guide has it: awaited, then iterated over.
    run = await client.start_workflow("booking-saga", {"trip_id": "T-1", "delay_ms": 100})
    async for event in await client.watch(run["run_id"]):
        print(event["data"]["type"])
        if event["data"]["state"] == "completed":
            break

    # As the docstring has it: iterated over at once.
    run = await client.start_workflow("booking-saga", {"trip_id": "T-2", "delay_ms": 100})
    async for event in client.watch(run["run_id"]):
        print(f"{event['type']}: {event['data']['type']}")

    # Stopped from within.
    sub = await client.subscribe("queue:critical")
    job = await client.enqueue("echo", {"n": 1}, queue="critical")
    async for event in sub:
        if event["data"]["type"] == "job.completed":
            assert event["data"]["job_id"] == job["job_id"]
            await sub.unsubscribe()
            break

    # Begun as tasks, since it was a coroutine; the same channel again and again.
    for _ in range(5):
        task = asyncio.create_task(client.subscribe("jobs"))
        other, _ = await asyncio.gather(client.subscribe("workflows"), client.stats())
        sub = await task
        await client.enqueue("echo", {"n": 2})
        async for event in sub:
            assert event["channel"] == "jobs"
            break
        await other.unsubscribe()

    # An event for a workflow that waits for it, by name alone.
    run = await client.start_workflow("await-payment", {"order_id": "ORD-001"})
    assert (await client.get_workflow(run["run_id"]))["state"] == "running"
    job = await client.enqueue("sleep", {"ms": 60_000})
    await client.cancel_job(job["job_id"])
    assert (await client.get_job(job["job_id"]))["state"] == "cancelled"
    await client.publish_event("nobody-waits-for-this", {"order_id": "ORD-001"})
    await client.close()


asyncio.run(main())
