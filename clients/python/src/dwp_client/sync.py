"""The client for threads."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from concurrent.futures import CancelledError
from functools import wraps
from types import TracebackType
from typing import Any, Concatenate, Generic, ParamSpec, TypeVar

from ._feed import Event, Gap
from ._options import TokenSource
from .client import Dispatch
from .errors import ClosedError, TimeoutError
from .subscription import Subscription, Watch

P = ParamSpec("P")
T = TypeVar("T")
S = TypeVar("S", bound=Subscription)


def _blocking(
    method: Callable[Concatenate[Dispatch, P], Coroutine[Any, Any, T]],
) -> Callable[Concatenate[SyncDispatch, P], T]:
    """A method of ``Dispatch``, whose caller waits for its end."""

    @wraps(method)
    def call(self: SyncDispatch, /, *args: P.args, **kwargs: P.kwargs) -> T:
        return self._run(method(self._client, *args, **kwargs))

    return call


def _iterating(
    method: Callable[Concatenate[Dispatch, P], AsyncIterator[T]],
) -> Callable[Concatenate[SyncDispatch, P], Iterator[T]]:
    """A method of ``Dispatch`` that gives one item after the other."""

    @wraps(method)
    def call(self: SyncDispatch, /, *args: P.args, **kwargs: P.kwargs) -> Iterator[T]:
        return self._each(method(self._client, *args, **kwargs))

    return call


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

    # -- calls: those of Dispatch, which tells what each does

    refresh = _blocking(Dispatch.refresh)
    ping = _blocking(Dispatch.ping)
    request = _blocking(Dispatch.request)
    enqueue = _blocking(Dispatch.enqueue)
    enqueue_many = _blocking(Dispatch.enqueue_many)
    get_job = _blocking(Dispatch.get_job)
    wait_job = _blocking(Dispatch.wait_job)
    run_job = _blocking(Dispatch.run_job)
    cancel_job = _blocking(Dispatch.cancel_job)
    cancel_jobs = _blocking(Dispatch.cancel_jobs)
    explain_job = _blocking(Dispatch.explain_job)
    list_jobs = _blocking(Dispatch.list_jobs)
    iter_jobs = _iterating(Dispatch.iter_jobs)
    start_workflow = _blocking(Dispatch.start_workflow)
    get_workflow = _blocking(Dispatch.get_workflow)
    wait_workflow = _blocking(Dispatch.wait_workflow)
    run_workflow = _blocking(Dispatch.run_workflow)
    publish_event = _blocking(Dispatch.publish_event)
    workflow_timeline = _blocking(Dispatch.workflow_timeline)
    iter_timeline = _iterating(Dispatch.iter_timeline)
    list_workflows = _blocking(Dispatch.list_workflows)
    iter_workflows = _iterating(Dispatch.iter_workflows)
    cancel_workflow = _blocking(Dispatch.cancel_workflow)
    explain_workflow = _blocking(Dispatch.explain_workflow)
    replay_workflow = _blocking(Dispatch.replay_workflow)
    list_queues = _blocking(Dispatch.list_queues)
    pause_queue = _blocking(Dispatch.pause_queue)
    resume_queue = _blocking(Dispatch.resume_queue)
    list_handlers = _blocking(Dispatch.list_handlers)
    list_workers = _blocking(Dispatch.list_workers)
    list_crons = _blocking(Dispatch.list_crons)
    list_dead_letters = _blocking(Dispatch.list_dead_letters)
    iter_dead_letters = _iterating(Dispatch.iter_dead_letters)
    replay_dead_letter = _blocking(Dispatch.replay_dead_letter)
    replay_dead_letters = _blocking(Dispatch.replay_dead_letters)
    purge_dead_letter = _blocking(Dispatch.purge_dead_letter)
    purge_dead_letters = _blocking(Dispatch.purge_dead_letters)
    stats = _blocking(Dispatch.stats)

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
