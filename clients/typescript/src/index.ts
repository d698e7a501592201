/**
 * A client of the Dispatch Wire Protocol: jobs, workflows and their events.
 *
 * ```ts
 * const client = new Dispatch({ url: "ws://localhost:8080/dwp", token: "demo-token" });
 * const job = await client.enqueue("send-email", { to: "user@example.com" });
 * for await (const event of client.watch(job.job_id)) console.log(event.type, event.data);
 * await client.close();
 * ```
 */

export { Dispatch, type EnqueueOptions, type PublishOptions, type StartOptions } from "./client.ts";
export type { MsgpackLibrary } from "./codec.ts";
export {
  AuthError,
  BadRequestError,
  ClosedError,
  ConflictError,
  ConnectionError,
  DispatchError,
  ForbiddenError,
  GapError,
  NotFoundError,
  OutcomeError,
  RateLimitError,
  ServerError,
  TimeoutError,
} from "./errors.ts";
export type { ErrorDetail, Frame, StreamEvent } from "./frame.ts";
export type {
  CallOptions,
  ConnectionState,
  DispatchOptions,
  TokenSource,
  WebSocketConstructor,
  WebSocketLike,
} from "./options.ts";
export { type SubscribeOptions, Subscription } from "./subscription.ts";
export { Transport, type TransportOptions } from "./transport.ts";
export type * from "./registry.ts";
export {
  type AuthResult,
  type DeadLetterFilter,
  type EventData,
  type GapData,
  type Handlers,
  type Job,
  type JobFilter,
  type JobOptions,
  type JobResult,
  type JobSpec,
  Method,
  type MethodType,
  type Run,
  type RunFilter,
  type Snapshot,
  type WorkflowResult,
} from "./types.ts";
