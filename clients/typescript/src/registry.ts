// Generated from conformance/registry.json by `./build generate`; change that file instead.

/** RFC 3339. The server writes UTC with `Z`; a time from a client may have any offset (§5). */
export type Time = string;

/** A duration in milliseconds (§5). */
export type Millis = number;

/** Opaque; ids of one kind sort by creation (§5). */
export type JobId = string;

/** Opaque; ids of one kind sort by creation (§5). */
export type RunId = string;

/** Opaque (§5). */
export type SessionId = string;

/** Opaque (§5). */
export type WorkerId = string;

/** Opaque: the id of a published workflow event (§5). */
export type EventId = string;

/** The place of an event in the total order; it is the `id` of the event's frame (§7.3). */
export type Cursor = string;

/** Where a list goes on; send it back as it came (§5). */
export type PageCursor = string;

/** One of the channels of this registry, with the id or name filled in (§7.1). */
export type ChannelName = string;

/** 1 to 128 visible ASCII characters (§5.2). */
export type QueueName = string;

/** The name of a job, a workflow or an event: 1 to 256 characters, as UTF-16 counts them (§5). */
export type Name = string;

/** An idempotency key or an event's key: 1 to 256 characters, as UTF-16 counts them (§5). */
export type Key = string;

/** A JSON Schema; empty where anything fits (§5). */
export type JsonSchema = Record<string, unknown>;

/** The kind of a frame (§2). */
export type FrameType = "request" | "response" | "error" | "event" | "ping" | "pong";

/** A format of frames (§3). */
export type Format = "json" | "msgpack";

/** Where a job stands (§5.0). */
export type JobState = "pending" | "running" | "retrying" | "completed" | "failed" | "cancelled";

/** Where a workflow run stands (§5.0). */
export type RunState = "running" | "completed" | "failed" | "cancelled";

/** How an attempt at a job ended; the attempt going on has none (§5.2). */
export type AttemptOutcome = "completed" | "failed" | "cancelled" | "lost" | "released";

/** The kind of an entry of a timeline (§6.1). */
export type EntryKind = "step" | "wait" | "sleep" | "child" | "parallel" | "compensation";

/** Where an entry of a timeline stands (§5.3). */
export type EntryState = "running" | "waiting" | "completed" | "failed" | "cancelled";

/** Why a job is not running (§5.2). */
export type JobReasonCode =
  | "scheduled"
  | "retry_backoff"
  | "queued_behind"
  | "queue_paused"
  | "queue_concurrency"
  | "queue_rate"
  | "tenant_share"
  | "workers_busy"
  | "no_worker"
  | "running"
  | "finished"
  | "worker_no_credits"
  | "worker_gone";

/** Why a run does not go on, or what it does (§5.3). */
export type RunReasonCode =
  | "running"
  | "sleeping"
  | "waiting_event"
  | "waiting_child"
  | "retry_backoff"
  | "compensating"
  | "workers_busy"
  | "tenant_share"
  | "no_worker"
  | "lease_lost"
  | "finished";

/** What an error frame says (§2.4). */
export interface ErrorBody {
  /** The kind of failure (§8). */
  code: number;
  /** A sentence for people; its wording may change at any time. */
  message: string;
  /** For programs, where §8 says what. */
  details?: string;
}

/** The pauses between the attempts of a job (§5.2). */
export interface Backoff {
  /** The backoff before the first retry; not above `max_ms`. */
  first_ms: Millis;
  /** How it grows from one retry to the next: 1 to 1000. Default: 2. 1 to 1000. */
  factor?: number;
  /** Where it stops growing: at most 31536000000 (365 days). Default: 3600000. */
  max_ms?: Millis;
  /** Which part of it is drawn at random: 0 to 1. Default: 0.5. 0 to 1. */
  jitter?: number;
}

/** A job to enqueue among many (§5.2). */
export interface JobSpec {
  /** Which handler: 1 to 256 characters. */
  name: Name;
  /** What the handler gets. Default: null. */
  payload?: unknown;
  /** Where the job waits: 1 to 128 visible ASCII characters. Default: `default`. */
  queue?: QueueName;
  /** Higher goes first. Equals go first come, first served. Default: 0. At most 2147483647. */
  priority?: number;
  /** Not before so long from now. Default: 0. At most 315360000000. */
  delay_ms?: Millis;
  /** Not before then; absent: now. Not together with `delay_ms`. */
  run_at?: Time;
  /** Attempts after the first. Default: 3. 0 to 1000. */
  max_retries?: number;
  /** How long one attempt may take. Default: 300000. 1 to 2592000000. */
  timeout_ms?: Millis;
  /** The pauses between attempts, see below; the handler's unless given. */
  backoff?: Backoff;
  /** Idempotency key. */
  key?: Key;
}

/** An attempt at a job (§5.2). */
export interface Attempt {
  /** From 1. At least 1. */
  attempt: number;
  /** How it ended; absent on the one going on. */
  outcome?: AttemptOutcome;
  /** Who made it. */
  worker_id: WorkerId;
  started_at: Time;
  ended_at?: Time;
  elapsed_ms?: Millis;
  /** What went wrong. */
  error?: string;
}

/** A job (§5.2). */
export interface Job {
  id: JobId;
  name: Name;
  queue: QueueName;
  /** As it was sent. */
  payload: unknown;
  state: JobState;
  priority: number;
  max_retries: number;
  timeout_ms: Millis;
  /** Retries granted so far. */
  retry_count: number;
  /** What the last failed attempt said. */
  last_error?: string;
  /** What the handler returned. */
  result?: unknown;
  /** When it may run at the earliest; after a failed attempt, the next one. */
  run_at: Time;
  /** When the latest attempt began. */
  started_at?: Time;
  /** When it reached its last state. */
  completed_at?: Time;
  /** Who runs it now. */
  worker_id?: WorkerId;
  /** Its idempotency key. */
  key?: Key;
  /** The app that it belongs to. */
  scope_app_id?: string;
  /** The org that it belongs to. */
  scope_org_id?: string;
  created_at: Time;
  updated_at: Time;
  /** Its latest attempts, 20 at most and the one going on, oldest first: `attempt` (from 1), `outcome?`, `worker_id`, `started_at`, `ended_at?`, `elapsed_ms?`, `error?`. `outcome` is `completed`, `failed`, `cancelled`, `lost` (its lease ran out) or `released` (its worker stopped; it does not count); the attempt going on has none. */
  attempts: Attempt[];
  /** How far its handler said it was, last. 0 to 100. */
  percent?: number;
  /** What its handler said to that. */
  note?: string;
  /** Members that were left out because they would not fit the frame (§2.8). */
  omitted?: string[];
}

/** A job for a token without the scope `job:read` (§7.1). */
export interface JobOutline {
  id: JobId;
  name: Name;
  queue: QueueName;
  state: JobState;
  created_at: Time;
  updated_at: Time;
}

/** One job of many that was accepted (§5.2). */
export interface EnqueuedJob {
  job_id: JobId;
  queue: QueueName;
  state: JobState;
}

/** One of many that was refused (§5.2). */
export interface RefusedItem {
  error: ErrorBody;
}

/** One job of many that was left as it was (§5.2). */
export interface RefusedJob {
  /** As it was sent. */
  job_id: string;
  error: ErrorBody;
}

/** One job of many that is cancelled (§5.2). */
export interface CancelledJob {
  job_id: JobId;
  status: "cancelled";
}

/** One dead letter of many that begins anew (§5.4). */
export interface ReplayedJob {
  job_id: JobId;
  state: JobState;
}

/** One dead letter of many that was removed (§5.4). */
export interface PurgedJob {
  job_id: JobId;
  status: "purged";
}

