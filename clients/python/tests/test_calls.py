"""Calls of every kind, in both formats."""

from __future__ import annotations

import asyncio

import pytest

from conftest import TOKEN, Server
from dwp_client import (
    AuthError,
    BadRequestError,
    ClosedError,
    ConflictError,
    ConnectionError,
    Dispatch,
    DispatchError,
    ForbiddenError,
    NotFoundError,
    OutcomeError,
    TimeoutError,
)

BEYOND_64_BITS = 2**70


async def test_a_job_is_enqueued_and_waited_for(client: Dispatch) -> None:
    job = await client.enqueue("echo", {"text": "grüße 😀", "n": 2**62}, queue="images", priority=10)
    assert (job["queue"], job["state"]) == ("images", "pending")
    done = await client.wait_job(job["job_id"], timeout=30)
    assert (done["state"], done["result"]) == ("completed", {"text": "grüße 😀", "n": 2**62})


async def test_an_integer_past_64_bits_survives_or_travels_as_its_text(client: Dispatch) -> None:
    done = await client.run_job("echo", {"n": BEYOND_64_BITS}, timeout=30)
    assert str(done["result"]["n"]) == str(BEYOND_64_BITS)


async def test_the_same_key_makes_one_job_and_another_payload_is_a_conflict(client: Dispatch) -> None:
    key = f"order-{client.session_id}"
    first = await client.enqueue("echo", 1, key=key)
    assert (await client.enqueue("echo", 1, key=key))["job_id"] == first["job_id"]
    with pytest.raises(ConflictError) as refused:
        await client.enqueue("echo", 2, key=key)
    assert refused.value.code == 409


async def test_many_jobs_are_enqueued_at_once_and_each_is_told_of(client: Dispatch) -> None:
    told = await client.enqueue_many([{"name": "echo", "payload": 1}, {"name": "no-such-job"}])
    assert told[0]["state"] == "pending"
    assert told[1]["error"]["code"] == 404


async def test_a_sleeping_job_is_explained_listed_and_cancelled(client: Dispatch) -> None:
    job = await client.enqueue("sleep", {"ms": 60_000}, delay_ms=600_000, queue="later")
    assert (await client.explain_job(job["job_id"]))["reasons"][0]["code"] == "scheduled"
    assert job["job_id"] in [each["id"] async for each in client.iter_jobs(queue="later", limit=1)]
    assert await client.cancel_job(job["job_id"]) == {"status": "cancelled"}
    assert (await client.cancel_jobs([job["job_id"]]))[0]["status"] == "cancelled"


async def test_a_workflow_is_started_and_its_timeline_read(client: Dispatch) -> None:
    run = await client.start_workflow("order-pipeline", {"order_id": "A-1", "items": ["lamp", "desk"]})
    done = await client.wait_workflow(run["run_id"], timeout=30)
    assert done["output"]["order_id"] == "A-1"
    steps = [entry["step_name"] async for entry in client.iter_timeline(run["run_id"])]
    assert steps[:2] == ["validate", "calculate-total"]
    assert len(await client.workflow_timeline(run["run_id"], limit=1)) == 1
    assert run["run_id"] in [each["id"] async for each in client.iter_workflows(name="order-pipeline")]


async def test_an_event_wakes_the_run_that_waits_for_its_key(client: Dispatch) -> None:
    order = f"B-{client.session_id}"
    run = await client.start_workflow("await-payment", {"order_id": order})
    published = await client.publish_event("payment-received", {"amount": 5}, key=order)
    assert published["name"] == "payment-received"
    done = await client.wait_workflow(run["run_id"], timeout=30)
    assert done["output"] == {"paid": True, "payment": {"amount": 5}}


async def test_a_run_is_explained_cancelled_and_replayed(client: Dispatch) -> None:
    run = await client.start_workflow("nap", {"ms": 600_000})
    assert (await client.explain_workflow(run["run_id"]))["run_id"] == run["run_id"]
    assert await client.cancel_workflow(run["run_id"]) == {"status": "cancelled"}
    with pytest.raises(NotFoundError):
        await client.replay_workflow(run["run_id"], "no-such-step")


