// How a session behaves when things go wrong, against a server that does what each test says.
import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import {
  AuthError,
  BadRequestError,
  ClosedError,
  ConnectionError,
  Dispatch,
  GapError,
  NotFoundError,
  RateLimitError,
  ServerError,
  TimeoutError,
} from "../dist/index.js";
import { grant, method, scripted } from "./support/scripted.mjs";

const open = [];
const client = (server, options) => {
  const made = new Dispatch({ url: server.url, token: "t", baseDelay: 5, maxDelay: 20, ...options });
  open.push(made);
  return made;
};
const serve = async (...args) => {
  const made = await scripted(...args);
  open.push(made);
  return made;
};
afterEach(async () => {
  for (const it of open.splice(0)) await it.close();
});

test("auth comes first, with token, format and heartbeat (PROTOCOL §4.1)", async () => {
  const server = await serve();
  assert.equal(await client(server, { heartbeat: 20_000 }).connect(), "sess_1");
  const [auth] = server.frames;
  assert.equal(auth.method, "auth");
  assert.equal(auth.token, "t");
  assert.deepEqual(auth.data, { token: "t", format: "json", heartbeat_ms: 20_000 });
});

test("answers are matched by correl_id, in any order", async () => {
  const held = [];
  const server = await serve((connection, frame) => {
    if (frame.method !== "job.get") return;
    held.push(frame);
    if (held.length === 3) for (const it of held.reverse()) connection.answer(it, { id: it.data.job_id, state: "running" });
  });
  const it = client(server);
  const jobs = await Promise.all(["job_a", "job_b", "job_c"].map((id) => it.getJob(id)));
  assert.deepEqual(jobs.map((job) => job.id), ["job_a", "job_b", "job_c"]);
});

test("a ping is answered with its id and time, also while calls are under way (PROTOCOL §4.4)", async () => {
  const server = await serve((connection, frame) => {
    if (frame.method === "stats") connection.send({ type: "ping", id: "p1", ts: "2026-01-31T10:30:05Z" });
    if (frame.type === "pong") connection.answer(connection.frames.find(method("stats")), { connections: 1 });
  });
  assert.equal((await client(server).stats()).connections, 1);
  const pong = await server.frame((frame) => frame.type === "pong");
  assert.equal(pong.correl_id, "p1");
  assert.equal(pong.ts, "2026-01-31T10:30:05Z");
});

test("what the client does not know does no harm", async () => {
  const server = await serve((connection, frame) => {
    if (frame.method !== "stats") return;
    connection.socket.send("null");
    connection.socket.send("42");
    connection.send({ type: "novelty", data: {} });
    connection.send({ type: "response", correl_id: "nobody", data: 1 });
    connection.send({ type: "response", correl_id: "__proto__", data: 1 });
    connection.send({ type: "event", id: "evt-1", channel: "constructor", data: { type: "job.novel" } });
    connection.send({ type: "response", correl_id: frame.id, data: { connections: 7 }, novelty: true });
  });
  assert.equal((await client(server).stats()).connections, 7);
});

test("a server that falls silent is asked, and then taken for gone", async () => {
  const server = await serve((connection, frame) => {
    if (frame.method === "stats" && server.connections.length > 1) connection.answer(frame, { connections: 2 });
  });
  const it = client(server, { heartbeat: 30 });
  assert.equal((await it.stats()).connections, 2);
  assert.ok(server.connections[0].frames.some((frame) => frame.type === "ping"));
});

test("a server that answers pings is left alone, however slow its answers are", async () => {
  let pings = 0;
  const server = await serve((connection, frame) => {
    if (frame.type !== "ping") return;
    connection.send({ type: "pong", correl_id: frame.id });
    if (++pings === 2) connection.answer(connection.frames.find(method("stats")), { connections: 1 });
  });
  assert.equal((await client(server, { heartbeat: 500 }).stats()).connections, 1);
  assert.equal(server.connections.length, 1);
});

