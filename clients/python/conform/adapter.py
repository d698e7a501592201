"""Lets the conformance runner drive this client: commands and answers as JSON lines (conformance/README.md).

    dwp conform client --command 'clients/python/.venv/bin/python clients/python/conform/adapter.py'
"""

from __future__ import annotations

import asyncio
import itertools
import json
import sys
import traceback
from collections.abc import Awaitable, Callable
from typing import Any

from dwp_client import (
    AuthError,
    BadRequestError,
    ClosedError,
    ConflictError,
    ConnectionError,
    CursorExpiredError,
    Dispatch,
    DispatchError,
    ForbiddenError,
    Gap,
    NotFoundError,
    RateLimitedError,
    ServerError,
    Subscription,
    TimeoutError,
    Watch,
)

KINDS: tuple[tuple[type[DispatchError], str], ...] = (
    (BadRequestError, "bad_request"),
    (AuthError, "auth"),
    (ForbiddenError, "forbidden"),
    (NotFoundError, "not_found"),
    (ConflictError, "conflict"),
    (CursorExpiredError, "gone"),
    (RateLimitedError, "rate_limited"),
    (ServerError, "server"),
    (TimeoutError, "timeout"),
    (ClosedError, "closed"),
    (ConnectionError, "connection"),
)

Command = dict[str, Any]


class Unsupported(Exception):
    """The client has no such operation."""


def kind_of(error: DispatchError) -> str:
    """By the error's type alone: what is proven is that a program can tell errors apart."""
    return next((kind for type_, kind in KINDS if isinstance(error, type_)), "bad_request")


def picked(command: Command, *names: str) -> dict[str, Any]:
    """Those members that the command has."""
    return {name: command[name] for name in names if name in command}


class Stream:
    """A subscription, of which several ``next`` may be under way: they get items in the order in which they asked."""

    def __init__(self, subscription: Subscription) -> None:
        self.subscription = subscription
        self._turn = asyncio.Lock()
        self._ahead: asyncio.Task[Any] | None = None

    async def next(self, timeout: float | None) -> dict[str, Any]:
        async with self._turn:
            # One that is not there in time stays asked for, so that no event is lost with the waiting.
            if self._ahead is None:
                self._ahead = asyncio.create_task(self.subscription.next_item())
            done, _ = await asyncio.wait({self._ahead}, timeout=timeout)
            if not done:
                raise TimeoutError("Nothing came in time.")
            ahead, self._ahead = self._ahead, None
            item = ahead.result()
        if item is None:
            return {"end": True}
        if isinstance(item, Gap):
            return {"gap": {"details": item.until}}
        return {"event": item}


