"""Against a server that plays a script: what a real one does seldom, or only after a long time."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import datetime, timedelta, timezone
from typing import Any

import pytest
from websockets.asyncio.server import ServerConnection, serve

from dwp_client import AuthError, ConnectionError, CursorExpiredError, Dispatch, ForbiddenError, Gap, RateLimitedError

FAST: dict[str, Any] = {"backoff_first": 0.02, "backoff_max": 0.1}
Frame = dict[str, Any]


class Peer:
    """A client's connection, as the script sees it."""

    def __init__(self, ws: ServerConnection, number: int) -> None:
        self._ws = ws
        self.number = number

    async def send(self, frame: Frame) -> None:
        await self._ws.send(json.dumps({"ts": "2026-01-01T00:00:00Z", **frame}))

    async def answer(self, request: Frame, data: Any) -> None:
        await self.send({"id": "s", "type": "response", "correl_id": request["id"], "data": data})

    async def refuse(self, request: Frame, code: int, details: str | None = None) -> None:
        error = {"code": code, "message": f"refused with {code}", "details": details}
        await self.send({"id": "s", "type": "error", "correl_id": request["id"], "error": error})

    async def event(self, number: int, channel: str = "jobs", **data: Any) -> None:
        await self.send({"id": f"evt-{number}", "type": "event", "channel": channel, "data": data})

    async def error(self, code: int, channel: str | None = None, details: str | None = None) -> None:
        frame: Frame = {"id": "s", "type": "error", "error": {"code": code, "message": "over", "details": details}}
        await self.send(frame if channel is None else {**frame, "channel": channel})

    async def close(self, code: int = 1011) -> None:
        await self._ws.close(code)


Script = Callable[[Peer, Frame], Awaitable[bool]]


@asynccontextmanager
async def scripted(script: Script) -> AsyncIterator[tuple[str, list[tuple[int, Frame]]]]:
    """Serves what the script does not (it returns whether it did) and remembers what came, with its connection's number."""
    came: list[tuple[int, Frame]] = []
    connections = 0

    async def handle(ws: ServerConnection) -> None:
        nonlocal connections
        connections += 1
        peer = Peer(ws, connections)
        async for message in ws:
            frame = json.loads(message)
            came.append((peer.number, frame))
            if await script(peer, frame):
                continue
            if frame.get("method") == "auth":
                await peer.answer(frame, {"session_id": f"sess_{peer.number}", "format": "json"})
            elif frame.get("method") == "subscribe":
                await peer.answer(frame, {"channel": frame["data"]["channel"], "cursor": "evt-10"})
            elif frame.get("method"):
                await peer.answer(frame, {"connection": peer.number})

    async with serve(handle, "127.0.0.1", 0) as server:
        port = list(server.sockets)[0].getsockname()[1]
        yield f"ws://127.0.0.1:{port}/dwp", came


def asked(came: list[tuple[int, Frame]], method: str) -> list[Frame]:
    return [frame for _, frame in came if frame.get("method") == method]


async def test_the_first_frame_is_auth_with_token_format_and_heartbeat() -> None:
    async def script(peer: Peer, frame: Frame) -> bool:
        return False

    async with scripted(script) as (url, came), Dispatch(url, "t", heartbeat=2.0) as client:
        assert client.session_id == "sess_1"
        assert came[0][1]["data"] == {"token": "t", "format": "json", "heartbeat_ms": 2000}


async def test_a_ping_is_answered_and_what_is_unknown_does_no_harm() -> None:
    async def script(peer: Peer, frame: Frame) -> bool:
        if frame.get("method") == "stats":
            await peer._ws.send("no json")
            await peer._ws.send(b"\xc1")
            await peer._ws.send("[]")
            await peer.send({"id": "x", "type": "greeting", "colour": "red"})
            await peer.send({"id": "x", "type": "response", "correl_id": "nobody", "data": 1})
            await peer.event(1, channel="never-asked-for")
            await peer.send({"id": "p-1", "type": "ping", "ts": "2026-02-03T04:05:06Z"})
            await peer.answer(frame, {"uptime_ms": 1, "novelty": True})
            return True
        return False

    async with scripted(script) as (url, came), Dispatch(url, "t") as client:
        assert (await client.stats())["uptime_ms"] == 1
        await client.request("again")
        pongs = [frame for _, frame in came if frame["type"] == "pong"]
        assert [(pong["correl_id"], pong["ts"]) for pong in pongs] == [("p-1", "2026-02-03T04:05:06Z")]


