// Subscriptions and watching, over each transport, against the server.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { BadRequestError, Dispatch, ForbiddenError, GapError, NotFoundError } from "../dist/index.js";
import { startProxy } from "./support/proxy.mjs";
import { startServer } from "./support/server.mjs";

let server;
before(async () => {
  server = await startServer();
});
after(() => server.stop());

for (const [scheme, format] of [["ws", "json"], ["ws", "msgpack"], ["http", "json"]]) {
  describe(`over ${scheme} in ${format}`, () => {
    let client;
    before(() => {
      client = new Dispatch({ url: server[scheme], token: "demo-token", format, baseDelay: 10 });
    });
    after(() => client.close());

    test("a subscriber gets the events of a job in their order (PROTOCOL §7.3)", async () => {
      const queue = `events-${scheme}-${format}`;
      const subscription = client.subscribe(`queue:${queue}`);
      await subscription.ready();
      const job = await client.enqueue("count", { to: 3 }, { queue });
      const seen = [];
      for await (const event of subscription) {
        assert.equal(event.channel, `queue:${queue}`);
        assert.equal(event.topic, `job:${job.job_id}`);
        assert.equal(event.data.job_id, job.job_id);
        assert.equal(event.timestamp, event.ts);
        assert.equal(subscription.cursor, event.id);
        seen.push(event.type);
        if (event.data.final) break;
      }
      assert.deepEqual([seen[0], seen[1], seen.at(-1)], ["job.enqueued", "job.started", "job.completed"]);
      assert.ok(seen.includes("job.progress"));
    });

    test("a subscriber goes on behind a cursor, in another client too", async () => {
      const queue = `resume-${scheme}-${format}`;
      const first = client.subscribe(`queue:${queue}`);
      await first.ready();
      const job = await client.enqueue("echo", 1, { queue });
      const { value } = await first.next();
      assert.equal(value.type, "job.enqueued");
      await first.return();
      await client.result(job.job_id);
      const other = new Dispatch({ url: server[scheme], token: "demo-token", format });
      const types = [];
      for await (const event of other.subscribe(`queue:${queue}`, { after: value.id })) {
        types.push(event.type);
        if (event.data.final) break;
      }
      assert.deepEqual(types, ["job.started", "job.completed"]);
      const all = await other.subscribe(`queue:${queue}`, { after: "oldest" }).next();
      assert.equal(all.value.id, value.id);
      await other.close();
    });

    test("watching a job and a run ends by itself with the outcome", async () => {
      const job = await client.enqueue("count", { to: 2, step_ms: 50 });
      const types = [];
      for await (const event of client.watch(job.job_id)) types.push(event.type);
      assert.equal(types.at(-1), "job.completed");
      const run = await client.startWorkflow("booking-saga", { trip_id: "T-1", fail_at: "reserve-car", delay_ms: 20 });
      let last;
      for await (const event of client.watch(run.run_id)) last = event;
      assert.equal(last.type, "workflow.failed");
      assert.equal(last.data.state, "failed");
      assert.ok(last.data.error);
      // Once more, now that it has ended.
      const again = [];
      for await (const event of client.watch(run.run_id)) again.push(event);
      assert.deepEqual(again.map((event) => [event.type, event.data.state, event.data.final]), [["workflow.failed", "failed", true]]);
    });

    test("a slow subscriber misses nothing and holds little", async () => {
      const queue = `slow-${scheme}-${format}`;
      const subscription = client.subscribe(`queue:${queue}`, { credits: 4 });
      await subscription.ready();
      await client.enqueueMany(Array.from({ length: 50 }, (_, i) => ({ name: "echo", payload: i, queue, delay_ms: 600_000 })));
      const seen = new Set();
      for await (const event of subscription) {
        await new Promise((resolve) => setImmediate(resolve));
        assert.ok(subscription.window - subscription.room <= 4);
        seen.add(event.data.job_id);
        if (seen.size === 50) break;
      }
    });

    test("two subscriptions to one channel both get everything", async () => {
      const queue = `twice-${scheme}-${format}`;
      const both = [client.subscribe(`queue:${queue}`), client.subscribe(`queue:${queue}`)];
      await Promise.all(both.map((subscription) => subscription.ready()));
      await client.enqueue("echo", 1, { queue });
      const ids = await Promise.all(
        both.map(async (subscription) => {
          const seen = [];
          for await (const event of subscription) {
            seen.push(event.id);
            if (event.data.final) break;
          }
          return seen;
        }),
      );
      assert.equal(ids[0].length, 3);
      assert.deepEqual(ids[0], ids[1]);
    });

    test("a channel that is none, or not the caller's, is refused with the reason", async () => {
      await assert.rejects(client.subscribe("nonsense").next(), BadRequestError);
      await assert.rejects(client.subscribe("job:job_00000000000000000000000000").next(), NotFoundError);
      await assert.rejects(client.watch("run_00000000000000000000000000").next(), NotFoundError);
      await assert.rejects(client.subscribe("jobs", { after: "evt-999999999" }).next(), BadRequestError);
    });
  });
}

