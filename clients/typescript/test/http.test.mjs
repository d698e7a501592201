// How RPC and event streams behave when things go wrong, over a fetch that does what each test says.
import assert from "node:assert/strict";
import { test } from "node:test";
import { AuthError, ConnectionError, Dispatch, GapError, ServerError, TimeoutError } from "../dist/index.js";

const json = (frame, status = 200) =>
  new Response(JSON.stringify(frame), { status, headers: { "Content-Type": "application/json" } });
const answer = (data) => json({ type: "response", ts: new Date().toISOString(), data });
const failure = (code, message = `code ${code}`, details) => json({ type: "error", error: { code, message, details } }, code);
const stream = (...chunks) =>
  new Response(
    new ReadableStream({
      start(controller) {
        for (const chunk of chunks) controller.enqueue(new TextEncoder().encode(chunk));
        controller.close();
      },
    }),
    { headers: { "Content-Type": "text/event-stream" } },
  );
const event = (n, data) =>
  `id: evt-${n}\nevent: job.started\ndata: ${JSON.stringify({ id: `evt-${n}`, type: "event", channel: "jobs", data: { type: "job.started", n, ...data } })}\n\n`;
const never = (_, { signal }) => new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)));

function client(fetch, options) {
  const calls = [];
  const made = new Dispatch({
    url: "http://host/dwp",
    token: "t",
    baseDelay: 2,
    maxDelay: 5,
    ...options,
    fetch: (url, init) => {
      calls.push({ url: new URL(url), init, body: typeof init.body === "string" ? JSON.parse(init.body) : undefined });
      return fetch(url, init, calls.length);
    },
  });
  return { client: made, calls };
}

test("a call carries its token in a header, and its frame as the body", async () => {
  const { client: it, calls } = client(async () => answer({ connections: 1 }));
  assert.equal((await it.stats()).connections, 1);
  assert.equal(calls[0].url.href, "http://host/dwp/rpc");
  assert.equal(calls[0].init.headers.Authorization, "Bearer t");
  assert.equal(calls[0].body.method, "stats");
});

test("a call whose answer is lost, or of which nothing is heard, is asked again with the same key", async () => {
  for (const first of [never, () => Promise.reject(new TypeError("fetch failed")), async () => new Response("<html>", { status: 200 })]) {
    const { client: it, calls } = client((url, init, n) => (n === 1 ? first(url, init) : answer({ job_id: "job_1" })), { connectTimeout: 30 });
    assert.equal((await it.enqueue("echo", 1)).job_id, "job_1");
    assert.equal(calls.length, 2);
    assert.deepEqual(calls[0].body.data, calls[1].body.data);
    await it.close();
  }
});

test("what must not be done twice is asked once, and waited for as long as the call may take", async () => {
  const { client: it, calls } = client(never, { connectTimeout: 5 });
  await assert.rejects(it.purgeDeadLetter("job_1", { timeout: 50 }), TimeoutError);
  assert.equal(calls.length, 1);
  const { client: other } = client(() => Promise.reject(new TypeError("fetch failed")));
  await assert.rejects(other.purgeDeadLetter("job_1"), ConnectionError);
});

test("what a proxy says in its own words is an error of its status", async () => {
  const { client: it } = client(async () => new Response("<html>Bad gateway</html>", { status: 502, statusText: "Bad Gateway" }), { maxRetries: 0 });
  await assert.rejects(it.stats(), (error) => error instanceof ServerError && error.code === 502 && /502 Bad Gateway/.test(error.message));
});