test("after a refused token there is no further attempt", async () => {
  const server = await serve((connection, frame) => {
    if (frame.method !== "auth") return false;
    connection.fail(frame, 401);
    connection.socket.close(1008);
    return true;
  });
  const it = client(server);
  const events = it.subscribe("jobs");
  await assert.rejects(events.next(), AuthError);
  await assert.rejects(it.connect(), (error) => error instanceof AuthError && error.code === 401);
  await assert.rejects(it.stats(), AuthError);
  assert.equal(server.connections.length, 3); // One for each that asked.
});

test("a source of tokens is asked again when one is refused, and only another one is tried", async () => {
  const tokens = ["old", "new", "new"];
  const server = await serve((connection, frame) => {
    if (frame.method !== "auth" || frame.data.token === "new") return false;
    connection.fail(frame, 401);
    return true;
  });
  const it = client(server, { token: async () => tokens.shift() });
  assert.equal(await it.connect(), "sess_2");
  const same = client(server, { token: () => "old" });
  const before = server.connections.length;
  await assert.rejects(same.connect(), AuthError);
  assert.equal(server.connections.length, before + 1);
});

test("the token is renewed on the open session before it ends (PROTOCOL §4.1)", async () => {
  let n = 0;
  const server = await serve((connection, frame) => {
    if (frame.method !== "auth") return false;
    const expires = { expires_at: new Date(Date.now() + (n === 1 ? 400 : 3_600_000)).toISOString() };
    connection.answer(frame, { session_id: "sess_1", format: "json", ...expires });
    return true;
  });
  await client(server, { token: () => `t${++n}` }).connect();
  const second = await server.frame(method("auth"), 1);
  assert.equal(second.data.token, "t2");
  assert.equal(server.connections.length, 1);
});

test("a session whose token ended comes back with a newer one; a fixed token does not", async () => {
  let n = 0;
  const expire = (connection, frame) => {
    if (frame.method !== "stats") return;
    if (server.connections.length > 1 && connection === server.connections.at(-1)) return connection.answer(frame, { connections: 1 });
    connection.send({ type: "error", error: { code: 401, message: "This token expired." } });
    connection.socket.close(1008);
  };
  let server = await serve(expire);
  assert.equal((await client(server, { token: () => `t${++n}` }).stats()).connections, 1);
  assert.equal(n, 2);

  server = await serve(expire);
  const fixed = client(server);
  const events = fixed.subscribe("jobs");
  const read = assert.rejects(events.next(), AuthError);
  fixed.stats().catch(() => undefined);
  await read;
});

test("refresh presents a token, and it is the one for later connections", async () => {
  const server = await serve();
  const it = client(server);
  await it.connect();
  await it.refresh("t2");
  assert.equal((await server.frame(method("auth"), 1)).data.token, "t2");
  server.connections[0].cut();
  assert.equal((await server.frame(method("auth"), 2)).data.token, "t2");
});

test("a call that was under way is asked again with the same key", async () => {
  const server = await serve((connection, frame) => {
    if (!["job.enqueue", "workflow.start", "workflow.event"].includes(frame.method)) return;
    if (server.connections.length === 1) connection.cut();
    else connection.answer(frame, { job_id: "job_1", run_id: "run_1", event_id: "sig_1" });
  });
  for (const [name, keyName, call] of [
    ["job.enqueue", "key", (it) => it.enqueue("echo", 1)],
    ["workflow.start", "key", (it) => it.startWorkflow("nap", {})],
    ["workflow.event", "dedup", (it) => it.publishEvent("paid", {})],
  ]) {
    server.connections.length = 0;
    server.frames.length = 0;
    const it = client(server);
    await call(it);
    const [first, second] = server.frames.filter(method(name));
    assert.ok(first.data[keyName].length >= 16);
    assert.deepEqual(second.data, first.data);
    await it.close();
  }
});

