"""The tour of the existing SDK: jobs, workflows, statistics and events, in its style."""

import asyncio
import json
import os

from dispatch import Dispatch

URL = os.environ.get("DISPATCH_URL", "ws://localhost:8080/dwp")


async def main() -> None:
    async with Dispatch(url=URL, token="demo-token") as client:
        print(f"session {client.session_id}")

        job = await client.enqueue("send-email", {"to": "alice@example.com", "subject": "Hello"})
        print(json.dumps(job, indent=2))
        print(json.dumps(await client.get_job(job["job_id"]), indent=2))

        image = {"url": "https://example.com/photo.jpg", "width": 800, "height": 600}
        image_job = await client.enqueue("process-image", image, queue="images", priority=10)
        assert image_job["queue"] == "images" and image_job["state"] == "pending"

        run = await client.start_workflow("order-pipeline", {"order_id": "PY-1", "items": ["laptop", "mouse"]})
        assert run["name"] == "order-pipeline" and run["state"] == "running"
        print(json.dumps(await client.get_workflow(run["run_id"]), indent=2))
        print(json.dumps(await client.workflow_timeline(run["run_id"]), indent=2))
        print(json.dumps(await client.stats(), indent=2))
        await client.start_workflow("booking-saga", {"trip_id": "TRIP-1"})
        # The SDK sends input as a text that holds JSON; programs did so themselves, too.
        await client.start_workflow("batch-process", json.dumps({"item_ids": ["a", "b"]}))

        events = await collect(client, "jobs", 3, 10.0)
        assert len(events) == 3, events
        for event in events:
            assert event["type"] == "event" and event["channel"] == "jobs" and event["data"]["job_id"]
            print(json.dumps(event))


async def collect(client: Dispatch, channel: str, most: int, timeout: float) -> list:
    events: list = []
    sub = await client.subscribe(channel)  # first: a job may be over before a later subscription begins
    for name in ("bob", "carol", "dave"):
        await client.enqueue("send-email", {"to": f"{name}@example.com"})

    async def take() -> None:
        async for event in sub:
            events.append(event)
            if len(events) >= most:
                break

    try:
        await asyncio.wait_for(take(), timeout=timeout)
    except asyncio.TimeoutError:
        pass
    return events


asyncio.run(main())
