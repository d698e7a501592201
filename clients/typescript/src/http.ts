/** The same over HTTP: each call by RPC, each subscription by an event stream (PROTOCOL §7.5). */

import { type Codec, Codecs, encode } from "./codec.ts";
import { AuthError, ClosedError, ConnectionError, DispatchError, errorOf, LinkLost, Unreadable } from "./errors.ts";
import { type Frame, requestOf } from "./frame.ts";
import type { ConnectionState, Settings } from "./options.ts";
import { onceOnly, passes, retryAfter } from "./session.ts";
import { type Source, type Subscription, unknownGap } from "./subscription.ts";
import { backoff, LONGEST, pause } from "./time.ts";
import type { SubscribeResponse } from "./registry.ts";
import type { AuthResult } from "./types.ts";

/** After how much silence a stream is taken for dead; the server says something every 15 seconds. */
const SILENCE = 45_000;

export class HttpSession implements Source {
  readonly #settings: Settings;
  readonly #base: string;
  readonly #stop = new AbortController();
  readonly #streams = new Map<Subscription, AbortController>();
  readonly #room = new Map<Subscription, () => void>();
  #codecs: Promise<Codecs> | undefined;
  #token: Promise<string | undefined> | undefined;
  #fresh: string | undefined;
  #ends = Infinity;
  /** Whether to ask in JSON, since something was not to be read in msgpack. */
  #plain = false;
  #closed: ClosedError | undefined;
  #nextId = 0;
  #state: ConnectionState = "idle";
  readonly #onState: (state: ConnectionState, error?: Error) => void;
  readonly id = "";
  /** Why the last call got no answer; absent once one got one. */
  failure: Error | undefined;

  constructor(settings: Settings, onState: (state: ConnectionState, error?: Error) => void) {
    this.#settings = settings;
    this.#onState = onState;
    this.#base = settings.url.href.replace(/\/?(\?.*)?(#.*)?$/, "");
  }

  get state(): ConnectionState {
    return this.#state;
  }

  #turn(state: ConnectionState): void {
    if (this.#state === state || this.#closed) return;
    this.#state = state;
    this.#onState(state);
  }

  has(): boolean {
    return false; // Each subscription has a stream of its own.
  }

  /** Checks the token, since there is no connection to make. */
  async connect(gone: AbortSignal): Promise<void> {
    await this.request("auth", undefined, {}, gone);
  }