test("each of many jobs has a key of its own, and the caller's keys are kept", async () => {
  const server = await serve((connection, frame) => {
    if (frame.method === "job.enqueue") connection.answer(frame, { jobs: [], job_id: "job_1" });
  });
  const it = client(server);
  await it.enqueueMany([{ name: "echo" }, { name: "echo", key: "mine" }]);
  const { jobs } = (await server.frame(method("job.enqueue"))).data;
  assert.ok(jobs[0].key.length >= 16);
  assert.equal(jobs[1].key, "mine");
});

test("what must not be done twice is not asked twice", async () => {
  const server = await serve((connection, frame) => {
    if (frame.method === "dlq.purge") connection.cut();
  });
  await assert.rejects(client(server).purgeDeadLetter("job_1"), ConnectionError);
  await client(server).connect();
  assert.equal(server.frames.filter(method("dlq.purge")).length, 1);
});

test("429 with a time, and 503, are waited out; without a time 429 is told", async () => {
  const answers = [[429, "5"], [503], undefined];
  const server = await serve((connection, frame) => {
    if (frame.method === "queue.list") return connection.fail(frame, 429);
    if (frame.method === "dlq.purge") return connection.fail(frame, 503);
    if (frame.method !== "stats") return;
    const next = answers.shift();
    if (next) connection.fail(frame, ...next);
    else connection.answer(frame, { connections: 1 });
  });
  const it = client(server);
  assert.equal((await it.stats()).connections, 1);
  await assert.rejects(it.queues().next(), RateLimitError);
  await assert.rejects(it.purgeDeadLetter("job_1"), ServerError);
});

test("without reconnecting, a lost connection rejects what is under way", async () => {
  const server = await serve((connection, frame) => {
    if (frame.method === "stats") connection.cut();
  });
  const states = [];
  const it = client(server, { reconnect: false, onStateChange: (state) => states.push(state) });
  const events = it.subscribe("jobs");
  const read = assert.rejects(events.next(), ConnectionError);
  await assert.rejects(it.stats(), ConnectionError);
  await read;
  assert.equal(server.connections.length, 1);
  assert.deepEqual(states, ["connecting", "open", "closed"]);
});

test("after so many failed attempts everything is settled, and the next call begins anew", async () => {
  const server = await serve();
  const it = client(server, { maxRetries: 2 });
  await it.connect();
  const events = it.subscribe("jobs");
  const settled = Promise.all([
    assert.rejects(events.next(), ConnectionError),
    assert.rejects(it.stats(), ConnectionError),
  ]);
  await server.close();
  open.splice(open.indexOf(server), 1);
  await settled;
  assert.equal(it.state, "closed");
});

test("a call that takes too long is rejected, and so is a connection that nobody answers", async () => {
  const server = await serve((connection, frame) => frame.method === "auth" && frame.data.token === "silence");
  await assert.rejects(client(server, { timeout: 30 }).stats(), TimeoutError);
  await assert.rejects(client(server, { token: "silence", connectTimeout: 30 }).connect(), TimeoutError);
  await assert.rejects(client(server, { token: "silence", timeout: 30 }).stats(), TimeoutError);
  const nobody = client({ url: "ws://127.0.0.1:1/dwp" }, { timeout: 100, maxRetries: Infinity });
  await assert.rejects(nobody.stats(), (error) => error instanceof TimeoutError && /The last attempt failed: The connection to 127.0.0.1:1 ended/.test(error.message));
});

test("what nobody waits for any more is not sent", async () => {
  const server = await serve();
  const it = client(server, { maxInFlight: 1 });
  it.stats().catch(() => undefined); // Takes the only place.
  await server.frame(method("stats"));
  const controller = new AbortController();
  const given = assert.rejects(it.getJob("job_1", { signal: controller.signal }), /enough/);
  controller.abort(new Error("enough"));
  await given;
  await it.close();
  assert.equal(server.frames.filter(method("job.get")).length, 0);
});

test("the signal of the client closes it", async () => {
  const server = await serve();
  const controller = new AbortController();
  const it = client(server, { signal: controller.signal });
  await it.connect();
  const settled = assert.rejects(it.stats(), ClosedError);
  controller.abort();
  await settled;
  assert.equal(it.state, "closed");
});

