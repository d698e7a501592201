/** One WebSocket, from its opening over authentication to its end. What comes after that end is the session's matter. */

import { type Codec, type Codecs, encode, octets, optional } from "./codec.ts";
import { BadRequestError, ClosedError, ConnectionError, type DispatchError, errorOf, LinkLost, TimeoutError } from "./errors.ts";
import { type Frame, requestOf } from "./frame.ts";
import type { Settings, WebSocketConstructor, WebSocketLike } from "./options.ts";
import type { AuthResult } from "./types.ts";

const OPEN = 1;

/** Is called once, at the moment when the answer is read: before anything that came after it. */
type Answered = (answer: Frame | DispatchError) => void;

/** Who hears of what comes unasked. */
export interface LinkOwner {
  onEvent(frame: Frame, link: Link): void;
  /** An error frame that answers nothing; with `channel`, that subscription has ended. */
  onError(error: DispatchError, channel: string | undefined, link: Link): void;
  onEnd(error: Error, link: Link): void;
}

/** Finds the WebSocket to use: the one given, the standard one, or that of the package `ws`. */
async function webSocketOf(settings: Settings): Promise<WebSocketConstructor> {
  const found = settings.webSocket ?? (globalThis as { WebSocket?: unknown }).WebSocket;
  if (found) return found as WebSocketConstructor;
  try {
    return (await optional<{ WebSocket: WebSocketConstructor }>("ws")).WebSocket;
  } catch (cause) {
    throw new BadRequestError(
      "There is no WebSocket here. Install the package ws, give the option `webSocket`, use Node 22 or later, " +
        "or connect by an http url.",
      undefined,
      undefined,
      { cause },
    );
  }
}

export class Link {
  /** What the server said of the session. */
  session!: AuthResult;
  /** How far the server's clock is ahead of this one, in milliseconds. */
  ahead = 0;

  readonly #socket: WebSocketLike;
  readonly #owner: LinkOwner;
  readonly #codecs: Codecs;
  readonly #settings: Settings;
  readonly #pending = new Map<string, Answered>();
  readonly #waiting: (() => void)[] = [];
  #codec: Codec;
  #nextId = 0;
  #ended: Error | undefined;
  #heard = true;
  #silences = 0;
  #heartbeat: ReturnType<typeof setInterval> | undefined;
  #lastError: DispatchError | undefined;
  #failOpening: ((error: Error) => void) | undefined;

  private constructor(socket: WebSocketLike, settings: Settings, codecs: Codecs, owner: LinkOwner) {
    this.#socket = socket;
    this.#owner = owner;
    this.#settings = settings;
    this.#codecs = codecs;
    this.#codec = codecs.json;
  }

  /** Opens a connection and authenticates. */
  static async open(settings: Settings, codecs: Codecs, token: string | undefined, owner: LinkOwner): Promise<Link> {
    const Socket = await webSocketOf(settings);
    let socket: WebSocketLike;
    try {
      socket = new Socket(settings.url.href);
    } catch (cause) {
      throw new ConnectionError(`No connection to ${settings.url.href}: ${String(cause)}`, undefined, undefined, { cause });
    }
    socket.binaryType = "arraybuffer";
    const link = new Link(socket, settings, codecs, owner);
    const timer = setTimeout(
      () => link.#end(new TimeoutError(`${settings.url.host} did not let the client in within ${settings.connectTimeout} ms.`)),
      settings.connectTimeout,
    );
    try {
      await link.#opened();
      await link.authenticate(token);
      link.#codec = codecs.of(link.session.format);
      link.#beat();
      return link;
    } catch (error) {
      link.#end(error as Error);
      throw error;
    } finally {
      clearTimeout(timer);
    }
  }

  get ended(): boolean {
    return this.#ended !== undefined;
  }

  #opened(): Promise<void> {
    return new Promise((resolve, reject) => {
      const socket = this.#socket;
      let reason: unknown;
      const over = (event: { code?: number; reason?: string }): void => {
        const why = event.reason || reason || (event.code ? `close code ${event.code}` : "no reason given");
        const error = new LinkLost(`The connection to ${this.#settings.url.host} ended: ${String(why)}.`, true, this.#lastError);
        this.#end(this.#lastError?.code === 401 ? this.#lastError : error);
      };
      socket.onopen = () => resolve();
      socket.onmessage = (event: { data: string | ArrayBuffer }) => this.#receive(event.data);
      socket.onerror = (event: { message?: string; error?: { message?: string } }) => {
        reason = event.error?.message || event.message;
        setTimeout(() => over({}), 0); // Its close tells more, but not every runtime tells of one.
      };
      socket.onclose = over;
      this.#failOpening = reject;
    });
  }

  /** Sends a credential, the first or a newer one. The session is what its answer tells. */
  async authenticate(token: string | undefined): Promise<void> {
    const format = this.#codecs.binary ? "msgpack" : "json";
    const { heartbeat } = this.#settings;
    const data = { token, format, heartbeat_ms: heartbeat || undefined };
    const answer = await this.request("auth", data, token === undefined ? {} : { token });
    this.session = answer.data as AuthResult;
    const sent = Date.parse(answer.ts ?? "");
    this.ahead = Number.isNaN(sent) ? 0 : sent - Date.now();
    if (!this.session || typeof this.session !== "object") {
      throw new ConnectionError("The server's answer to auth tells nothing of a session.");
    }
  }

  /** Asks; the promise is rejected with what the server says, or with `LinkLost`. */
  request(method: string, data?: unknown, more?: Partial<Frame>, gone?: AbortSignal): Promise<Frame> {
    return new Promise((resolve, reject) => {
      this.ask(
        method,
        data,
        (answer) => (answer instanceof Error ? reject(answer) : resolve(answer)),
        more,
        gone,
      );
    });
  }

