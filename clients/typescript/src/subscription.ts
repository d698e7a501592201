/// <reference lib="esnext.disposable" preserve="true" />
/** The events of a channel as an async iterable, with bounded memory, that outlives connections. */

import { ConnectionError, type DispatchError, GapError } from "./errors.ts";
import { eventOf, type Frame, type StreamEvent } from "./frame.ts";
import type { CallOptions } from "./options.ts";
import type { Cursor, SubscribeResponse } from "./registry.ts";
import type { Snapshot } from "./types.ts";

/** What a subscription is made with. */
export interface SubscribeOptions extends Pick<CallOptions, "signal"> {
  /** Continue behind this event, or begin with the `oldest` kept; absent: from now on. */
  after?: Cursor | "oldest" | undefined;
  /** How many events are held that nobody has taken yet; the client's `credits` unless it is said. */
  credits?: number | undefined;
  /**
   * When events were lost, because they passed out of the server's retention before they were read: `error` ends the
   * iteration with a `GapError`; `event` yields an event of type `gap` and goes on with the oldest kept.
   */
  gaps?: "error" | "event" | undefined;
}

/** Who delivers to subscriptions: the WebSocket sessions, or event streams over HTTP. */
export interface Source {
  /** Room has become free; the source may send more. */
  onTaken(subscription: Subscription): void;
  /** Nobody reads any more. Resolves when the server knows, or cannot be told. */
  detach(subscription: Subscription): Promise<void>;
}

type Result = IteratorResult<StreamEvent, undefined>;

/** The events of a channel, in their order, none missing and none twice, also across lost connections. */
export class Subscription implements AsyncGenerator<StreamEvent, undefined, undefined> {
  readonly channel: string;
  /** How many events are held at most. */
  readonly window: number;
  /** The job or run as it was when the subscription began, on `job:…` and `workflow:…` without `after`. */
  snapshot: Snapshot | undefined;
  /** The place behind the last event that was taken: give it as `after` to go on from here later. */
  cursor: Cursor | undefined;

  readonly #source: Source;
  readonly #gaps: "error" | "event";
  readonly #buffer: StreamEvent[] = [];
  readonly #readers: { resolve: (result: Result) => void; reject: (error: Error) => void }[] = [];
  readonly #ready: { resolve: (self: Subscription) => void; reject: (error: Error) => void }[] = [];
  readonly #signal: AbortSignal | undefined;
  readonly #aborted = (): void => {
    this.#detach();
    this.end(this.#signal?.reason as Error);
  };
  #begun = false;
  #over = false;
  #error: Error | undefined;
  #detached: Promise<void> | undefined;

  constructor(channel: string, options: SubscribeOptions, credits: number, source: Source) {
    this.channel = channel;
    this.window = Math.max(1, Math.floor(options.credits ?? credits));
    this.received = options.after;
    this.cursor = options.after === "oldest" ? undefined : options.after;
    this.#gaps = options.gaps ?? "error";
    this.#source = source;
    this.#signal = options.signal;
    this.#signal?.addEventListener("abort", this.#aborted);
    if (this.#signal?.aborted) queueMicrotask(this.#aborted);
  }

  /** @internal The place behind the last event that came: where to resume. */
  received: Cursor | undefined;
  /** @internal The events that were taken since the source was last told. */
  taken = 0;
  /** @internal What the source keeps of this subscription: on which connection it is live. */
  live: object | undefined;
  /** @internal On which connection it waits for room before it is resumed. */
  parked: object | undefined;

  /** Whether it has ended, by an error or by who reads it. */
  get over(): boolean {
    return this.#over;
  }

  /** How many more events can be held. */
  get room(): number {
    return this.window - this.#buffer.length;
  }

  /** Resolves once the server has confirmed the subscription: no event from then on is missed. */
  ready(): Promise<Subscription> {
    if (this.#error) return Promise.reject(this.#error);
    if (this.#over) return Promise.reject(new ConnectionError(`The subscription to ${this.channel} has ended.`));
    if (this.#begun) return Promise.resolve(this);
    return new Promise((resolve, reject) => this.#ready.push({ resolve, reject }));
  }

  /** @internal The server has confirmed. */
  begin(answer: Partial<SubscribeResponse>): void {
    this.received = this.received === undefined || this.received === "oldest" ? answer.cursor : this.received;
    if (this.#begun) {
      this.snapshot = answer.snapshot ?? this.snapshot;
      return;
    }
    this.#begun = true;
    this.snapshot = answer.snapshot;
    this.cursor ??= answer.cursor;
    for (const { resolve } of this.#ready.splice(0)) resolve(this);
  }

  /** @internal An event has come. */
  push(frame: Frame): void {
    if (this.#over) return;
    if (frame.id !== undefined) this.received = frame.id;
    this.#offer(eventOf(frame));
  }

  #offer(event: StreamEvent): void {
    const reader = this.#readers.shift();
    if (!reader) {
      this.#buffer.push(event);
      return;
    }
    this.#take(event);
    reader.resolve({ value: event, done: false });
  }

  #take(event: StreamEvent): void {
    if (event.id) this.cursor = event.id;
    this.taken++;
    this.#source.onTaken(this);
  }

  /** @internal Events are lost. Tells whether to go on with the oldest kept. */
  gap(error: DispatchError): boolean {
    if (this.#gaps === "error") {
      this.end(error);
      return false;
    }
    // Without a place to go on from, the next subscription begins now.
    this.received = error.details;
    const { details, message } = error;
    const data = { type: "gap", topic: this.channel, after: this.cursor, resumes_after: details, error: message };
    this.#offer(eventOf({ id: details ?? "", type: "event", channel: this.channel, data }));
    return true;
  }

  /** @internal Nothing more comes: after what is held, readers get the error, or the end. */
  end(error?: Error): void {
    if (this.#over) return;
    this.#over = true;
    this.#error = error;
    this.#signal?.removeEventListener("abort", this.#aborted);
    for (const { reject } of this.#ready.splice(0)) {
      reject(error ?? new ConnectionError(`The subscription to ${this.channel} has ended.`));
    }
    for (const { resolve, reject } of this.#readers.splice(0)) {
      if (error) reject(error);
      else resolve({ value: undefined, done: true });
    }
  }

  async next(): Promise<Result> {
    const event = this.#buffer.shift();
    if (event) {
      this.#take(event);
      return { value: event, done: false };
    }
    if (this.#error) {
      const error = this.#error;
      this.#error = undefined; // An iterator that has thrown is done.
      throw error;
    }
    if (this.#over) return { value: undefined, done: true };
    return new Promise((resolve, reject) => this.#readers.push({ resolve, reject }));
  }

  /** Ends the subscription; resolves when the server has answered, or cannot be told. `break` in a loop does it too. */
  async return(): Promise<Result> {
    this.#buffer.length = 0;
    this.end();
    this.#error = undefined;
    await this.#detach();
    return { value: undefined, done: true };
  }

  async throw(error: unknown): Promise<Result> {
    await this.return();
    throw error;
  }

  #detach(): Promise<void> {
    this.#detached ??= this.#source.detach(this);
    return this.#detached;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.return();
  }
}

/** Tells that a stream may have lost events at a place that is not known. */
export function unknownGap(channel: string): GapError {
  return new GapError(
    `The stream of ${channel} was lost before its first event told where it was: events may be missing.`,
    410,
  );
}