/** A reason why a job is not running; beside these, the members that the code's row names (§5.2). */
export interface JobReason {
  code: JobReasonCode;
  /** A sentence for people. */
  message: string;
  abandoned?: number;
  ahead?: number;
  attempt?: number;
  completed_at?: Time;
  concurrency?: number;
  last_error?: string;
  lease_until?: Time;
  limit?: number;
  next_at?: Time;
  node?: string;
  others?: number;
  rate?: string;
  run_at?: Time;
  running?: number;
  started_at?: Time;
  state?: JobState;
  worker_id?: WorkerId;
}

/** A reason why a run does not go on; beside these, the members that the code's row names (§5.3). */
export interface RunReason {
  code: RunReasonCode;
  /** A sentence for people. */
  message: string;
  attempt?: number;
  child_run_id?: RunId;
  completed_at?: Time;
  error?: string;
  event?: string;
  key?: string;
  lease_until?: Time;
  node?: string;
  /** operators only. */
  running?: number;
  state?: RunState;
  step_name?: string;
  until?: Time;
  worker_id?: WorkerId;
}

/** A workflow run (§5.3). */
export interface Run {
  id: RunId;
  name: Name;
  /** Which version of the code it began with, and keeps. */
  version: number;
  state: RunState;
  /** As it was sent. */
  input: unknown;
  /** What its code returned. */
  output?: unknown;
  /** Why it failed. */
  error?: string;
  started_at: Time;
  /** When it reached its last state. */
  completed_at?: Time;
  /** The run that started it as a child. */
  parent_run_id?: RunId;
  /** Its idempotency key. */
  key?: Key;
  /** The app that it belongs to. */
  scope_app_id?: string;
  /** The org that it belongs to. */
  scope_org_id?: string;
  created_at: Time;
  updated_at: Time;
  /** Members that were left out because they would not fit the frame (§2.8). */
  omitted?: string[];
}

/** A run for a token without the scope `workflow:read` (§7.1). */
export interface RunOutline {
  id: RunId;
  name: Name;
  state: RunState;
  created_at: Time;
  updated_at: Time;
}

/** An entry of a run's timeline (§5.3). */
export interface TimelineEntry {
  /** Its place: grows, and need not be dense. At least 1. */
  seq: number;
  /** Unique within the run; entries with the same name are attempts of one step. */
  step_name: string;
  kind: EntryKind;
  state: EntryState;
  /** From 1. At least 1. */
  attempt: number;
  /** When the entry began. */
  started_at: Time;
  /** When it ended. */
  completed_at?: Time;
  /** As `started_at`. */
  created_at: Time;
  /** From the one to the other. */
  elapsed_ms?: Millis;
  /** What it returned; of a `wait`, the event's payload; of a spawned `child`, its run's id. */
  data?: unknown;
  /** What it failed with. */
  error?: string;
  /** Of a `wait`: the name of the event that it waits for, or waited for. */
  event?: Name;
  /** Of a `wait`: the key that the event must have; absent: any. */
  event_key?: Key;
  /** Of a `wait` with a time limit and a `sleep`: when it ends by itself; of a further attempt of a `step`: when it may begin. */
  until?: Time;
  /** Of a `child`: its run, spawned ones included. */
  child_run_id?: RunId;
  /** On a branch of a parallel: the `seq` of that one's entry. At least 1. */
  parallel?: number;
  /** On a branch of a parallel: which one, from 0. At least 0. */
  branch?: number;
  /** Members that were left out because they would not fit the frame (§2.8). */
  omitted?: string[];
}

/** A queue (§5.4). */
export interface Queue {
  queue: QueueName;
  /** Jobs that are due. */
  pending: number;
  /** Jobs whose time has not come, and those in state `retrying`. */
  scheduled: number;
  running: number;
  /** Nothing of it starts. */
  paused: boolean;
  /** How many of its jobs may run at a time. */
  concurrency?: number;
  /** How many of its jobs may start in a second. */
  rate?: number;
  /** Since when the job that has been due for longest is. Of a tenant and name with more than a thousand due jobs, the thousand that go first are looked at. */
  oldest_due_at?: Time;
}

/** A job's handler (§5.2). */
export interface JobHandler {
  name: Name;
  /** The type that it declares. */
  payload?: JsonSchema;
}

/** A workflow's code (§5.2). */
export interface WorkflowHandler {
  name: Name;
  versions: number[];
  /** The type that its highest version declares. */
  input?: JsonSchema;
}

/** A cron entry (§5.4). */
export interface CronEntry {
  name: string;
  /** Read in UTC unless it begins with a zone: `CRON_TZ=Europe/Berlin 0 2 * * *`. */
  schedule: string;
  job_name: Name;
  queue: QueueName;
  next_run_at: Time;
  /** The time for which it fired last, also where it fired late. */
  last_run_at?: Time;
}

/** What a node's events do (§5.4). */
export interface BrokerStats {
  /** Channels with a subscriber. */
  topic_count: number;
  subscriber_count: number;
  /** Events handed out. */
  total_published: number;
  /** Subscriptions that ended because their next event had expired. */
  total_dropped: number;
}

/** How full a queue is (§5.4). */
export interface QueueDepth {
  /** Jobs that wait, retries included. */
  pending: number;
  running: number;
}

/** A server on the same store (§5.4). */
export interface Node {
  name: string;
  worker_id: WorkerId;
  version: string;
  started_at: Time;
  /** When it last told the others that it is there. */
  seen_at: Time;
}

/** Counts of a node and of the caller's jobs and runs (§5.4). */
export interface Stats {
  /** This node: open connections. */
  connections: number;
  /** This node: subscriptions. */
  subscriptions: number;
  /** This node: connections that have authenticated. */
  sessions: number;
  /** This node: since it began. */
  uptime_ms: Millis;
  /** This node: its name. */
  node: string;
  /** This node: its software. */
  version: string;
  /** This node: the kind of its store. */
  store: string;
  /** This node: `topic_count` channels with a subscriber, `subscriber_count`, `total_published` events handed out, `total_dropped` subscriptions that ended because their next event had expired. */
  broker: BrokerStats;
  /** The caller's jobs by state; every state is there, also with 0. */
  jobs: Record<JobState, number>;
  /** By queue: the caller's `pending` (waiting, retries included) and `running` jobs; queues without either are left out. */
  queues: Record<string, QueueDepth>;
  /** The caller's runs by state; every state is there, also with 0. */
  workflows: Record<RunState, number>;
  /** The servers that work on the same store now, by name: `name`, `worker_id`, `version`, `started_at`, `seen_at` (when it last told the others that it is there); always with the one that answers. */
  nodes: Node[];
  /** Members that were left out because they would not fit the frame (§2.8). */
  omitted?: string[];
}

/** A name that a worker serves (§9.2). */
export interface ServedName {
  name: Name;
  /** The type of the payload. */
  accepts?: JsonSchema;
}

/** A job that a worker holds (§9.2). */
export interface HeldJob {
  job_id: JobId;
  /** Grows with each hand-out of the job. */
  fence: number;
}

/** Why a worker is to stop a job (§9.3). */
export type CancelReason = "cancelled" | "timeout" | "lease_lost" | "shutdown";

/** A job that a worker is to stop (§9.2). */
export interface CancelledHold {
  job_id: JobId;
  fence: number;
  reason: CancelReason;
}

/** What became of a job with its worker (§9.2). */
export type SettleOutcome = "completed" | "failed" | "cancelled" | "released";

/** What a worker says became of a job (§9.2). */
export interface Settlement {
  job_id: JobId;
  fence: number;
  outcome: SettleOutcome;
  result?: unknown;
  error?: string;
  retry?: boolean;
  retry_after_ms?: Millis;
}

/** A settlement that was taken (§9.2). */
export interface SettledJob {
  job_id: JobId;
  state: JobState;
}

/** A job handed to a worker (§9.3). */
export interface HandedJob {
  job_id: JobId;
  fence: number;
  name: Name;
  queue: QueueName;
  attempt: number;
  payload: unknown;
  /** What `job.progress` kept for the next attempt. */
  state?: unknown;
  timeout_ms: Millis;
  lease_until: Time;
  traceparent?: string;
}