  /** Asks, and has the answer read in its place among all that comes. */
  ask(method: string, data: unknown, answered: Answered, more?: Partial<Frame>, gone?: AbortSignal): void {
    this.#await(answered, gone, (id) => requestOf(id, method, data, more));
  }

  /** Sends a DWP ping; resolves with its pong. */
  ping(gone?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#await(
        (answer) => (answer instanceof Error ? reject(answer) : resolve()),
        gone,
        (id) => ({ id, type: "ping", ts: new Date().toISOString() }),
      );
    });
  }

  #await(answered: Answered, gone: AbortSignal | undefined, frameOf: (id: string) => Frame): void {
    const id = String(++this.#nextId);
    const forget = (): void => void this.#settle(id);
    const done: Answered = (answer) => {
      gone?.removeEventListener("abort", forget);
      answered(answer);
    };
    if (this.#ended) return done(new LinkLost(this.#ended.message, false, this.#ended));
    this.#pending.set(id, done);
    gone?.addEventListener("abort", forget);
    try {
      this.post(frameOf(id));
    } catch (error) {
      this.#settle(id, error as DispatchError);
    }
  }

  /** Settles a request, or forgets it, and lets the next one that waits for its turn begin. */
  #settle(id: string, answer?: Frame | DispatchError): boolean {
    const answered = this.#pending.get(id);
    if (!answered) return false;
    this.#pending.delete(id);
    if (answer) answered(answer);
    this.#waiting.shift()?.();
    return true;
  }

  /** Waits until one more request may be under way. */
  async turn(gone: AbortSignal): Promise<void> {
    while (!this.#ended && !gone.aborted && this.#pending.size >= this.#settings.maxInFlight) {
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
    if (gone.aborted) this.#waiting.shift()?.();
  }

  /** Sends a frame that is answered by nothing. */
  post(frame: Frame): void {
    if (this.#socket.readyState !== OPEN) throw new LinkLost("The connection is not open.", false);
    const message = encode(this.#codec, frame);
    const limit = this.session?.max_frame_bytes;
    if (limit && message.length * 3 > limit && octets(message) > limit) {
      throw new BadRequestError(`This request takes ${octets(message)} octets; the server takes ${limit} at most.`, 413);
    }
    this.#socket.send(message);
  }

  #receive(message: string | ArrayBuffer): void {
    if (this.#ended) return;
    this.#heard = true;
    let frame: Frame;
    try {
      frame = this.#codecs.decode(message);
    } catch (error) {
      this.#end(error as Error);
      return;
    }
    if (typeof frame !== "object" || frame === null) return;
    switch (frame.type) {
      case "response":
      case "pong":
        this.#settle(frame.correl_id ?? frame.id ?? "", frame);
        break;
      case "error": {
        const error = errorOf(frame.error);
        if (frame.correl_id !== undefined && this.#settle(frame.correl_id, error)) break;
        if (frame.correl_id === undefined && frame.channel === undefined) this.#lastError = error;
        this.#owner.onError(error, frame.channel, this);
        break;
      }
      case "event":
        this.#owner.onEvent(frame, this);
        break;
      case "ping":
        this.#answer(frame);
        break;
      default: // A kind of frame that came later than this client.
    }
  }

  #answer(ping: Frame): void {
    const pong: Frame = { type: "pong", id: `pong-${++this.#nextId}`, ts: ping.ts ?? new Date().toISOString() };
    if (ping.id !== undefined) pong.correl_id = ping.id;
    if (this.#socket.readyState === OPEN) this.post(pong);
  }

  /** Watches for silence: at the first the server is asked whether it is there, at the second it is taken for gone. */
  #beat(): void {
    const every = this.#settings.heartbeat;
    if (!(every > 0)) return;
    this.#heartbeat = setInterval(() => {
      this.#silences = this.#heard ? 0 : this.#silences + 1;
      this.#heard = false;
      if (this.#silences >= 2) {
        this.#end(new LinkLost(`Nothing came from ${this.#settings.url.host} for ${2 * every} ms.`, true));
      } else if (this.#silences === 1) {
        this.ping().catch(() => undefined); // Its loss is that of the link, which the owner hears of.
      }
    }, every);
  }

  /** Closes in order; resolves when the peer has closed too, or after a second. */
  async close(reason: Error): Promise<void> {
    const socket = this.#socket;
    const closed = new Promise<void>((resolve) => {
      if (socket.readyState === 3) return resolve();
      const timer = setTimeout(resolve, 1000);
      socket.onclose = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.#end(reason, true);
    await closed;
    socket.terminate?.();
  }

  #end(error: Error, inOrder = false): void {
    if (this.#ended) return;
    this.#ended = error;
    clearInterval(this.#heartbeat);
    const socket = this.#socket;
    if (!inOrder) {
      socket.onclose = null;
      socket.onerror = () => undefined; // The package ws throws an error that nobody hears.
    }
    if (socket.readyState < 2) socket.close(1000);
    if (!inOrder) socket.terminate?.();
    this.#failOpening?.(error);
    // What is under way on an open session may be asked again on the next, whatever ended this one.
    const asIs = !this.session || error instanceof LinkLost || error instanceof ClosedError;
    const told = asIs ? (error as DispatchError) : new LinkLost(error.message, true, error);
    for (const [id, answered] of [...this.#pending]) {
      this.#pending.delete(id);
      answered(told);
    }
    for (const turn of this.#waiting.splice(0)) turn();
    if (this.session) this.#owner.onEnd(error, this);
  }
}