test("a format that the server does not have is told, and not tried again", async () => {
  const server = await serve((connection, frame) => {
    if (frame.method !== "auth") return false;
    connection.fail(frame, 400);
    return true;
  });
  await assert.rejects(client(server).stats(), BadRequestError);
  assert.equal(server.connections.length, 1);
});

test("what is no frame ends the connection, and the client comes back", async () => {
  const server = await serve((connection, frame) => {
    if (frame.method !== "stats") return;
    if (server.connections.length === 1) connection.socket.send("{");
    else connection.answer(frame, { connections: 1 });
  });
  assert.equal((await client(server).stats()).connections, 1);
});

// Subscriptions

/** Serves `total` events of one channel from a log, by credits and cursors. */
function log(total, { cutAfter } = {}) {
  const state = { subscribes: [], most: 0 };
  state.onFrame = (connection, frame) => {
    if (frame.method === "subscribe") {
      const after = frame.data.after === undefined ? 0 : Number(frame.data.after.slice(4));
      Object.assign(connection, { next: after + 1, credits: frame.data.credits ?? Infinity, sent: 0 });
      state.subscribes.push(frame.data);
      connection.answer(frame, { channel: frame.data.channel, status: "subscribed", cursor: `evt-${after}` });
    } else if (frame.method === "unsubscribe") {
      connection.credits = 0;
      return undefined;
    } else if (grant(frame)) {
      connection.credits += frame.credits;
    } else {
      return;
    }
    while (connection.credits > 0 && connection.next <= total) {
      if (cutAfter && connection.sent === cutAfter) return connection.cut();
      connection.event(connection.next++, "jobs");
      connection.sent++;
      connection.credits--;
    }
  };
  return state;
}

test("a subscription asks for as many events as it holds, and grants more as they are taken (PROTOCOL §7.4)", async () => {
  const events = log(1000);
  const server = await serve(events.onFrame);
  const subscription = client(server, { credits: 10 }).subscribe("jobs");
  await subscription.ready();
  await new Promise((resolve) => setImmediate(resolve));
  assert.equal(events.subscribes[0].credits, 10);
  assert.equal(server.frames.filter(grant).length, 0); // Nobody has taken any.
  const seen = [];
  for await (const event of subscription) {
    seen.push(event.data.n);
    assert.ok(subscription.window - subscription.room <= 10);
    assert.ok(event.data.n - server.connections[0].next < 10);
    if (seen.length === 1000) break;
  }
  assert.deepEqual(seen, Array.from({ length: 1000 }, (_, i) => i + 1));
  const granted = server.frames.filter(grant).reduce((sum, frame) => sum + frame.credits, 0);
  assert.ok(granted <= 1000 && granted >= 990);
});

test("memory stays bounded when nobody reads", async () => {
  const events = log(100_000);
  const server = await serve(events.onFrame);
  const it = client(server, { credits: 16 });
  const subscription = it.subscribe("jobs");
  await subscription.ready();
  await it.ping({ timeout: 50 }).catch(() => undefined);
  assert.equal(server.connections[0].sent, 16);
  assert.equal(subscription.room, 0);
});

test("a subscription goes on behind the last event that came: none missing, none twice (PROTOCOL §7.3)", async () => {
  const events = log(500, { cutAfter: 37 });
  const server = await serve(events.onFrame);
  const subscription = client(server, { credits: 20 }).subscribe("jobs");
  const seen = [];
  for await (const event of subscription) {
    seen.push(event.data.n);
    if (seen.length === 500) break;
  }
  assert.deepEqual(seen, Array.from({ length: 500 }, (_, i) => i + 1));
  assert.ok(server.connections.length > 10);
  assert.equal(subscription.cursor, "evt-500");
  for (const { after } of events.subscribes.slice(1)) assert.match(after, /^evt-\d+$/);
});

