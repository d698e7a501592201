"""The client for threads."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Callable, Coroutine, Iterable, Iterator, Sequence
from concurrent.futures import CancelledError
from types import TracebackType
from typing import Any, Generic, TypeVar

from ._feed import Event, Gap
from ._options import TokenSource
from .client import Dispatch
from .errors import ClosedError, TimeoutError
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

T = TypeVar("T")
S = TypeVar("S", bound=Subscription)


class SyncDispatch:
    """``Dispatch`` for programs without an event loop: the same methods, which block, and streams to iterate over::

        with SyncDispatch("ws://localhost:8080/dwp", "demo-token") as client:
            job = client.enqueue("send-email", {"to": "ada@example.com"})
            for event in client.watch(job["job_id"]):
                print(event["data"]["type"])

    May be used by any number of threads at a time. The options are those of ``Dispatch``; a ``token`` function is called on
    this client's own thread and must not call the client.
    """

    def __init__(self, url: str, token: TokenSource, **options: Any) -> None:
        self._client = Dispatch(url, token, **options)
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: threading.Thread | None = None
        self._lock = threading.Lock()
        self._closed = False

    # -- lifecycle

    def connect(self) -> str:
        """Connects and authenticates; returns the session's id."""
        self._closed = False
        try:
            return self._run(self._client.connect())
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Closes the connection; who waits for an answer gets ``ClosedError``, and streams end."""
        with self._lock:
            loop, thread = self._loop, self._thread
            self._loop = self._thread = None
            self._closed = True
        if loop is None or thread is None:
            return
        asyncio.run_coroutine_threadsafe(self._wind_up(), loop).result()
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()

    async def _wind_up(self) -> None:
        await self._client.close()
        # What the closing has ended needs a moment to tell its callers; nothing is left without an end when the loop stops.
        patience = 1.0
        while others := asyncio.all_tasks() - {asyncio.current_task()}:
            _, late = await asyncio.wait(others, timeout=patience)
            for task in late:
                task.cancel()
            patience = 0.1
        await asyncio.get_running_loop().shutdown_asyncgens()

    def __enter__(self) -> SyncDispatch:
        self.connect()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def session_id(self) -> str:
        """The id of the present session, or of the last one; empty before the first, and over HTTP."""
        return self._client.session_id

    @property
    def state(self) -> str:
        """``"connecting"`` (also: again), ``"open"`` or ``"closed"``."""
        return self._client.state

    # -- streams

    def subscribe(
        self,
        channel: str,
        *,
        after: str | None = None,
        window: int | None = None,
        on_gap: Callable[[Gap], None] | None = None,
    ) -> SyncSubscription[Subscription]:
        """The events of a channel from now on, or after a cursor; ``after="oldest"`` begins with the oldest kept."""
        return self._begun(self._client.subscribe(channel, after=after, window=window, on_gap=on_gap))

    def watch(
        self,
        run_id: str,
        *,
        after: str | None = None,
        window: int | None = None,
        on_gap: Callable[[Gap], None] | None = None,
    ) -> SyncWatch:
        """The events of a run, or of a job, up to its last; ``outcome()`` tells how it ended."""
        watch = self._client.watch(run_id, after=after, window=window, on_gap=on_gap)
        self._run(watch._start())
        return SyncWatch(self, watch)

    def _begun(self, subscription: Subscription) -> SyncSubscription[Subscription]:
        self._run(subscription._start())
        return SyncSubscription(self, subscription)

    # -- calls

    def refresh(self, token: str) -> None:
        """Gives the open session another credential of the same identity; a ``token`` function does this by itself."""
        return self._run(self._client.refresh(token))

    def ping(self) -> float:
        """Asks for a sign of life; returns the seconds that it took."""
        return self._run(self._client.ping())

    def request(
        self, method: str, data: Any = None, *, timeout: float | None = None, resend: bool | None = None
    ) -> Any:
        """Calls any method of the protocol; returns the ``data`` of its answer.

        ``resend`` says whether it may be asked again when the connection is lost before the answer; by default what is
        known to have one effect then.
        """
        return self._run(self._client.request(method, data, timeout=timeout, resend=resend))

    def enqueue(
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
        return self._run(
            self._client.enqueue(
                name,
                payload,
                queue=queue,
                priority=priority,
                delay_ms=delay_ms,
                run_at=run_at,
                max_retries=max_retries,
                timeout_ms=timeout_ms,
                key=key,
                backoff=backoff,
                watch=watch,
            )
        )

    def enqueue_many(self, jobs: Iterable[JobSpec], *, atomic: bool = False) -> list[JobOrError]:
        """Enqueues up to 1000 jobs by one call and one commit; ``atomic``: all or none.

        Returns for each, in order, what ``enqueue`` returns, or ``{"error": …}``.
        """
        return self._run(self._client.enqueue_many(jobs, atomic=atomic))

    def get_job(self, job_id: str, *, wait_ms: int | None = None) -> Job:
        """The job; with ``wait_ms`` when it has ended, or then."""
        return self._run(self._client.get_job(job_id, wait_ms=wait_ms))

    def wait_job(self, job_id: str, *, timeout: float | None = None) -> Job:
        """The job when it has ended, however; ``TimeoutError`` where that takes longer than ``timeout`` seconds."""
        return self._run(self._client.wait_job(job_id, timeout=timeout))

    def run_job(self, name: str, payload: Any = None, *, timeout: float | None = None, **options: Any) -> Job:
        """Enqueues a job, with the options of ``enqueue``, and waits until it has completed; else ``OutcomeError``."""
        return self._run(self._client.run_job(name, payload, timeout=timeout, **options))

    def cancel_job(self, job_id: str) -> JobCancelResponse:
        """Cancels a job that waits or runs; ``ConflictError`` where it has completed or failed."""
        return self._run(self._client.cancel_job(job_id))

    def cancel_jobs(self, job_ids: Sequence[str]) -> list[JobOrError]:
        """Cancels up to 1000 jobs; returns for each, in order, its ``status`` or its ``error``."""
        return self._run(self._client.cancel_jobs(job_ids))

    def explain_job(self, job_id: str) -> JobExplainResponse:
        """Why the job is not running now."""
        return self._run(self._client.explain_job(job_id))

    def list_jobs(
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
        return self._run(
            self._client.list_jobs(
                state=state,
                queue=queue,
                name=name,
                key=key,
                created_after=created_after,
                created_before=created_before,
                limit=limit,
                cursor=cursor,
            )
        )

    def iter_jobs(self, **filters: Any) -> Iterator[Job]:
        """All jobs, page by page, with the filters of ``list_jobs``."""
        yield from self._each(self._client.iter_jobs(**filters))

    def start_workflow(
        self, name: str, input: Any = None, *, key: str | None = None, watch: bool = False
    ) -> WorkflowStartResponse:
        """Starts a run; returns ``run_id``, ``name`` and ``state`` at once. ``key`` and ``watch`` as in ``enqueue``."""
        return self._run(self._client.start_workflow(name, input, key=key, watch=watch))

    def get_workflow(self, run_id: str, *, wait_ms: int | None = None) -> Run:
        """The run; with ``wait_ms`` when it has ended, or then."""
        return self._run(self._client.get_workflow(run_id, wait_ms=wait_ms))

    def wait_workflow(self, run_id: str, *, timeout: float | None = None) -> Run:
        """The run when it has ended, however; ``TimeoutError`` where that takes longer than ``timeout`` seconds."""
        return self._run(self._client.wait_workflow(run_id, timeout=timeout))

    def run_workflow(
        self, name: str, input: Any = None, *, key: str | None = None, timeout: float | None = None
    ) -> Run:
        """Starts a run and waits until it has completed; else ``OutcomeError``."""
        return self._run(self._client.run_workflow(name, input, key=key, timeout=timeout))

    def publish_event(
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
        return self._run(self._client.publish_event(name, payload, run_id=run_id, key=key, dedup=dedup))

    def workflow_timeline(
        self, run_id: str, *, limit: int | None = None, after_seq: int | None = None
    ) -> list[TimelineEntry]:
        """The entries of a run, the oldest first, up to ``limit`` (1000) or the size of a frame."""
        return self._run(self._client.workflow_timeline(run_id, limit=limit, after_seq=after_seq))

    def iter_timeline(self, run_id: str) -> Iterator[TimelineEntry]:
        """All entries of a run, page by page."""
        yield from self._each(self._client.iter_timeline(run_id))

    def list_workflows(
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
        return self._run(
            self._client.list_workflows(
                state=state,
                name=name,
                key=key,
                created_after=created_after,
                created_before=created_before,
                limit=limit,
                cursor=cursor,
            )
        )

    def iter_workflows(self, **filters: Any) -> Iterator[Run]:
        """All runs, page by page, with the filters of ``list_workflows``."""
        yield from self._each(self._client.iter_workflows(**filters))

    def cancel_workflow(self, run_id: str) -> WorkflowCancelResponse:
        """Cancels a run; what it has to compensate is compensated."""
        return self._run(self._client.cancel_workflow(run_id))

    def explain_workflow(self, run_id: str) -> WorkflowExplainResponse:
        """What the run is doing or waiting for."""
        return self._run(self._client.explain_workflow(run_id))

    def replay_workflow(self, run_id: str, from_step: str) -> WorkflowReplayResponse:
        """Runs again from that step on."""
        return self._run(self._client.replay_workflow(run_id, from_step))

    def list_queues(self, *, limit: int | None = None, cursor: str | None = None) -> QueueListResponse:
        """A page of queues and what is in them."""
        return self._run(self._client.list_queues(limit=limit, cursor=cursor))

    def pause_queue(self, queue: str) -> QueuePauseResponse:
        """Stops handing out the jobs of a queue; an operator's."""
        return self._run(self._client.pause_queue(queue))

    def resume_queue(self, queue: str) -> QueueResumeResponse:
        """Hands out the jobs of a queue again; an operator's."""
        return self._run(self._client.resume_queue(queue))

    def list_handlers(self, *, limit: int | None = None, cursor: str | None = None) -> HandlerListResponse:
        """A page of the names of jobs and workflows, with the schemas of what they take."""
        return self._run(self._client.list_handlers(limit=limit, cursor=cursor))

    def list_workers(self, *, limit: int | None = None, cursor: str | None = None) -> WorkerListResponse:
        """A page of the workers in other processes."""
        return self._run(self._client.list_workers(limit=limit, cursor=cursor))

    def list_crons(self, *, limit: int | None = None, cursor: str | None = None) -> CronListResponse:
        """A page of the timetable."""
        return self._run(self._client.list_crons(limit=limit, cursor=cursor))

    def list_dead_letters(
        self,
        *,
        queue: str | None = None,
        name: str | None = None,
        limit: int | None = None,
        cursor: str | None = None,
    ) -> DlqListResponse:
        """A page of jobs that failed for good."""
        return self._run(self._client.list_dead_letters(queue=queue, name=name, limit=limit, cursor=cursor))

    def iter_dead_letters(self, **filters: Any) -> Iterator[Job]:
        """All jobs that failed for good, page by page."""
        yield from self._each(self._client.iter_dead_letters(**filters))

    def replay_dead_letter(self, job_id: str) -> DlqReplayResponse:
        """Runs a job that failed for good again."""
        return self._run(self._client.replay_dead_letter(job_id))

    def replay_dead_letters(self, job_ids: Sequence[str]) -> list[JobOrError]:
        """Likewise up to 1000; returns for each, in order, its ``state`` or its ``error``."""
        return self._run(self._client.replay_dead_letters(job_ids))

    def purge_dead_letter(self, job_id: str) -> DlqPurgeResponse:
        """Removes a job that failed for good."""
        return self._run(self._client.purge_dead_letter(job_id))

    def purge_dead_letters(self, job_ids: Sequence[str]) -> list[JobOrError]:
        """Likewise up to 1000; returns for each, in order, its ``status`` or its ``error``."""
        return self._run(self._client.purge_dead_letters(job_ids))

    def stats(self) -> Stats:
        """Counts of the server and of what the token may see."""
        return self._run(self._client.stats())

    # -- common

    def _run(self, work: Coroutine[Any, Any, T]) -> T:
        """Runs it on this client's thread and waits for it; an interrupt of the waiting thread cancels it."""
        with self._lock:
            if self._closed:
                work.close()
                raise ClosedError()
            if self._loop is None:
                self._loop = asyncio.new_event_loop()
                self._thread = threading.Thread(target=self._loop.run_forever, name="dwp-client", daemon=True)
                self._thread.start()
            future = asyncio.run_coroutine_threadsafe(work, self._loop)
        try:
            return future.result()
        except CancelledError:
            raise ClosedError("The client was closed.", in_doubt=True) from None
        except BaseException:
            future.cancel()
            raise

    def _each(self, items: AsyncIterator[T]) -> Iterator[T]:
        async def following() -> tuple[bool, Any]:
            try:
                return True, await items.__anext__()
            except StopAsyncIteration:
                return False, None

        while True:
            more, item = self._run(following())
            if not more:
                return
            yield item


