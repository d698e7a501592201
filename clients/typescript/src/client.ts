/** The client: every method of the protocol as a typed call, and channels as async iterables. */

import { ClosedError, DispatchError, GapError, LinkLost, OutcomeError } from "./errors.ts";
import { type Frame, randomKey, type StreamEvent } from "./frame.ts";
import { HttpSession } from "./http.ts";
import { type CallOptions, type ConnectionState, type DispatchOptions, type Settings, settingsOf } from "./options.ts";
import { onceOnly, passes, retryAfter, Session } from "./session.ts";
import { type SubscribeOptions, Subscription } from "./subscription.ts";
import { backoff, pause, within } from "./time.ts";
import type * as registry from "./registry.ts";
import type { MethodName, Methods, TimelineEntry } from "./registry.ts";
import type {
  Answer,
  DeadLetterFilter,
  EventData,
  Handlers,
  Job,
  JobFilter,
  JobOptions,
  JobResult,
  JobSpec,
  Run,
  RunFilter,
  Snapshot,
  WorkflowResult,
} from "./types.ts";

/** How a job is to be run, and how the call is to be made. */
export interface EnqueueOptions extends JobOptions, CallOptions {
  /** Subscribe the session to the job: the answer tells `channel` and `cursor`, behind which `watch` can begin. */
  watch?: boolean;
}

/** How a run is to be started. */
export interface StartOptions extends CallOptions {
  /** Idempotency key; one is made where none is given. */
  key?: string;
  /** Subscribe the session to the run: the answer tells `channel` and `cursor`, behind which `watch` can begin. */
  watch?: boolean;
}

/** For whom an event is. */
export interface PublishOptions extends CallOptions {
  /** Narrows the runs that it can wake. */
  key?: string;
  /** Only this run. */
  run_id?: string;
  /** Your name for this event, so that it can be published again safely; one is made where none is given. */
  dedup?: string;
}

const ENDED = new Set(["completed", "failed", "cancelled"]);
/** How long one question waits for the end of a job or run before it is put again. */
const WAIT_MS = 20_000;

type Page<K extends string, T> = { [key in K]: T[] } & { next_cursor?: string };

/** A client of a DWP server: a WebSocket that comes back when it is lost, or RPC and event streams for an http url. */
export class Dispatch {
  readonly #settings: Settings;
  readonly #main: Session | HttpSession;
  /** Further connections, for a second subscription to a channel: a session has each channel once. */
  readonly #others = new Set<Session>();
  #closed: Promise<void> | undefined;

  constructor(options: DispatchOptions) {
    this.#settings = settingsOf(options);
    const onState = (state: ConnectionState, error?: Error): void => this.#settings.onStateChange?.(state, error);
    const http = this.#settings.url.protocol.startsWith("http");
    this.#main = http ? new HttpSession(this.#settings, onState) : new Session(this.#settings, onState);
    const { signal } = options;
    if (signal?.aborted) void this.close();
    signal?.addEventListener("abort", () => void this.close(), { once: true });
  }