/** A worker (§9.2). */
export interface Worker {
  worker_id: WorkerId;
  label: string;
  names: string[];
  credits: number;
  held: number;
  seen_at: Time;
  node: string;
}

/** The data of `auth` (§4.1). */
export interface AuthSessionRequest {
  /** The credential. The frame's own `token` is used when this is absent. */
  token?: string;
  /** `json` or `msgpack`: what the server sends from now on. Default: `json`. */
  format?: Format;
  /** Wish for a DWP ping at this interval (§4.4). Brought into the range of 100 ms to 5 min; 0 or absent: none. Default: 0. */
  heartbeat_ms?: number;
  /** What the client asks for beyond this page: `worker.1`. */
  features?: string[];
}

/** What `auth` answers (§4.1). */
export interface AuthSessionResponse {
  /** `sess_…`. */
  session_id: SessionId;
  /** The format in use. */
  format: Format;
  /** The interval in use; 0: none. */
  heartbeat_ms: number;
  /** Name and version of the server. */
  server: string;
  /** The largest frame that it takes. */
  max_frame_bytes: number;
  /** A name of whose the token is. */
  subject: string;
  /** The tenant that the token belongs to (§4.3). */
  app_id?: string;
  /** The org of that tenant. */
  org_id?: string;
  /** What the token may do (§4.2). */
  scopes: string[];
  /** When the token ends; absent where it has no end. */
  expires_at?: Time;
  /** What the server has of what was asked for. */
  features?: string[];
}

/** The data of `auth` (§4.1). */
export interface AuthTokenRequest {
  /** The credential, where the frame has none. */
  token?: string;
  /** Taken, and of no effect: the answer's format is chosen by `Accept`. */
  format?: Format;
}

/** What `auth` answers (§4.1). */
export interface AuthTokenResponse {
  /** A name of whose the token is. */
  subject: string;
  /** The tenant that the token belongs to (§4.3). */
  app_id?: string;
  /** The org of that tenant. */
  org_id?: string;
  /** What the token may do (§4.2). */
  scopes: string[];
  /** When the token ends; absent where it has no end. */
  expires_at?: Time;
  /** The format of this answer. */
  format: Format;
}

/** The data of `job.enqueue` (§5.2). */
export interface JobEnqueueRequest {
  /** Which handler: 1 to 256 characters. */
  name: Name;
  /** What the handler gets. Default: null. */
  payload?: unknown;
  /** Where the job waits: 1 to 128 visible ASCII characters. Default: `default`. */
  queue?: QueueName;
  /** Higher goes first. Equals go first come, first served. Default: 0. At most 2147483647. */
  priority?: number;
  /** Not before so long from now. Default: 0. At most 315360000000. */
  delay_ms?: Millis;
  /** Not before then; absent: now. Not together with `delay_ms`. */
  run_at?: Time;
  /** Attempts after the first. Default: 3. 0 to 1000. */
  max_retries?: number;
  /** How long one attempt may take. Default: 300000. 1 to 2592000000. */
  timeout_ms?: Millis;
  /** The pauses between attempts, see below; the handler's unless given. */
  backoff?: Backoff;
  /** Idempotency key. */
  key?: Key;
  /** Subscribe to the job. Default: false. */
  watch?: boolean;
}

/** What `job.enqueue` answers (§5.2). */
export interface JobEnqueueResponse {
  job_id: JobId;
  queue: QueueName;
  state: JobState;
  /** With `watch`: the channel subscribed to. */
  channel?: ChannelName;
  /** With `watch`: where the subscription begins. */
  cursor?: Cursor;
}

/** The data of `job.enqueue` (§5.2). */
export interface JobEnqueueManyRequest {
  /** Up to 1000 objects with the members above, except `watch`. Not together with `name` or `watch`. */
  jobs: JobSpec[];
  /** All or none. Default: false. */
  atomic?: boolean;
}

/** What `job.enqueue` answers (§5.2). */
export interface JobEnqueueManyResponse {
  /** In order: what became of each. */
  jobs: (EnqueuedJob | RefusedItem)[];
}

/** The data of `job.get` (§5.2). */
export interface JobGetRequest {
  job_id: JobId;
  /** Answer when it has ended, or after so long, as it is then; more than 60000 is cut to that. Default: 0. */
  wait_ms?: Millis;
}

/** What `job.get` answers (§5.2). */
export type JobGetResponse = Job;

/** The data of `job.cancel` (§5.2). */
export interface JobCancelRequest {
  job_id: JobId;
}

/** What `job.cancel` answers (§5.2). */
export interface JobCancelResponse {
  status: "cancelled";
}

/** The data of `job.cancel` (§5.2). */
export interface JobCancelManyRequest {
  /** Up to 1000 ids of jobs; not together with `job_id`. */
  job_ids: string[];
}

/** What `job.cancel` answers (§5.2). */
export interface JobCancelManyResponse {
  /** In order: what became of each. */
  results: (CancelledJob | RefusedJob)[];
}

/** The data of `job.explain` (§5.2). */
export interface JobExplainRequest {
  job_id: JobId;
}

/** What `job.explain` answers (§5.2). */
export interface JobExplainResponse {
  job_id: JobId;
  state: JobState;
  /** The most decisive first; never empty. */
  reasons: JobReason[];
}

/** The data of `job.list` (§5.2). */
export interface JobListRequest {
  state?: JobState;
  queue?: QueueName;
  name?: Name;
  key?: Key;
  /** Created then or later. */
  created_after?: Time;
  /** Created earlier. */
  created_before?: Time;
  /** How many at most; more than 1000 counts as 1000. Default: 100. At least 1. */
  limit?: number;
  /** `next_cursor` of the page before. */
  cursor?: PageCursor;
}

/** What `job.list` answers (§5.2). */
export interface JobListResponse {
  jobs: Job[];
  /** There when there is more. */
  next_cursor?: PageCursor;
}

/** The data of `handler.list` (§5.2). */
export interface HandlerListRequest {
  /** How many at most; more than 1000 counts as 1000. Default: 100. At least 1. */
  limit?: number;
  /** `next_cursor` of the page before. */
  cursor?: PageCursor;
}

/** What `handler.list` answers (§5.2). */
export interface HandlerListResponse {
  jobs: JobHandler[];
  workflows: WorkflowHandler[];
  /** There when there is more. */
  next_cursor?: PageCursor;
}

/** The data of `workflow.start` (§5.3). */
export interface WorkflowStartRequest {
  /** Which workflow, 1 to 256 characters; new runs begin with its highest version. */
  name: Name;
  /** What its code gets. Default: null. */
  input?: unknown;
  /** Idempotency key. */
  key?: Key;
  /** Subscribe to the run. Default: false. */
  watch?: boolean;
}

/** What `workflow.start` answers (§5.3). */
export interface WorkflowStartResponse {
  run_id: RunId;
  name: Name;
  state: RunState;
  /** With `watch`: the channel subscribed to. */
  channel?: ChannelName;
  /** With `watch`: where the subscription begins. */
  cursor?: Cursor;
}

/** The data of `workflow.get` (§5.3). */
export interface WorkflowGetRequest {
  run_id: RunId;
  /** Answer when it has ended, or after so long, as it is then; more than 60000 is cut to that. Default: 0. */
  wait_ms?: Millis;
}

/** What `workflow.get` answers (§5.3). */
export type WorkflowGetResponse = Run;

/** The data of `workflow.event` (§5.3). */
export interface WorkflowEventRequest {
  /** What a run waits for: 1 to 256 characters. */
  name: Name;
  /** What the run gets, at most 256 KiB (else 413) and 56 levels. Default: null. */
  payload?: unknown;
  /** Narrows the runs that it can wake: 1 to 256 characters. */
  key?: Key;
  /** Only this run; without a `key`, whatever key it waits with. */
  run_id?: RunId;
  /** Your name for this event, so that it can be repeated safely: 1 to 256 characters. */
  dedup?: Key;
}

/** What `workflow.event` answers (§5.3). */
export interface WorkflowEventResponse {
  /** `sig_…`. */
  event_id: EventId;
  name: Name;
}