test("a source of tokens is asked once for many calls, again when one is refused, and before one ends", async () => {
  let n = 0;
  let ends = 3_600_000;
  const { client: it, calls } = client(
    async (_, init) => {
      const token = init.headers.Authorization;
      if (token === "Bearer t1") return failure(401);
      return answer({ connections: 1, subject: "s", expires_at: new Date(Date.now() + ends).toISOString() });
    },
    { token: async () => `t${++n}` },
  );
  await Promise.all([it.stats(), it.stats()]);
  assert.ok(calls.some(({ init }) => init.headers.Authorization === "Bearer t2"));
  const asked = n;
  await it.stats();
  assert.equal(n, asked);
  ends = 0;
  await it.connect(); // Tells that the token has ended.
  await it.stats();
  assert.ok(n > asked);
  const { client: fixed, calls: once } = client(async () => failure(401));
  await assert.rejects(fixed.stats(), AuthError);
  assert.equal(once.length, 1);
});

test("a stream is read across chunks, goes on behind its last event, and tells no event twice", async () => {
  const text = event(1) + ": still here\n" + event(2);
  const { client: it, calls } = client(async (_, __, n) => {
    if (n === 1) return stream("retry: 2000\n", text.slice(0, 17), text.slice(17, 60), text.slice(60), event(3).slice(0, 20));
    if (n === 2) return Promise.reject(new TypeError("fetch failed"));
    if (n === 3) return failure(503);
    return stream(event(3), event(4));
  });
  const seen = [];
  for await (const { id } of it.subscribe("jobs", { after: "evt-0" })) {
    seen.push(id);
    if (seen.length === 4) break;
  }
  assert.deepEqual(seen, ["evt-1", "evt-2", "evt-3", "evt-4"]);
  assert.deepEqual(calls.map(({ url }) => url.searchParams.get("after")), ["evt-0", "evt-2", "evt-2", "evt-2"]);
  assert.equal(calls[0].url.pathname, "/dwp/sse");
});

test("a stream that never begins is given up and begun again", async () => {
  const { client: it } = client((url, init, n) => (n === 1 ? never(url, init) : Promise.resolve(stream(event(1)))), { connectTimeout: 20 });
  assert.equal((await it.subscribe("jobs", { after: "evt-0" }).next()).value.id, "evt-1");
  await it.close();
});

test("a stream that is not read is not pulled", async () => {
  let pulled = 0;
  const { client: it } = client(async () =>
    new Response(
      new ReadableStream({
        pull(controller) {
          controller.enqueue(new TextEncoder().encode(event(++pulled)));
        },
      }),
      { headers: { "Content-Type": "text/event-stream" } },
    ),
  );
  const subscription = it.subscribe("jobs", { credits: 4 });
  await subscription.ready();
  for (let i = 0; i < 50; i++) await new Promise((resolve) => setImmediate(resolve));
  assert.equal(subscription.room, 0);
  assert.ok(pulled <= 6, `${pulled} events were pulled`);
  for (let n = 1; n <= 100; n++) assert.equal((await subscription.next()).value.id, `evt-${n}`);
  await it.close();
});

test("a stream that is cut before it told its place is a gap that is told", async () => {
  const { client: it } = client(async (_, __, n) => stream(n === 1 ? "retry: 2000\n" : event(9)));
  await assert.rejects(it.subscribe("jobs").next(), GapError);
  const { client: other } = client(async (_, __, n) => stream(n === 1 ? "retry: 2000\n" : event(9)));
  const events = other.subscribe("jobs", { gaps: "event" });
  assert.equal((await events.next()).value.type, "gap");
  assert.equal((await events.next()).value.id, "evt-9");
  await other.close();
});

test("an error that ends a stream is told, or is a reason to begin again", async () => {
  const error = (code) => `event: error\ndata: ${JSON.stringify({ type: "error", channel: "jobs", error: { code, message: "no" } })}\n\n`;
  const { client: it } = client(async (_, __, n) => (n === 1 ? stream(event(1), error(500)) : stream(event(2), error(401))));
  const events = it.subscribe("jobs");
  assert.equal((await events.next()).value.id, "evt-1");
  assert.equal((await events.next()).value.id, "evt-2");
  await assert.rejects(events.next(), AuthError);
});