  /** Connects and authenticates; resolves with the session's id. Calls do it by themselves where it was not done. */
  async connect(options: CallOptions = {}): Promise<string> {
    const main = this.#main;
    await within("Connecting", options.timeout ?? this.#settings.timeout, options.signal, async (gone) => {
      if (main instanceof Session) await main.link(0);
      else await main.connect(gone);
    });
    return main.id;
  }

  /** The id of the session; empty before there is one, and over HTTP. */
  get sessionId(): string {
    return this.#main.id;
  }

  /** How things stand with the connection. */
  get state(): ConnectionState {
    return this.#main.state;
  }

  /** Closes the connection. Calls under way are rejected with `ClosedError`, iterations end. */
  close(): Promise<void> {
    const reason = new ClosedError("The client was closed.");
    this.#closed ??= Promise.all([this.#main, ...this.#others].map((session) => session.close(reason))).then(() => undefined);
    return this.#closed;
  }

  /** Presents a newer token, the one given or the source's, on the session that is open. */
  async refresh(token?: string, options: CallOptions = {}): Promise<void> {
    await within("Renewing the token", options.timeout ?? this.#settings.timeout, options.signal, () =>
      this.#main.refresh(token),
    );
  }

  /** Asks whether the server is there. */
  async ping(options: CallOptions = {}): Promise<void> {
    const main = this.#main;
    await within("The ping", options.timeout ?? this.#settings.timeout, options.signal, async (gone) => {
      if (main instanceof Session) await (await main.link()).ping(gone);
      else await main.connect(gone);
    });
  }

  /** Calls any method; resolves with the `data` of its response. */
  async request<M extends MethodName, const D extends Methods[M]["request"]>(
    method: M,
    data?: D,
    options?: CallOptions,
  ): Promise<Answer<M, D>>;
  async request<T = unknown>(method: string, data?: unknown, options?: CallOptions): Promise<T>;
  async request(method: string, data?: unknown, options: CallOptions = {}): Promise<unknown> {
    return (await this.frame(method, data, options)).data;
  }

  /** Calls any method; resolves with the whole response frame. */
  frame(method: string, data?: unknown, options: CallOptions = {}): Promise<Frame> {
    const { timeout, baseDelay, maxDelay, reconnect, appId, orgId } = this.#settings;
    const more: Partial<Frame> = { ...(appId !== undefined && { app_id: appId }), ...(orgId !== undefined && { org_id: orgId }) };
    const most = options.timeout ?? timeout;
    const end = most > 0 ? performance.now() + most : Infinity;
    return within(`The call ${method}`, most, options.signal, async (gone) => {
      for (let n = 0; ; n++) {
        try {
          return await this.#main.request(method, data, more, gone);
        } catch (error) {
          gone.throwIfAborted();
          if (!this.#repeatable(onceOnly(method, data), error, reconnect, n)) throw error;
          const asked = retryAfter(error as DispatchError);
          if (asked !== undefined && performance.now() + asked >= end) throw error; // It would be too late.
          const wait = asked ?? backoff(n, baseDelay, maxDelay);
          // A lost link is waited for by the next attempt itself; the first goes at once.
          if (!(error instanceof LinkLost && n === 0)) await pause(wait, gone);
          gone.throwIfAborted();
        }
      }
    }, () => this.#main.failure);
  }

  /** Whether the same may be asked again after this error, without an effect that was not asked for. */
  #repeatable(once: boolean, error: unknown, reconnect: boolean, n: number): boolean {
    if (!(error instanceof DispatchError)) return false;
    if (retryAfter(error) !== undefined) return true; // It had no effect.
    if (!reconnect || n >= this.#settings.maxRetries) return false;
    if (error instanceof LinkLost) return !error.sent || !once;
    return error.code === 503 && passes(error) && !once;
  }

  // Jobs

  /** Enqueues a job. It has one effect however often the connection is lost meanwhile. */
  async enqueue<P = unknown>(name: string, payload?: P, options: EnqueueOptions = {}): Promise<JobResult> {
    const { signal, timeout, ...job } = options;
    const data = { name, payload, ...job, key: job.key ?? randomKey() };
    return this.request<JobResult>("job.enqueue", data, { signal, timeout });
  }

  /** Enqueues up to 1000 jobs by one commit; resolves with what became of each, in order. With `atomic`: all or none. */
  async enqueueMany(jobs: JobSpec[], options: CallOptions & { atomic?: boolean } = {}): Promise<(registry.EnqueuedJob | registry.RefusedItem)[]> {
    const { atomic, signal, timeout } = options;
    const data = { jobs: jobs.map((job) => ({ ...job, key: job.key ?? randomKey() })), atomic };
    const answer = await this.request<registry.JobEnqueueManyResponse>("job.enqueue", data, { signal, timeout });
    return answer.jobs;
  }

  /** Fetches a job. */
  async getJob<R = unknown, P = unknown>(jobId: string, options?: CallOptions): Promise<Job<R, P>> {
    return (await this.request("job.get", { job_id: jobId }, options)) as Job<R, P>;
  }

  /** Cancels a job, pending, retrying or running. */
  async cancelJob(jobId: string, options?: CallOptions): Promise<void> {
    await this.request("job.cancel", { job_id: jobId }, options);
  }

  /** Cancels up to 1000 jobs; resolves with what became of each, in order. */
  cancelJobs(jobIds: string[], options?: CallOptions): Promise<(registry.CancelledJob | registry.RefusedJob)[]> {
    return this.#batch("job.cancel", jobIds, options);
  }

  /** Tells why a job is not running now. */
  explainJob(jobId: string, options?: CallOptions): Promise<registry.JobExplainResponse> {
    return this.request("job.explain", { job_id: jobId }, options);
  }

  /** Goes through the jobs, newest first, page by page. */
  jobs(filter: JobFilter & CallOptions = {}): AsyncGenerator<Job, void, undefined> {
    return this.#pages("job.list", "jobs", filter);
  }

  /** Waits until a job has ended; resolves with it, however it ended. There is no time limit unless one is given. */
  async waitForJob<R = unknown, P = unknown>(jobId: string, options: CallOptions = {}): Promise<Job<R, P>> {
    return this.#wait<Job<R, P>>("job.get", { job_id: jobId }, options);
  }

  /** Waits until a job has completed; resolves with its result. Rejects with `OutcomeError` when it failed. */
  async result<R = unknown>(jobId: string, options: CallOptions = {}): Promise<R> {
    const job = await this.waitForJob<R>(jobId, options);
    if (job.state === "completed") return job.result as R;
    throw new OutcomeError(job.last_error ?? `The job ${jobId} was ${job.state}.`, job);
  }

  // Workflows

  /** Starts a run of a workflow. It has one effect however often the connection is lost meanwhile. */
  async startWorkflow<I = unknown>(name: string, input?: I, options: StartOptions = {}): Promise<WorkflowResult> {
    const { signal, timeout, ...more } = options;
    return this.request("workflow.start", { name, input, ...more, key: more.key ?? randomKey() }, { signal, timeout });
  }

  /** Fetches a run. */
  async getWorkflow<O = unknown, I = unknown>(runId: string, options?: CallOptions): Promise<Run<O, I>> {
    return (await this.request("workflow.get", { run_id: runId }, options)) as Run<O, I>;
  }

  /** Goes through the runs, newest first, page by page. */
  workflows(filter: RunFilter & CallOptions = {}): AsyncGenerator<Run, void, undefined> {
    return this.#pages("workflow.list", "runs", filter);
  }

  /** Waits until a run has ended; resolves with it, however it ended. There is no time limit unless one is given. */
  async waitForWorkflow<O = unknown, I = unknown>(runId: string, options: CallOptions = {}): Promise<Run<O, I>> {
    return this.#wait<Run<O, I>>("workflow.get", { run_id: runId }, options);
  }

  /** Waits until a run has completed; resolves with its output. Rejects with `OutcomeError` when it failed. */
  async output<O = unknown>(runId: string, options: CallOptions = {}): Promise<O> {
    const run = await this.waitForWorkflow<O>(runId, options);
    if (run.state === "completed") return run.output as O;
    throw new OutcomeError(run.error ?? `The run ${runId} was ${run.state}.`, run);
  }

  /** Publishes an event, which wakes the run that has waited for it longest. It is published once. */
  async publishEvent(
    name: string,
    payload?: unknown,
    options: PublishOptions = {},
  ): Promise<registry.WorkflowEventResponse> {
    const { signal, timeout, ...more } = options;
    return this.request("workflow.event", { name, payload, ...more, dedup: more.dedup ?? randomKey() }, { signal, timeout });
  }

  /** Fetches all that is on a run's timeline, oldest first. */
  async workflowTimeline(runId: string, options?: CallOptions): Promise<TimelineEntry[]> {
    const entries: TimelineEntry[] = [];
    for (;;) {
      const after = entries.at(-1)?.seq;
      const data = { run_id: runId, ...(after !== undefined && { after_seq: after }) };
      const page: TimelineEntry[] = await this.request("workflow.timeline", data, options);
      // Who does not know `after_seq` has told everything the first time.
      const news = page.filter((entry) => after === undefined || entry.seq > after);
      entries.push(...news);
      if (news.length === 0 || news[0]?.seq === undefined) return entries;
    }
  }

  /** Cancels a run; its compensations run. */
  async cancelWorkflow(runId: string, options?: CallOptions): Promise<void> {
    await this.request("workflow.cancel", { run_id: runId }, options);
  }

  /** Tells why a run does not go on now. */
  explainWorkflow(runId: string, options?: CallOptions): Promise<registry.WorkflowExplainResponse> {
    return this.request("workflow.explain", { run_id: runId }, options);
  }

  /** Runs a run again from a step on. */
  replayWorkflow(runId: string, fromStep: string, options?: CallOptions): Promise<registry.WorkflowReplayResponse> {
    return this.request("workflow.replay", { run_id: runId, from_step: fromStep }, options);
  }

  // Events

  /**
   * Subscribes to a channel, from this moment on: `jobs`, `workflows`, `firehose`, `job:<id>`, `workflow:<id>`,
   * `queue:<name>`. Leaving the loop ends the subscription.
   */
  subscribe(channel: string, options: SubscribeOptions = {}): Subscription {
    const session = this.#sessionFor(channel);
    const subscription = new Subscription(channel, options, this.#settings.credits, session);
    if (!options.signal?.aborted) session.attach(subscription);
    return subscription;
  }

  #sessionFor(channel: string): Session | HttpSession {
    const free = [this.#main, ...this.#others].find((session) => !session.has(channel));
    if (free) return free;
    const session = new Session(this.#settings, () => undefined, () => {
      this.#others.delete(session);
      void session.close();
    });
    this.#others.add(session);
    return session;
  }

  /**
   * Follows a job or run to its end, by its id. The last event tells the outcome, in `data.state`, and is also what the
   * generator returns; where the job or run has ended already, it is the only one.
   */
  async *watch(id: string, options: SubscribeOptions = {}): AsyncGenerator<StreamEvent, StreamEvent | undefined, undefined> {
    const kind = id.startsWith("job_") || id.startsWith("job:") ? "job" : "workflow";
    const channel = id.includes(":") ? id : `${kind}:${id}`;
    for (let after = options.after; ; after = undefined) {
      const events = this.subscribe(channel, { ...options, after, gaps: "error" });
      try {
        await events.ready();
        const { snapshot } = events;
        if (after === undefined && snapshot && ENDED.has(snapshot.state)) {
          const last = outcomeOf(channel, snapshot, events.cursor ?? "");
          yield last;
          return last;
        }
        for (let step = await events.next(); !step.done; step = await events.next()) {
          yield step.value;
          if (step.value.data.final) return step.value;
        }
        return undefined; // The client was closed.
      } catch (error) {
        // What was lost is told by how the job or run stands now.
        if (!(error instanceof GapError)) throw error;
      } finally {
        void events.return(); // Nobody needs to wait for the server to know.
      }
    }
  }

  // Operations

  /** Counts of what the server and its queues hold. */
  stats(options?: CallOptions): Promise<registry.Stats> {
    return this.request<registry.Stats>("stats", undefined, options);
  }

  /** Goes through the queues, by name. */
  queues(options: CallOptions = {}): AsyncGenerator<registry.Queue, void, undefined> {
    return this.#pages("queue.list", "queues", options);
  }

  /** Lets nothing of a queue start any more. */
  pauseQueue(queue: string, options?: CallOptions): Promise<{ queue: string; paused: boolean }> {
    return this.request("queue.pause", { queue }, options);
  }

  /** Lets the jobs of a queue start again. */
  resumeQueue(queue: string, options?: CallOptions): Promise<{ queue: string; paused: boolean }> {
    return this.request("queue.resume", { queue }, options);
  }

  /** Lists what can be enqueued and started, with the schemas of payloads and inputs. */
  async handlers(options: CallOptions = {}): Promise<Handlers> {
    const all: Handlers = { jobs: [], workflows: [] };
    for (let cursor: string | undefined; ; ) {
      const page: registry.HandlerListResponse = await this.request("handler.list", { ...(cursor && { cursor }) }, options);
      all.jobs.push(...page.jobs);
      all.workflows.push(...page.workflows);
      cursor = page.next_cursor;
      if (!cursor) return all;
    }
  }

  /** Goes through the entries of the timetable, by name. */
  crons(options: CallOptions = {}): AsyncGenerator<registry.CronEntry, void, undefined> {
    return this.#pages("cron.list", "crons", options);
  }

  /** Goes through the workers of other processes. */
  workers(options: CallOptions = {}): AsyncGenerator<registry.Worker, void, undefined> {
    return this.#pages("worker.list", "workers", options);
  }

  /** Goes through the jobs that have failed for good, newest first. */
  deadLetters(filter: DeadLetterFilter & CallOptions = {}): AsyncGenerator<Job, void, undefined> {
    return this.#pages("dlq.list", "jobs", filter);
  }

  /** Lets a dead letter begin anew. */
  replayDeadLetter(jobId: string, options?: CallOptions): Promise<registry.DlqReplayResponse> {
    return this.request("dlq.replay", { job_id: jobId }, options);
  }

  /** Lets up to 1000 dead letters begin anew; resolves with what became of each, in order. */
  replayDeadLetters(jobIds: string[], options?: CallOptions): Promise<(registry.ReplayedJob | registry.RefusedJob)[]> {
    return this.#batch("dlq.replay", jobIds, options);
  }

  /** Removes a dead letter for ever. */
  async purgeDeadLetter(jobId: string, options?: CallOptions): Promise<void> {
    await this.request("dlq.purge", { job_id: jobId }, options);
  }

  /** Removes up to 1000 dead letters for ever; resolves with what became of each, in order. */
  purgeDeadLetters(jobIds: string[], options?: CallOptions): Promise<(registry.PurgedJob | registry.RefusedJob)[]> {
    return this.#batch("dlq.purge", jobIds, options);
  }

  async #batch<T>(method: string, jobIds: string[], options?: CallOptions): Promise<T[]> {
    return (await this.request<{ results: T[] }>(method, { job_ids: jobIds }, options)).results;
  }

  async *#pages<K extends string, T>(method: string, key: K, filter: object): AsyncGenerator<T, void, undefined> {
    const { signal, timeout, ...data } = filter as CallOptions & { cursor?: string };
    for (let cursor = data.cursor; ; ) {
      const page = await this.request<Page<K, T>>(method, { ...data, cursor }, { signal, timeout });
      yield* page[key];
      if (!page.next_cursor) return;
      cursor = page.next_cursor;
    }
  }

  async #wait<T extends { state: string }>(method: string, data: object, options: CallOptions): Promise<T> {
    return within(`Waiting for the end`, options.timeout ?? 0, options.signal, async (gone) => {
      for (let n = 0; ; n++) {
        const asked = Date.now();
        const timeout = this.#settings.timeout && WAIT_MS + this.#settings.timeout;
        const it = await this.request<T>(method, { ...data, wait_ms: WAIT_MS }, { signal: gone, timeout });
        if (ENDED.has(it.state)) return it;
        // A server that does not know `wait_ms` answers at once.
        if (Date.now() - asked < 1000) await pause(backoff(n, 50, 1000), gone);
      }
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }
}

/** The event that tells how a job or run ended that had done so before anybody looked. */
function outcomeOf(channel: string, it: Snapshot, id: string): StreamEvent {
  const { state, name } = it;
  const job = "queue" in it;
  const type = `${job ? "job" : "workflow"}.${state}`;
  const ts = ("completed_at" in it && it.completed_at) || it.updated_at;
  const error = (it as Partial<Job & Run>)[job ? "last_error" : "error"];
  const what = job ? { job_id: it.id, job_name: name, queue: it.queue } : { run_id: it.id, name };
  const data = { type, topic: channel, ...what, state, ...(error !== undefined && { error }), final: true };
  return { id, type, channel, topic: channel, timestamp: ts, ts, data: data as unknown as EventData };
}