/** The data of `workflow.timeline` (§5.3). */
export interface WorkflowTimelineRequest {
  run_id: RunId;
  /** How many at most; more than 1000 counts as 1000. Default: 1000. At least 1. */
  limit?: number;
  /** Only entries after this one. Default: 0. At least 0. */
  after_seq?: number;
}

/** What `workflow.timeline` answers (§5.3). */
export type WorkflowTimelineResponse = TimelineEntry[];

/** The data of `workflow.list` (§5.3). */
export interface WorkflowListRequest {
  state?: RunState;
  name?: Name;
  key?: Key;
  /** Created then or later. */
  created_after?: Time;
  /** Created earlier. */
  created_before?: Time;
  /** How many at most; more than 1000 counts as 1000. Default: 100. At least 1. */
  limit?: number;
  /** `next_cursor` of the page before. */
  cursor?: PageCursor;
}

/** What `workflow.list` answers (§5.3). */
export interface WorkflowListResponse {
  runs: Run[];
  /** There when there is more. */
  next_cursor?: PageCursor;
}

/** The data of `workflow.explain` (§5.3). */
export interface WorkflowExplainRequest {
  run_id: RunId;
}

/** What `workflow.explain` answers (§5.3). */
export interface WorkflowExplainResponse {
  run_id: RunId;
  state: RunState;
  /** The most decisive first; never empty. */
  reasons: RunReason[];
}

/** The data of `workflow.cancel` (§5.3). */
export interface WorkflowCancelRequest {
  run_id: RunId;
}

/** What `workflow.cancel` answers (§5.3). */
export interface WorkflowCancelResponse {
  status: "cancelled";
}

/** The data of `workflow.replay` (§5.3). */
export interface WorkflowReplayRequest {
  run_id: RunId;
  /** The name of an entry of its timeline. */
  from_step: string;
}

/** What `workflow.replay` answers (§5.3). */
export interface WorkflowReplayResponse {
  run_id: RunId;
  state: RunState;
}

/** The data of `subscribe` (§5.1). */
export interface SubscribeRequest {
  /** §7.1. */
  channel: ChannelName;
  /** How many events may be sent until more are granted (§7.4); absent: any number. At least 1. */
  credits?: number;
  /** Continue behind this event, or begin with the oldest kept (§7.3); absent: from now on. */
  after?: Cursor | "oldest";
}

/** What `subscribe` answers (§5.1). */
export interface SubscribeResponse {
  /** As asked for. */
  channel: ChannelName;
  /** `subscribed`. */
  status: "subscribed";
  /** Where the subscription begins: the next event comes after this one. With `after`, that very cursor; with `oldest`, the one just before the oldest kept event. */
  cursor: Cursor;
  /** On `job:…` and `workflow:…` without `after`: the job or run as it is at `cursor`, in the form of `job.get` or `workflow.get`; without the scope `job:read` or `workflow:read` only `id`, `name`, `queue` (of a job), `state`, `created_at`, `updated_at`. */
  snapshot?: Job | Run | JobOutline | RunOutline;
}

/** The data of `unsubscribe` (§5.1). */
export interface UnsubscribeRequest {
  /** §7.1. */
  channel: ChannelName;
}

/** What `unsubscribe` answers (§5.1). */
export interface UnsubscribeResponse {
  channel: ChannelName;
  status: "unsubscribed";
}

/** The data of `stats` (§5.4). */
export interface StatsRequest {}

/** What `stats` answers (§5.4). */
export type StatsResponse = Stats;

/** The data of `queue.list` (§5.4). */
export interface QueueListRequest {
  /** How many at most; more than 1000 counts as 1000. Default: 100. At least 1. */
  limit?: number;
  /** `next_cursor` of the page before. */
  cursor?: PageCursor;
}

/** What `queue.list` answers (§5.4). */
export interface QueueListResponse {
  queues: Queue[];
  /** There when there is more. */
  next_cursor?: PageCursor;
}

/** The data of `queue.pause` (§5.4). */
export interface QueuePauseRequest {
  queue: QueueName;
}

/** What `queue.pause` answers (§5.4). */
export interface QueuePauseResponse {
  queue: QueueName;
  paused: boolean;
}

/** The data of `queue.resume` (§5.4). */
export interface QueueResumeRequest {
  queue: QueueName;
}

/** What `queue.resume` answers (§5.4). */
export interface QueueResumeResponse {
  queue: QueueName;
  /** Still `true` where the node's configuration closes the queue. */
  paused: boolean;
}

/** The data of `cron.list` (§5.4). */
export interface CronListRequest {
  /** How many at most; more than 1000 counts as 1000. Default: 100. At least 1. */
  limit?: number;
  /** `next_cursor` of the page before. */
  cursor?: PageCursor;
}

/** What `cron.list` answers (§5.4). */
export interface CronListResponse {
  crons: CronEntry[];
  /** There when there is more. */
  next_cursor?: PageCursor;
}

/** The data of `dlq.list` (§5.4). */
export interface DlqListRequest {
  queue?: QueueName;
  name?: Name;
  /** How many at most; more than 1000 counts as 1000. Default: 100. At least 1. */
  limit?: number;
  /** `next_cursor` of the page before. */
  cursor?: PageCursor;
}

/** What `dlq.list` answers (§5.4). */
export interface DlqListResponse {
  jobs: Job[];
  /** There when there is more. */
  next_cursor?: PageCursor;
}

/** The data of `dlq.replay` (§5.4). */
export interface DlqReplayRequest {
  job_id: JobId;
}

/** What `dlq.replay` answers (§5.4). */
export interface DlqReplayResponse {
  job_id: JobId;
  state: JobState;
}

/** The data of `dlq.replay` (§5.4). */
export interface DlqReplayManyRequest {
  /** Up to 1000 ids of jobs; not together with `job_id`. */
  job_ids: string[];
}

/** What `dlq.replay` answers (§5.4). */
export interface DlqReplayManyResponse {
  /** In order: what became of each. */
  results: (ReplayedJob | RefusedJob)[];
}

/** The data of `dlq.purge` (§5.4). */
export interface DlqPurgeRequest {
  job_id: JobId;
}

/** What `dlq.purge` answers (§5.4). */
export interface DlqPurgeResponse {
  status: "purged";
}

/** The data of `dlq.purge` (§5.4). */
export interface DlqPurgeManyRequest {
  /** Up to 1000 ids of jobs; not together with `job_id`. */
  job_ids: string[];
}

/** What `dlq.purge` answers (§5.4). */
export interface DlqPurgeManyResponse {
  /** In order: what became of each. */
  results: (PurgedJob | RefusedJob)[];
}

/** The data of `worker.open` (§9.2). */
export interface WorkerOpenRequest {
  /** What it serves; may be left out where it is taken up again. */
  names?: ServedName[];
  /** Of which queues; absent: of all. */
  queues?: QueueName[];
  /** How many jobs may be handed out; more than 10000 is cut to that. Default: 0. At least 0. */
  credits?: number;
  /** How long a job stays its own without renewal; brought into the range of 5 s to 10 min. Default: 30000. */
  lease_ms?: Millis;
  /** A name for people. */
  label?: string;
  /** To take it up again. */
  worker_id?: WorkerId;
  /** With `worker_id`. */
  secret?: string;
}

/** What `worker.open` answers (§9.2). */
export interface WorkerOpenResponse {
  worker_id: WorkerId;
  secret: string;
  /** `worker:wkr_…`. */
  channel: ChannelName;
  lease_ms: Millis;
  renew_ms: Millis;
  held: HeldJob[];
}

/** The data of `worker.renew` (§9.2). */
export interface WorkerRenewRequest {
  held: HeldJob[];
  /** The last `dlv-<n>` received. */
  seen?: string;
  /** Over RPC: who asks. */
  worker_id?: WorkerId;
  /** Over RPC: what proves it. */
  secret?: string;
}