test("a token without the scope is refused a subscription", async () => {
  const client = new Dispatch({ url: server.ws, token: "read-token" });
  await client.subscribe("jobs").ready();
  await assert.rejects(client.pauseQueue("mail"), ForbiddenError);
  await client.close();
});

test("a started run can be watched from its very beginning", async () => {
  const client = new Dispatch({ url: server.ws, token: "demo-token" });
  const run = await client.startWorkflow("order-pipeline", { order_id: "1", items: ["pen"] }, { watch: true });
  const types = [];
  for await (const event of client.watch(run.run_id, { after: run.cursor })) types.push(event.type);
  assert.equal(types[0], "workflow.started");
  assert.equal(types.filter((type) => type === "workflow.step_completed").length, 4);
  assert.equal(types.at(-1), "workflow.completed");
  await client.close();
});

test("a client behind a cut connection comes back by itself, and its subscription with it", async () => {
  const proxy = await startProxy({ port: server.port, life: 1e9 });
  proxy.behave();
  for (const scheme of ["ws", "http"]) {
    const client = new Dispatch({ url: `${scheme}://${proxy.host}/dwp`, token: "demo-token", baseDelay: 10 });
    const queue = `cut-${scheme}`;
    const subscription = client.subscribe(`queue:${queue}`);
    await subscription.ready();
    await client.enqueue("echo", 1, { queue });
    const seen = [(await subscription.next()).value.type];
    for (let i = 0; i < 5; i++) {
      proxy.cutAll();
      await client.enqueue("echo", i, { queue });
    }
    while (seen.filter((type) => type === "job.completed").length < 6) seen.push((await subscription.next()).value.type);
    for (const type of ["job.enqueued", "job.started", "job.completed"]) assert.equal(seen.filter((it) => it === type).length, 6);
    await client.close();
  }
  await proxy.close();
});

test("hundreds of subscriptions come back together", async () => {
  const proxy = await startProxy({ port: server.port });
  proxy.behave();
  const client = new Dispatch({ url: `ws://${proxy.host}/dwp`, token: "demo-token", baseDelay: 10 });
  const queues = Array.from({ length: 300 }, (_, i) => `crowd-${i}`);
  const subscriptions = queues.map((queue) => client.subscribe(`queue:${queue}`));
  await Promise.all(subscriptions.map((subscription) => subscription.ready()));
  proxy.cutAll();
  const made = await client.enqueueMany(queues.map((queue) => ({ name: "echo", queue, delay_ms: 600_000 })));
  const events = await Promise.all(subscriptions.map((subscription) => subscription.next()));
  assert.deepEqual(events.map(({ value }) => value.data.job_id), made.map((job) => job.job_id));
  await client.close();
  await proxy.close();
});

test("events that a server has lost are a gap that is told (PROTOCOL §7.3)", async () => {
  let other = await startServer(); // What it remembers is gone when it stops.
  const { port } = other;
  const kinds = [["ws", "json"], ["ws", "msgpack"], ["http", "json"]];
  const clients = kinds.map(([scheme, format]) => new Dispatch({ url: other[scheme], token: "demo-token", format, baseDelay: 50, maxDelay: 500, maxRetries: Infinity }));
  const each = (work) => Promise.all(clients.map(work));
  const ending = clients.map((client) => client.subscribe("jobs"));
  const going = clients.map((client) => client.subscribe("jobs", { gaps: "event" }));
  await Promise.all([...ending, ...going].map((it) => it.ready()));
  const first = await clients[0].enqueue("echo", 1, { delay_ms: 600_000 });
  for (const it of [...ending, ...going]) assert.equal((await it.next()).value.data.job_id, first.job_id);
  const before = going[0].cursor;
  await other.stop("SIGKILL");
  other = await startServer({ port });
  for (const it of ending) await assert.rejects(it.next(), (error) => error instanceof GapError && /^evt-/.test(error.details));
  for (const it of going) {
    const { value } = await it.next();
    assert.equal(value.type, "gap");
    assert.equal(value.data.after, before);
    assert.match(value.data.resumes_after, /^evt-/);
    assert.equal(it.cursor, value.data.resumes_after);
  }
  const second = await clients[0].enqueue("echo", 2, { delay_ms: 600_000 });
  for (const it of going) assert.equal((await it.next()).value.data.job_id, second.job_id);
  await each((client) => client.close());
  await other.stop();
});
