/** What each method takes and answers (PROTOCOL §5), and what events carry (PROTOCOL §7.2), with the protocol's names. */

/** The states of a job. */
export type JobState = "pending" | "running" | "completed" | "failed" | "retrying" | "cancelled";

/** The states of a run. */
export type RunState = "running" | "completed" | "failed" | "cancelled";

/** A cursor, `evt-<n>`. */
export type Cursor = string;

/** RFC 3339, UTC. */
export type Time = string;

/** What came of one attempt of a job. */
export interface Attempt {
  attempt: number;
  outcome?: "completed" | "failed" | "cancelled" | "lost" | "released";
  worker_id: string;
  started_at: Time;
  ended_at?: Time;
  elapsed_ms?: number;
  error?: string;
}

/** A job, as `job.get` tells it. */
export interface Job<R = unknown, P = unknown> {
  id: string;
  name: string;
  queue: string;
  payload: P;
  state: JobState;
  priority: number;
  max_retries: number;
  retry_count: number;
  last_error?: string;
  result?: R;
  run_at: Time;
  started_at?: Time;
  completed_at?: Time;
  worker_id?: string;
  timeout_ms: number;
  key?: string;
  scope_app_id?: string;
  scope_org_id?: string;
  created_at: Time;
  updated_at: Time;
  attempts: Attempt[];
  percent?: number;
  note?: string;
  omitted?: string[];
}

/** A run of a workflow, as `workflow.get` tells it. */
export interface Run<O = unknown, I = unknown> {
  id: string;
  name: string;
  version: number;
  state: RunState;
  input: I;
  output?: O;
  error?: string;
  started_at: Time;
  completed_at?: Time;
  parent_run_id?: string;
  key?: string;
  scope_app_id?: string;
  scope_org_id?: string;
  created_at: Time;
  updated_at: Time;
  omitted?: string[];
}

/** An entry of a run's timeline. */
export interface TimelineEntry {
  seq: number;
  step_name: string;
  kind: "step" | "wait" | "sleep" | "child" | "parallel" | "compensation";
  state: "running" | "waiting" | "completed" | "failed" | "cancelled";
  attempt: number;
  started_at: Time;
  created_at: Time;
  completed_at?: Time;
  elapsed_ms?: number;
  data?: unknown;
  error?: string;
  omitted?: string[];
}

/** The pauses between the attempts of a job. */
export interface Backoff {
  first_ms: number;
  factor?: number;
  max_ms?: number;
  jitter?: number;
}

/** The options of a job. */
export interface JobOptions {
  queue?: string;
  priority?: number;
  delay_ms?: number;
  run_at?: Time | Date;
  max_retries?: number;
  timeout_ms?: number;
  key?: string;
  backoff?: Backoff;
}

/** One job to make. */
export interface JobSpec<P = unknown> extends JobOptions {
  name: string;
  payload?: P;
}

/** The answer to `job.enqueue`. */
export interface JobResult {
  job_id: string;
  queue: string;
  state: JobState;
  /** With `watch`: the channel that was subscribed to. */
  channel?: string;
  /** With `watch`: where its events begin. */
  cursor?: Cursor;
}

/** The answer to `workflow.start`. */
export interface WorkflowResult {
  run_id: string;
  name: string;
  state: RunState;
  /** With `watch`: the channel that was subscribed to. */
  channel?: string;
  /** With `watch`: where its events begin. */
  cursor?: Cursor;
}

/** Why a job or run does not go on now. */
export interface Reason {
  code: string;
  message: string;
  [figure: string]: unknown;
}

/** What is wrong with one of many. */
export interface ItemError {
  error: { code: number; message: string; details?: string };
}

/** A page of a list. */
export interface PageRequest {
  limit?: number;
  cursor?: string;
}

/** Which jobs to list. */
export interface JobFilter extends PageRequest {
  state?: JobState;
  queue?: string;
  name?: string;
  key?: string;
  created_after?: Time | Date;
  created_before?: Time | Date;
}

/** Which runs to list. */
export interface RunFilter extends PageRequest {
  state?: RunState;
  name?: string;
  key?: string;
  created_after?: Time | Date;
  created_before?: Time | Date;
}

/** Which dead letters to list. */
export interface DeadLetterFilter extends PageRequest {
  queue?: string;
  name?: string;
}

/** A queue, as `queue.list` tells it. */
export interface Queue {
  queue: string;
  pending: number;
  scheduled: number;
  running: number;
  paused: boolean;
  concurrency?: number;
  rate?: number;
  oldest_due_at?: Time;
}

/** An entry of the timetable. */
export interface Cron {
  name: string;
  schedule: string;
  job_name: string;
  queue: string;
  next_run_at: Time;
  last_run_at?: Time;
}

/** What a server can run. */
export interface Handlers {
  jobs: { name: string; payload?: unknown }[];
  workflows: { name: string; versions: number[]; input?: unknown }[];
}

/** A worker in another process (PROTOCOL §9). */
export interface Worker {
  worker_id: string;
  label?: string;
  names: string[];
  credits: number;
  held: number;
  seen_at: Time;
  node: string;
}

/** The answer to `stats`. */
export interface Stats {
  connections: number;
  subscriptions: number;
  sessions: number;
  uptime_ms: number;
  node: string;
  version: string;
  store: string;
  broker: { topic_count: number; subscriber_count: number; total_published: number; total_dropped: number };
  jobs: Record<JobState, number>;
  queues: Record<string, { pending: number; running: number }>;
  workflows: Record<RunState, number>;
  nodes?: unknown;
  omitted?: string[];
}