/** What `worker.renew` answers (§9.2). */
export interface WorkerRenewResponse {
  lease_until: Time;
  lost: JobId[];
  cancel: CancelledHold[];
  drain?: boolean;
}

/** The data of `worker.drain` (§9.2). */
export interface WorkerDrainRequest {
  /** What has not begun goes back. Default: false. */
  release?: boolean;
}

/** What `worker.drain` answers (§9.2). */
export interface WorkerDrainResponse {
  status: "draining";
  held: number;
}

/** The data of `worker.close` (§9.2). */
export interface WorkerCloseRequest {
  /** Over RPC: who asks. */
  worker_id?: WorkerId;
  /** Over RPC: what proves it. */
  secret?: string;
}

/** What `worker.close` answers (§9.2). */
export interface WorkerCloseResponse {
  released: number;
}

/** The data of `worker.list` (§9.2). */
export interface WorkerListRequest {
  /** How many at most; more than 1000 counts as 1000. Default: 100. At least 1. */
  limit?: number;
  /** `next_cursor` of the page before. */
  cursor?: PageCursor;
}

/** What `worker.list` answers (§9.2). */
export interface WorkerListResponse {
  workers: Worker[];
  /** There when there is more. */
  next_cursor?: PageCursor;
}

/** The data of `job.progress` (§9.2). */
export interface JobProgressRequest {
  job_id: JobId;
  fence: number;
  /** 0 to 100. */
  percent?: number;
  note?: string;
  begun?: boolean;
  /** A value that is given to the next attempt. */
  state?: unknown;
  /** Over RPC: who asks. */
  worker_id?: WorkerId;
  /** Over RPC: what proves it. */
  secret?: string;
}

/** What `job.progress` answers (§9.2). */
export interface JobProgressResponse {
  lease_until: Time;
  cancel?: CancelledHold;
}

/** The data of `job.settle` (§9.2). */
export interface JobSettleRequest {
  items: Settlement[];
  /** How many more may be handed out. At least 1. */
  credits?: number;
  /** Over RPC: who asks. */
  worker_id?: WorkerId;
  /** Over RPC: what proves it. */
  secret?: string;
}

/** What `job.settle` answers (§9.2). */
export interface JobSettleResponse {
  /** In order: what became of each. */
  items: (SettledJob | RefusedJob)[];
}

/** The data of `job.fetch` (§9.2). */
export interface JobFetchRequest {
  names: ServedName[];
  queues?: QueueName[];
  /** 1 to 100. */
  limit: number;
  /** At most 30000. */
  wait_ms: Millis;
  lease_ms?: Millis;
  worker_id?: WorkerId;
  secret?: string;
}

/** What `job.fetch` answers (§9.2). */
export interface JobFetchResponse {
  worker_id: WorkerId;
  secret: string;
  jobs: HandedJob[];
}

/** What each method takes and gives. */
export interface Methods {
  /** Authenticates; on WebSocket, begins the session. */
  "auth": { request: AuthSessionRequest | AuthTokenRequest; response: AuthSessionResponse | AuthTokenResponse };
  /** Enqueues a job, or many. */
  "job.enqueue": { request: JobEnqueueRequest | JobEnqueueManyRequest; response: JobEnqueueResponse | JobEnqueueManyResponse };
  /** Reads a job, and waits for its end where that is wanted. */
  "job.get": { request: JobGetRequest; response: JobGetResponse };
  /** Cancels a job that is pending, retrying or running, or many. */
  "job.cancel": { request: JobCancelRequest | JobCancelManyRequest; response: JobCancelResponse | JobCancelManyResponse };
  /** Tells why a job is not running. */
  "job.explain": { request: JobExplainRequest; response: JobExplainResponse };
  /** Lists jobs, newest first. */
  "job.list": { request: JobListRequest; response: JobListResponse };
  /** Lists what can be enqueued and started: jobs first, then workflows, by name. */
  "handler.list": { request: HandlerListRequest; response: HandlerListResponse };
  /** Starts a workflow; its run goes on in the background. */
  "workflow.start": { request: WorkflowStartRequest; response: WorkflowStartResponse };
  /** Reads a run, and waits for its end where that is wanted. */
  "workflow.get": { request: WorkflowGetRequest; response: WorkflowGetResponse };
  /** Publishes an event to runs that wait for it. */
  "workflow.event": { request: WorkflowEventRequest; response: WorkflowEventResponse };
  /** Reads the entries of a run's timeline, oldest first. */
  "workflow.timeline": { request: WorkflowTimelineRequest; response: WorkflowTimelineResponse };
  /** Lists runs, newest first. */
  "workflow.list": { request: WorkflowListRequest; response: WorkflowListResponse };
  /** Tells why a run does not go on, or what it does. */
  "workflow.explain": { request: WorkflowExplainRequest; response: WorkflowExplainResponse };
  /** Cancels a run; its compensations run. */
  "workflow.cancel": { request: WorkflowCancelRequest; response: WorkflowCancelResponse };
  /** Runs a finished run again from a step on. */
  "workflow.replay": { request: WorkflowReplayRequest; response: WorkflowReplayResponse };
  /** Begins to send a channel's events. */
  "subscribe": { request: SubscribeRequest; response: SubscribeResponse };
  /** Ends a subscription. */
  "unsubscribe": { request: UnsubscribeRequest; response: UnsubscribeResponse };
  /** Counts what there is. */
  "stats": { request: StatsRequest; response: StatsResponse };
  /** Lists queues by name. */
  "queue.list": { request: QueueListRequest; response: QueueListResponse };
  /** Starts no job of a queue any more. */
  "queue.pause": { request: QueuePauseRequest; response: QueuePauseResponse };
  /** Starts a queue's jobs again. */
  "queue.resume": { request: QueueResumeRequest; response: QueueResumeResponse };
  /** Lists cron entries by name. */
  "cron.list": { request: CronListRequest; response: CronListResponse };
  /** Lists dead letters, newest first. */
  "dlq.list": { request: DlqListRequest; response: DlqListResponse };
  /** Lets a dead letter begin anew, or many. */
  "dlq.replay": { request: DlqReplayRequest | DlqReplayManyRequest; response: DlqReplayResponse | DlqReplayManyResponse };
  /** Removes a dead letter, or many. */
  "dlq.purge": { request: DlqPurgeRequest | DlqPurgeManyRequest; response: DlqPurgeResponse | DlqPurgeManyResponse };
  /** Opens a worker, or takes one up again. */
  "worker.open": { request: WorkerOpenRequest; response: WorkerOpenResponse };
  /** Renews the lease of what a worker holds. */
  "worker.renew": { request: WorkerRenewRequest; response: WorkerRenewResponse };
  /** Hands nothing more out to a worker. */
  "worker.drain": { request: WorkerDrainRequest; response: WorkerDrainResponse };
  /** Ends a worker; what it holds goes back, the attempt not counted. */
  "worker.close": { request: WorkerCloseRequest; response: WorkerCloseResponse };
  /** Lists workers. */
  "worker.list": { request: WorkerListRequest; response: WorkerListResponse };
  /** Tells how far a job is, and renews it. */
  "job.progress": { request: JobProgressRequest; response: JobProgressResponse };
  /** Says what became of jobs. */
  "job.settle": { request: JobSettleRequest; response: JobSettleResponse };
  /** Takes jobs over RPC. */
  "job.fetch": { request: JobFetchRequest; response: JobFetchResponse };
}

/** The name of a method. */
export type MethodName = keyof Methods;

/** `job.enqueued`: it was accepted, or replayed (§7.2). */
export interface JobEnqueuedEvent {
  /** What happened, such as `job.completed`. */
  type: "job.enqueued";
  /** What it happened to: `job:<job_id>`, `workflow:<run_id>` or `cron:<entry_name>`. */
  topic: string;
  job_id: JobId;
  job_name: Name;
  queue: QueueName;
  /** The state after the event. */
  state: "pending";
  /** The app that it belongs to. */
  scope_app_id?: string;
  /** The org that it belongs to. */
  scope_org_id?: string;
  /** when it starts later. */
  next_run_at?: Time;
}

