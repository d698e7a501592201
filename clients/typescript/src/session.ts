/** A session that outlives its connections: it comes back, resumes what is subscribed, and renews its token. */

import { Codecs } from "./codec.ts";
import { AuthError, ClosedError, ConnectionError, DispatchError, LinkLost, ServerError, TimeoutError, Unreadable } from "./errors.ts";
import type { Frame } from "./frame.ts";
import { Link, type LinkOwner } from "./link.ts";
import type { ConnectionState, Settings } from "./options.ts";
import type { Source, Subscription } from "./subscription.ts";
import { backoff, pause } from "./time.ts";
import type { SubscribeResponse } from "./registry.ts";

/** What must not be asked again when the first time may have had an effect. */
const ONCE_ONLY = new Set(["dlq.replay", "dlq.purge", "workflow.replay"]);

/** What makes a second call of these have no further effect. */
const KEYS: Record<string, string> = { "job.enqueue": "key", "workflow.start": "key", "workflow.event": "dedup" };

/** Whether asking twice may have more effect than asking once: then it is not done after a lost connection. */
export function onceOnly(method: string, data: unknown): boolean {
  const key = KEYS[method];
  const { jobs } = (data ?? {}) as { jobs?: unknown };
  const all = (Array.isArray(jobs) ? jobs : [data ?? {}]) as Record<string, unknown>[];
  return ONCE_ONLY.has(method) || (key !== undefined && all.some((one) => !one?.[key]));
}

/** Whether trying again may help: the connection failed, or the server said that it is not up to it now. */
export function passes(error: unknown): boolean {
  if (error instanceof ClosedError) return false;
  if (error instanceof ConnectionError || error instanceof TimeoutError || error instanceof ServerError) return true;
  return error instanceof DispatchError && (error.code === 408 || retryAfter(error) !== undefined);
}

/** For how many milliseconds the server asks to wait, where it does (429). */
export function retryAfter(error: DispatchError): number | undefined {
  return error.code === 429 && /^\d+$/.test(error.details ?? "") ? Number(error.details) : undefined;
}

export class Session implements LinkOwner, Source {
  readonly #settings: Settings;
  readonly #onState: (state: ConnectionState, error?: Error) => void;
  readonly #subscriptions = new Map<string, Subscription>();
  readonly #stop = new AbortController();
  #codecs: Promise<Codecs> | undefined;
  #link: Link | undefined;
  #opening: Promise<Link> | undefined;
  #closed: ClosedError | undefined;
  #renewal: ReturnType<typeof setTimeout> | undefined;
  #gaveUp = false;
  /** Whether to connect in JSON, since something was not to be read in msgpack. */
  #plain = false;
  #fresh: string | undefined;
  /** Why the only token there is has ended: no connection is tried with it again. */
  #ended: Error | undefined;
  #onIdle: (() => void) | undefined;
  /** Why the last attempt to connect failed; absent once one succeeded. */
  failure: Error | undefined;
  /** The id of the session that is open, or was last. */
  id = "";

  constructor(settings: Settings, onState: (state: ConnectionState, error?: Error) => void, onIdle?: () => void) {
    this.#settings = settings;
    this.#onState = onState;
    this.#onIdle = onIdle;
  }