async def test_an_event_that_comes_twice_is_given_once_and_credits_follow_what_is_taken() -> None:
    async def script(peer: Peer, frame: Frame) -> bool:
        if frame.get("method") == "subscribe":
            await peer.event(10, n=0)
            await peer.answer(frame, {"channel": "jobs", "cursor": "evt-10"})
            for n in (11, 11, 12, 11, 13, 14):
                await peer.event(n, n=n)
            return True
        return False

    async with scripted(script) as (url, came), Dispatch(url, "t", window=4) as client:
        events = await client.subscribe("jobs")
        assert asked(came, "subscribe")[0]["data"] == {"channel": "jobs", "credits": 4}
        await client.request("sync")
        assert [frame for _, frame in came if "credits" in frame] == []
        assert [event["data"]["n"] for event in [await events.next() for _ in range(4)] if event] == [11, 12, 13, 14]
        await client.request("sync")
        assert [(f["channel"], f["credits"], f.get("method")) for _, f in came if "credits" in f] == [
            ("jobs", 2, None),
            ("jobs", 2, None),
        ]


async def test_a_gap_after_a_reconnect_is_told_in_its_place() -> None:
    async def script(peer: Peer, frame: Frame) -> bool:
        if frame.get("method") == "subscribe":
            after = frame["data"].get("after")
            if after == "evt-11":
                await peer.refuse(frame, 410, "evt-90")
                return True
            await peer.answer(frame, {"channel": "jobs", "cursor": after or "evt-10"})
            if after is None:
                await peer.event(11, n=11)
                await peer.close()
            else:
                await peer.event(91, n=91)
            return True
        return False

    gaps: list[Gap] = []
    async with scripted(script) as (url, came), Dispatch(url, "t", **FAST) as client:
        events = await client.subscribe("jobs", on_gap=gaps.append)
        first, second = await events.next(), await events.next()
        assert first is not None and second is not None
        assert (first["data"]["n"], second["data"]["n"]) == (11, 91)
        assert gaps == [Gap("jobs", "evt-11", "evt-90")]
        assert [frame["data"].get("after") for frame in asked(came, "subscribe")] == [None, "evt-11", "evt-90"]
        ending = await client.subscribe("jobs")
        assert (await ending.next() or {})["id"] == "evt-11"
        with pytest.raises(CursorExpiredError) as expired:
            await ending.next()
        assert expired.value.cursor == "evt-90"


async def test_a_subscription_that_the_server_ends_goes_on_after_the_gap_or_ends_with_the_reason() -> None:
    async def script(peer: Peer, frame: Frame) -> bool:
        if frame.get("method") == "subscribe" and "after" not in frame["data"]:
            channel = frame["data"]["channel"]
            await peer.answer(frame, {"channel": channel, "cursor": "evt-1"})
            await peer.error(410 if channel == "jobs" else 403, channel, "evt-50")
            return True
        if frame.get("method") == "subscribe":
            await peer.answer(frame, {"channel": "jobs", "cursor": frame["data"]["after"]})
            await peer.event(51, n=51)
            return True
        return False

    gaps: list[Gap] = []
    async with scripted(script) as (url, _), Dispatch(url, "t") as client:
        events = await client.subscribe("jobs", on_gap=gaps.append)
        event = await events.next()
        assert event is not None and event["data"]["n"] == 51 and gaps[0].until == "evt-50"
        with pytest.raises(ForbiddenError):
            await (await client.subscribe("workflows")).next()


async def test_a_watch_after_a_gap_learns_from_the_snapshot_how_it_ended() -> None:
    async def script(peer: Peer, frame: Frame) -> bool:
        if frame.get("method") == "subscribe":
            if peer.number == 1:
                await peer.answer(frame, {"channel": "job:job_1", "cursor": "evt-1", "snapshot": {"state": "running"}})
                await peer.close()
            elif frame["data"].get("after"):
                await peer.refuse(frame, 410, "evt-50")
            else:
                await peer.answer(frame, {"channel": "job:job_1", "cursor": "evt-60", "snapshot": {"state": "failed"}})
            return True
        if frame.get("method") == "job.get":
            await peer.answer(frame, {"id": "job_1", "state": "failed", "last_error": "no"})
            return True
        return False

    gaps: list[Gap] = []
    async with scripted(script) as (url, _), Dispatch(url, "t", **FAST) as client:
        outcome = await client.watch("job_1", on_gap=gaps.append).outcome()
        assert outcome["last_error"] == "no" and len(gaps) == 1


async def test_the_outcome_of_a_watch_is_what_the_stream_told_where_the_token_may_not_read() -> None:
    async def script(peer: Peer, frame: Frame) -> bool:
        if frame.get("method") == "subscribe":
            await peer.answer(frame, {"channel": "job:job_1", "cursor": "evt-1", "snapshot": {"state": "running"}})
            await peer.event(2, "job:job_1", type="job.completed", state="completed", final=True)
            return True
        if frame.get("method") == "job.get":
            await peer.refuse(frame, 403)
            return True
        return False

    async with scripted(script) as (url, _), Dispatch(url, "t") as client:
        assert (await client.watch("job_1").outcome())["state"] == "completed"


