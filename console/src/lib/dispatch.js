// Made by console/make from clients/typescript; change that.
// dist/errors.js
var DispatchError = class extends Error {
  name = "DispatchError";
  constructor(message, code, details, options) {
    super(message, options);
    this.code = code;
    this.details = details;
  }
  /** The code of the server's error frame (PROTOCOL §8); absent on errors that arose on this side. */
  code;
  /** What programs may decide by beside the code: the path of a misfit, a cursor, milliseconds to wait, an incident. */
  details;
};
var BadRequestError = class extends DispatchError {
  name = "BadRequestError";
};
var AuthError = class extends DispatchError {
  name = "AuthError";
  constructor(message, code = 401, details, options) {
    super(message, code, details, options);
  }
};
var ForbiddenError = class extends DispatchError {
  name = "ForbiddenError";
};
var NotFoundError = class extends DispatchError {
  name = "NotFoundError";
};
var ConflictError = class extends DispatchError {
  name = "ConflictError";
};
var GapError = class extends DispatchError {
  name = "GapError";
};
var RateLimitError = class extends DispatchError {
  name = "RateLimitError";
};
var ServerError = class extends DispatchError {
  name = "ServerError";
};
var ConnectionError = class extends DispatchError {
  name = "ConnectionError";
};
var ClosedError = class extends ConnectionError {
  name = "ClosedError";
};
var TimeoutError = class extends DispatchError {
  name = "TimeoutError";
};
var OutcomeError = class extends DispatchError {
  name = "OutcomeError";
  /** The whole job or run as it ended. */
  outcome;
  constructor(message, outcome) {
    super(message);
    this.outcome = outcome;
  }
};
var LinkLost = class extends ConnectionError {
  sent;
  constructor(message, sent, cause) {
    super(message, void 0, void 0, { cause });
    this.sent = sent;
  }
};
var Unreadable = class extends LinkLost {
};
var CLASSES = {
  400: BadRequestError,
  401: AuthError,
  403: ForbiddenError,
  404: NotFoundError,
  405: BadRequestError,
  408: AuthError,
  409: ConflictError,
  410: GapError,
  413: BadRequestError,
  415: BadRequestError,
  429: RateLimitError
};
function errorOf(error) {
  const code = Number(error?.code ?? 500);
  const Class = CLASSES[code] ?? (code >= 500 ? ServerError : DispatchError);
  return new Class(error?.message ?? "The server answered with an error that tells nothing.", code, error?.details ?? void 0);
}

// dist/frame.js
function eventOf(frame) {
  const { id = "", channel = "", ts = "" } = frame;
  const data = frame.data ?? {};
  return { id, type: data.type ?? frame.type, channel, topic: data.topic ?? channel, timestamp: ts, ts, data };
}
function requestOf(id, method, data, more) {
  const frame = { id, type: "request", method, ts: (/* @__PURE__ */ new Date()).toISOString(), ...more };
  if (data !== void 0)
    frame.data = data;
  return frame;
}
function randomKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

// dist/codec.js
var __rewriteRelativeImportExtension = function(path, preserveJsx) {
  if (typeof path === "string" && /^\.\.?\//.test(path)) {
    return path.replace(/\.(tsx)$|((?:\.d)?)((?:\.[^./]+?)?)\.([cm]?)ts$/i, function(m, tsx, d, ext, cm) {
      return tsx ? preserveJsx ? ".jsx" : ".js" : d && (!ext || !cm) ? m : d + ext + "." + cm.toLowerCase() + "js";
    });
  }
  return path;
};
var MARK = `int-${Math.random().toString(36).slice(2)}${Math.random().toString(36).slice(2)}:`;
var STRING_OR_NUMBER = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d[\d.eE+-]*/g;
var MARKED = new RegExp(`"${MARK}(-?\\d+)"`, "g");
function whole(value) {
  if (typeof value === "string" && /\p{Surrogate}/u.test(value))
    throw new TypeError("A string holds half a character.");
  return value;
}
function parseJson(text, exact) {
  if (/\\ud[89a-f]/i.test(text))
    JSON.parse(text, (name, value) => (whole(name), whole(value)));
  if (!exact || !/\d{16}/.test(text))
    return JSON.parse(text);
  let found = false;
  const marked = text.replace(STRING_OR_NUMBER, (token) => {
    if (!/^-?\d{16,}$/.test(token) || Number.isSafeInteger(Number(token)))
      return token;
    found = true;
    return `"${MARK}${token}"`;
  });
  if (!found)
    return JSON.parse(text);
  return JSON.parse(marked, (_key, value) => typeof value === "string" && value.startsWith(MARK) ? BigInt(value.slice(MARK.length)) : value);
}
function stringifyJson(value) {
  let found = false;
  const text = JSON.stringify(value, (_key, member) => {
    if (typeof member !== "bigint")
      return member;
    found = true;
    return MARK + member;
  });
  return found ? text.replace(MARKED, "$1") : text;
}
function json(exact) {
  const reader = new TextDecoder();
  return {
    format: "json",
    contentType: "application/json",
    encode: (frame) => stringifyJson(frame),
    decode: (message) => parseJson(typeof message === "string" ? message : reader.decode(message), exact)
  };
}
function plain(value) {
  if (typeof value === "number") {
    return Number.isSafeInteger(value) && (value > 4294967295 || value < -2147483648) ? BigInt(value) : value;
  }
  if (typeof value === "bigint")
    return BigInt.asIntN(64, value) === value || BigInt.asUintN(64, value) === value ? value : `${value}`;
  if (typeof value === "string")
    return whole(value);
  if (typeof value === "function" || typeof value === "symbol")
    return void 0;
  if (typeof value !== "object" || value === null || value instanceof Uint8Array)
    return value;
  if ("toJSON" in value && typeof value.toJSON === "function")
    return plain(value.toJSON());
  if (Array.isArray(value))
    return value.map((item) => plain(item) ?? null);
  const members = Object.entries(value).map(([name, member]) => [name, plain(member)]);
  return Object.fromEntries(members.filter(([, member]) => member !== void 0));
}
function numbers(value, exact) {
  if (typeof value === "bigint") {
    const number = Number(value);
    return !exact || Number.isSafeInteger(number) ? number : value;
  }
  if (Array.isArray(value))
    return value.map((item) => numbers(item, exact));
  if (value instanceof Date)
    return value.toISOString().replace(".000Z", "Z");
  if (typeof value !== "object" || value === null || Object.getPrototypeOf(value) !== Object.prototype)
    return value;
  const members = value;
  for (const name of Object.keys(members))
    members[name] = numbers(members[name], exact);
  return members;
}
function msgpack(library, exact) {
  return {
    format: "msgpack",
    contentType: "application/msgpack",
    encode: (frame) => library.encode(plain(frame), { useBigInt64: true, ignoreUndefined: true }),
    decode: (message) => {
      const bytes = typeof message === "string" ? new TextEncoder().encode(message) : new Uint8Array(message);
      return numbers(library.decode(bytes, { useBigInt64: true }), exact);
    }
  };
}
var Codecs = class _Codecs {
  json;
  binary;
  constructor(exact, library) {
    this.json = json(exact);
    this.binary = library && msgpack(library, exact);
  }
  /** Makes the codecs of a format, with the library that was given or else the one that is installed. */
  static async load(format, exact, library) {
    if (format === "msgpack" && !library) {
      try {
        library = await optional("@msgpack/msgpack");
      } catch (cause) {
        throw new ConnectionError("The format msgpack needs the package @msgpack/msgpack: install it, or give it as the option `msgpack`.", void 0, void 0, { cause });
      }
    } else if (format !== "msgpack" && format !== "json") {
      throw new BadRequestError(`There is no format '${format}'; there are json and msgpack.`, 400);
    }
    return new _Codecs(exact, format === "msgpack" ? library : void 0);
  }
  /** The codec of a format that the server named. */
  of(format) {
    return format === "msgpack" && this.binary ? this.binary : this.json;
  }
  /** Reads a message; throws `Unreadable` where the other format may do better. */
  decode(message) {
    const codec = typeof message === "string" || !this.binary ? this.json : this.binary;
    try {
      return codec.decode(message);
    } catch (cause) {
      const Class = codec === this.binary ? Unreadable : LinkLost;
      throw new Class(`The server sent what is no frame: ${String(cause)}`, true, cause);
    }
  }
};
function encode(codec, frame) {
  try {
    return codec.encode(frame);
  } catch (cause) {
    throw new BadRequestError(`The data cannot be sent as ${codec.format}: ${String(cause)}`, 400, void 0, { cause });
  }
}
function octets(message) {
  if (typeof message !== "string")
    return message.byteLength;
  return message.length * 3 < 1024 ? message.length * 3 : new TextEncoder().encode(message).byteLength;
}
async function optional(name) {
  return await import(__rewriteRelativeImportExtension(
    /* @vite-ignore */
    /* webpackIgnore: true */
    name
  ));
}