  get state(): ConnectionState {
    if (this.#closed) return "closed";
    if (this.#link) return "open";
    if (this.#opening) return "connecting";
    return this.#gaveUp ? "closed" : "idle";
  }

  has(channel: string): boolean {
    return this.#subscriptions.has(channel);
  }

  /** The open link, or the one that is being opened, by as many attempts as may be made. */
  link(retries = this.#settings.reconnect ? this.#settings.maxRetries : 0): Promise<Link> {
    const never = this.#closed ?? this.#ended;
    if (never) return Promise.reject(never);
    if (this.#link) return Promise.resolve(this.#link);
    this.#opening ??= this.#open(retries).finally(() => {
      this.#opening = undefined;
    });
    return this.#opening;
  }

  async #open(retries: number): Promise<Link> {
    this.#gaveUp = false;
    this.#onState("connecting");
    let refused: string | undefined;
    for (let n = 0; ; n++) {
      try {
        const link = await this.#attempt(refused);
        if (link.ended) throw new LinkLost("The connection ended as soon as it was made.", false);
        this.#link = link;
        this.failure = undefined;
        this.id = link.session.session_id ?? "";
        this.#renewLater(link);
        for (const subscription of this.#subscriptions.values()) this.#subscribe(subscription, link);
        this.#onState("open");
        return link;
      } catch (error) {
        if (this.#closed) throw this.#closed;
        if (error instanceof RefusedToken && refused === undefined && typeof this.#settings.token === "function") {
          refused = error.token; // The source may have a newer one; the same is not tried twice.
          continue;
        }
        const reason = error instanceof RefusedToken ? error.reason : (error as Error);
        this.failure = reason;
        if (!passes(reason) || n >= retries) {
          this.#giveUp(reason);
          throw reason;
        }
        await pause(backoff(n, this.#settings.baseDelay, this.#settings.maxDelay), this.#stop.signal);
        if (this.#closed) throw this.#closed;
      }
    }
  }

  async #attempt(refused: string | undefined): Promise<Link> {
    const { format, integers, msgpack } = this.#plain ? { ...this.#settings, format: "json" } : this.#settings;
    this.#codecs ??= Codecs.load(format, integers !== "number", msgpack);
    const codecs = await this.#codecs;
    const token = await this.#token();
    if (refused !== undefined && token === refused) throw new AuthError("This token was refused, and there is no other.");
    try {
      const link = await Link.open(this.#settings, codecs, token, this);
      if (!this.#closed) return link;
      await link.close(this.#closed);
      throw this.#closed;
    } catch (error) {
      throw error instanceof AuthError && error.code === 401 ? new RefusedToken(token ?? "", error) : error;
    }
  }

  async #token(): Promise<string | undefined> {
    const { token } = this.#settings;
    if (typeof token !== "function") return this.#fresh ?? token;
    try {
      return await token();
    } catch (cause) {
      throw new ConnectionError(`The source of tokens failed: ${String(cause)}`, undefined, undefined, { cause });
    }
  }

  /** Takes up a newer token on the open session: the one given, or the source's. */
  async refresh(token?: string): Promise<void> {
    if (this.#ended && token !== undefined) {
      this.#ended = undefined;
      this.#fresh = token; // Presented when the connection is made anew.
    }
    const link = await this.link();
    await link.authenticate(token ?? (await this.#token()));
    this.#fresh = token ?? this.#fresh;
    this.#renewLater(link);
  }

  /** Renews the token when four fifths of its time are over, and half a minute before its end at the latest. */
  #renewLater(link: Link): void {
    clearTimeout(this.#renewal);
    const { expires_at } = link.session;
    if (!expires_at || typeof this.#settings.token !== "function") return;
    const left = Date.parse(expires_at) - (Date.now() + link.ahead);
    if (Number.isNaN(left)) return;
    const wait = Math.max(Math.min(left * 0.8, Math.max(left - 30_000, left / 2)), Math.min(1000, left / 2), 50);
    this.#renewal = setTimeout(() => {
      if (this.#link !== link) return;
      // A failure leaves the session as it is: it is tried again, until the token ends and a connection is made anew.
      this.refresh().catch(() => this.#renewLater(link));
    }, Math.min(wait, 0x7fffffff));
  }

  /** Asks on the open link, waiting for one and for its turn. */
  async request(method: string, data: unknown, more: Partial<Frame>, gone: AbortSignal): Promise<Frame> {
    const link = await this.link();
    await link.turn(gone);
    gone.throwIfAborted();
    return new Promise((resolve, reject) => {
      link.ask(method, data, (answer) => {
        if (answer instanceof Error) return reject(answer);
        if ((data as { watch?: boolean } | undefined)?.watch) this.#replaced((answer.data as SubscribeResponse).channel, link);
        resolve(answer);
      }, more, gone);
    });
  }

  /** The server has put another subscription in the place of the channel's: puts this one back, behind its last event. */
  #replaced(channel: string, link: Link): void {
    const subscription = this.#subscriptions.get(channel);
    if (subscription?.live === link) this.#subscribe(subscription, link);
  }

  attach(subscription: Subscription): void {
    this.#subscriptions.set(subscription.channel, subscription);
    if (this.#link) this.#subscribe(subscription, this.#link);
    else this.link().catch(() => undefined); // Who reads the subscription gets the reason.
  }

  #subscribe(subscription: Subscription, link: Link): void {
    const { channel, room } = subscription;
    subscription.live = undefined;
    subscription.parked = room < 1 ? link : undefined;
    if (subscription.parked) return; // Until there is room again.
    subscription.taken = 0;
    const data = { channel, credits: room, after: subscription.received };
    link.ask("subscribe", data, (answer) => {
      if (this.#subscriptions.get(channel) !== subscription || this.#link !== link) return;
      if (answer instanceof Error) return this.#fail(subscription, answer, link);
      subscription.live = link;
      subscription.begin((answer.data ?? {}) as SubscribeResponse);
      this.onTaken(subscription);
    }, this.#tenant());
  }

  #tenant(): Partial<Frame> {
    const { appId, orgId } = this.#settings;
    return { ...(appId !== undefined && { app_id: appId }), ...(orgId !== undefined && { org_id: orgId }) };
  }

  #fail(subscription: Subscription, error: DispatchError, link: Link): void {
    subscription.live = undefined;
    if (error instanceof LinkLost) return; // Resumed on the next link.
    if (error.code === 410) {
      if (!subscription.gap(error)) this.#remove(subscription);
      else this.#subscribe(subscription, link);
      return;
    }
    if (!passes(error)) {
      subscription.end(error);
      this.#remove(subscription);
      return;
    }
    void pause(retryAfter(error) ?? backoff(0, this.#settings.baseDelay, this.#settings.maxDelay), this.#stop.signal).then(() => {
      const current = this.#subscriptions.get(subscription.channel) === subscription && this.#link === link;
      if (current && subscription.live === undefined) this.#subscribe(subscription, link);
    });
  }

  onTaken(subscription: Subscription): void {
    const link = this.#link;
    if (!link || this.#subscriptions.get(subscription.channel) !== subscription) return;
    if (subscription.live !== link) {
      if (subscription.parked === link && subscription.room > 0) this.#subscribe(subscription, link);
      return;
    }
    if (subscription.taken < Math.max(1, subscription.window / 2)) return;
    const credits = subscription.taken;
    subscription.taken = 0;
    try {
      link.post({ id: `credits-${subscription.channel}`, type: "request", channel: subscription.channel, credits });
    } catch (error) {
      if (!(error instanceof LinkLost)) throw error; // Resuming asks for credits anew.
    }
  }

  async detach(subscription: Subscription): Promise<void> {
    if (this.#subscriptions.get(subscription.channel) !== subscription) return;
    const link = this.#link;
    const { channel } = subscription;
    this.#remove(subscription);
    if (!link || link.ended) return;
    const answered = new AbortController();
    // Whatever the answer is, and if there is none, the subscription has ended here.
    await Promise.race([
      new Promise<void>((resolve) => link.ask("unsubscribe", { channel }, () => resolve(), {}, answered.signal)),
      pause(this.#settings.connectTimeout, answered.signal),
    ]);
    answered.abort();
  }

  #remove(subscription: Subscription): void {
    if (this.#subscriptions.get(subscription.channel) !== subscription) return;
    this.#subscriptions.delete(subscription.channel);
    if (this.#subscriptions.size === 0) this.#onIdle?.();
  }

  onEvent(frame: Frame, link: Link): void {
    const subscription = this.#subscriptions.get(frame.channel ?? "");
    if (subscription?.live === link) subscription.push(frame);
  }

  onError(error: DispatchError, channel: string | undefined, link: Link): void {
    const subscription = channel === undefined ? undefined : this.#subscriptions.get(channel);
    if (subscription?.live === link) this.#fail(subscription, error, link);
  }

  onEnd(error: Error, link: Link): void {
    if (this.#link !== link) return;
    this.#link = undefined;
    clearTimeout(this.#renewal);
    if (this.#closed) return;
    if (error instanceof Unreadable) {
      this.#plain = true;
      this.#codecs = undefined;
    }
    const refused = error instanceof AuthError && typeof this.#settings.token !== "function";
    if (refused) this.#ended = error;
    if (refused || !this.#settings.reconnect) {
      this.#giveUp(error);
    } else {
      this.link().catch(() => undefined); // Those who wait for the link get the reason.
    }
  }

  #giveUp(error: Error): void {
    this.#gaveUp = true;
    for (const subscription of [...this.#subscriptions.values()]) subscription.end(error);
    this.#subscriptions.clear();
    this.#onState("closed", error);
  }

  async close(reason = new ClosedError("The client was closed.")): Promise<void> {
    if (this.#closed) return;
    this.#closed = reason;
    this.#onIdle = undefined;
    clearTimeout(this.#renewal);
    const link = this.#link;
    this.#stop.abort(reason);
    for (const subscription of this.#subscriptions.values()) subscription.end();
    this.#subscriptions.clear();
    await link?.close(reason);
    this.#link = undefined;
    this.#onState("closed");
  }
}

/** The server refused a token at the door. */
class RefusedToken extends Error {
  readonly token: string;
  readonly reason: AuthError;

  constructor(token: string, reason: AuthError) {
    super(reason.message);
    this.token = token;
    this.reason = reason;
  }
}