async def test_dead_letters_are_listed_replayed_and_purged(client: Dispatch) -> None:
    queue = f"dead-{client.session_id}"
    jobs = await client.enqueue_many(
        [{"name": "flaky", "payload": {"fail_times": 99}, "max_retries": 0, "queue": queue} for _ in range(4)]
    )
    ids = [job["job_id"] for job in jobs]
    for job_id in ids:
        assert (await client.wait_job(job_id, timeout=30))["state"] == "failed"
    assert len([job async for job in client.iter_dead_letters(queue=queue, limit=3)]) == 4
    assert len((await client.list_dead_letters(queue=queue))["jobs"]) == 4
    assert (await client.replay_dead_letter(ids[0]))["job_id"] == ids[0]
    assert (await client.replay_dead_letters([ids[1]]))[0]["job_id"] == ids[1]
    assert await client.purge_dead_letter(ids[2]) == {"status": "purged"}
    assert (await client.purge_dead_letters([ids[3]]))[0]["status"] == "purged"


async def test_the_server_tells_of_itself(client: Dispatch) -> None:
    assert (await client.stats())["connections"] >= 1
    assert "echo" in [handler["name"] for handler in (await client.list_handlers())["jobs"]]
    assert (await client.list_crons())["crons"][0]["name"] == "daily-cleanup"
    assert (await client.list_queues())["queues"] is not None
    try:
        assert (await client.list_workers())["workers"] == []
    except BadRequestError as unknown:  # a server without workers in other processes
        assert unknown.code == 405
    assert await client.ping() >= 0
    assert (await client.list_jobs(limit=1))["jobs"] is not None
    assert (await client.list_workflows(limit=1))["runs"] is not None


async def test_an_operator_pauses_a_queue_and_acts_for_a_tenant(server: Server) -> None:
    async with Dispatch(server.url, "ops-token") as operator:
        assert await operator.pause_queue("slow") == {"queue": "slow", "paused": True}
        assert await operator.resume_queue("slow") == {"queue": "slow", "paused": False}
    async with Dispatch(server.url, "ops-token", app_id="kitchen-sink", org_id="demo-org") as narrowed:
        job = await narrowed.run_job("echo", 1, timeout=30)
        assert job["scope_app_id"] == "kitchen-sink"


async def test_each_refusal_is_an_error_of_its_own_with_code_and_message(client: Dispatch, server: Server) -> None:
    with pytest.raises(NotFoundError) as missing:
        await client.enqueue("ehco", 1)
    assert missing.value.code == 404 and "echo" in str(missing.value)
    with pytest.raises(BadRequestError) as bad:
        await client.enqueue("process-image", {"url": "x", "width": "wide", "height": 1})
    assert bad.value.code == 400 and bad.value.details is not None
    with pytest.raises(BadRequestError) as unknown:
        await client.request("job.enqeue")
    assert unknown.value.code == 405
    async with Dispatch(server.url, "read-token") as reader:
        with pytest.raises(ForbiddenError) as forbidden:
            await reader.enqueue("echo", 1)
        assert "job:write" in str(forbidden.value)


async def test_a_refused_token_and_a_dead_port_are_told_apart(server: Server) -> None:
    with pytest.raises(AuthError) as refused:
        await Dispatch(server.url, "wrong").connect()
    assert refused.value.code == 401
    with pytest.raises(ConnectionError):
        await Dispatch("ws://127.0.0.1:1/dwp", TOKEN).connect()


async def test_a_call_connects_by_itself(server: Server) -> None:
    client = Dispatch(server.url, TOKEN)
    assert (await client.stats())["connections"] >= 1 and client.state == "open"
    await client.close()


async def test_what_was_run_and_did_not_complete_is_an_error_with_the_outcome(client: Dispatch) -> None:
    with pytest.raises(OutcomeError, match="'flaky' is failed: ") as failed:
        await client.run_job("flaky", {"fail_times": 9}, max_retries=0, timeout=30)
    assert failed.value.outcome["state"] == "failed"
    with pytest.raises(OutcomeError, match="'order-pipeline' is failed: "):
        await client.run_workflow("order-pipeline", {"order_id": "1", "items": []}, timeout=30)