/** The answer to `auth`. */
export interface AuthResult {
  /** Absent over RPC. */
  session_id?: string;
  format: "json" | "msgpack";
  heartbeat_ms?: number;
  server?: string;
  max_frame_bytes?: number;
  subject?: string;
  app_id?: string;
  org_id?: string;
  scopes?: string[];
  expires_at?: Time;
  features?: string[];
}

/** The answer to `subscribe`. */
export interface Subscribed {
  channel: string;
  status: "subscribed";
  cursor: Cursor;
  snapshot?: Partial<Job> | Partial<Run>;
}

/** One of the results of a method that takes many ids. */
export type BatchItem<T> = { job_id: string } & (T | ItemError);

/** What events carry. */
export interface EventData {
  type: string;
  topic?: string;
  scope_app_id?: string;
  scope_org_id?: string;
  /** On the event after which the job or run will have no other, unless someone replays it. */
  final?: boolean;
  job_id?: string;
  job_name?: string;
  queue?: string;
  run_id?: string;
  name?: string;
  state?: JobState | RunState;
  step_name?: string;
  entry_name?: string;
  attempt?: number;
  elapsed_ms?: number;
  error?: string;
  next_run_at?: Time;
  percent?: number;
  note?: string;
  omitted?: string[];
  [member: string]: unknown;
}

/** Every method: what it takes as `data`, and what its response has as `data`. */
export interface Methods {
  auth: { data: { token?: string; format?: string; heartbeat_ms?: number; features?: string[] }; result: AuthResult };
  "job.enqueue": { data: JobSpec & { watch?: boolean }; result: JobResult };
  "job.get": { data: { job_id: string; wait_ms?: number }; result: Job };
  "job.cancel": { data: { job_id: string }; result: { status: "cancelled" } };
  "job.explain": { data: { job_id: string }; result: { job_id: string; state: JobState; reasons: Reason[] } };
  "job.list": { data: JobFilter; result: { jobs: Job[]; next_cursor?: string } };
  "workflow.start": { data: { name: string; input?: unknown; key?: string; watch?: boolean }; result: WorkflowResult };
  "workflow.get": { data: { run_id: string; wait_ms?: number }; result: Run };
  "workflow.event": {
    data: { name: string; payload?: unknown; run_id?: string; key?: string; dedup?: string };
    result: { event_id: string; name: string };
  };
  "workflow.timeline": { data: { run_id: string; limit?: number; after_seq?: number }; result: TimelineEntry[] };
  "workflow.list": { data: RunFilter; result: { runs: Run[]; next_cursor?: string } };
  "workflow.cancel": { data: { run_id: string }; result: { status: "cancelled" } };
  "workflow.explain": { data: { run_id: string }; result: { run_id: string; state: RunState; reasons: Reason[] } };
  "workflow.replay": { data: { run_id: string; from_step: string }; result: { run_id: string; state: RunState } };
  "queue.list": { data: PageRequest; result: { queues: Queue[]; next_cursor?: string } };
  "queue.pause": { data: { queue: string }; result: { queue: string; paused: boolean } };
  "queue.resume": { data: { queue: string }; result: { queue: string; paused: boolean } };
  "handler.list": { data: PageRequest; result: Handlers & { next_cursor?: string } };
  "worker.list": { data: PageRequest; result: { workers: Worker[]; next_cursor?: string } };
  "cron.list": { data: PageRequest; result: { crons: Cron[]; next_cursor?: string } };
  "dlq.list": { data: DeadLetterFilter; result: { jobs: Job[]; next_cursor?: string } };
  "dlq.replay": { data: { job_id: string }; result: { job_id: string; state: JobState } };
  "dlq.purge": { data: { job_id: string }; result: { status: "purged" } };
  subscribe: { data: { channel: string; credits?: number; after?: Cursor | "oldest" }; result: Subscribed };
  unsubscribe: { data: { channel: string }; result: { channel: string; status: "unsubscribed" } };
  stats: { data: undefined; result: Stats };
}

/** The methods by the names under which clients of this protocol call them. */
export const Method = {
  Auth: "auth",
  JobEnqueue: "job.enqueue",
  JobGet: "job.get",
  JobCancel: "job.cancel",
  JobExplain: "job.explain",
  JobList: "job.list",
  WorkflowStart: "workflow.start",
  WorkflowGet: "workflow.get",
  WorkflowEvent: "workflow.event",
  WorkflowTimeline: "workflow.timeline",
  WorkflowList: "workflow.list",
  WorkflowCancel: "workflow.cancel",
  WorkflowExplain: "workflow.explain",
  WorkflowReplay: "workflow.replay",
  QueueList: "queue.list",
  QueuePause: "queue.pause",
  QueueResume: "queue.resume",
  HandlerList: "handler.list",
  WorkerList: "worker.list",
  CronList: "cron.list",
  DLQList: "dlq.list",
  DLQReplay: "dlq.replay",
  DLQPurge: "dlq.purge",
  Subscribe: "subscribe",
  Unsubscribe: "unsubscribe",
  Stats: "stats",
} as const;

export type MethodType = (typeof Method)[keyof typeof Method];