// dist/link.js
var OPEN = 1;
async function webSocketOf(settings) {
  const found = settings.webSocket ?? globalThis.WebSocket;
  if (found)
    return found;
  try {
    return (await optional("ws")).WebSocket;
  } catch (cause) {
    throw new BadRequestError("There is no WebSocket here. Install the package ws, give the option `webSocket`, use Node 22 or later, or connect by an http url.", void 0, void 0, { cause });
  }
}
var Link = class _Link {
  /** What the server said of the session. */
  session;
  /** How far the server's clock is ahead of this one, in milliseconds. */
  ahead = 0;
  #socket;
  #owner;
  #codecs;
  #settings;
  #pending = /* @__PURE__ */ new Map();
  #waiting = [];
  #codec;
  #nextId = 0;
  #ended;
  #heard = true;
  #silences = 0;
  #heartbeat;
  #lastError;
  #failOpening;
  constructor(socket, settings, codecs, owner) {
    this.#socket = socket;
    this.#owner = owner;
    this.#settings = settings;
    this.#codecs = codecs;
    this.#codec = codecs.json;
  }
  /** Opens a connection and authenticates. */
  static async open(settings, codecs, token, owner) {
    const Socket = await webSocketOf(settings);
    let socket;
    try {
      socket = new Socket(settings.url.href);
    } catch (cause) {
      throw new ConnectionError(`No connection to ${settings.url.href}: ${String(cause)}`, void 0, void 0, { cause });
    }
    socket.binaryType = "arraybuffer";
    const link = new _Link(socket, settings, codecs, owner);
    const timer = setTimeout(() => link.#end(new TimeoutError(`${settings.url.host} did not let the client in within ${settings.connectTimeout} ms.`)), settings.connectTimeout);
    try {
      await link.#opened();
      await link.authenticate(token);
      link.#codec = codecs.of(link.session.format);
      link.#beat();
      return link;
    } catch (error) {
      link.#end(error);
      throw error;
    } finally {
      clearTimeout(timer);
    }
  }
  get ended() {
    return this.#ended !== void 0;
  }
  #opened() {
    return new Promise((resolve, reject) => {
      const socket = this.#socket;
      let reason;
      const over = (event) => {
        const why = event.reason || reason || (event.code ? `close code ${event.code}` : "no reason given");
        const error = new LinkLost(`The connection to ${this.#settings.url.host} ended: ${String(why)}.`, true, this.#lastError);
        this.#end(this.#lastError?.code === 401 ? this.#lastError : error);
      };
      socket.onopen = () => resolve();
      socket.onmessage = (event) => this.#receive(event.data);
      socket.onerror = (event) => {
        reason = event.error?.message || event.message;
        setTimeout(() => over({}), 0);
      };
      socket.onclose = over;
      this.#failOpening = reject;
    });
  }
  /** Sends a credential, the first or a newer one. The session is what its answer tells. */
  async authenticate(token) {
    const format = this.#codecs.binary ? "msgpack" : "json";
    const { heartbeat } = this.#settings;
    const data = { token, format, heartbeat_ms: heartbeat || void 0 };
    const answer = await this.request("auth", data, token === void 0 ? {} : { token });
    this.session = answer.data;
    const sent = Date.parse(answer.ts ?? "");
    this.ahead = Number.isNaN(sent) ? 0 : sent - Date.now();
    if (!this.session || typeof this.session !== "object") {
      throw new ConnectionError("The server's answer to auth tells nothing of a session.");
    }
  }
  /** Asks; the promise is rejected with what the server says, or with `LinkLost`. */
  request(method, data, more, gone) {
    return new Promise((resolve, reject) => {
      this.ask(method, data, (answer) => answer instanceof Error ? reject(answer) : resolve(answer), more, gone);
    });
  }
  /** Asks, and has the answer read in its place among all that comes. */
  ask(method, data, answered, more, gone) {
    this.#await(answered, gone, (id) => requestOf(id, method, data, more));
  }
  /** Sends a DWP ping; resolves with its pong. */
  ping(gone) {
    return new Promise((resolve, reject) => {
      this.#await((answer) => answer instanceof Error ? reject(answer) : resolve(), gone, (id) => ({ id, type: "ping", ts: (/* @__PURE__ */ new Date()).toISOString() }));
    });
  }
  #await(answered, gone, frameOf2) {
    const id = String(++this.#nextId);
    const forget = () => void this.#settle(id);
    const done = (answer) => {
      gone?.removeEventListener("abort", forget);
      answered(answer);
    };
    if (this.#ended)
      return done(new LinkLost(this.#ended.message, false, this.#ended));
    this.#pending.set(id, done);
    gone?.addEventListener("abort", forget);
    try {
      this.post(frameOf2(id));
    } catch (error) {
      this.#settle(id, error);
    }
  }
  /** Settles a request, or forgets it, and lets the next one that waits for its turn begin. */
  #settle(id, answer) {
    const answered = this.#pending.get(id);
    if (!answered)
      return false;
    this.#pending.delete(id);
    if (answer)
      answered(answer);
    this.#waiting.shift()?.();
    return true;
  }
  /** Waits until one more request may be under way. */
  async turn(gone) {
    while (!this.#ended && !gone.aborted && this.#pending.size >= this.#settings.maxInFlight) {
      await new Promise((resolve) => this.#waiting.push(resolve));
    }
    if (gone.aborted)
      this.#waiting.shift()?.();
  }
  /** Sends a frame that is answered by nothing. */
  post(frame) {
    if (this.#socket.readyState !== OPEN)
      throw new LinkLost("The connection is not open.", false);
    const message = encode(this.#codec, frame);
    const limit = this.session?.max_frame_bytes;
    if (limit && message.length * 3 > limit && octets(message) > limit) {
      throw new BadRequestError(`This request takes ${octets(message)} octets; the server takes ${limit} at most.`, 413);
    }
    this.#socket.send(message);
  }
  #receive(message) {
    if (this.#ended)
      return;
    this.#heard = true;
    let frame;
    try {
      frame = this.#codecs.decode(message);
    } catch (error) {
      this.#end(error);
      return;
    }
    if (typeof frame !== "object" || frame === null)
      return;
    switch (frame.type) {
      case "response":
      case "pong":
        this.#settle(frame.correl_id ?? frame.id ?? "", frame);
        break;
      case "error": {
        const error = errorOf(frame.error);
        if (frame.correl_id !== void 0 && this.#settle(frame.correl_id, error))
          break;
        if (frame.correl_id === void 0 && frame.channel === void 0)
          this.#lastError = error;
        this.#owner.onError(error, frame.channel, this);
        break;
      }
      case "event":
        this.#owner.onEvent(frame, this);
        break;
      case "ping":
        this.#answer(frame);
        break;
      default:
    }
  }
  #answer(ping) {
    const pong = { type: "pong", id: `pong-${++this.#nextId}`, ts: ping.ts ?? (/* @__PURE__ */ new Date()).toISOString() };
    if (ping.id !== void 0)
      pong.correl_id = ping.id;
    if (this.#socket.readyState === OPEN)
      this.post(pong);
  }
  /** Watches for silence: at the first the server is asked whether it is there, at the second it is taken for gone. */
  #beat() {
    const every = this.#settings.heartbeat;
    if (!(every > 0))
      return;
    this.#heartbeat = setInterval(() => {
      this.#silences = this.#heard ? 0 : this.#silences + 1;
      this.#heard = false;
      if (this.#silences >= 2) {
        this.#end(new LinkLost(`Nothing came from ${this.#settings.url.host} for ${2 * every} ms.`, true));
      } else if (this.#silences === 1) {
        this.ping().catch(() => void 0);
      }
    }, every);
  }
  /** Closes in order; resolves when the peer has closed too, or after a second. */
  async close(reason) {
    const socket = this.#socket;
    const closed = new Promise((resolve) => {
      if (socket.readyState === 3)
        return resolve();
      const timer = setTimeout(resolve, 1e3);
      socket.onclose = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.#end(reason, true);
    await closed;
    socket.terminate?.();
  }
  #end(error, inOrder = false) {
    if (this.#ended)
      return;
    this.#ended = error;
    clearInterval(this.#heartbeat);
    const socket = this.#socket;
    if (!inOrder) {
      socket.onclose = null;
      socket.onerror = () => void 0;
    }
    if (socket.readyState < 2)
      socket.close(1e3);
    if (!inOrder)
      socket.terminate?.();
    this.#failOpening?.(error);
    const asIs = !this.session || error instanceof LinkLost || error instanceof ClosedError;
    const told = asIs ? error : new LinkLost(error.message, true, error);
    for (const [id, answered] of [...this.#pending]) {
      this.#pending.delete(id);
      answered(told);
    }
    for (const turn of this.#waiting.splice(0))
      turn();
    if (this.session)
      this.#owner.onEnd(error, this);
  }
};

// dist/time.js
var LONGEST = 2147483647;
function within(what, timeout, signal, work, why) {
  if (signal?.aborted)
    return Promise.reject(signal.reason);
  return new Promise((resolve, reject) => {
    const gone = new AbortController();
    const end = (error) => {
      reject(error);
      gone.abort(error);
    };
    const aborted = () => end(signal?.reason);
    const timed = timeout > 0 && timeout <= LONGEST;
    const late = () => {
      const cause = why?.();
      const reason = cause ? ` The last attempt failed: ${cause.message}` : "";
      end(new TimeoutError(`${what} took longer than ${timeout} ms.${reason}`, void 0, void 0, { cause }));
    };
    const timer = timed ? setTimeout(late, timeout) : 0;
    signal?.addEventListener("abort", aborted);
    work(gone.signal).then(resolve, reject).finally(() => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", aborted);
    });
  });
}
function pause(ms, gone) {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      gone?.removeEventListener("abort", end);
      resolve();
    };
    const timer = setTimeout(end, Math.min(ms, LONGEST));
    if (gone?.aborted)
      end();
    else
      gone?.addEventListener("abort", end);
  });
}
function backoff(n, base, longest) {
  const pause2 = Math.min(base * 2 ** Math.min(n, 30), longest);
  return pause2 * (0.5 + Math.random() / 2);
}

// dist/session.js
var ONCE_ONLY = /* @__PURE__ */ new Set(["dlq.replay", "dlq.purge", "workflow.replay"]);
var KEYS = { "job.enqueue": "key", "workflow.start": "key", "workflow.event": "dedup" };
function onceOnly(method, data) {
  const key = KEYS[method];
  const { jobs } = data ?? {};
  const all = Array.isArray(jobs) ? jobs : [data ?? {}];
  return ONCE_ONLY.has(method) || key !== void 0 && all.some((one) => !one?.[key]);
}
function passes(error) {
  if (error instanceof ClosedError)
    return false;
  if (error instanceof ConnectionError || error instanceof TimeoutError || error instanceof ServerError)
    return true;
  return error instanceof DispatchError && (error.code === 408 || retryAfter(error) !== void 0);
}
function retryAfter(error) {
  return error.code === 429 && /^\d+$/.test(error.details ?? "") ? Number(error.details) : void 0;
}
var Session = class {
  #settings;
  #onState;
  #subscriptions = /* @__PURE__ */ new Map();
  #stop = new AbortController();
  #codecs;
  #link;
  #opening;
  #closed;
  #renewal;
  #gaveUp = false;
  /** Whether to connect in JSON, since something was not to be read in msgpack. */
  #plain = false;
  #fresh;
  /** Why the only token there is has ended: no connection is tried with it again. */
  #ended;
  #onIdle;
  /** Why the last attempt to connect failed; absent once one succeeded. */
  failure;
  /** The id of the session that is open, or was last. */
  id = "";
  constructor(settings, onState, onIdle) {
    this.#settings = settings;
    this.#onState = onState;
    this.#onIdle = onIdle;
  }
  get state() {
    if (this.#closed)
      return "closed";
    if (this.#link)
      return "open";
    if (this.#opening)
      return "connecting";
    return this.#gaveUp ? "closed" : "idle";
  }
  has(channel) {
    return this.#subscriptions.has(channel);
  }
  /** The open link, or the one that is being opened, by as many attempts as may be made. */
  link(retries = this.#settings.reconnect ? this.#settings.maxRetries : 0) {
    const never = this.#closed ?? this.#ended;
    if (never)
      return Promise.reject(never);
    if (this.#link)
      return Promise.resolve(this.#link);
    this.#opening ??= this.#open(retries).finally(() => {
      this.#opening = void 0;
    });
    return this.#opening;
  }
  async #open(retries) {
    this.#gaveUp = false;
    this.#onState("connecting");
    let refused;
    for (let n = 0; ; n++) {
      try {
        const link = await this.#attempt(refused);
        if (link.ended)
          throw new LinkLost("The connection ended as soon as it was made.", false);
        this.#link = link;
        this.failure = void 0;
        this.id = link.session.session_id ?? "";
        this.#renewLater(link);
        for (const subscription of this.#subscriptions.values())
          this.#subscribe(subscription, link);
        this.#onState("open");
        return link;
      } catch (error) {
        if (this.#closed)
          throw this.#closed;
        if (error instanceof RefusedToken && refused === void 0 && typeof this.#settings.token === "function") {
          refused = error.token;
          continue;
        }
        const reason = error instanceof RefusedToken ? error.reason : error;
        this.failure = reason;
        if (!passes(reason) || n >= retries) {
          this.#giveUp(reason);
          throw reason;
        }
        await pause(backoff(n, this.#settings.baseDelay, this.#settings.maxDelay), this.#stop.signal);
        if (this.#closed)
          throw this.#closed;
      }
    }
  }
  async #attempt(refused) {
    const { format, integers, msgpack: msgpack2 } = this.#plain ? { ...this.#settings, format: "json" } : this.#settings;
    this.#codecs ??= Codecs.load(format, integers !== "number", msgpack2);
    const codecs = await this.#codecs;
    const token = await this.#token();
    if (refused !== void 0 && token === refused)
      throw new AuthError("This token was refused, and there is no other.");
    try {
      const link = await Link.open(this.#settings, codecs, token, this);
      if (!this.#closed)
        return link;
      await link.close(this.#closed);
      throw this.#closed;
    } catch (error) {
      throw error instanceof AuthError && error.code === 401 ? new RefusedToken(token ?? "", error) : error;
    }
  }
  async #token() {
    const { token } = this.#settings;
    if (typeof token !== "function")
      return this.#fresh ?? token;
    try {
      return await token();
    } catch (cause) {
      throw new ConnectionError(`The source of tokens failed: ${String(cause)}`, void 0, void 0, { cause });
    }
  }
  /** Takes up a newer token on the open session: the one given, or the source's. */
  async refresh(token) {
    if (this.#ended && token !== void 0) {
      this.#ended = void 0;
      this.#fresh = token;
    }
    const link = await this.link();
    await link.authenticate(token ?? await this.#token());
    this.#fresh = token ?? this.#fresh;
    this.#renewLater(link);
  }
  /** Renews the token when four fifths of its time are over, and half a minute before its end at the latest. */
  #renewLater(link) {
    clearTimeout(this.#renewal);
    const { expires_at } = link.session;
    if (!expires_at || typeof this.#settings.token !== "function")
      return;
    const left = Date.parse(expires_at) - (Date.now() + link.ahead);
    if (Number.isNaN(left))
      return;
    const wait = Math.max(Math.min(left * 0.8, Math.max(left - 3e4, left / 2)), Math.min(1e3, left / 2), 50);
    this.#renewal = setTimeout(() => {
      if (this.#link !== link)
        return;
      this.refresh().catch(() => this.#renewLater(link));
    }, Math.min(wait, 2147483647));
  }
  /** Asks on the open link, waiting for one and for its turn. */
  async request(method, data, more, gone) {
    const link = await this.link();
    await link.turn(gone);
    gone.throwIfAborted();
    return link.request(method, data, more, gone);
  }
  attach(subscription) {
    this.#subscriptions.set(subscription.channel, subscription);
    if (this.#link)
      this.#subscribe(subscription, this.#link);
    else
      this.link().catch(() => void 0);
  }
  #subscribe(subscription, link) {
    const { channel, room } = subscription;
    subscription.live = void 0;
    subscription.parked = room < 1 ? link : void 0;
    if (subscription.parked)
      return;
    subscription.taken = 0;
    const data = { channel, credits: room, after: subscription.received };
    link.ask("subscribe", data, (answer) => {
      if (this.#subscriptions.get(channel) !== subscription || this.#link !== link)
        return;
      if (answer instanceof Error)
        return this.#fail(subscription, answer, link);
      subscription.live = link;
      subscription.begin(answer.data ?? {});
      this.onTaken(subscription);
    }, this.#tenant());
  }
  #tenant() {
    const { appId, orgId } = this.#settings;
    return { ...appId !== void 0 && { app_id: appId }, ...orgId !== void 0 && { org_id: orgId } };
  }
  #fail(subscription, error, link) {
    subscription.live = void 0;
    if (error instanceof LinkLost)
      return;
    if (error.code === 410) {
      if (!subscription.gap(error))
        this.#remove(subscription);
      else
        this.#subscribe(subscription, link);
      return;
    }
    if (!passes(error)) {
      subscription.end(error);
      this.#remove(subscription);
      return;
    }
    void pause(retryAfter(error) ?? backoff(0, this.#settings.baseDelay, this.#settings.maxDelay), this.#stop.signal).then(() => {
      const current = this.#subscriptions.get(subscription.channel) === subscription && this.#link === link;
      if (current && subscription.live === void 0)
        this.#subscribe(subscription, link);
    });
  }
  onTaken(subscription) {
    const link = this.#link;
    if (!link || this.#subscriptions.get(subscription.channel) !== subscription)
      return;
    if (subscription.live !== link) {
      if (subscription.parked === link && subscription.room > 0)
        this.#subscribe(subscription, link);
      return;
    }
    if (subscription.taken < Math.max(1, subscription.window / 2))
      return;
    const credits = subscription.taken;
    subscription.taken = 0;
    try {
      link.post({ id: `credits-${subscription.channel}`, type: "request", channel: subscription.channel, credits });
    } catch (error) {
      if (!(error instanceof LinkLost))
        throw error;
    }
  }
  async detach(subscription) {
    if (this.#subscriptions.get(subscription.channel) !== subscription)
      return;
    const link = this.#link;
    const { channel } = subscription;
    this.#remove(subscription);
    if (!link || link.ended)
      return;
    const answered = new AbortController();
    await Promise.race([
      new Promise((resolve) => link.ask("unsubscribe", { channel }, () => resolve(), {}, answered.signal)),
      pause(this.#settings.connectTimeout, answered.signal)
    ]);
    answered.abort();
  }
  #remove(subscription) {
    if (this.#subscriptions.get(subscription.channel) !== subscription)
      return;
    this.#subscriptions.delete(subscription.channel);
    if (this.#subscriptions.size === 0)
      this.#onIdle?.();
  }
  onEvent(frame, link) {
    const subscription = this.#subscriptions.get(frame.channel ?? "");
    if (subscription?.live === link)
      subscription.push(frame);
  }
  onError(error, channel, link) {
    const subscription = channel === void 0 ? void 0 : this.#subscriptions.get(channel);
    if (subscription?.live === link)
      this.#fail(subscription, error, link);
  }
  onEnd(error, link) {
    if (this.#link !== link)
      return;
    this.#link = void 0;
    clearTimeout(this.#renewal);
    if (this.#closed)
      return;
    if (error instanceof Unreadable) {
      this.#plain = true;
      this.#codecs = void 0;
    }
    const refused = error instanceof AuthError && typeof this.#settings.token !== "function";
    if (refused)
      this.#ended = error;
    if (refused || !this.#settings.reconnect) {
      this.#giveUp(error);
    } else {
      this.link().catch(() => void 0);
    }
  }
  #giveUp(error) {
    this.#gaveUp = true;
    for (const subscription of [...this.#subscriptions.values()])
      subscription.end(error);
    this.#subscriptions.clear();
    this.#onState("closed", error);
  }
  async close(reason = new ClosedError("The client was closed.")) {
    if (this.#closed)
      return;
    this.#closed = reason;
    this.#onIdle = void 0;
    clearTimeout(this.#renewal);
    const link = this.#link;
    this.#stop.abort(reason);
    for (const subscription of this.#subscriptions.values())
      subscription.end();
    this.#subscriptions.clear();
    await link?.close(reason);
    this.#link = void 0;
    this.#onState("closed");
  }
};
var RefusedToken = class extends Error {
  token;
  reason;
  constructor(token, reason) {
    super(reason.message);
    this.token = token;
    this.reason = reason;
  }
};

// dist/subscription.js
var Subscription = class {
  channel;
  /** How many events are held at most. */
  window;
  /** The job or run as it was when the subscription began, on `job:…` and `workflow:…` without `after`. */
  snapshot;
  /** The place behind the last event that was taken: give it as `after` to go on from here later. */
  cursor;
  #source;
  #gaps;
  #buffer = [];
  #readers = [];
  #ready = [];
  #signal;
  #aborted = () => {
    this.#detach();
    this.end(this.#signal?.reason);
  };
  #begun = false;
  #over = false;
  #error;
  #detached;
  constructor(channel, options, credits, source) {
    this.channel = channel;
    this.window = Math.max(1, Math.floor(options.credits ?? credits));
    this.received = options.after;
    this.cursor = options.after === "oldest" ? void 0 : options.after;
    this.#gaps = options.gaps ?? "error";
    this.#source = source;
    this.#signal = options.signal;
    this.#signal?.addEventListener("abort", this.#aborted);
    if (this.#signal?.aborted)
      queueMicrotask(this.#aborted);
  }
  /** @internal The place behind the last event that came: where to resume. */
  received;
  /** @internal The events that were taken since the source was last told. */
  taken = 0;
  /** @internal What the source keeps of this subscription: on which connection it is live. */
  live;
  /** @internal On which connection it waits for room before it is resumed. */
  parked;
  /** Whether it has ended, by an error or by who reads it. */
  get over() {
    return this.#over;
  }
  /** How many more events can be held. */
  get room() {
    return this.window - this.#buffer.length;
  }
  /** Resolves once the server has confirmed the subscription: no event from then on is missed. */
  ready() {
    if (this.#error)
      return Promise.reject(this.#error);
    if (this.#over)
      return Promise.reject(new ConnectionError(`The subscription to ${this.channel} has ended.`));
    if (this.#begun)
      return Promise.resolve(this);
    return new Promise((resolve, reject) => this.#ready.push({ resolve, reject }));
  }
  /** @internal The server has confirmed. */
  begin(answer) {
    this.received = this.received === void 0 || this.received === "oldest" ? answer.cursor : this.received;
    if (this.#begun) {
      this.snapshot = answer.snapshot ?? this.snapshot;
      return;
    }
    this.#begun = true;
    this.snapshot = answer.snapshot;
    this.cursor ??= answer.cursor;
    for (const { resolve } of this.#ready.splice(0))
      resolve(this);
  }
  /** @internal An event has come. */
  push(frame) {
    if (this.#over)
      return;
    if (frame.id !== void 0)
      this.received = frame.id;
    this.#offer(eventOf(frame));
  }
  #offer(event) {
    const reader = this.#readers.shift();
    if (!reader) {
      this.#buffer.push(event);
      return;
    }
    this.#take(event);
    reader.resolve({ value: event, done: false });
  }
  #take(event) {
    if (event.id)
      this.cursor = event.id;
    this.taken++;
    this.#source.onTaken(this);
  }
  /** @internal Events are lost. Tells whether to go on with the oldest kept. */
  gap(error) {
    if (this.#gaps === "error") {
      this.end(error);
      return false;
    }
    this.received = error.details;
    const { details, message } = error;
    const data = { type: "gap", topic: this.channel, after: this.cursor, resumes_after: details, error: message };
    this.#offer(eventOf({ id: details ?? "", type: "event", channel: this.channel, data }));
    return true;
  }
  /** @internal Nothing more comes: after what is held, readers get the error, or the end. */
  end(error) {
    if (this.#over)
      return;
    this.#over = true;
    this.#error = error;
    this.#signal?.removeEventListener("abort", this.#aborted);
    for (const { reject } of this.#ready.splice(0)) {
      reject(error ?? new ConnectionError(`The subscription to ${this.channel} has ended.`));
    }
    for (const { resolve, reject } of this.#readers.splice(0)) {
      if (error)
        reject(error);
      else
        resolve({ value: void 0, done: true });
    }
  }
  async next() {
    const event = this.#buffer.shift();
    if (event) {
      this.#take(event);
      return { value: event, done: false };
    }
    if (this.#error) {
      const error = this.#error;
      this.#error = void 0;
      throw error;
    }
    if (this.#over)
      return { value: void 0, done: true };
    return new Promise((resolve, reject) => this.#readers.push({ resolve, reject }));
  }
  /** Ends the subscription; resolves when the server has answered, or cannot be told. `break` in a loop does it too. */
  async return() {
    this.#buffer.length = 0;
    this.end();
    this.#error = void 0;
    await this.#detach();
    return { value: void 0, done: true };
  }
  async throw(error) {
    await this.return();
    throw error;
  }
  #detach() {
    this.#detached ??= this.#source.detach(this);
    return this.#detached;
  }
  [Symbol.asyncIterator]() {
    return this;
  }
  async [Symbol.asyncDispose]() {
    await this.return();
  }
};
function unknownGap(channel) {
  return new GapError(`The stream of ${channel} was lost before its first event told where it was: events may be missing.`, 410);
}

// dist/http.js
var SILENCE = 45e3;
var HttpSession = class {
  #settings;
  #base;
  #stop = new AbortController();
  #streams = /* @__PURE__ */ new Map();
  #room = /* @__PURE__ */ new Map();
  #codecs;
  #token;
  #fresh;
  #ends = Infinity;
  /** Whether to ask in JSON, since something was not to be read in msgpack. */
  #plain = false;
  #closed;
  #nextId = 0;
  #state = "idle";
  #onState;
  id = "";
  /** Why the last call got no answer; absent once one got one. */
  failure;
  constructor(settings, onState) {
    this.#settings = settings;
    this.#onState = onState;
    this.#base = settings.url.href.replace(/\/?(\?.*)?(#.*)?$/, "");
  }
  get state() {
    return this.#state;
  }
  #turn(state) {
    if (this.#state === state || this.#closed)
      return;
    this.#state = state;
    this.#onState(state);
  }
  has() {
    return false;
  }
  /** Checks the token, since there is no connection to make. */
  async connect(gone) {
    await this.request("auth", void 0, {}, gone);
  }
  async refresh(token) {
    this.#fresh = token ?? this.#fresh;
    this.#token = void 0;
    await this.connect(this.#stop.signal);
  }
  /** The token in use; a source is asked again when it is about to end, or was refused. */
  async #tokenInUse(refused) {
    const { token } = this.#settings;
    if (typeof token !== "function")
      return this.#fresh ?? token;
    const current = this.#token;
    const over = Date.now() >= this.#ends || refused !== void 0 && await current === refused;
    if (over && this.#token === current)
      this.#token = void 0;
    if (!this.#token) {
      this.#ends = Infinity;
      this.#token = Promise.resolve().then(token).catch((cause) => {
        this.#token = void 0;
        throw new ConnectionError(`The source of tokens failed: ${String(cause)}`, void 0, void 0, { cause });
      });
    }
    return this.#token;
  }
  /** Does something with the token; once more with a newer one, where this one is refused and there is one. */
  async #authorized(work) {
    const token = await this.#tokenInUse();
    try {
      return await work(token);
    } catch (error) {
      if (!(error instanceof AuthError) || error.code !== 401 || typeof this.#settings.token !== "function")
        throw error;
      const newer = await this.#tokenInUse(token ?? "");
      if (newer === token)
        throw error;
      return work(newer);
    }
  }
  async request(method, data, more, gone) {
    if (this.#closed)
      throw this.#closed;
    const { format, integers, msgpack: msgpack2 } = this.#settings;
    this.#codecs ??= Codecs.load(format, integers !== "number", msgpack2);
    const codecs = await this.#codecs;
    const codec = codecs.of(this.#plain ? "json" : format);
    const frame = requestOf(String(++this.#nextId), method, data, more);
    const wait = Number(data?.wait_ms ?? 0);
    const patience = onceOnly(method, data) ? LONGEST : Math.min(this.#settings.connectTimeout + wait, LONGEST);
    const answer = await this.#authorized((token) => this.#post(encode(codec, frame), codec, token, patience, gone));
    if (method === "auth")
      this.#learn(answer.data, answer.ts);
    return answer;
  }
  #learn(session, ts) {
    const ahead = Date.parse(ts ?? "") - Date.now() || 0;
    const ends = Date.parse(session?.expires_at ?? "") - ahead;
    if (!Number.isNaN(ends))
      this.#ends = ends - Math.min(3e4, (ends - Date.now()) / 5);
  }
  async #post(body, codec, token, patience, gone) {
    const late = new AbortController();
    const timer = setTimeout(() => late.abort(new Error("It took too long.")), patience);
    const stop = AbortSignal.any([gone, late.signal, this.#stop.signal]);
    const headers = { "Content-Type": codec.contentType, Accept: codec.contentType, ...authorization(token) };
    let response;
    let frame;
    try {
      response = await this.#settings.fetch(`${this.#base}/rpc`, { method: "POST", headers, body, signal: stop });
      frame = await frameOf(response, codec);
    } catch (cause) {
      if (this.#closed)
        throw this.#closed;
      gone.throwIfAborted();
      this.#turn("connecting");
      this.#plain ||= cause instanceof Unreadable;
      this.failure = new LinkLost(`No answer from ${this.#settings.url.host}: ${reasonOf(cause)}`, true, cause);
      throw this.failure;
    } finally {
      clearTimeout(timer);
    }
    this.#turn("open");
    this.failure = void 0;
    if (frame.type === "error")
      throw errorOf(frame.error);
    return frame;
  }
  attach(subscription) {
    const stop = new AbortController();
    this.#streams.set(subscription, stop);
    void this.#follow(subscription, AbortSignal.any([stop.signal, this.#stop.signal]));
  }
  /** Reads one stream after another, each going on where the last one ended. */
  async #follow(subscription, stop) {
    let failures = 0;
    let begun = false;
    while (!stop.aborted) {
      try {
        await this.#authorized((token) => this.#stream(subscription, token, stop, async (place) => {
          const lost = begun && subscription.received === void 0;
          if (lost && !subscription.gap(unknownGap(subscription.channel)))
            return this.#forget(subscription);
          if (!begun || lost)
            subscription.begin({ ...place && { cursor: place }, ...await this.#snapshot(subscription, stop) });
          begun = true;
          failures = 0;
          return void 0;
        }));
      } catch (cause) {
        if (stop.aborted)
          return;
        const error = cause instanceof DispatchError ? cause : new LinkLost(`The stream broke: ${reasonOf(cause)}`, true, cause);
        const { reconnect, maxRetries, baseDelay, maxDelay } = this.#settings;
        if (error.code === 410) {
          if (!subscription.gap(error))
            return this.#forget(subscription);
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
  async #snapshot(subscription, stop) {
    const [kind, id] = subscription.channel.split(/:(.*)/s);
    if (subscription.received !== void 0 || kind !== "job" && kind !== "workflow")
      return {};
    const [method, data] = kind === "job" ? ["job.get", { job_id: id }] : ["workflow.get", { run_id: id }];
    try {
      return { snapshot: (await this.request(method, data, this.#tenant(), stop)).data };
    } catch (error) {
      if (error instanceof DispatchError && error.code === 403)
        return {};
      throw error;
    }
  }
  #tenant() {
    const { appId, orgId } = this.#settings;
    return { ...appId !== void 0 && { app_id: appId }, ...orgId !== void 0 && { org_id: orgId } };
  }
  async #stream(subscription, token, stop, onOpen) {
    const query = new URLSearchParams({ channel: subscription.channel, ...this.#tenant() });
    if (subscription.received !== void 0)
      query.set("after", subscription.received);
    const headers = { Accept: "text/event-stream", ...authorization(token) };
    const ended = new AbortController();
    const signal = AbortSignal.any([stop, ended.signal]);
    try {
      const late = setTimeout(() => ended.abort(new Error("No stream came in time.")), this.#settings.connectTimeout);
      const response = await this.#settings.fetch(`${this.#base}/sse?${query.toString()}`, { headers, signal }).finally(() => clearTimeout(late));
      const codec = (await Codecs.load("json", this.#settings.integers !== "number")).json;
      if (!response.ok || !response.body)
        throw errorOf((await frameOf(response, codec)).error);
      this.#turn("open");
      const frames = framesOf(response.body, codec, () => ended.abort(new ConnectionError("The stream fell silent.")));
      await onOpen(response.headers.get("Last-Event-ID"));
      for await (const frame of frames) {
        if (frame.type === "error")
          throw errorOf(frame.error);
        subscription.push(frame);
        while (subscription.room < 1 && !stop.aborted)
          await this.#roomFor(subscription);
        stop.throwIfAborted();
      }
      throw new LinkLost("The stream ended.", true);
    } finally {
      ended.abort();
    }
  }
  /** Waits until an event was taken: meanwhile nothing is read, and TCP slows the server down. */
  #roomFor(subscription) {
    return new Promise((resolve) => this.#room.set(subscription, resolve));
  }
  onTaken(subscription) {
    this.#room.get(subscription)?.();
    this.#room.delete(subscription);
  }
  #forget(subscription) {
    this.#streams.get(subscription)?.abort();
    this.#streams.delete(subscription);
    this.onTaken(subscription);
  }
  async detach(subscription) {
    this.#forget(subscription);
  }
  async close(reason = new ClosedError("The client was closed.")) {
    if (this.#closed)
      return;
    this.#turn("closed");
    this.#closed = reason;
    this.#stop.abort(reason);
    for (const subscription of [...this.#streams.keys()]) {
      subscription.end();
      this.#forget(subscription);
    }
  }
};
function authorization(token) {
  return token === void 0 ? {} : { Authorization: `Bearer ${token}` };
}
function reasonOf(cause) {
  const inner = cause?.cause?.message;
  return inner ?? (cause instanceof Error ? cause.message : String(cause));
}
async function frameOf(response, codec) {
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
    const frame = codec.format === "json" ? codec.decode(text) : JSON.parse(text);
    if (frame && typeof frame === "object" && (frame.type === "response" || frame.type === "error" || frame.type === "pong")) {
      return frame;
    }
  }
  if (response.ok)
    throw new ConnectionError("The answer is no frame of this protocol.");
  const message = `The server answered with HTTP status ${response.status} ${response.statusText}`.trim();
  return { type: "error", error: { code: response.status, message: `${message}.` } };
}
async function* framesOf(body, codec, onSilence) {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let text = "";
  try {
    for (; ; ) {
      const timer = setTimeout(onSilence, SILENCE);
      const { value, done } = await reader.read().finally(() => clearTimeout(timer));
      if (done)
        return;
      text += decoder.decode(value, { stream: true });
      for (let end = text.indexOf("\n\n"); end >= 0; end = text.indexOf("\n\n")) {
        const block = text.slice(0, end);
        text = text.slice(end + 2);
        const data = block.split("\n").filter((line) => line.startsWith("data:")).map((line) => line.slice(line[5] === " " ? 6 : 5)).join("\n");
        if (data)
          yield codec.decode(data);
      }
    }
  } finally {
    reader.cancel().catch(() => void 0);
  }
}

// dist/options.js
var DEFAULTS = {
  format: "json",
  reconnect: true,
  maxRetries: 10,
  timeout: 3e4,
  connectTimeout: 1e4,
  baseDelay: 500,
  maxDelay: 3e4,
  heartbeat: 1e4,
  credits: 256,
  maxInFlight: 60
};
function settingsOf(options) {
  let url;
  try {
    const base = globalThis.location?.href;
    url = new URL(options.url, base?.startsWith("http") ? base : void 0);
  } catch (cause) {
    throw new BadRequestError(`The url '${String(options.url)}' is none; give one such as ws://localhost:8080/dwp.`, void 0, void 0, { cause });
  }
  if (!/^(ws|http)s?:$/.test(url.protocol)) {
    throw new BadRequestError(`The url '${url.href}' begins with none of ws, wss, http, https.`);
  }
  const given = Object.fromEntries(Object.entries(options).filter(([, value]) => value !== void 0));
  const settings = { ...DEFAULTS, fetch: globalThis.fetch?.bind(globalThis), ...given, url };
  if (!(settings.credits >= 1))
    throw new BadRequestError(`credits is ${settings.credits}; it must be 1 or more.`);
  return settings;
}

// dist/client.js
var ENDED = /* @__PURE__ */ new Set(["completed", "failed", "cancelled"]);
var WAIT_MS = 2e4;
var Dispatch = class {
  #settings;
  #main;
  /** Further connections, for a second subscription to a channel: a session has each channel once. */
  #others = /* @__PURE__ */ new Set();
  #closed;
  constructor(options) {
    this.#settings = settingsOf(options);
    const onState = (state, error) => this.#settings.onStateChange?.(state, error);
    const http = this.#settings.url.protocol.startsWith("http");
    this.#main = http ? new HttpSession(this.#settings, onState) : new Session(this.#settings, onState);
    const { signal } = options;
    if (signal?.aborted)
      void this.close();
    signal?.addEventListener("abort", () => void this.close(), { once: true });
  }
  /** Connects and authenticates; resolves with the session's id. Calls do it by themselves where it was not done. */
  async connect(options = {}) {
    const main = this.#main;
    await within("Connecting", options.timeout ?? this.#settings.timeout, options.signal, async (gone) => {
      if (main instanceof Session)
        await main.link(0);
      else
        await main.connect(gone);
    });
    return main.id;
  }
  /** The id of the session; empty before there is one, and over HTTP. */
  get sessionId() {
    return this.#main.id;
  }
  /** How things stand with the connection. */
  get state() {
    return this.#main.state;
  }
  /** Closes the connection. Calls under way are rejected with `ClosedError`, iterations end. */
  close() {
    const reason = new ClosedError("The client was closed.");
    this.#closed ??= Promise.all([this.#main, ...this.#others].map((session) => session.close(reason))).then(() => void 0);
    return this.#closed;
  }
  /** Presents a newer token, the one given or the source's, on the session that is open. */
  async refresh(token, options = {}) {
    await within("Renewing the token", options.timeout ?? this.#settings.timeout, options.signal, () => this.#main.refresh(token));
  }
  /** Asks whether the server is there. */
  async ping(options = {}) {
    const main = this.#main;
    await within("The ping", options.timeout ?? this.#settings.timeout, options.signal, async (gone) => {
      if (main instanceof Session)
        await (await main.link()).ping(gone);
      else
        await main.connect(gone);
    });
  }
  async request(method, data, options = {}) {
    return (await this.frame(method, data, options)).data;
  }
  /** Calls any method; resolves with the whole response frame. */
  frame(method, data, options = {}) {
    const { timeout, baseDelay, maxDelay, reconnect, appId, orgId } = this.#settings;
    const more = { ...appId !== void 0 && { app_id: appId }, ...orgId !== void 0 && { org_id: orgId } };
    const most = options.timeout ?? timeout;
    const end = most > 0 ? performance.now() + most : Infinity;
    return within(`The call ${method}`, most, options.signal, async (gone) => {
      for (let n = 0; ; n++) {
        try {
          return await this.#main.request(method, data, more, gone);
        } catch (error) {
          gone.throwIfAborted();
          if (!this.#repeatable(onceOnly(method, data), error, reconnect, n))
            throw error;
          const asked = retryAfter(error);
          if (asked !== void 0 && performance.now() + asked >= end)
            throw error;
          const wait = asked ?? backoff(n, baseDelay, maxDelay);
          if (!(error instanceof LinkLost && n === 0))
            await pause(wait, gone);
          gone.throwIfAborted();
        }
      }
    }, () => this.#main.failure);
  }
  /** Whether the same may be asked again after this error, without an effect that was not asked for. */
  #repeatable(once, error, reconnect, n) {
    if (!(error instanceof DispatchError))
      return false;
    if (retryAfter(error) !== void 0)
      return true;
    if (!reconnect || n >= this.#settings.maxRetries)
      return false;
    if (error instanceof LinkLost)
      return !error.sent || !once;
    return error.code === 503 && passes(error) && !once;
  }
  // Jobs
  /** Enqueues a job. It has one effect however often the connection is lost meanwhile. */
  async enqueue(name, payload, options = {}) {
    const { signal, timeout, ...job } = options;
    const data = { name, payload, ...job, key: job.key ?? randomKey() };
    return this.request("job.enqueue", data, { signal, timeout });
  }
  /** Enqueues up to 1000 jobs by one commit; resolves with what became of each, in order. With `atomic`: all or none. */
  async enqueueMany(jobs, options = {}) {
    const { atomic, signal, timeout } = options;
    const data = { jobs: jobs.map((job) => ({ ...job, key: job.key ?? randomKey() })), atomic };
    const answer = await this.request("job.enqueue", data, { signal, timeout });
    return answer.jobs;
  }
  /** Fetches a job. */
  async getJob(jobId, options) {
    return await this.request("job.get", { job_id: jobId }, options);
  }
  /** Cancels a job, pending, retrying or running. */
  async cancelJob(jobId, options) {
    await this.request("job.cancel", { job_id: jobId }, options);
  }
  /** Cancels up to 1000 jobs; resolves with what became of each, in order. */
  cancelJobs(jobIds, options) {
    return this.#batch("job.cancel", jobIds, options);
  }
  /** Tells why a job is not running now. */
  explainJob(jobId, options) {
    return this.request("job.explain", { job_id: jobId }, options);
  }
  /** Goes through the jobs, newest first, page by page. */
  jobs(filter = {}) {
    return this.#pages("job.list", "jobs", filter);
  }
  /** Waits until a job has ended; resolves with it, however it ended. There is no time limit unless one is given. */
  async waitForJob(jobId, options = {}) {
    return this.#wait("job.get", { job_id: jobId }, options);
  }
  /** Waits until a job has completed; resolves with its result. Rejects with `OutcomeError` when it failed. */
  async result(jobId, options = {}) {
    const job = await this.waitForJob(jobId, options);
    if (job.state === "completed")
      return job.result;
    throw new OutcomeError(job.last_error ?? `The job ${jobId} was ${job.state}.`, job);
  }
  // Workflows
  /** Starts a run of a workflow. It has one effect however often the connection is lost meanwhile. */
  async startWorkflow(name, input, options = {}) {
    const { signal, timeout, ...more } = options;
    return this.request("workflow.start", { name, input, ...more, key: more.key ?? randomKey() }, { signal, timeout });
  }
  /** Fetches a run. */
  async getWorkflow(runId, options) {
    return await this.request("workflow.get", { run_id: runId }, options);
  }
  /** Goes through the runs, newest first, page by page. */
  workflows(filter = {}) {
    return this.#pages("workflow.list", "runs", filter);
  }
  /** Waits until a run has ended; resolves with it, however it ended. There is no time limit unless one is given. */
  async waitForWorkflow(runId, options = {}) {
    return this.#wait("workflow.get", { run_id: runId }, options);
  }
  /** Waits until a run has completed; resolves with its output. Rejects with `OutcomeError` when it failed. */
  async output(runId, options = {}) {
    const run = await this.waitForWorkflow(runId, options);
    if (run.state === "completed")
      return run.output;
    throw new OutcomeError(run.error ?? `The run ${runId} was ${run.state}.`, run);
  }
  /** Publishes an event, which wakes the run that has waited for it longest. It is published once. */
  async publishEvent(name, payload, options = {}) {
    const { signal, timeout, ...more } = options;
    return this.request("workflow.event", { name, payload, ...more, dedup: more.dedup ?? randomKey() }, { signal, timeout });
  }
  /** Fetches all that is on a run's timeline, oldest first. */
  async workflowTimeline(runId, options) {
    const entries = [];
    for (; ; ) {
      const after = entries.at(-1)?.seq;
      const data = { run_id: runId, ...after !== void 0 && { after_seq: after } };
      const page = await this.request("workflow.timeline", data, options);
      const news = page.filter((entry) => after === void 0 || entry.seq > after);
      entries.push(...news);
      if (news.length === 0 || news[0]?.seq === void 0)
        return entries;
    }
  }
  /** Cancels a run; its compensations run. */
  async cancelWorkflow(runId, options) {
    await this.request("workflow.cancel", { run_id: runId }, options);
  }
  /** Tells why a run does not go on now. */
  explainWorkflow(runId, options) {
    return this.request("workflow.explain", { run_id: runId }, options);
  }
  /** Runs a run again from a step on. */
  replayWorkflow(runId, fromStep, options) {
    return this.request("workflow.replay", { run_id: runId, from_step: fromStep }, options);
  }
  // Events
  /**
   * Subscribes to a channel, from this moment on: `jobs`, `workflows`, `firehose`, `job:<id>`, `workflow:<id>`,
   * `queue:<name>`. Leaving the loop ends the subscription.
   */
  subscribe(channel, options = {}) {
    const session = this.#sessionFor(channel);
    const subscription = new Subscription(channel, options, this.#settings.credits, session);
    if (!options.signal?.aborted)
      session.attach(subscription);
    return subscription;
  }
  #sessionFor(channel) {
    const free = [this.#main, ...this.#others].find((session2) => !session2.has(channel));
    if (free)
      return free;
    const session = new Session(this.#settings, () => void 0, () => {
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
  async *watch(id, options = {}) {
    const kind = id.startsWith("job_") || id.startsWith("job:") ? "job" : "workflow";
    const channel = id.includes(":") ? id : `${kind}:${id}`;
    for (let after = options.after; ; after = void 0) {
      const events = this.subscribe(channel, { ...options, after, gaps: "error" });
      try {
        await events.ready();
        const { snapshot } = events;
        if (after === void 0 && snapshot && ENDED.has(snapshot.state)) {
          const last = outcomeOf(channel, snapshot, events.cursor ?? "");
          yield last;
          return last;
        }
        for (let step = await events.next(); !step.done; step = await events.next()) {
          yield step.value;
          if (step.value.data.final)
            return step.value;
        }
        return void 0;
      } catch (error) {
        if (!(error instanceof GapError))
          throw error;
      } finally {
        void events.return();
      }
    }
  }
  // Operations
  /** Counts of what the server and its queues hold. */
  stats(options) {
    return this.request("stats", void 0, options);
  }
  /** Goes through the queues, by name. */
  queues(options = {}) {
    return this.#pages("queue.list", "queues", options);
  }
  /** Lets nothing of a queue start any more. */
  pauseQueue(queue, options) {
    return this.request("queue.pause", { queue }, options);
  }
  /** Lets the jobs of a queue start again. */
  resumeQueue(queue, options) {
    return this.request("queue.resume", { queue }, options);
  }
  /** Lists what can be enqueued and started, with the schemas of payloads and inputs. */
  async handlers(options = {}) {
    const all = { jobs: [], workflows: [] };
    for (let cursor; ; ) {
      const page = await this.request("handler.list", { ...cursor && { cursor } }, options);
      all.jobs.push(...page.jobs);
      all.workflows.push(...page.workflows);
      cursor = page.next_cursor;
      if (!cursor)
        return all;
    }
  }
  /** Goes through the entries of the timetable, by name. */
  crons(options = {}) {
    return this.#pages("cron.list", "crons", options);
  }
  /** Goes through the workers of other processes. */
  workers(options = {}) {
    return this.#pages("worker.list", "workers", options);
  }
  /** Goes through the jobs that have failed for good, newest first. */
  deadLetters(filter = {}) {
    return this.#pages("dlq.list", "jobs", filter);
  }
  /** Lets a dead letter begin anew. */
  replayDeadLetter(jobId, options) {
    return this.request("dlq.replay", { job_id: jobId }, options);
  }
  /** Lets up to 1000 dead letters begin anew; resolves with what became of each, in order. */
  replayDeadLetters(jobIds, options) {
    return this.#batch("dlq.replay", jobIds, options);
  }
  /** Removes a dead letter for ever. */
  async purgeDeadLetter(jobId, options) {
    await this.request("dlq.purge", { job_id: jobId }, options);
  }
  /** Removes up to 1000 dead letters for ever; resolves with what became of each, in order. */
  purgeDeadLetters(jobIds, options) {
    return this.#batch("dlq.purge", jobIds, options);
  }
  async #batch(method, jobIds, options) {
    return (await this.request(method, { job_ids: jobIds }, options)).results;
  }
  async *#pages(method, key, filter) {
    const { signal, timeout, ...data } = filter;
    for (let cursor = data.cursor; ; ) {
      const page = await this.request(method, { ...data, cursor }, { signal, timeout });
      yield* page[key];
      if (!page.next_cursor)
        return;
      cursor = page.next_cursor;
    }
  }
  async #wait(method, data, options) {
    return within(`Waiting for the end`, options.timeout ?? 0, options.signal, async (gone) => {
      for (let n = 0; ; n++) {
        const asked = Date.now();
        const timeout = this.#settings.timeout && WAIT_MS + this.#settings.timeout;
        const it = await this.request(method, { ...data, wait_ms: WAIT_MS }, { signal: gone, timeout });
        if (ENDED.has(it.state))
          return it;
        if (Date.now() - asked < 1e3)
          await pause(backoff(n, 50, 1e3), gone);
      }
    });
  }
  async [Symbol.asyncDispose]() {
    await this.close();
  }
};
function outcomeOf(channel, it, id) {
  const { state, name } = it;
  const job = "queue" in it;
  const type = `${job ? "job" : "workflow"}.${state}`;
  const ts = "completed_at" in it && it.completed_at || it.updated_at;
  const error = it[job ? "last_error" : "error"];
  const what = job ? { job_id: it.id, job_name: name, queue: it.queue } : { run_id: it.id, name };
  const data = { type, topic: channel, ...what, state, ...error !== void 0 && { error }, final: true };
  return { id, type, channel, topic: channel, timestamp: ts, ts, data };
}

// dist/transport.js
var Transport = class {
  #client;
  #handlers = /* @__PURE__ */ new Map();
  #subscriptions = /* @__PURE__ */ new Map();
  #onClose;
  constructor(options) {
    let open = false;
    this.#client = new Dispatch({
      ...options,
      onStateChange: (state, error) => {
        if (open && state !== "open")
          this.#onClose?.();
        open = state === "open";
        options.onStateChange?.(state, error);
      }
    });
  }
  /** Connects and authenticates; resolves with the session's id. */
  connect() {
    return this.#client.connect();
  }
  /** Calls a method; resolves with the response frame. Events of what `subscribe` names go to the handlers. */
  async request(method, data, options) {
    const channel = data?.channel;
    if (channel === void 0 || method !== "subscribe" && method !== "unsubscribe") {
      return this.#client.frame(method, data, options);
    }
    await this.#subscriptions.get(channel)?.return();
    this.#subscriptions.delete(channel);
    if (method === "unsubscribe")
      return { type: "response", data: { channel, status: "unsubscribed" } };
    const subscription = this.#client.subscribe(channel, data);
    this.#subscriptions.set(channel, subscription);
    const { cursor, snapshot } = await subscription.ready();
    void this.#deliver(subscription);
    return { type: "response", data: { channel, status: "subscribed", cursor, snapshot } };
  }
  async #deliver(subscription) {
    const { channel } = subscription;
    try {
      for await (const event of subscription) {
        for (const handler of this.#handlers.get(channel) ?? [])
          handler(event);
      }
    } catch {
      this.#onClose?.();
    } finally {
      if (this.#subscriptions.get(channel) === subscription)
        this.#subscriptions.delete(channel);
    }
  }
  /** Has a handler called with each event of a channel that was subscribed to by `request`. */
  onEvent(channel, handler) {
    this.#handlers.set(channel, [...this.#handlers.get(channel) ?? [], handler]);
  }
  /** Forgets the handlers of a channel. */
  removeEvent(channel) {
    this.#handlers.delete(channel);
  }
  /** Has a handler called whenever a connection has ended. */
  setOnClose(handler) {
    this.#onClose = handler;
  }
  getSessionId() {
    return this.#client.sessionId;
  }
  close() {
    void this.#client.close();
  }
};

// dist/types.js
var Method = {
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
  Stats: "stats"
};
export {
  AuthError,
  BadRequestError,
  ClosedError,
  ConflictError,
  ConnectionError,
  Dispatch,
  DispatchError,
  ForbiddenError,
  GapError,
  Method,
  NotFoundError,
  OutcomeError,
  RateLimitError,
  ServerError,
  Subscription,
  TimeoutError,
  Transport
};