async def test_what_cannot_be_sent_is_refused_with_a_sentence(client: Dispatch) -> None:
    with pytest.raises(BadRequestError, match="cannot be sent"):
        await client.enqueue("echo", object())
    with pytest.raises(BadRequestError, match="cannot be sent"):
        await client.enqueue("echo", "\ud800")
    with pytest.raises(BadRequestError, match="the server takes"):
        await client.enqueue("echo", "x" * 2_000_000)
    assert (await client.run_job("echo", 1, timeout=30))["result"] == 1


async def test_a_call_that_takes_too_long_times_out_and_the_next_is_answered(server: Server) -> None:
    async with Dispatch(server.url, TOKEN) as client:
        job = await client.enqueue("sleep", {"ms": 60_000})
        with pytest.raises(TimeoutError):
            await client.wait_job(job["job_id"], timeout=0.05)
        with pytest.raises(TimeoutError):
            await client.request("job.get", {"job_id": job["job_id"], "wait_ms": 30_000}, timeout=0.05)
        assert (await client.cancel_job(job["job_id"]))["status"] == "cancelled"


async def test_a_cancelled_call_leaves_nothing_behind(server: Server) -> None:
    async with Dispatch(server.url, TOKEN) as client:
        job = await client.enqueue("sleep", {"ms": 60_000})
        waiting = asyncio.create_task(client.wait_job(job["job_id"]))
        await client.ping()
        waiting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await waiting
        assert (await client.cancel_job(job["job_id"]))["status"] == "cancelled"


async def test_more_calls_than_may_be_in_flight_wait_for_their_turn(client: Dispatch) -> None:
    jobs = await asyncio.gather(*(client.enqueue("echo", n) for n in range(500)))
    assert len({job["job_id"] for job in jobs}) == 500


async def test_waits_for_many_jobs_do_not_hold_up_other_calls(client: Dispatch) -> None:
    job = await client.enqueue("sleep", {"ms": 60_000})
    waits = [asyncio.create_task(client.wait_job(job["job_id"])) for _ in range(100)]
    await client.stats()
    await client.cancel_job(job["job_id"])
    assert {done["state"] for done in await asyncio.gather(*waits)} == {"cancelled"}


async def test_closing_settles_what_waits(server: Server) -> None:
    client = Dispatch(server.url, TOKEN)
    session = await client.connect()
    assert session.startswith("sess_") and client.session_id == session and client.state == "open"
    job = await client.enqueue("sleep", {"ms": 60_000})
    waiting = asyncio.create_task(client.wait_job(job["job_id"]))
    await client.ping()
    await client.close()
    with pytest.raises(ClosedError):
        await waiting
    with pytest.raises(ClosedError):
        await client.stats()
    assert client.state == "closed"
    await client.close()
    assert (await client.connect()).startswith("sess_")
    await client.cancel_job(job["job_id"])
    await client.close()


@pytest.mark.parametrize(
    "wrong",
    [{"url": "localhost:8080"}, {"format": "xml"}, {"timeout": 0}, {"max_retries": -1}, {"heartbeat": 0.001}, {"window": 0}],
)
def test_wrong_options_are_refused_with_a_sentence(wrong: dict[str, object]) -> None:
    options: dict[str, object] = {"url": "ws://localhost/dwp", "token": "t", **wrong}
    with pytest.raises(ValueError, match="is "):
        Dispatch(**options)  # type: ignore[arg-type]


def test_errors_are_one_tree_and_are_pythons_own_kinds_too() -> None:
    import builtins

    assert issubclass(ConnectionError, builtins.ConnectionError) and issubclass(ConnectionError, DispatchError)
    assert issubclass(TimeoutError, builtins.TimeoutError) and issubclass(AuthError, DispatchError)
    assert (str(DispatchError("no", 7)), DispatchError("no", 7).code) == ("no", 7)
    assert (str(ConnectionError("gone")), ConnectionError("gone").code, AuthError("x").code) == ("gone", 0, 401)
