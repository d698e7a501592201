/** What a client is made with, and what a call may be given. */

import type { MsgpackLibrary } from "./codec.ts";
import { BadRequestError } from "./errors.ts";

/** The part of a WebSocket that is used: the standard one, or that of the package `ws`. */
export interface WebSocketLike {
  binaryType: string;
  readonly readyState: number;
  onopen: ((event: never) => void) | null;
  onmessage: ((event: never) => void) | null;
  onclose: ((event: never) => void) | null;
  onerror: ((event: never) => void) | null;
  send(message: string | Uint8Array<ArrayBuffer>): void;
  close(code?: number, reason?: string): void;
  /** Only the package `ws` has it: ends at once, without waiting for the peer. */
  terminate?(): void;
}

/** A constructor of WebSockets. */
export type WebSocketConstructor = new (url: string) => WebSocketLike;

/** A credential, or what gives one whenever it is needed: on each connection, and before the last one ends. */
export type TokenSource = string | (() => string | Promise<string>);

/** How things stand with the connection. */
export type ConnectionState = "idle" | "connecting" | "open" | "closed";

/** What a client is made with. */
export interface DispatchOptions {
  /** `ws://` or `wss://` for WebSocket; `http://` or `https://` for RPC and SSE, which work wherever `fetch` does. */
  url: string | URL;
  token?: TokenSource;
  /** `json`, or `msgpack` with the package `@msgpack/msgpack`. */
  format?: "json" | "msgpack";
  /** Come back after a lost connection; true unless it is said otherwise. */
  reconnect?: boolean;
  /** After how many failed attempts in a row to give up; 10. `Infinity`: never. */
  maxRetries?: number;
  /** How many milliseconds a call may take, reconnecting included; 30,000. `Infinity` or 0: as long as it takes. */
  timeout?: number;
  /** How many milliseconds a connection may take to be made and authenticated; 10,000. */
  connectTimeout?: number;
  /** The longest pause before the first attempt to reconnect, in milliseconds; 500. It doubles, and a part is drawn at random. */
  baseDelay?: number;
  /** Where the pauses between attempts stop growing, in milliseconds; 30,000. */
  maxDelay?: number;
  /** After how many milliseconds of silence to ask whether the server is still there; 10,000. 0: never. */
  heartbeat?: number;
  /** How many events a subscription holds that nobody has taken yet; 256. The server sends no more. */
  credits?: number;
  /** How many requests are under way on a connection at a time, the rest waiting their turn; 60. */
  maxInFlight?: number;
  /** `exact`: integers beyond 2⁵³ are read as `bigint`, so that none is changed. `number`: they are rounded. */
  integers?: "exact" | "number";
  /** For which tenant an operator acts (PROTOCOL §4.3). */
  appId?: string;
  orgId?: string;
  /** Closes the client. */
  signal?: AbortSignal;
  /** The WebSocket to use, where there is no global one and the package `ws` is not installed. */
  webSocket?: WebSocketConstructor;
  /** The module `@msgpack/msgpack`, where it is bundled or comes from elsewhere. */
  msgpack?: MsgpackLibrary;
  /** What to use in place of the global `fetch`. */
  fetch?: typeof fetch;
  /** Is told when the connection is made, lost, or given up. */
  onStateChange?: (state: ConnectionState, error?: Error) => void;
}

/** What every call may be given. */
export interface CallOptions {
  /** Gives the call up; it is rejected with the signal's reason. */
  signal?: AbortSignal | undefined;
  /** How many milliseconds it may take; as the client says otherwise. */
  timeout?: number | undefined;
}

/** The options with all that was left open filled in. */
export interface Settings extends Omit<DispatchOptions, "url"> {
  url: URL;
  format: "json" | "msgpack";
  reconnect: boolean;
  maxRetries: number;
  timeout: number;
  connectTimeout: number;
  baseDelay: number;
  maxDelay: number;
  heartbeat: number;
  credits: number;
  maxInFlight: number;
  fetch: typeof fetch;
}

const DEFAULTS = {
  format: "json",
  reconnect: true,
  maxRetries: 10,
  timeout: 30_000,
  connectTimeout: 10_000,
  baseDelay: 500,
  maxDelay: 30_000,
  heartbeat: 10_000,
  credits: 256,
  maxInFlight: 60,
} as const;

/** Fills in what was left open, and refuses what cannot work. */
export function settingsOf(options: DispatchOptions): Settings {
  let url: URL;
  try {
    const base = (globalThis as { location?: { href?: string } }).location?.href;
    url = new URL(options.url, base?.startsWith("http") ? base : undefined);
  } catch (cause) {
    throw new BadRequestError(
      `The url '${String(options.url)}' is none; give one such as ws://localhost:8080/dwp.`,
      undefined,
      undefined,
      { cause },
    );
  }
  if (!/^(ws|http)s?:$/.test(url.protocol)) {
    throw new BadRequestError(`The url '${url.href}' begins with none of ws, wss, http, https.`);
  }
  const given = Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
  const settings = { ...DEFAULTS, fetch: globalThis.fetch?.bind(globalThis), ...given, url } as Settings;
  if (!(settings.credits >= 1)) throw new BadRequestError(`credits is ${settings.credits}; it must be 1 or more.`);
  return settings;
}