  async refresh(token?: string): Promise<void> {
    this.#fresh = token ?? this.#fresh;
    this.#token = undefined;
    await this.connect(this.#stop.signal);
  }

  /** The token in use; a source is asked again when it is about to end, or was refused. */
  async #tokenInUse(refused?: string): Promise<string | undefined> {
    const { token } = this.#settings;
    if (typeof token !== "function") return this.#fresh ?? token;
    const current = this.#token;
    const over = Date.now() >= this.#ends || (refused !== undefined && (await current) === refused);
    if (over && this.#token === current) this.#token = undefined;
    if (!this.#token) {
      this.#ends = Infinity;
      this.#token = Promise.resolve()
        .then(token)
        .catch((cause: unknown) => {
          this.#token = undefined;
          throw new ConnectionError(`The source of tokens failed: ${String(cause)}`, undefined, undefined, { cause });
        });
    }
    return this.#token;
  }

  /** Does something with the token; once more with a newer one, where this one is refused and there is one. */
  async #authorized<T>(work: (token: string | undefined) => Promise<T>): Promise<T> {
    const token = await this.#tokenInUse();
    try {
      return await work(token);
    } catch (error) {
      if (!(error instanceof AuthError) || error.code !== 401 || typeof this.#settings.token !== "function") throw error;
      const newer = await this.#tokenInUse(token ?? "");
      if (newer === token) throw error;
      return work(newer);
    }
  }

  async request(method: string, data: unknown, more: Partial<Frame>, gone: AbortSignal): Promise<Frame> {
    if (this.#closed) throw this.#closed;
    const { format, integers, msgpack } = this.#settings;
    this.#codecs ??= Codecs.load(format, integers !== "number", msgpack);
    const codecs = await this.#codecs;
    const codec = codecs.of(this.#plain ? "json" : format);
    const frame = requestOf(String(++this.#nextId), method, data, more);
    const wait = Number((data as { wait_ms?: number } | undefined)?.wait_ms ?? 0);
    const patience = onceOnly(method, data) ? LONGEST : Math.min(this.#settings.connectTimeout + wait, LONGEST);
    const answer = await this.#authorized((token) => this.#post(encode(codec, frame), codec, token, patience, gone));
    if (method === "auth") this.#learn(answer.data as AuthResult | undefined, answer.ts);
    return answer;
  }

  #learn(session: AuthResult | undefined, ts: string | undefined): void {
    const ahead = Date.parse(ts ?? "") - Date.now() || 0;
    const ends = Date.parse(session?.expires_at ?? "") - ahead;
    if (!Number.isNaN(ends)) this.#ends = ends - Math.min(30_000, (ends - Date.now()) / 5);
  }

  async #post(
    body: string | Uint8Array<ArrayBuffer>,
    codec: Codec,
    token: string | undefined,
    patience: number,
    gone: AbortSignal,
  ): Promise<Frame> {
    // A request of which nothing is heard is made again where it may be: some runtimes never tell that it was lost.
    const late = new AbortController();
    const timer = setTimeout(() => late.abort(new Error("It took too long.")), patience);
    const stop = AbortSignal.any([gone, late.signal, this.#stop.signal]);
    const headers = { "Content-Type": codec.contentType, Accept: codec.contentType, ...authorization(token) };
    let response: Response;
    let frame: Frame;
    try {
      response = await this.#settings.fetch(`${this.#base}/rpc`, { method: "POST", headers, body, signal: stop });
      frame = await frameOf(response, codec);
    } catch (cause) {
      if (this.#closed) throw this.#closed;
      gone.throwIfAborted();
      this.#turn("connecting");
      this.#plain ||= cause instanceof Unreadable;
      this.failure = new LinkLost(`No answer from ${this.#settings.url.host}: ${reasonOf(cause)}`, true, cause);
      throw this.failure;
    } finally {
      clearTimeout(timer);
    }
    this.#turn("open");
    this.failure = undefined;
    if (frame.type === "error") throw errorOf(frame.error);
    return frame;
  }

  attach(subscription: Subscription): void {
    const stop = new AbortController();
    this.#streams.set(subscription, stop);
    void this.#follow(subscription, AbortSignal.any([stop.signal, this.#stop.signal]));
  }

  /** Reads one stream after another, each going on where the last one ended. */
  async #follow(subscription: Subscription, stop: AbortSignal): Promise<void> {
    let failures = 0;
    let begun = false;
    while (!stop.aborted) {
      try {
        await this.#authorized((token) =>
          this.#stream(subscription, token, stop, async (place) => {
            // Whoever began without a place, and was cut off before any event, does not know what there was meanwhile.
            const lost = begun && subscription.received === undefined;
            if (lost && !subscription.gap(unknownGap(subscription.channel))) return this.#forget(subscription);
            if (!begun || lost) subscription.begin({ ...(place && { cursor: place }), ...(await this.#snapshot(subscription, stop)) });
            begun = true;
            failures = 0;
            return undefined;
          }),
        );
      } catch (cause) {
        if (stop.aborted) return;
        const error = cause instanceof DispatchError ? cause : new LinkLost(`The stream broke: ${reasonOf(cause)}`, true, cause);
        const { reconnect, maxRetries, baseDelay, maxDelay } = this.#settings;
        if (error.code === 410) {
          if (!subscription.gap(error)) return this.#forget(subscription);
          begun = false;
          continue;
        }
        if (!passes(error) || !reconnect || failures >= maxRetries) {
          subscription.end(error);
          return this.#forget(subscription);
        }
        await pause(retryAfter(error) ?? backoff(failures++, baseDelay, maxDelay), stop);
      }
    }
  }

  /** Fetches the job or run that a stream is about, which a WebSocket would have been told with the subscription. */
  async #snapshot(subscription: Subscription, stop: AbortSignal): Promise<Partial<SubscribeResponse>> {
    const [kind, id] = subscription.channel.split(/:(.*)/s);
    if (subscription.received !== undefined || (kind !== "job" && kind !== "workflow")) return {};
    const [method, data] = kind === "job" ? ["job.get", { job_id: id }] : ["workflow.get", { run_id: id }];
    try {
      return { snapshot: (await this.request(method as string, data, this.#tenant(), stop)).data as never };
    } catch (error) {
      if (error instanceof DispatchError && error.code === 403) return {}; // The events may be read, the whole may not.
      throw error;
    }
  }

  #tenant(): Partial<Frame> {
    const { appId, orgId } = this.#settings;
    return { ...(appId !== undefined && { app_id: appId }), ...(orgId !== undefined && { org_id: orgId }) };
  }

  async #stream(
    subscription: Subscription,
    token: string | undefined,
    stop: AbortSignal,
    onOpen: (place: string | null) => Promise<void>,
  ): Promise<void> {
    const query = new URLSearchParams({ channel: subscription.channel, ...(this.#tenant() as Record<string, string>) });
    if (subscription.received !== undefined) query.set("after", subscription.received);
    const headers = { Accept: "text/event-stream", ...authorization(token) };
    const ended = new AbortController();
    const signal = AbortSignal.any([stop, ended.signal]);
    try {
      const late = setTimeout(() => ended.abort(new Error("No stream came in time.")), this.#settings.connectTimeout);
      const response = await this.#settings
        .fetch(`${this.#base}/sse?${query.toString()}`, { headers, signal })
        .finally(() => clearTimeout(late));
      const codec = (await Codecs.load("json", this.#settings.integers !== "number")).json;
      if (!response.ok || !response.body) throw errorOf((await frameOf(response, codec)).error);
      this.#turn("open");
      const frames = framesOf(response.body, codec, () => ended.abort(new ConnectionError("The stream fell silent.")));
      await onOpen(response.headers.get("Last-Event-ID"));
      for await (const frame of frames) {
        if (frame.type === "error") throw errorOf(frame.error);
        subscription.push(frame);
        while (subscription.room < 1 && !stop.aborted) await this.#roomFor(subscription);
        stop.throwIfAborted();
      }
      throw new LinkLost("The stream ended.", true);
    } finally {
      ended.abort();
    }
  }

  /** Waits until an event was taken: meanwhile nothing is read, and TCP slows the server down. */
  #roomFor(subscription: Subscription): Promise<void> {
    return new Promise((resolve) => this.#room.set(subscription, resolve));
  }

  onTaken(subscription: Subscription): void {
    this.#room.get(subscription)?.();
    this.#room.delete(subscription);
  }

  #forget(subscription: Subscription): void {
    this.#streams.get(subscription)?.abort();
    this.#streams.delete(subscription);
    this.onTaken(subscription); // Whoever waits for room is to see that nobody reads.
  }

  async detach(subscription: Subscription): Promise<void> {
    this.#forget(subscription);
  }

  async close(reason = new ClosedError("The client was closed.")): Promise<void> {
    if (this.#closed) return;
    this.#turn("closed");
    this.#closed = reason;
    this.#stop.abort(reason);
    for (const subscription of [...this.#streams.keys()]) {
      subscription.end();
      this.#forget(subscription);
    }
  }
}

function authorization(token: string | undefined): Record<string, string> {
  return token === undefined ? {} : { Authorization: `Bearer ${token}` };
}

function reasonOf(cause: unknown): string {
  const inner = (cause as { cause?: { message?: string } } | undefined)?.cause?.message;
  return inner ?? (cause instanceof Error ? cause.message : String(cause));
}

/** Reads the frame of an answer. What a proxy says in its own words becomes an error frame of its status. */
async function frameOf(response: Response, codec: Codec): Promise<Frame> {
  const type = response.headers.get("Content-Type") ?? "";
  const body = new Uint8Array(await response.arrayBuffer());
  if (type.includes("msgpack") && codec.format === "msgpack") {
    try {
      return codec.decode(body);
    } catch (cause) {
      throw new Unreadable(`The answer cannot be read: ${String(cause)}`, true, cause);
    }
  }
  const text = new TextDecoder().decode(body);
  if (type.includes("json")) {
    const frame = (codec.format === "json" ? codec.decode(text) : JSON.parse(text)) as Frame | null;
    if (frame && typeof frame === "object" && (frame.type === "response" || frame.type === "error" || frame.type === "pong")) {
      return frame;
    }
  }
  if (response.ok) throw new ConnectionError("The answer is no frame of this protocol.");
  const message = `The server answered with HTTP status ${response.status} ${response.statusText}`.trim();
  return { type: "error", error: { code: response.status, message: `${message}.` } };
}

/** Reads the frames of an event stream; says when it has been silent for long. */
async function* framesOf(body: ReadableStream<Uint8Array>, codec: Codec, onSilence: () => void): AsyncGenerator<Frame> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let text = "";
  try {
    for (;;) {
      const timer = setTimeout(onSilence, SILENCE);
      const { value, done } = await reader.read().finally(() => clearTimeout(timer));
      if (done) return;
      text += decoder.decode(value, { stream: true });
      // Blocks end with an empty line; the last piece goes on in the next chunk.
      for (let end = text.indexOf("\n\n"); end >= 0; end = text.indexOf("\n\n")) {
        const block = text.slice(0, end);
        text = text.slice(end + 2);
        const data = block
          .split("\n")
          .filter((line) => line.startsWith("data:"))
          .map((line) => line.slice(line[5] === " " ? 6 : 5))
          .join("\n");
        if (data) yield codec.decode(data);
      }
    }
  } finally {
    reader.cancel().catch(() => undefined); // It ends either way.
  }
}
