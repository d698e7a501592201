"""The client for threads."""

from __future__ import annotations

import inspect
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from conftest import TOKEN, Server
from dwp_client import AuthError, ClosedError, Dispatch, NotFoundError, SyncDispatch, TimeoutError


@pytest.fixture
def client(server: Server) -> Iterator[SyncDispatch]:
    with SyncDispatch(server.url, TOKEN) as connected:
        yield connected


def public(kind: type) -> dict[str, inspect.Signature]:
    return {
        name: inspect.signature(member)
        for name, member in inspect.getmembers(kind, inspect.isfunction)
        if not name.startswith("_")
    }


def test_it_has_every_method_of_the_client_for_asyncio_with_the_same_parameters() -> None:
    asynchronous, synchronous = public(Dispatch), public(SyncDispatch)
    assert asynchronous.keys() == synchronous.keys()
    for name, signature in asynchronous.items():
        assert list(signature.parameters.values()) == list(synchronous[name].parameters.values()), name


def test_calls_block_and_return(client: SyncDispatch) -> None:
    assert client.run_job("echo", {"n": 1}, timeout=30)["result"] == {"n": 1}
    job = client.enqueue("echo", 2, queue="threads", priority=3)
    assert client.wait_job(job["job_id"], timeout=30)["result"] == 2
    assert job["job_id"] in [each["id"] for each in client.iter_jobs(queue="threads", limit=1)]
    with pytest.raises(NotFoundError):
        client.get_job("job_00000000000000000000000000")


def test_a_watch_is_iterated_over_and_ends_with_the_outcome(client: SyncDispatch) -> None:
    run = client.start_workflow("order-pipeline", {"order_id": "1", "items": ["a"]}, watch=True)
    watch = client.watch(run["run_id"], after=run["cursor"])
    assert [event["data"]["type"] for event in watch][-1] == "workflow.completed"
    assert watch.outcome()["state"] == "completed"
    assert client.watch(run["run_id"]).outcome()["state"] == "completed"


def test_waiting_for_an_event_has_a_timeout(client: SyncDispatch) -> None:
    with client.subscribe("queue:silent") as events:
        with pytest.raises(TimeoutError):
            events.next(timeout=0.05)
        client.enqueue("echo", 1, queue="silent")
        event = events.next(timeout=30)
        assert event is not None and event["id"] == events.cursor


def test_many_threads_share_it(client: SyncDispatch) -> None:
    with ThreadPoolExecutor(8) as threads:
        jobs = list(threads.map(lambda n: client.enqueue("echo", n)["job_id"], range(100)))
    assert len(set(jobs)) == 100


def test_closing_lets_waiting_threads_go(server: Server) -> None:
    client = SyncDispatch(server.url, TOKEN)
    client.connect()
    events = client.subscribe("queue:never")
    job = client.enqueue("sleep", {"ms": 60_000})
    came: list[object] = []

    def wait() -> None:
        try:
            client.wait_job(job["job_id"])
        except ClosedError as e:
            came.append(e)

    def take() -> None:
        came.extend(["end"] if events.next() is None else [])

    threads = [threading.Thread(target=wait), threading.Thread(target=take)]
    for thread in threads:
        thread.start()
    client.ping()
    client.close()
    for thread in threads:
        thread.join()
    assert len(came) == 2
    client.close()
    with pytest.raises(ClosedError):
        client.stats()


def test_a_call_connects_by_itself(server: Server) -> None:
    client = SyncDispatch(server.url, TOKEN)
    assert client.stats()["connections"] >= 1
    client.close()


def test_a_refused_token_is_an_error_and_leaves_no_thread(server: Server) -> None:
    before = threading.active_count()
    with pytest.raises(AuthError):
        SyncDispatch(server.url, "wrong").connect()
    assert threading.active_count() == before
