// Drives the client by the commands of the conformance runner: JSON lines on standard input, one answer for each on
// standard output. conformance/README.md defines them.
import { createInterface } from "node:readline";
import {
  AuthError,
  BadRequestError,
  ClosedError,
  ConflictError,
  ConnectionError,
  Dispatch,
  DispatchError,
  ForbiddenError,
  GapError,
  NotFoundError,
  RateLimitError,
  ServerError,
  TimeoutError,
} from "../dist/index.js";
import { parseJson, stringifyJson } from "../dist/codec.js";

const clients = new Map();
const streams = new Map();
let nextStream = 0;

const KINDS = [
  [AuthError, "auth"],
  [BadRequestError, "bad_request"],
  [ForbiddenError, "forbidden"],
  [NotFoundError, "not_found"],
  [ConflictError, "conflict"],
  [GapError, "gone"],
  [RateLimitError, "rate_limited"],
  [ServerError, "server"],
  [TimeoutError, "timeout"],
  [ClosedError, "closed"],
  [ConnectionError, "connection"],
];

class Unsupported extends Error {}

function errorOf(error) {
  if (error instanceof Unsupported) return { kind: "unsupported" };
  const kind = KINDS.find(([Class]) => error instanceof Class)?.[1] ?? "connection";
  const known = error instanceof DispatchError;
  return { kind, code: (known && error.code) ?? null, message: error.message, details: (known && error.details) ?? null };
}

/** A stream: what was read is kept until a `next` takes it, so that one whose time is up loses no event. */
class Stream {
  constructor(events, begun = false) {
    this.id = `s${++nextStream}`;
    this.events = events;
    this.reads = Promise.resolve();
    if (begun) this.#read();
    streams.set(this.id, this);
  }

  next(timeout) {
    const mine = this.reads.then(() => this.#next(timeout));
    this.reads = mine.catch(() => undefined);
    return mine;
  }

  #read() {
    this.reading ??= this.events.next().then(
      (step) => ({ step }),
      (error) => ({ error }),
    );
  }

  async #next(timeout) {
    this.#read();
    let timer;
    const late = new Promise((_, reject) => {
      if (timeout !== undefined) timer = setTimeout(() => reject(new TimeoutError("No event came in time.")), timeout);
    });
    const { step, error } = await Promise.race([this.reading, late]).finally(() => clearTimeout(timer));
    this.reading = undefined;
    if (error) throw error;
    if (step.done) {
      this.ended = step.value ?? this.last;
      return { end: true };
    }
    const { id, type, channel, ts, data } = step.value;
    this.last = step.value;
    if (type === "gap") return { gap: { details: data.resumes_after ?? null } };
    return { event: { id, type: "event", channel, data, ts } };
  }
}

const operations = {
  async connect(command) {
    const { url, token, tokens, format, options = {}, client = "c" } = command;
    const given = tokens && [...tokens];
    const made = new Dispatch({
      url,
      token: given ? () => (given.length > 1 ? given.shift() : given[0]) : token,
      format,
      reconnect: options.reconnect,
      baseDelay: options.reconnect_first_ms,
      maxDelay: options.reconnect_max_ms,
      timeout: options.timeout_ms,
      heartbeat: options.heartbeat_ms ?? 0,
    });
    clients.set(client, made);
    const session_id = await made.connect();
    return session_id ? { session_id } : {};
  },
  call: ({ method, data, timeout_ms }, client) => client.request(method, data, { timeout: timeout_ms }),
  enqueue: ({ name, payload, ...rest }, client) =>
    client.enqueue(name, payload, pick(rest, "queue", "priority", "delay_ms", "max_retries", "timeout_ms", "key", "watch")),
  job: (command, client) => client.request("job.get", pick(command, "job_id", "wait_ms")),
  cancel: (command, client) => client.request("job.cancel", pick(command, "job_id")),
  start: ({ name, input, ...rest }, client) => client.startWorkflow(name, input, pick(rest, "key")),
  run: (command, client) => client.request("workflow.get", pick(command, "run_id", "wait_ms")),
  publish: ({ name, payload, ...rest }, client) => client.publishEvent(name, payload, pick(rest, "key", "run_id", "dedup")),
  timeline: ({ run_id }, client) => client.workflowTimeline(run_id),
  stats: (_, client) => client.stats(),
  async subscribe({ channel, after, credits }, client) {
    const events = client.subscribe(channel, { after, credits, gaps: "event" });
    const { cursor, snapshot } = await events.ready();
    return { stream: new Stream(events).id, ...(cursor && { cursor }), ...(snapshot && { snapshot }) };
  },
  async watch({ target }, client) {
    const stream = new Stream(client.watch(target), true);
    stream.target = target;
    stream.client = client;
    return { stream: stream.id };
  },
  next: ({ stream, timeout_ms }) => streamOf(stream).next(timeout_ms),
  async outcome({ stream }) {
    const { target, client, ended } = streamOf(stream);
    const job = target.startsWith("job_");
    const it = job ? await client.getJob(target) : await client.getWorkflow(target);
    const [result, error] = job ? [it.result, it.last_error] : [it.output, it.error];
    const why = error ?? ended?.data.error;
    return { state: it.state, ...(result !== undefined && { result }), ...(why !== undefined && { error: why }) };
  },
  async unsubscribe({ stream }) {
    await streamOf(stream).events.return();
    return {};
  },
  async refresh({ token }, client) {
    await client.refresh(token);
    return {};
  },
  async ping(_, client) {
    await client.ping();
    return {};
  },
  state(_, client) {
    const { state } = client;
    return { state: state === "idle" ? "connecting" : state };
  },
  async close(_, client) {
    await client.close();
    return {};
  },
};

function pick(command, ...names) {
  return Object.fromEntries(names.filter((name) => command[name] !== undefined).map((name) => [name, command[name]]));
}

function streamOf(id) {
  const stream = streams.get(id);
  if (!stream) throw new BadRequestError(`There is no stream '${id}'.`);
  return stream;
}

async function answer(command) {
  try {
    const operation = operations[command.op];
    const client = clients.get(command.client ?? "c");
    if (!operation) throw new Unsupported();
    if (!client && command.op !== "connect") throw new ClosedError("There is no such client.");
    return { id: command.id, ok: (await operation(command, client)) ?? {} };
  } catch (error) {
    return { id: command.id, error: errorOf(error) };
  }
}

createInterface({ input: process.stdin, terminal: false })
  .on("line", (line) => {
    if (line.trim() === "") return;
    void answer(parseJson(line, true)).then((it) => process.stdout.write(`${stringifyJson(it)}\n`));
  })
  .on("close", async () => {
    await Promise.all([...clients.values()].map((client) => client.close()));
    process.exit(0);
  });