/** `job.started`: a worker took it (§7.2). */
export interface JobStartedEvent {
  /** What happened, such as `job.completed`. */
  type: "job.started";
  /** What it happened to: `job:<job_id>`, `workflow:<run_id>` or `cron:<entry_name>`. */
  topic: string;
  job_id: JobId;
  job_name: Name;
  queue: QueueName;
  /** The state after the event. */
  state: "running";
  /** The app that it belongs to. */
  scope_app_id?: string;
  /** The org that it belongs to. */
  scope_org_id?: string;
  /** At least 1. */
  attempt: number;
}

/** `job.progress`: its handler told how far it is (§7.2). */
export interface JobProgressEvent {
  /** What happened, such as `job.completed`. */
  type: "job.progress";
  /** What it happened to: `job:<job_id>`, `workflow:<run_id>` or `cron:<entry_name>`. */
  topic: string;
  job_id: JobId;
  job_name: Name;
  queue: QueueName;
  /** The state after the event. */
  state: "running";
  /** The app that it belongs to. */
  scope_app_id?: string;
  /** The org that it belongs to. */
  scope_org_id?: string;
  /** At least 1. */
  attempt: number;
  /** 0 to 100. */
  percent: number;
  note?: string;
}

/** `job.completed`: its handler returned (§7.2). */
export interface JobCompletedEvent {
  /** What happened, such as `job.completed`. */
  type: "job.completed";
  /** What it happened to: `job:<job_id>`, `workflow:<run_id>` or `cron:<entry_name>`. */
  topic: string;
  job_id: JobId;
  job_name: Name;
  queue: QueueName;
  /** The state after the event. */
  state: "completed";
  /** The app that it belongs to. */
  scope_app_id?: string;
  /** The org that it belongs to. */
  scope_org_id?: string;
  /** At least 1. */
  attempt: number;
  elapsed_ms: Millis;
  final: true;
}

/** `job.retrying`: an attempt failed or was handed back; another follows (§7.2). */
export interface JobRetryingEvent {
  /** What happened, such as `job.completed`. */
  type: "job.retrying";
  /** What it happened to: `job:<job_id>`, `workflow:<run_id>` or `cron:<entry_name>`. */
  topic: string;
  job_id: JobId;
  job_name: Name;
  queue: QueueName;
  /** The state after the event. */
  state: "retrying";
  /** The app that it belongs to. */
  scope_app_id?: string;
  /** The org that it belongs to. */
  scope_org_id?: string;
  /** At least 1. */
  attempt: number;
  elapsed_ms: Millis;
  error?: string;
  next_run_at: Time;
}

/** `job.failed`: the last attempt failed (§7.2). */
export interface JobFailedEvent {
  /** What happened, such as `job.completed`. */
  type: "job.failed";
  /** What it happened to: `job:<job_id>`, `workflow:<run_id>` or `cron:<entry_name>`. */
  topic: string;
  job_id: JobId;
  job_name: Name;
  queue: QueueName;
  /** The state after the event. */
  state: "failed";
  /** The app that it belongs to. */
  scope_app_id?: string;
  /** The org that it belongs to. */
  scope_org_id?: string;
  /** At least 1. */
  attempt: number;
  elapsed_ms: Millis;
  error?: string;
}

/** `job.dlq`: right after `job.failed`: it is a dead letter now (§7.2). */
export interface JobDlqEvent {
  /** What happened, such as `job.completed`. */
  type: "job.dlq";
  /** What it happened to: `job:<job_id>`, `workflow:<run_id>` or `cron:<entry_name>`. */
  topic: string;
  job_id: JobId;
  job_name: Name;
  queue: QueueName;
  /** The state after the event. */
  state: "failed";
  /** The app that it belongs to. */
  scope_app_id?: string;
  /** The org that it belongs to. */
  scope_org_id?: string;
  /** At least 1. */
  attempt: number;
  error?: string;
  final: true;
}

/** `job.cancelled`: someone cancelled it (§7.2). */
export interface JobCancelledEvent {
  /** What happened, such as `job.completed`. */
  type: "job.cancelled";
  /** What it happened to: `job:<job_id>`, `workflow:<run_id>` or `cron:<entry_name>`. */
  topic: string;
  job_id: JobId;
  job_name: Name;
  queue: QueueName;
  /** The state after the event. */
  state: "cancelled";
  /** The app that it belongs to. */
  scope_app_id?: string;
  /** The org that it belongs to. */
  scope_org_id?: string;
  final: true;
}

/** `workflow.started`: it was accepted, or replayed (§7.2). */
export interface WorkflowStartedEvent {
  /** What happened, such as `job.completed`. */
  type: "workflow.started";
  /** What it happened to. */
  topic: string;
  run_id: RunId;
  name: Name;
  /** The state after the event. */
  state: "running";
  /** The app that it belongs to. */
  scope_app_id?: string;
  /** The org that it belongs to. */
  scope_org_id?: string;
}

/** `workflow.step_completed`: an entry of its timeline returned (§7.2). */
export interface WorkflowStepCompletedEvent {
  /** What happened, such as `job.completed`. */
  type: "workflow.step_completed";
  /** What it happened to. */
  topic: string;
  run_id: RunId;
  name: Name;
  /** The state after the event. */
  state: "running";
  /** The app that it belongs to. */
  scope_app_id?: string;
  /** The org that it belongs to. */
  scope_org_id?: string;
  step_name: string;
  elapsed_ms: Millis;
}

/** `workflow.step_failed`: an attempt of a step failed (§7.2). */
export interface WorkflowStepFailedEvent {
  /** What happened, such as `job.completed`. */
  type: "workflow.step_failed";
  /** What it happened to. */
  topic: string;
  run_id: RunId;
  name: Name;
  /** The state after the event. */
  state: "running";
  /** The app that it belongs to. */
  scope_app_id?: string;
  /** The org that it belongs to. */
  scope_org_id?: string;
  step_name: string;
  elapsed_ms: Millis;
  error?: string;
}

/** `workflow.waiting`: it waits for an event, a time, a child or a step's next attempt (§7.2). */
export interface WorkflowWaitingEvent {
  /** What happened, such as `job.completed`. */
  type: "workflow.waiting";
  /** What it happened to. */
  topic: string;
  run_id: RunId;
  name: Name;
  /** The state after the event. */
  state: "running";
  /** The app that it belongs to. */
  scope_app_id?: string;
  /** The org that it belongs to. */
  scope_org_id?: string;
  step_name: string;
}

/** `workflow.completed`: its code returned (§7.2). */
export interface WorkflowCompletedEvent {
  /** What happened, such as `job.completed`. */
  type: "workflow.completed";
  /** What it happened to. */
  topic: string;
  run_id: RunId;
  name: Name;
  /** The state after the event. */
  state: "completed";
  /** The app that it belongs to. */
  scope_app_id?: string;
  /** The org that it belongs to. */
  scope_org_id?: string;
  elapsed_ms: Millis;
  final: true;
}

/** `workflow.failed`: its code failed, and its compensations have run (§7.2). */
export interface WorkflowFailedEvent {
  /** What happened, such as `job.completed`. */
  type: "workflow.failed";
  /** What it happened to. */
  topic: string;
  run_id: RunId;
  name: Name;
  /** The state after the event. */
  state: "failed";
  /** The app that it belongs to. */
  scope_app_id?: string;
  /** The org that it belongs to. */
  scope_org_id?: string;
  elapsed_ms: Millis;
  error?: string;
  final: true;
}

/** `workflow.cancelled`: it was cancelled, and its compensations have run (§7.2). */
export interface WorkflowCancelledEvent {
  /** What happened, such as `job.completed`. */
  type: "workflow.cancelled";
  /** What it happened to. */
  topic: string;
  run_id: RunId;
  name: Name;
  /** The state after the event. */
  state: "cancelled";
  /** The app that it belongs to. */
  scope_app_id?: string;
  /** The org that it belongs to. */
  scope_org_id?: string;
  elapsed_ms: Millis;
  /** of compensations. */
  error?: string;
  final: true;
}