test("a full subscription waits for room before it resumes", async () => {
  const events = log(100, { cutAfter: 4 });
  const server = await serve(events.onFrame);
  const subscription = client(server, { credits: 4 }).subscribe("jobs");
  await subscription.ready();
  await server.frame(method("auth"), 0);
  while (subscription.room > 0) await new Promise((resolve) => setImmediate(resolve));
  server.connections[0].cut();
  await server.frame(method("auth"), 1);
  await new Promise((resolve) => setTimeout(resolve, 20));
  assert.equal(events.subscribes.length, 1);
  const seen = [];
  for await (const event of subscription) {
    seen.push(event.data.n);
    if (seen.length === 100) break;
  }
  assert.deepEqual(seen, Array.from({ length: 100 }, (_, i) => i + 1));
});

test("without any event yet, it resumes behind the cursor of the answer", async () => {
  const events = log(0);
  const server = await serve(events.onFrame);
  const subscription = client(server).subscribe("jobs", { after: "evt-41" });
  await subscription.ready();
  server.connections[0].cut();
  await server.frame(method("subscribe"), 1);
  assert.equal(events.subscribes[1].after, "evt-41");
  const oldest = client(server).subscribe("workflows", { after: "evt-7" });
  await oldest.ready();
  assert.equal(oldest.cursor, "evt-7");
});

test("events that do not belong to the subscription are not taken for its own", async () => {
  const server = await serve((connection, frame) => {
    if (frame.method !== "subscribe") return;
    connection.event(1, "jobs"); // Before the answer: of an earlier subscription.
    connection.answer(frame, { channel: "jobs", status: "subscribed", cursor: "evt-1" });
    connection.event(2, "workflows");
    connection.event(3, "jobs");
  });
  const { value } = await client(server).subscribe("jobs").next();
  assert.equal(value.id, "evt-3");
});

test("lost events end the subscription with a GapError, or are told in their place", async () => {
  const server = await serve((connection, frame) => {
    if (frame.method !== "subscribe") return;
    if (frame.data.after === "evt-5") return connection.fail(frame, 410, "evt-90");
    connection.answer(frame, { channel: "jobs", status: "subscribed", cursor: frame.data.after });
    connection.event(91, "jobs");
    connection.send({ type: "error", channel: "jobs", error: { code: 410, message: "gone", details: "evt-200" } });
  });
  const it = client(server);
  await assert.rejects(it.subscribe("jobs", { after: "evt-5" }).next(), (error) => error instanceof GapError && error.details === "evt-90");
  const told = [];
  for await (const event of it.subscribe("jobs", { after: "evt-5", gaps: "event" })) {
    told.push([event.type, event.id]);
    if (told.length === 4) break;
  }
  assert.deepEqual(told, [["gap", "evt-90"], ["job.started", "evt-91"], ["gap", "evt-200"], ["job.started", "evt-91"]]);
});

test("a subscription that the server fails at is resumed; one that it refuses ends with the reason", async () => {
  const server = await serve((connection, frame) => {
    if (frame.method !== "subscribe") return;
    if (frame.data.channel === "job:job_1") return connection.fail(frame, 404);
    connection.answer(frame, { channel: "jobs", status: "subscribed", cursor: frame.data.after ?? "evt-0" });
    if (frame.data.after === undefined) {
      connection.event(1, "jobs");
      connection.send({ type: "error", channel: "jobs", error: { code: 500, message: "failed", details: "inc_1" } });
    } else {
      connection.event(2, "jobs");
    }
  });
  const it = client(server);
  const jobs = it.subscribe("jobs");
  assert.equal((await jobs.next()).value.id, "evt-1");
  assert.equal((await jobs.next()).value.id, "evt-2");
  const none = it.subscribe("job:job_1");
  await assert.rejects(none.ready(), NotFoundError);
  await assert.rejects(none.next(), NotFoundError);
  assert.deepEqual(await none.next(), { value: undefined, done: true });
});