class SyncSubscription(Generic[S]):
    """The events of a channel, to iterate over; see ``Subscription``."""

    def __init__(self, client: SyncDispatch, subscription: S) -> None:
        self._client = client
        self._subscription = subscription

    @property
    def channel(self) -> str:
        """The channel."""
        return self._subscription.channel

    @property
    def cursor(self) -> str | None:
        """After this a later subscription goes on: the last event taken, or where this one began."""
        return self._subscription.cursor

    @property
    def snapshot(self) -> dict[str, Any] | None:
        """The job or run as it was when this began, on channels of one job or run."""
        return self._subscription.snapshot

    def next(self, timeout: float | None = None) -> Event | None:
        """Waits for the next event; ``None`` at the end. ``TimeoutError`` where none comes within ``timeout`` seconds."""
        try:
            return self._client._run(_within(self._subscription.next(), timeout))
        except ClosedError:
            return None

    def __iter__(self) -> Iterator[Event]:
        while (event := self.next()) is not None:
            yield event

    def unsubscribe(self) -> None:
        """Ends it: no further event comes, and who waits for one gets the end."""
        self._client._run(self._subscription.unsubscribe())

    def __enter__(self) -> SyncSubscription[S]:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._client.state != "closed":
            self.unsubscribe()


class SyncWatch(SyncSubscription[Watch]):
    """The events of one job or run, up to its last; see ``Watch``."""

    def outcome(self) -> dict[str, Any]:
        """Takes what is left of the events, and returns the job or the run as it ended, with its result or error."""
        return self._client._run(self._subscription.outcome())


async def _within(work: Coroutine[Any, Any, T], timeout: float | None) -> T:
    try:
        return await asyncio.wait_for(work, timeout)
    except asyncio.TimeoutError as e:
        if isinstance(e, TimeoutError):
            raise
        raise TimeoutError(f"Nothing came within {timeout:g} s.") from None