/** `cron.fired`: an entry made a job; the job's own `job.enqueued` tells the rest (§7.2). */
export interface CronFiredEvent {
  type: "cron.fired";
  topic: string;
  entry_name: string;
  job_id: JobId;
  /** The app that it belongs to. */
  scope_app_id?: string;
  /** The org that it belongs to. */
  scope_org_id?: string;
}

/** `work.job`: a job is handed to the worker (§9.3). */
export interface WorkJobEvent {
  type: "work.job";
  job_id: JobId;
  fence: number;
  name: Name;
  queue: QueueName;
  attempt: number;
  payload: unknown;
  /** What `job.progress` kept for the next attempt. */
  state?: unknown;
  timeout_ms: Millis;
  lease_until: Time;
  traceparent?: string;
}

/** `work.cancel`: the worker is to stop a job (§9.3). */
export interface WorkCancelEvent {
  type: "work.cancel";
  job_id: JobId;
  fence: number;
  reason: CancelReason;
  grace_ms: Millis;
}

/** `work.drain`: the worker gets nothing more here (§9.3). */
export interface WorkDrainEvent {
  type: "work.drain";
  reason: string;
  reconnect_ms: Millis;
}

/** The data of an event about a job. */
export type JobEventData =
  | JobEnqueuedEvent
  | JobStartedEvent
  | JobProgressEvent
  | JobCompletedEvent
  | JobRetryingEvent
  | JobFailedEvent
  | JobDlqEvent
  | JobCancelledEvent;

/** The data of an event about a run. */
export type RunEventData =
  | WorkflowStartedEvent
  | WorkflowStepCompletedEvent
  | WorkflowStepFailedEvent
  | WorkflowWaitingEvent
  | WorkflowCompletedEvent
  | WorkflowFailedEvent
  | WorkflowCancelledEvent;

/** The data of an event about a cron. */
export type CronEventData = CronFiredEvent;

/** The data of an event about a work. */
export type WorkEventData = WorkJobEvent | WorkCancelEvent | WorkDrainEvent;

/** The data of an event on a channel that can be subscribed to. */
export type EventData =
  | JobEnqueuedEvent
  | JobStartedEvent
  | JobProgressEvent
  | JobCompletedEvent
  | JobRetryingEvent
  | JobFailedEvent
  | JobDlqEvent
  | JobCancelledEvent
  | WorkflowStartedEvent
  | WorkflowStepCompletedEvent
  | WorkflowStepFailedEvent
  | WorkflowWaitingEvent
  | WorkflowCompletedEvent
  | WorkflowFailedEvent
  | WorkflowCancelledEvent
  | CronFiredEvent;

/** The name of an event. */
export type EventType = EventData["type"];

/** Calls a method (§2.1). */
export interface RequestFrame<M extends MethodName = MethodName> {
  /** The sender's name for this frame: at most 128 Unicode characters. The server's own ids never repeat, not even after a restart. On events it is the event's cursor, `evt-<n>` (§7). */
  id?: string;
  /** `request`, `response`, `error`, `event`, `ping` or `pong`. A frame without a type but with a `method` is a request. */
  type?: "request";
  /** Which method is called (§5). */
  method: M;
  /** A credential, on `auth` and on RPC (§4.1). */
  token?: string;
  /** For which tenant the request acts (§4.3). */
  app_id?: string;
  /** For which org of that tenant. */
  org_id?: string;
  /** The method's payload, the answer, or the event. */
  data?: Methods[M]["request"];
  /** On an event: the channel that the receiver subscribed to. On an error: the subscription that has ended. */
  channel?: ChannelName;
  /** How many events may be sent (§7.4). At least 1. */
  credits?: number;
  /** When the frame was made. */
  ts?: Time;
  /** W3C trace context. On RPC and SSE the HTTP header of that name does the same; the frame's own wins. One that is malformed is ignored. */
  traceparent?: string;
}

/** Grants credits: a request without a method, which gets no answer (§7.4). */
export interface CreditGrantFrame {
  /** The sender's name for this frame: at most 128 Unicode characters. The server's own ids never repeat, not even after a restart. On events it is the event's cursor, `evt-<n>` (§7). */
  id?: string;
  /** `request`, `response`, `error`, `event`, `ping` or `pong`. A frame without a type but with a `method` is a request. */
  type: "request";
  /** On an event: the channel that the receiver subscribed to. On an error: the subscription that has ended. */
  channel?: ChannelName;
  /** How many events may be sent (§7.4). At least 1. */
  credits: number;
  /** When the frame was made. */
  ts?: Time;
}

/** The one answer to a request that succeeded (§2.2). */
export interface ResponseFrame<M extends MethodName = MethodName> {
  /** The sender's name for this frame: at most 128 Unicode characters. The server's own ids never repeat, not even after a restart. On events it is the event's cursor, `evt-<n>` (§7). */
  id: string;
  /** `request`, `response`, `error`, `event`, `ping` or `pong`. A frame without a type but with a `method` is a request. */
  type: "response";
  /** The `id` of the frame that is answered. Absent when that frame had none, or when nothing is answered. */
  correl_id?: string;
  /** The method's payload, the answer, or the event. */
  data: Methods[M]["response"];
  /** Members of the request's `data` that the method does not know, as paths (`delayMs`, `jobs[3].delay`), also where they are `null`. They had no effect. Absent where there are none; of more than 100 the first ones and `…`. */
  ignored?: string[];
  /** When the frame was made. */
  ts: Time;
}

/** The one answer to a request that failed; with `channel`, the end of a subscription (§2.4). */
export interface ErrorFrame {
  /** The sender's name for this frame: at most 128 Unicode characters. The server's own ids never repeat, not even after a restart. On events it is the event's cursor, `evt-<n>` (§7). */
  id: string;
  /** `request`, `response`, `error`, `event`, `ping` or `pong`. A frame without a type but with a `method` is a request. */
  type: "error";
  /** The `id` of the frame that is answered. Absent when that frame had none, or when nothing is answered. */
  correl_id?: string;
  /** `code`: integer; `message`: a sentence for people; `details?`: a string for programs (§8). */
  error: ErrorBody;
  /** On an event: the channel that the receiver subscribed to. On an error: the subscription that has ended. */
  channel?: ChannelName;
  /** When the frame was made. */
  ts: Time;
}

/** Something happened on a channel that the receiver subscribed to (§2.3). */
export interface EventFrame<E = EventData> {
  /** The sender's name for this frame: at most 128 Unicode characters. The server's own ids never repeat, not even after a restart. On events it is the event's cursor, `evt-<n>` (§7). */
  id: string;
  /** `request`, `response`, `error`, `event`, `ping` or `pong`. A frame without a type but with a `method` is a request. */
  type: "event";
  /** The method's payload, the answer, or the event. */
  data: E;
  /** On an event: the channel that the receiver subscribed to. On an error: the subscription that has ended. */
  channel: ChannelName;
  /** When the frame was made. */
  ts: Time;
}

/** Asks for a sign of life (§2.5). */
export interface PingFrame {
  /** The sender's name for this frame: at most 128 Unicode characters. The server's own ids never repeat, not even after a restart. On events it is the event's cursor, `evt-<n>` (§7). */
  id?: string;
  /** `request`, `response`, `error`, `event`, `ping` or `pong`. A frame without a type but with a `method` is a request. */
  type: "ping";
  /** When the frame was made. */
  ts?: Time;
}

/** Answers a ping: `correl_id` is its `id`, `ts` its `ts` (§2.5). */
export interface PongFrame {
  /** The sender's name for this frame: at most 128 Unicode characters. The server's own ids never repeat, not even after a restart. On events it is the event's cursor, `evt-<n>` (§7). */
  id?: string;
  /** `request`, `response`, `error`, `event`, `ping` or `pong`. A frame without a type but with a `method` is a request. */
  type: "pong";
  /** The `id` of the frame that is answered. Absent when that frame had none, or when nothing is answered. */
  correl_id?: string;
  /** When the frame was made. */
  ts?: Time;
}