class Adapter:
    """The clients and streams of one dialogue."""

    def __init__(self) -> None:
        self._clients: dict[str, Dispatch] = {}
        self._streams: dict[str, Stream] = {}
        self._names = itertools.count(1)

    async def perform(self, command: Command) -> Any:
        """What the command's answer holds as ``ok``."""
        operation: Callable[[Command], Awaitable[Any]] | None = getattr(self, f"_op_{command.get('op')}", None)
        if operation is None:
            raise Unsupported
        return await operation(command)

    def _client(self, command: Command) -> Dispatch:
        return self._clients[command.get("client", "c")]

    async def _op_connect(self, command: Command) -> Any:
        given = command.get("options") or {}
        options: dict[str, Any] = picked(given, "reconnect")
        for name, ours in (
            ("reconnect_first_ms", "backoff_first"),
            ("reconnect_max_ms", "backoff_max"),
            ("timeout_ms", "timeout"),
        ):
            if name in given:
                options[ours] = given[name] / 1000
        options["heartbeat"] = given["heartbeat_ms"] / 1000 if given.get("heartbeat_ms") else None
        tokens = list(command.get("tokens") or [])
        token = command.get("token", "") if not tokens else lambda: tokens.pop(0) if len(tokens) > 1 else tokens[0]
        client = Dispatch(command["url"], token, format=command.get("format", "json"), **options)
        self._clients[command.get("client", "c")] = client
        return {"session_id": await client.connect()}

    async def _op_call(self, command: Command) -> Any:
        timeout = command["timeout_ms"] / 1000 if "timeout_ms" in command else None
        return await self._client(command).request(command["method"], command.get("data"), timeout=timeout)

    async def _op_enqueue(self, command: Command) -> Any:
        options = picked(command, "payload", "queue", "priority", "delay_ms", "max_retries", "timeout_ms", "key", "watch")
        return await self._client(command).enqueue(command["name"], **options)

    async def _op_job(self, command: Command) -> Any:
        return await self._client(command).get_job(command["job_id"], **picked(command, "wait_ms"))

    async def _op_cancel(self, command: Command) -> Any:
        return await self._client(command).cancel_job(command["job_id"])

    async def _op_start(self, command: Command) -> Any:
        return await self._client(command).start_workflow(command["name"], **picked(command, "input", "key"))

    async def _op_run(self, command: Command) -> Any:
        return await self._client(command).get_workflow(command["run_id"], **picked(command, "wait_ms"))

    async def _op_publish(self, command: Command) -> Any:
        options = picked(command, "payload", "key", "run_id", "dedup")
        return await self._client(command).publish_event(command["name"], **options)

    async def _op_timeline(self, command: Command) -> Any:
        return await self._client(command).workflow_timeline(command["run_id"])

    async def _op_stats(self, command: Command) -> Any:
        return await self._client(command).stats()

    async def _op_subscribe(self, command: Command) -> Any:
        window = command.get("credits")
        subscription = self._client(command).subscribe(
            command["channel"], after=command.get("after"), window=window, on_gap=lambda gap: None
        )
        return await self._begun(subscription)

    async def _op_watch(self, command: Command) -> Any:
        return await self._begun(self._client(command).watch(command["target"], on_gap=lambda gap: None))

    async def _begun(self, subscription: Subscription) -> Any:
        await subscription
        name = f"stream-{next(self._names)}"
        self._streams[name] = Stream(subscription)
        return {"stream": name, "cursor": subscription.cursor, "snapshot": subscription.snapshot}

    async def _op_next(self, command: Command) -> Any:
        timeout = command["timeout_ms"] / 1000 if "timeout_ms" in command else None
        return await self._streams[command["stream"]].next(timeout)

    async def _op_outcome(self, command: Command) -> Any:
        watch = self._streams[command["stream"]].subscription
        if not isinstance(watch, Watch):
            raise BadRequestError("The stream is no watch.", 0)
        outcome = await watch.outcome()
        result = outcome.get("result", outcome.get("output"))
        error = outcome.get("error", outcome.get("last_error"))
        told = {"state": outcome["state"], "result": result, "error": error}
        return {name: value for name, value in told.items() if value is not None}

    async def _op_unsubscribe(self, command: Command) -> Any:
        await self._streams[command["stream"]].subscription.unsubscribe()
        return {}

    async def _op_refresh(self, command: Command) -> Any:
        await self._client(command).refresh(command["token"])
        return {}

    async def _op_ping(self, command: Command) -> Any:
        await self._client(command).ping()
        return {}

    async def _op_state(self, command: Command) -> Any:
        return {"state": self._client(command).state}

    async def _op_close(self, command: Command) -> Any:
        await self._client(command).close()
        return {}

    async def close(self) -> None:
        """Closes what the dialogue has left open."""
        await asyncio.gather(*(client.close() for client in self._clients.values()), return_exceptions=True)


async def answer(adapter: Adapter, command: Command) -> None:
    """Performs a command and writes its answer line."""
    line: dict[str, Any] = {"id": command.get("id")}
    try:
        line["ok"] = await adapter.perform(command)
    except Unsupported:
        line["error"] = {"kind": "unsupported", "message": f"There is no '{command.get('op')}'."}
    except DispatchError as e:
        line["error"] = {"kind": kind_of(e), "code": e.code, "message": str(e), "details": e.details}
    except Exception as e:  # a command that is none, or a fault of this client: never silence
        traceback.print_exc()
        line["error"] = {"kind": "bad_request", "code": 0, "message": repr(e)}
    print(json.dumps(line), flush=True)


async def main() -> None:
    """Reads commands until standard input ends."""
    loop = asyncio.get_running_loop()
    reader = asyncio.StreamReader(limit=64 * 1024 * 1024)
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    adapter = Adapter()
    tasks: set[asyncio.Task[None]] = set()
    while line := await reader.readline():
        task = loop.create_task(answer(adapter, json.loads(line)))
        tasks.add(task)
        task.add_done_callback(tasks.discard)
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    await adapter.close()


if __name__ == "__main__":
    asyncio.run(main())