async def test_what_the_server_ignored_is_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    async def script(peer: Peer, frame: Frame) -> bool:
        if frame.get("method") == "job.list":
            answer = {"id": "s", "type": "response", "correl_id": frame["id"], "data": {"jobs": []}, "ignored": ["stat"]}
            await peer.send(answer)
            return True
        return False

    async with scripted(script) as (url, _), Dispatch(url, "t") as client:
        await client.request("job.list", {"stat": "failed"})
    assert "['stat']" in caplog.text


async def test_the_credential_is_renewed_on_the_open_session_before_it_ends() -> None:
    renewed = asyncio.Event()

    async def script(peer: Peer, frame: Frame) -> bool:
        if frame.get("method") == "auth":
            now = datetime.now(timezone.utc)
            told = {"session_id": "sess_1", "format": "json"}
            if frame["data"]["token"] == "short":
                told["expires_at"] = (now + timedelta(seconds=0.5)).isoformat()
            else:
                renewed.set()
            await peer.send(
                {"id": "s", "type": "response", "correl_id": frame["id"], "data": told, "ts": now.isoformat()}
            )
            return True
        return False

    tokens = iter(["short", "long"])

    async def supplier() -> str:
        return next(tokens)

    async with scripted(script) as (url, came), Dispatch(url, supplier) as client:
        await asyncio.wait_for(renewed.wait(), 30)
        assert (await client.request("sync"))["connection"] == 1
        assert [(number, frame["data"]["token"]) for number, frame in came if frame.get("method") == "auth"] == [
            (1, "short"),
            (1, "long"),
        ]


async def test_a_token_that_ends_on_an_open_session_ends_the_client_unless_there_may_be_another() -> None:
    async def script(peer: Peer, frame: Frame) -> bool:
        if frame.get("method") == "stats" and peer.number == 1:
            await peer.error(401)
            await peer.close(1008)
            return True
        return False

    async with scripted(script) as (url, came):
        client = Dispatch(url, "t", **FAST)
        await client.connect()
        with pytest.raises(AuthError):
            await client.stats()
        assert client.state == "closed" and len(asked(came, "auth")) == 1
        await client.close()
    async with scripted(script) as (url, came), Dispatch(url, lambda: "another", **FAST) as renewable:
        assert (await renewable.request("stats"))["connection"] == 2


async def test_a_busy_or_absent_server_is_waited_for_and_then_told_of() -> None:
    times = {"job.enqueue": 0, "stats": 0}

    async def script(peer: Peer, frame: Frame) -> bool:
        method = frame.get("method", "")
        if method in times and times[method] < 2:
            times[method] += 1
            await peer.refuse(frame, 429 if method == "job.enqueue" else 503, "10")
            return True
        if method == "job.list":
            await peer.refuse(frame, 429, "60000")
            return True
        return False

    async with scripted(script) as (url, came), Dispatch(url, "t", timeout=5, **FAST) as client:
        await client.enqueue("echo")
        keys = [frame["data"]["key"] for frame in asked(came, "job.enqueue")]
        assert len(keys) == 3 and len(set(keys)) == 1
        await client.stats()
        with pytest.raises(RateLimitedError) as limited:
            await client.list_jobs()
        assert limited.value.retry_after == 60.0


async def test_a_server_that_knows_no_cursors_no_heartbeat_and_no_limits_is_served_all_the_same() -> None:
    async def script(peer: Peer, frame: Frame) -> bool:
        if frame.get("method") == "subscribe":
            await peer.answer(frame, {"channel": "jobs", "status": "subscribed"})
            await peer.send({"id": "20260101000000.1", "type": "event", "channel": "jobs", "data": {"n": peer.number}})
            await peer.close(1001)
            return True
        return False

    async with scripted(script) as (url, came), Dispatch(url, "t", heartbeat=0.5, **FAST) as client:
        events = await client.subscribe("jobs")
        assert [event["data"]["n"] for event in [await events.next() for _ in range(3)] if event] == [1, 2, 3]


async def test_attempts_to_come_back_have_an_end_where_one_is_set() -> None:
    async def script(peer: Peer, frame: Frame) -> bool:
        if peer.number > 1 or frame.get("method") == "stats":
            await peer.close(1013)
            return True
        return False

    async with scripted(script) as (url, came):
        client = Dispatch(url, "t", max_retries=3, **FAST)
        await client.connect()
        with pytest.raises(ConnectionError):
            await client.stats()
        assert len(asked(came, "auth")) == 4
        await client.close()