/** A frame that a client may send. */
export type ClientFrame = RequestFrame | CreditGrantFrame | PingFrame | PongFrame;

/** A frame that a server may send. */
export type ServerFrame = ResponseFrame | ErrorFrame | EventFrame | PingFrame | PongFrame;

/** Any frame. */
export type Frame = RequestFrame | CreditGrantFrame | ResponseFrame | ErrorFrame | EventFrame | PingFrame | PongFrame;

/** Every method: the scope that it needs, its level, and the transports that have it. */
export const METHODS = {
  "auth": { scope: null, level: "seed", transports: ["websocket", "rpc"] },
  "job.enqueue": { scope: "job:write", level: "seed", transports: ["websocket", "rpc"] },
  "job.get": { scope: "job:read", level: "seed", transports: ["websocket", "rpc"] },
  "job.cancel": { scope: "job:write", level: "seed", transports: ["websocket", "rpc"] },
  "job.explain": { scope: "job:read", level: "extension", transports: ["websocket", "rpc"] },
  "job.list": { scope: "job:read", level: "extension", transports: ["websocket", "rpc"] },
  "handler.list": { scope: "job:read", level: "extension", transports: ["websocket", "rpc"] },
  "workflow.start": { scope: "workflow:write", level: "seed", transports: ["websocket", "rpc"] },
  "workflow.get": { scope: "workflow:read", level: "seed", transports: ["websocket", "rpc"] },
  "workflow.event": { scope: "workflow:write", level: "seed", transports: ["websocket", "rpc"] },
  "workflow.timeline": { scope: "workflow:read", level: "seed", transports: ["websocket", "rpc"] },
  "workflow.list": { scope: "workflow:read", level: "extension", transports: ["websocket", "rpc"] },
  "workflow.explain": { scope: "workflow:read", level: "extension", transports: ["websocket", "rpc"] },
  "workflow.cancel": { scope: "workflow:write", level: "extension", transports: ["websocket", "rpc"] },
  "workflow.replay": { scope: "workflow:write", level: "extension", transports: ["websocket", "rpc"] },
  "subscribe": { scope: "subscribe", level: "seed", transports: ["websocket"] },
  "unsubscribe": { scope: "subscribe", level: "seed", transports: ["websocket"] },
  "stats": { scope: "stats:read", level: "seed", transports: ["websocket", "rpc"] },
  "queue.list": { scope: "queue:read", level: "extension", transports: ["websocket", "rpc"] },
  "queue.pause": { scope: "queue:write", level: "extension", transports: ["websocket", "rpc"] },
  "queue.resume": { scope: "queue:write", level: "extension", transports: ["websocket", "rpc"] },
  "cron.list": { scope: "cron:read", level: "extension", transports: ["websocket", "rpc"] },
  "dlq.list": { scope: "dlq:read", level: "extension", transports: ["websocket", "rpc"] },
  "dlq.replay": { scope: "dlq:write", level: "extension", transports: ["websocket", "rpc"] },
  "dlq.purge": { scope: "dlq:write", level: "extension", transports: ["websocket", "rpc"] },
  "worker.open": { scope: "worker", level: "worker", transports: ["websocket"] },
  "worker.renew": { scope: "worker", level: "worker", transports: ["websocket", "rpc"] },
  "worker.drain": { scope: "worker", level: "worker", transports: ["websocket"] },
  "worker.close": { scope: "worker", level: "worker", transports: ["websocket", "rpc"] },
  "worker.list": { scope: "stats:read", level: "worker", transports: ["websocket", "rpc"] },
  "job.progress": { scope: "worker", level: "worker", transports: ["websocket", "rpc"] },
  "job.settle": { scope: "worker", level: "worker", transports: ["websocket", "rpc"] },
  "job.fetch": { scope: "worker", level: "worker", transports: ["rpc"] },
} as const;

export const FRAME_TYPES: readonly FrameType[] = ["request", "response", "error", "event", "ping", "pong"];

export const FORMATS: readonly Format[] = ["json", "msgpack"];

export const JOB_STATES: readonly JobState[] = ["pending", "running", "retrying", "completed", "failed", "cancelled"];

export const RUN_STATES: readonly RunState[] = ["running", "completed", "failed", "cancelled"];

export const ATTEMPT_OUTCOMES: readonly AttemptOutcome[] = ["completed", "failed", "cancelled", "lost", "released"];

export const ENTRY_KINDS: readonly EntryKind[] = ["step", "wait", "sleep", "child", "parallel", "compensation"];

export const ENTRY_STATES: readonly EntryState[] = ["running", "waiting", "completed", "failed", "cancelled"];

export const JOB_REASON_CODES: readonly JobReasonCode[] = ["scheduled", "retry_backoff", "queued_behind", "queue_paused", "queue_concurrency", "queue_rate", "tenant_share", "workers_busy", "no_worker", "running", "finished", "worker_no_credits", "worker_gone"];

export const RUN_REASON_CODES: readonly RunReasonCode[] = ["running", "sleeping", "waiting_event", "waiting_child", "retry_backoff", "compensating", "workers_busy", "tenant_share", "no_worker", "lease_lost", "finished"];

export const CANCEL_REASONS: readonly CancelReason[] = ["cancelled", "timeout", "lease_lost", "shutdown"];

export const SETTLE_OUTCOMES: readonly SettleOutcome[] = ["completed", "failed", "cancelled", "released"];

export const EVENT_TYPES: readonly string[] = ["job.enqueued", "job.started", "job.progress", "job.completed", "job.retrying", "job.failed", "job.dlq", "job.cancelled", "workflow.started", "workflow.step_completed", "workflow.step_failed", "workflow.waiting", "workflow.completed", "workflow.failed", "workflow.cancelled", "cron.fired", "work.job", "work.cancel", "work.drain"];

export const CHANNELS: readonly string[] = ["jobs", "workflows", "firehose", "job:<job_id>", "workflow:<run_id>", "queue:<name>", "worker:<worker_id>"];

export const SCOPES: readonly string[] = ["*", "job:read", "job:write", "workflow:read", "workflow:write", "subscribe", "queue:read", "queue:write", "stats:read", "cron:read", "dlq:read", "dlq:write", "worker", "worker:<name>", "worker:<prefix>*"];

export const ERROR_CODES = {
  bad_request: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  unknown_method: 405,
  auth_timeout: 408,
  conflict: 409,
  cursor_expired: 410,
  too_large: 413,
  too_many: 429,
  internal: 500,
  unavailable: 503,
} as const;

export const CLOSE_CODES = {
  normal: 1000,
  going_away: 1001,
  protocol_error: 1002,
  unsupported_data: 1003,
  invalid_payload: 1007,
  policy_violation: 1008,
  too_big: 1009,
  internal_error: 1011,
  try_again_later: 1013,
} as const;

/** The close codes after which a client connects again by itself. */
export const RECONNECT_CLOSE_CODES: readonly number[] = [1001, 1011, 1013];

export const LIMITS = {
  frame_octets: 1048576,
  first_frame_octets: 16384,
  frame_levels: 64,
  payload_levels: 60,
  event_payload_levels: 56,
  result_levels: 60,
  event_payload_octets: 262144,
  free_nodes: 16384,
  id_characters: 128,
  name_characters: 256,
  queue_characters: 128,
  number_digits: 1000,
  number_exponent: 10000,
  event_text_characters: 4096,
  ignored_paths: 100,
  auth_timeout_ms: 10000,
  heartbeat_min_ms: 100,
  heartbeat_max_ms: 300000,
  in_flight: 64,
  subscriptions: 1000,
  batch_items: 1000,
  page_items: 1000,
  page_items_default: 100,
  wait_ms: 60000,
  attempts_kept: 20,
} as const;
