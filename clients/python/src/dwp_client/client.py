"""The client for asyncio."""

from __future__ import annotations

import asyncio
import ssl as tls
import uuid
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Mapping, Sequence
from types import TracebackType
from typing import Any, Protocol, cast

from ._feed import FINAL_STATES, Feed, Gap
from ._options import Options, TokenSource
from ._session import Session
from .errors import ClosedError, OutcomeError, RateLimitedError, TimeoutError, UnavailableError
from .frame import Method
from .subscription import Subscription, Watch
from .types import (
    Backoff,
    CronListResponse,
    DlqListResponse,
    DlqPurgeResponse,
    DlqReplayResponse,
    HandlerListResponse,
    Job,
    JobCancelResponse,
    JobEnqueueResponse,
    JobExplainResponse,
    JobListResponse,
    JobOrError,
    JobSpec,
    QueueListResponse,
    QueuePauseResponse,
    QueueResumeResponse,
    Run,
    Stats,
    TimelineEntry,
    WorkerListResponse,
    WorkflowCancelResponse,
    WorkflowEventResponse,
    WorkflowExplainResponse,
    WorkflowListResponse,
    WorkflowReplayResponse,
    WorkflowStartResponse,
)

_LONGEST_WAIT_MS = 50_000

# What may be asked twice and has one effect. Of the others, those with a key of the caller's or of this client's.
_RESENT = frozenset(
    {
        Method.JOB_GET,
        Method.JOB_LIST,
        Method.JOB_EXPLAIN,
        Method.JOB_CANCEL,
        Method.WORKFLOW_GET,
        Method.WORKFLOW_TIMELINE,
        Method.WORKFLOW_LIST,
        Method.WORKFLOW_CANCEL,
        Method.WORKFLOW_EXPLAIN,
        Method.QUEUE_LIST,
        Method.QUEUE_PAUSE,
        Method.QUEUE_RESUME,
        Method.HANDLER_LIST,
        Method.WORKER_LIST,
        Method.CRON_LIST,
        Method.DLQ_LIST,
        Method.STATS,
    }
)


class _Transport(Protocol):
    @property
    def session_id(self) -> str: ...

    @property
    def state(self) -> str: ...

    async def connect(self) -> str: ...

    async def ready(self) -> None: ...

    async def close(self) -> None: ...

    async def call(self, method: str, data: Any, *, resent: bool, timeout: float, long: bool = False) -> Any: ...

    async def ping(self, timeout: float) -> float: ...

    async def refresh(self, token: str) -> None: ...

    def serves(self, channel: str) -> bool: ...

    async def subscribe(self, feed: Feed) -> None: ...

    async def unsubscribe(self, feed: Feed) -> None: ...


