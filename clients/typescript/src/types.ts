/** What the methods take and answer, as programs use it: the types of the registry, with generics and aliases. */

import type * as registry from "./registry.ts";
import type { MethodName, Methods } from "./registry.ts";

/** A job, with the types of its result and payload. */
export interface Job<R = unknown, P = unknown> extends registry.Job {
  payload: P;
  result?: R;
}

/** A run of a workflow, with the types of its output and input. */
export interface Run<O = unknown, I = unknown> extends registry.Run {
  input: I;
  output?: O;
}

/** What `subscribe` tells of a channel's job or run as it stands; without the scope to read it, only an outline. */
export type Snapshot = NonNullable<registry.SubscribeResponse["snapshot"]>;

/** The answer to `enqueue`. */
export type JobResult = registry.JobEnqueueResponse;

/** The answer to `startWorkflow`. */
export type WorkflowResult = registry.WorkflowStartResponse;

/** The answer to `auth`, of which servers of this protocol tell more or less. */
export type AuthResult = Partial<registry.AuthSessionResponse>;

type Dated<T, K extends keyof T> = Omit<T, K> & { [key in K]?: T[K] | Date };

/** The options of a job. */
export type JobOptions = Dated<Omit<registry.JobSpec, "name" | "payload">, "run_at">;

/** One job of many. */
export type JobSpec = Dated<registry.JobSpec, "run_at">;

/** Which jobs to list. */
export type JobFilter = Dated<registry.JobListRequest, "created_after" | "created_before">;

/** Which runs to list. */
export type RunFilter = Dated<registry.WorkflowListRequest, "created_after" | "created_before">;

/** Which dead letters to list. */
export type DeadLetterFilter = registry.DlqListRequest;

/** What a server can run. */
export type Handlers = Omit<registry.HandlerListResponse, "next_cursor">;

/** What an event of type `gap` carries: the subscription goes on behind `resumes_after`, what lies between is lost. */
export interface GapData {
  type: "gap";
  topic: string;
  after?: string | undefined;
  resumes_after?: string | undefined;
  error: string;
}

type KeyOf<U> = U extends unknown ? keyof U : never;
// Each member of a union with all members of the others as absent ones, so that they can be asked for.
type Whole<U, K extends PropertyKey = KeyOf<U>> = U extends unknown ? U & { [key in Exclude<K, keyof U>]?: undefined } : never;

/** What an event carries: told apart by `type`; whatever any event has may be asked of all. */
export type EventData = Whole<registry.EventData | GapData>;

type Many =
  | registry.JobEnqueueManyResponse
  | registry.JobCancelManyResponse
  | registry.DlqReplayManyResponse
  | registry.DlqPurgeManyResponse;

/** What a method answers to some data. */
export type Answer<M extends MethodName, D> = D extends { jobs: unknown } | { job_ids: unknown }
  ? Extract<Methods[M]["response"], Many>
  : Exclude<Methods[M]["response"], Many>;

/** The methods by the names under which clients of this protocol call them. */
export const Method = {
  Auth: "auth",
  JobEnqueue: "job.enqueue",
  JobGet: "job.get",
  JobCancel: "job.cancel",
  JobExplain: "job.explain",
  JobList: "job.list",
  JobProgress: "job.progress",
  JobSettle: "job.settle",
  JobFetch: "job.fetch",
  HandlerList: "handler.list",
  WorkflowStart: "workflow.start",
  WorkflowGet: "workflow.get",
  WorkflowEvent: "workflow.event",
  WorkflowCancel: "workflow.cancel",
  WorkflowTimeline: "workflow.timeline",
  WorkflowList: "workflow.list",
  WorkflowExplain: "workflow.explain",
  WorkflowReplay: "workflow.replay",
  Subscribe: "subscribe",
  Unsubscribe: "unsubscribe",
  QueueList: "queue.list",
  QueuePause: "queue.pause",
  QueueResume: "queue.resume",
  CronList: "cron.list",
  DLQList: "dlq.list",
  DLQReplay: "dlq.replay",
  DLQPurge: "dlq.purge",
  WorkerOpen: "worker.open",
  WorkerRenew: "worker.renew",
  WorkerDrain: "worker.drain",
  WorkerClose: "worker.close",
  WorkerList: "worker.list",
  Stats: "stats",
} as const satisfies Record<string, MethodName>;

export type MethodType = (typeof Method)[keyof typeof Method];