test("leaving a loop ends the subscription at the server, and it may begin again", async () => {
  const events = log(3);
  const server = await serve(events.onFrame);
  const it = client(server);
  for await (const event of it.subscribe("jobs")) if (event.data.n === 2) break;
  await server.frame(method("unsubscribe"));
  const seen = [];
  for await (const event of it.subscribe("jobs", { after: "evt-1" })) {
    seen.push(event.data.n);
    if (seen.length === 2) break;
  }
  assert.deepEqual(seen, [2, 3]);
  assert.equal(server.connections.length, 1);
});

test("a second subscription to a channel has a connection of its own, and leaves with it", async () => {
  const events = log(3);
  const server = await serve(events.onFrame);
  const it = client(server);
  const [one, two] = [it.subscribe("jobs"), it.subscribe("jobs", { after: "evt-1" })];
  assert.equal((await one.next()).value.id, "evt-1");
  assert.equal((await two.next()).value.id, "evt-2");
  assert.equal(server.connections.length, 2);
  await two.return();
  assert.equal((await one.next()).value.id, "evt-2");
});

test("a subscription ends by its signal, and with the client", async () => {
  const events = log(0);
  const server = await serve(events.onFrame);
  const it = client(server);
  const controller = new AbortController();
  const aborted = it.subscribe("jobs", { signal: controller.signal });
  const read = assert.rejects(aborted.next(), /enough/);
  await aborted.ready();
  controller.abort(new Error("enough"));
  await read;
  const other = it.subscribe("workflows");
  const rest = other.next();
  await other.ready();
  await it.close();
  assert.deepEqual(await rest, { value: undefined, done: true });
});

test("reads that are made at the same time get the events in their order", async () => {
  const events = log(3);
  const server = await serve(events.onFrame);
  const subscription = client(server).subscribe("jobs");
  const read = await Promise.all([subscription.next(), subscription.next(), subscription.next()]);
  assert.deepEqual(read.map(({ value }) => value.id), ["evt-1", "evt-2", "evt-3"]);
});

test("watch ends with the event that is final, and returns it", async () => {
  const server = await serve((connection, frame) => {
    if (frame.method !== "subscribe") return;
    connection.answer(frame, { channel: frame.data.channel, status: "subscribed", cursor: "evt-1", snapshot: { id: "run_1", state: "running" } });
    connection.event(2, frame.data.channel, { type: "workflow.step_completed", state: "running" });
    connection.event(3, frame.data.channel, { type: "workflow.failed", state: "failed", final: true });
    connection.event(4, frame.data.channel, { type: "workflow.started", state: "running" });
  });
  const seen = [];
  const watching = client(server).watch("run_1");
  let step = await watching.next();
  for (; !step.done; step = await watching.next()) seen.push(step.value.id);
  assert.deepEqual(seen, ["evt-2", "evt-3"]);
  assert.equal(step.value.data.state, "failed");
});

test("watch tells the outcome of what ended before, and of what ended in a gap", async () => {
  let n = 0;
  const server = await serve((connection, frame) => {
    if (frame.method !== "subscribe") return;
    if (++n > 1 || frame.data.channel === "job:job_1") {
      const snapshot = { id: "job_1", name: "echo", queue: "default", state: "failed", last_error: "no", updated_at: "2026-01-31T10:30:05Z" };
      return connection.answer(frame, { channel: frame.data.channel, status: "subscribed", cursor: "evt-9", snapshot });
    }
    connection.answer(frame, { channel: frame.data.channel, status: "subscribed", cursor: "evt-1", snapshot: { state: "running" } });
    connection.send({ type: "error", channel: frame.data.channel, error: { code: 410, message: "gone", details: "evt-200" } });
  });
  const it = client(server);
  for (const id of ["job_2", "job_1"]) {
    const seen = [];
    for await (const event of it.watch(id)) seen.push(event);
    assert.equal(seen.length, 1);
    assert.equal(seen[0].type, "job.failed");
    assert.deepEqual([seen[0].data.state, seen[0].data.error, seen[0].data.final], ["failed", "no", true]);
  }
});