class Dispatch:
    """A client of a server of the Dispatch Wire Protocol::

        async with Dispatch("ws://localhost:8080/dwp", "demo-token") as client:
            job = await client.enqueue("send-email", {"to": "ada@example.com"})
            async for event in client.watch(job["job_id"]):
                print(event["data"]["type"])

    With a ``ws`` or ``wss`` URL all goes over one WebSocket, which is made anew when it is lost; with ``http`` or ``https``
    calls are HTTP requests, and subscriptions are event streams.

    For the tasks of one event loop; ``dwp_client.SyncDispatch`` is for threads.

    :param url: of the server, with its path: ``ws://localhost:8080/dwp``
    :param token: the credential; or a function, ``async`` or not, that returns one: it is asked before each connection and
        before the present credential ends
    :param format: ``"json"`` or ``"msgpack"``
    :param reconnect: whether a lost connection is made anew
    :param max_retries: how many attempts in a row to make it anew; 0 for no limit
    :param timeout: seconds that a call may take, over reconnects
    :param heartbeat: seconds between signs of life of an idle connection, which is given up when three fail; ``None``: none
    :param backoff_first: seconds to wait before the first attempt to connect again; each further pause is about twice as
        long, drawn by chance
    :param backoff_max: the longest such pause
    :param window: events that a subscription holds for a program that does not take them; the rest waits at the server
    :param max_in_flight: requests under way at a time; what is asked beyond waits here
    :param max_frame_bytes: the largest frame that is received
    :param app_id: acts for that tenant, where the token is an operator's
    :param org_id: likewise
    :param ssl: the TLS settings for ``wss`` and ``https``; ``None`` for the defaults of Python
    """

    def __init__(
        self,
        url: str,
        token: TokenSource,
        *,
        format: str = "json",
        reconnect: bool = True,
        max_retries: int = 0,
        timeout: float = 30.0,
        heartbeat: float | None = 15.0,
        backoff_first: float = 0.25,
        backoff_max: float = 10.0,
        window: int = 256,
        max_in_flight: int = 64,
        max_frame_bytes: int = 16 * 1024 * 1024,
        app_id: str | None = None,
        org_id: str | None = None,
        ssl: tls.SSLContext | None = None,
    ) -> None:
        self._options = Options(
            url=url,
            token=token,
            format=format,
            reconnect=reconnect,
            max_retries=max_retries,
            timeout=timeout,
            heartbeat=heartbeat,
            backoff_first=backoff_first,
            backoff_max=backoff_max,
            max_in_flight=max_in_flight,
            max_frame_bytes=max_frame_bytes,
            app_id=app_id,
            org_id=org_id,
            tls=ssl,
        )
        self._options.check()
        if window < 1:
            raise ValueError(f"window is {window!r}; it is at least 1.")
        self._window = window
        self._transport: _Transport | None = None
        self._others: list[_Transport] = []
        self._releases: set[asyncio.Task[None]] = set()

    # -- lifecycle

    async def connect(self) -> str:
        """Connects and authenticates; returns the session's id."""
        if self.state == "closed":
            self._transport = self._new_transport()
        return await self._own_transport().connect()

    async def close(self) -> None:
        """Closes the connection; what waits for an answer gets ``ClosedError``, and streams end."""
        transports = [t for t in (self._transport, *self._others) if t is not None]
        self._others = []
        await asyncio.gather(*(transport.close() for transport in transports))

    async def __aenter__(self) -> Dispatch:
        await self.connect()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    @property
    def session_id(self) -> str:
        """The id of the present session, or of the last one; empty before the first, and over HTTP."""
        return "" if self._transport is None else self._transport.session_id

    @property
    def state(self) -> str:
        """``"connecting"`` (also: again), ``"open"`` or ``"closed"``."""
        return "closed" if self._transport is None else self._transport.state

    async def refresh(self, token: str) -> None:
        """Gives the open session another credential of the same identity; a ``token`` function does this by itself."""
        await (await self._connected()).refresh(token)

    async def ping(self) -> float:
        """Asks for a sign of life; returns the seconds that it took."""
        return await (await self._connected()).ping(self._options.timeout)

    def _new_transport(self) -> _Transport:
        if self._options.url.startswith("http"):
            from ._http import HttpTransport

            return HttpTransport(self._options)
        return Session(self._options)

    def _own_transport(self) -> _Transport:
        if self._transport is None:
            self._transport = self._new_transport()
        return self._transport

    async def _connected(self) -> _Transport:
        """The transport, connected where it was not, or was lost for good; never after ``close``."""
        transport = self._own_transport()
        await transport.ready()
        return transport

    # -- any method

    async def request(
        self, method: str, data: Any = None, *, timeout: float | None = None, resend: bool | None = None
    ) -> Any:
        """Calls any method of the protocol; returns the ``data`` of its answer.

        ``resend`` says whether it may be asked again when the connection is lost before the answer; by default what is
        known to have one effect then.
        """
        transport = await self._connected()
        resent = _has_one_effect(method, data) if resend is None else resend
        timeout = self._options.timeout if timeout is None else timeout
        return await transport.call(method, data, resent=resent, timeout=timeout)

    async def _call(self, method: str, data: Any, *, wait_ms: int = 0) -> Any:
        """A call that waits out, within its time, a server that is busy or away for a moment."""
        clock = asyncio.get_running_loop().time
        deadline = clock() + self._options.timeout + wait_ms / 1000
        resent = _has_one_effect(method, data)
        attempt = 0
        while True:
            transport = await self._connected()
            try:
                timeout = max(0.001, deadline - clock())
                return await transport.call(method, data, resent=resent, timeout=timeout, long=wait_ms > 0)
            except RateLimitedError as e:
                # It was refused before it had any effect.
                pause = e.retry_after
                if pause is None or clock() + pause >= deadline:
                    raise
            except UnavailableError:
                pause = self._options.pause(attempt)
                if not resent or not self._options.reconnect or clock() + pause >= deadline:
                    raise
            attempt += 1
            await asyncio.sleep(pause)

    # -- jobs

    async def enqueue(
        self,
        name: str,
        payload: Any = None,
        *,
        queue: str | None = None,
        priority: int | None = None,
        delay_ms: int | None = None,
        run_at: str | None = None,
        max_retries: int | None = None,
        timeout_ms: int | None = None,
        key: str | None = None,
        backoff: Backoff | None = None,
        watch: bool = False,
    ) -> JobEnqueueResponse:
        """Enqueues a job; returns ``job_id``, ``queue`` and ``state``.

        Without a ``key`` it gets one of its own, so that a call that is repeated over a reconnect makes one job. With
        ``watch`` the answer tells a ``cursor``: ``client.watch(job_id, after=cursor)`` then has every event of the job.
        """
        data = _given(
            name=name,
            payload=payload,
            queue=queue,
            priority=priority,
            delay_ms=delay_ms,
            run_at=run_at,
            max_retries=max_retries,
            timeout_ms=timeout_ms,
            key=_new_key() if key is None else key,
            backoff=backoff,
            watch=watch or None,
        )
        return cast(JobEnqueueResponse, await self._call(Method.JOB_ENQUEUE, data))

    async def enqueue_many(self, jobs: Iterable[JobSpec], *, atomic: bool = False) -> list[JobOrError]:
        """Enqueues up to 1000 jobs by one call and one commit; ``atomic``: all or none.

        Returns for each, in order, what ``enqueue`` returns, or ``{"error": …}``.
        """
        specs: list[Mapping[str, Any]] = [{"key": _new_key(), **job} for job in jobs]
        answer = await self._call(Method.JOB_ENQUEUE, _given(jobs=specs, atomic=atomic or None))
        return cast("list[JobOrError]", answer["jobs"])

    async def get_job(self, job_id: str, *, wait_ms: int | None = None) -> Job:
        """The job; with ``wait_ms`` when it has ended, or then."""
        data = _given(job_id=job_id, wait_ms=wait_ms)
        return cast(Job, await self._call(Method.JOB_GET, data, wait_ms=wait_ms or 0))

    async def wait_job(self, job_id: str, *, timeout: float | None = None) -> Job:
        """The job when it has ended, however; ``TimeoutError`` where that takes longer than ``timeout`` seconds."""
        return cast(Job, await self._wait(Method.JOB_GET, {"job_id": job_id}, timeout))

    async def run_job(
        self, /, name: str, payload: Any = None, *, timeout: float | None = None, **options: Any
    ) -> Job:
        """Enqueues a job, with the options of ``enqueue``, and waits until it has completed; else ``OutcomeError``."""
        job = await self.wait_job((await self.enqueue(name, payload, **options))["job_id"], timeout=timeout)
        if job["state"] != "completed":
            reason = job.get("last_error") or "no reason is told"
            raise OutcomeError(f"'{name}' is {job['state']}: {reason}", cast("dict[str, Any]", job))
        return job

    async def cancel_job(self, job_id: str) -> JobCancelResponse:
        """Cancels a job that waits or runs; ``ConflictError`` where it has completed or failed."""
        return cast(JobCancelResponse, await self._call(Method.JOB_CANCEL, {"job_id": job_id}))

    async def cancel_jobs(self, job_ids: Sequence[str]) -> list[JobOrError]:
        """Cancels up to 1000 jobs; returns for each, in order, its ``status`` or its ``error``."""
        answer = await self._call(Method.JOB_CANCEL, {"job_ids": list(job_ids)})
        return cast("list[JobOrError]", answer["results"])

    async def explain_job(self, job_id: str) -> JobExplainResponse:
        """Why the job is not running now."""
        return cast(JobExplainResponse, await self._call(Method.JOB_EXPLAIN, {"job_id": job_id}))

    async def list_jobs(
        self,
        *,
        state: str | None = None,
        queue: str | None = None,
        name: str | None = None,
        key: str | None = None,
        created_after: str | None = None,
        created_before: str | None = None,
        limit: int | None = None,
        cursor: str | None = None,
    ) -> JobListResponse:
        """A page of jobs, the newest first."""
        data = _given(
            state=state,
            queue=queue,
            name=name,
            key=key,
            created_after=created_after,
            created_before=created_before,
            limit=limit,
            cursor=cursor,
        )
        return cast(JobListResponse, await self._call(Method.JOB_LIST, data))

    async def iter_jobs(self, /, **filters: Any) -> AsyncIterator[Job]:
        """All jobs, page by page, with the filters of ``list_jobs``."""
        async for job in self._items(Method.JOB_LIST, "jobs", filters):
            yield cast(Job, job)

    # -- workflows

    async def start_workflow(
        self, name: str, input: Any = None, *, key: str | None = None, watch: bool = False
    ) -> WorkflowStartResponse:
        """Starts a run; returns ``run_id``, ``name`` and ``state`` at once. ``key`` and ``watch`` as in ``enqueue``."""
        data = _given(name=name, input=input, key=_new_key() if key is None else key, watch=watch or None)
        return cast(WorkflowStartResponse, await self._call(Method.WORKFLOW_START, data))

    async def get_workflow(self, run_id: str, *, wait_ms: int | None = None) -> Run:
        """The run; with ``wait_ms`` when it has ended, or then."""
        data = _given(run_id=run_id, wait_ms=wait_ms)
        return cast(Run, await self._call(Method.WORKFLOW_GET, data, wait_ms=wait_ms or 0))

    async def wait_workflow(self, run_id: str, *, timeout: float | None = None) -> Run:
        """The run when it has ended, however; ``TimeoutError`` where that takes longer than ``timeout`` seconds."""
        return cast(Run, await self._wait(Method.WORKFLOW_GET, {"run_id": run_id}, timeout))

    async def run_workflow(
        self, name: str, input: Any = None, *, key: str | None = None, timeout: float | None = None
    ) -> Run:
        """Starts a run and waits until it has completed; else ``OutcomeError``."""
        started = await self.start_workflow(name, input, key=key)
        run = await self.wait_workflow(started["run_id"], timeout=timeout)
        if run["state"] != "completed":
            reason = run.get("error") or "no reason is told"
            raise OutcomeError(f"'{name}' is {run['state']}: {reason}", cast("dict[str, Any]", run))
        return run

    async def publish_event(
        self,
        name: str,
        payload: Any = None,
        *,
        run_id: str | None = None,
        key: str | None = None,
        dedup: str | None = None,
    ) -> WorkflowEventResponse:
        """Publishes an event to the run that has waited longest for it, or to the first that will.

        ``key`` says whom it is for. Without ``dedup`` it gets one of its own, so that a call that is repeated over a
        reconnect publishes once.
        """
        data = _given(
            name=name, payload=payload, run_id=run_id, key=key, dedup=_new_key() if dedup is None else dedup
        )
        return cast(WorkflowEventResponse, await self._call(Method.WORKFLOW_EVENT, data))

    async def workflow_timeline(
        self, run_id: str, *, limit: int | None = None, after_seq: int | None = None
    ) -> list[TimelineEntry]:
        """The entries of a run, the oldest first, up to ``limit`` (1000) or the size of a frame."""
        data = _given(run_id=run_id, limit=limit, after_seq=after_seq)
        return cast("list[TimelineEntry]", await self._call(Method.WORKFLOW_TIMELINE, data))

    async def iter_timeline(self, run_id: str) -> AsyncIterator[TimelineEntry]:
        """All entries of a run, page by page."""
        after: int | None = None
        while True:
            entries = await self.workflow_timeline(run_id, after_seq=after)
            for entry in entries:
                yield entry
                after = entry.get("seq", after)
            if not entries or after is None:
                return

    async def list_workflows(
        self,
        *,
        state: str | None = None,
        name: str | None = None,
        key: str | None = None,
        created_after: str | None = None,
        created_before: str | None = None,
        limit: int | None = None,
        cursor: str | None = None,
    ) -> WorkflowListResponse:
        """A page of runs, the newest first."""
        data = _given(
            state=state,
            name=name,
            key=key,
            created_after=created_after,
            created_before=created_before,
            limit=limit,
            cursor=cursor,
        )
        return cast(WorkflowListResponse, await self._call(Method.WORKFLOW_LIST, data))

    async def iter_workflows(self, /, **filters: Any) -> AsyncIterator[Run]:
        """All runs, page by page, with the filters of ``list_workflows``."""
        async for run in self._items(Method.WORKFLOW_LIST, "runs", filters):
            yield cast(Run, run)

    async def cancel_workflow(self, run_id: str) -> WorkflowCancelResponse:
        """Cancels a run; what it has to compensate is compensated."""
        return cast(WorkflowCancelResponse, await self._call(Method.WORKFLOW_CANCEL, {"run_id": run_id}))

    async def explain_workflow(self, run_id: str) -> WorkflowExplainResponse:
        """What the run is doing or waiting for."""
        return cast(WorkflowExplainResponse, await self._call(Method.WORKFLOW_EXPLAIN, {"run_id": run_id}))

    async def replay_workflow(self, run_id: str, from_step: str) -> WorkflowReplayResponse:
        """Runs again from that step on."""
        data = {"run_id": run_id, "from_step": from_step}
        return cast(WorkflowReplayResponse, await self._call(Method.WORKFLOW_REPLAY, data))

    # -- streams

    def subscribe(
        self,
        channel: str,
        *,
        after: str | None = None,
        window: int | None = None,
        on_gap: Callable[[Gap], None] | None = None,
    ) -> Subscription:
        """The events of a channel from now on, or after a cursor; ``after="oldest"`` begins with the oldest kept."""

        async def begin() -> tuple[Feed, Callable[[], Awaitable[None]]]:
            return await self._begin(channel, after, window, on_gap is not None, watched=None)

        return Subscription(channel, begin, on_gap)

    def watch(
        self,
        run_id: str,
        *,
        after: str | None = None,
        window: int | None = None,
        on_gap: Callable[[Gap], None] | None = None,
    ) -> Watch:
        """The events of a run, or of a job, up to its last; ``await outcome()`` tells how it ended."""
        is_job = run_id.startswith("job_")
        channel = f"job:{run_id}" if is_job else f"workflow:{run_id}"

        async def fetch() -> dict[str, Any]:
            found = await (self.get_job(run_id) if is_job else self.get_workflow(run_id))
            return cast("dict[str, Any]", found)

        async def begin() -> tuple[Feed, Callable[[], Awaitable[None]]]:
            return await self._begin(channel, after, window, on_gap is not None, watched=fetch)

        return Watch(channel, begin, fetch, on_gap)

    async def _begin(
        self,
        channel: str,
        after: str | None,
        window: int | None,
        with_gaps: bool,
        watched: Callable[[], Awaitable[dict[str, Any]]] | None,
    ) -> tuple[Feed, Callable[[], Awaitable[None]]]:
        if window is not None and window < 1:
            raise ValueError(f"window is {window!r}; it is at least 1.")
        feed = Feed(channel, after, window or self._window, with_gaps=with_gaps, until_final=watched is not None)
        transport, own = await self._transport_for(channel)
        try:
            await transport.subscribe(feed)
            if watched is not None and after is None and feed.snapshot is None and not feed.ended:
                if (await watched()).get("state") in FINAL_STATES:
                    feed.end(None)
        except BaseException:
            await self._release(transport, own)
            raise

        async def stop() -> None:
            await transport.unsubscribe(feed)
            await self._release(transport, own)

        if own:
            ended, loop = feed.on_end, asyncio.get_running_loop()

            def end_and_release() -> None:
                ended()
                task = loop.create_task(self._release(transport, own))
                self._releases.add(task)
                task.add_done_callback(self._releases.discard)

            feed.on_end = end_and_release
        return feed, stop

    async def _transport_for(self, channel: str) -> tuple[_Transport, bool]:
        """A session has a channel once: a second subscription to the same gets a connection of its own."""
        transport = await self._connected()
        if not transport.serves(channel):
            return transport, False
        if transport.state == "closed":
            raise ClosedError()
        other = self._new_transport()
        self._others.append(other)
        try:
            await other.connect()
        except BaseException:
            self._others.remove(other)
            raise
        return other, True

    async def _release(self, transport: _Transport, own: bool) -> None:
        if own and transport in self._others:
            self._others.remove(transport)
            await transport.close()

    # -- queues, handlers, crons, dead letters, the server

    async def list_queues(self, *, limit: int | None = None, cursor: str | None = None) -> QueueListResponse:
        """A page of queues and what is in them."""
        return cast(QueueListResponse, await self._call(Method.QUEUE_LIST, _given(limit=limit, cursor=cursor)))

    async def pause_queue(self, queue: str) -> QueuePauseResponse:
        """Stops handing out the jobs of a queue; an operator's."""
        return cast(QueuePauseResponse, await self._call(Method.QUEUE_PAUSE, {"queue": queue}))

    async def resume_queue(self, queue: str) -> QueueResumeResponse:
        """Hands out the jobs of a queue again; an operator's."""
        return cast(QueueResumeResponse, await self._call(Method.QUEUE_RESUME, {"queue": queue}))

    async def list_handlers(self, *, limit: int | None = None, cursor: str | None = None) -> HandlerListResponse:
        """A page of the names of jobs and workflows, with the schemas of what they take."""
        return cast(HandlerListResponse, await self._call(Method.HANDLER_LIST, _given(limit=limit, cursor=cursor)))

    async def list_workers(self, *, limit: int | None = None, cursor: str | None = None) -> WorkerListResponse:
        """A page of the workers in other processes."""
        return cast(WorkerListResponse, await self._call(Method.WORKER_LIST, _given(limit=limit, cursor=cursor)))

    async def list_crons(self, *, limit: int | None = None, cursor: str | None = None) -> CronListResponse:
        """A page of the timetable."""
        return cast(CronListResponse, await self._call(Method.CRON_LIST, _given(limit=limit, cursor=cursor)))

    async def list_dead_letters(
        self,
        *,
        queue: str | None = None,
        name: str | None = None,
        limit: int | None = None,
        cursor: str | None = None,
    ) -> DlqListResponse:
        """A page of jobs that failed for good."""
        data = _given(queue=queue, name=name, limit=limit, cursor=cursor)
        return cast(DlqListResponse, await self._call(Method.DLQ_LIST, data))

    async def iter_dead_letters(self, /, **filters: Any) -> AsyncIterator[Job]:
        """All jobs that failed for good, page by page."""
        async for job in self._items(Method.DLQ_LIST, "jobs", filters):
            yield cast(Job, job)

    async def replay_dead_letter(self, job_id: str) -> DlqReplayResponse:
        """Runs a job that failed for good again."""
        return cast(DlqReplayResponse, await self._call(Method.DLQ_REPLAY, {"job_id": job_id}))

    async def replay_dead_letters(self, job_ids: Sequence[str]) -> list[JobOrError]:
        """Likewise up to 1000; returns for each, in order, its ``state`` or its ``error``."""
        answer = await self._call(Method.DLQ_REPLAY, {"job_ids": list(job_ids)})
        return cast("list[JobOrError]", answer["results"])

    async def purge_dead_letter(self, job_id: str) -> DlqPurgeResponse:
        """Removes a job that failed for good."""
        return cast(DlqPurgeResponse, await self._call(Method.DLQ_PURGE, {"job_id": job_id}))

    async def purge_dead_letters(self, job_ids: Sequence[str]) -> list[JobOrError]:
        """Likewise up to 1000; returns for each, in order, its ``status`` or its ``error``."""
        answer = await self._call(Method.DLQ_PURGE, {"job_ids": list(job_ids)})
        return cast("list[JobOrError]", answer["results"])

    async def stats(self) -> Stats:
        """Counts of the server and of what the token may see."""
        return cast(Stats, await self._call(Method.STATS, None))

    # -- common

    async def _wait(self, method: str, data: dict[str, Any], timeout: float | None) -> dict[str, Any]:
        clock = asyncio.get_running_loop().time
        deadline = None if timeout is None else clock() + timeout
        while True:
            left = _LONGEST_WAIT_MS if deadline is None else int((deadline - clock()) * 1000)
            wait_ms = max(1, min(_LONGEST_WAIT_MS, left))
            found = cast("dict[str, Any]", await self._call(method, {**data, "wait_ms": wait_ms}, wait_ms=wait_ms))
            if found.get("state") in FINAL_STATES:
                return found
            if deadline is not None and clock() >= deadline:
                raise TimeoutError(f"It is still '{found.get('state')}' after {timeout:g} s.")

    async def _items(self, method: str, member: str, filters: dict[str, Any]) -> AsyncIterator[Any]:
        cursor: str | None = filters.pop("cursor", None)
        while True:
            page = await self._call(method, _given(**filters, cursor=cursor))
            for item in page[member]:
                yield item
            cursor = page.get("next_cursor")
            if cursor is None:
                return


def _given(**members: Any) -> dict[str, Any]:
    return {name: value for name, value in members.items() if value is not None}


def _new_key() -> str:
    return f"auto-{uuid.uuid4().hex}"


def _has_one_effect(method: str, data: Any) -> bool:
    """Whether asking again cannot do more than asking once."""
    if method in _RESENT:
        return True
    if not isinstance(data, dict):
        return False
    if method == Method.JOB_ENQUEUE and "jobs" in data:
        return all(isinstance(job, dict) and job.get("key") for job in data["jobs"])
    if method in (Method.JOB_ENQUEUE, Method.WORKFLOW_START):
        return bool(data.get("key"))
    return method == Method.WORKFLOW_EVENT and bool(data.get("dedup"))
