// Each call, over each transport and in each format, against the server.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import {
  AuthError,
  BadRequestError,
  ClosedError,
  ConflictError,
  ConnectionError,
  Dispatch,
  DispatchError,
  ForbiddenError,
  NotFoundError,
  OutcomeError,
  TimeoutError,
} from "../dist/index.js";
import { startServer } from "./support/server.mjs";

let server;
before(async () => {
  server = await startServer();
});
after(() => server.stop());

const kinds = [
  ["ws", "json"],
  ["ws", "msgpack"],
  ["http", "json"],
  ["http", "msgpack"],
];

for (const [scheme, format] of kinds) {
  describe(`over ${scheme} in ${format}`, () => {
    let client;
    const open = (options) => new Dispatch({ url: server[scheme], token: "demo-token", format, ...options });
    before(() => {
      client = open();
    });
    after(() => client.close());

    test("connects and tells the session", async () => {
      const id = await client.connect();
      assert.equal(id, client.sessionId);
      if (scheme === "ws") assert.match(id, /^sess_/);
      assert.equal(client.state, "open");
    });

    test("enqueues, fetches and waits for the result", async () => {
      const job = await client.enqueue("echo", { text: "naïve — ✓", n: 1.5 }, { queue: "mail", priority: 3 });
      assert.match(job.job_id, /^job_/);
      assert.equal(job.queue, "mail");
      assert.deepEqual(await client.result(job.job_id), { text: "naïve — ✓", n: 1.5 });
      const whole = await client.getJob(job.job_id);
      assert.equal(whole.state, "completed");
      assert.equal(whole.priority, 3);
    });

    test("keeps integers of 64 bits exact", async () => {
      const payload = { id: 9007199254740993n, low: -9223372036854775808n, small: 7, big: 1767225600000, text: "12345678901234567890" };
      const job = await client.enqueue("echo", payload);
      assert.deepEqual(await client.result(job.job_id), payload);
    });

    test("takes any member name, also one that the msgpack library refuses to read", async () => {
      const other = open({ baseDelay: 5 });
      const payload = JSON.parse('{"__proto__":{"a":1},"constructor":2}');
      const job = await other.enqueue("echo", payload);
      assert.equal(JSON.stringify(await other.result(job.job_id)), '{"__proto__":{"a":1},"constructor":2}');
      await other.close();
    });

    test("sends dates as text and leaves undefined members out", async () => {
      const job = await client.enqueue("echo", { at: new Date(0), none: undefined, list: [undefined, 1] });
      assert.deepEqual(await client.result(job.job_id), { at: "1970-01-01T00:00:00.000Z", list: [null, 1] });
    });

    test("enqueues many, and tells what became of each", async () => {
      const made = await client.enqueueMany([{ name: "echo", payload: 1 }, { name: "nothing-like-it" }, { name: "echo", payload: 2 }]);
      assert.equal(made.length, 3);
      assert.match(made[0].job_id, /^job_/);
      assert.equal(made[1].error.code, 404);
      assert.match(made[2].job_id, /^job_/);
    });

    test("one key makes one job, and another payload is a conflict", async () => {
      const key = `order-${scheme}-${format}`;
      const [one, two] = [await client.enqueue("echo", 1, { key }), await client.enqueue("echo", 1, { key })];
      assert.equal(one.job_id, two.job_id);
      await assert.rejects(client.enqueue("echo", 2, { key }), ConflictError);
    });

    test("cancels, explains and lists jobs", async () => {
      const queue = `later-${scheme}-${format}`;
      const ids = [];
      for (let i = 0; i < 5; i++) ids.push((await client.enqueue("echo", i, { queue, delay_ms: 600_000 })).job_id);
      const why = await client.explainJob(ids[0]);
      assert.equal(why.reasons[0].code, "scheduled");
      const listed = [];
      for await (const job of client.jobs({ queue, limit: 2 })) listed.push(job.id);
      assert.deepEqual(listed, ids.toReversed?.() ?? [...ids].reverse());
      await client.cancelJob(ids[0]);
      const results = await client.cancelJobs(ids);
      assert.deepEqual(results.map((it) => it.status), Array(5).fill("cancelled"));
      await assert.rejects(client.result(ids[1]), (error) => error instanceof OutcomeError && error.outcome.state === "cancelled");
    });

    test("starts a workflow, waits for it and reads its timeline", async () => {
      const run = await client.startWorkflow("order-pipeline", { order_id: "ORD-1", items: ["pen", "ink"] });
      assert.match(run.run_id, /^run_/);
      assert.deepEqual(await client.output(run.run_id), { order_id: "ORD-1", total: 39.98 });
      const entries = await client.workflowTimeline(run.run_id);
      assert.deepEqual(entries.map((entry) => entry.step_name), ["validate", "calculate-total", "process-payment", "send-confirmation"]);
      const again = await client.replayWorkflow(run.run_id, "send-confirmation");
      assert.equal(again.run_id, run.run_id);
      assert.equal((await client.waitForWorkflow(run.run_id)).state, "completed");
    });

    test("publishes an event, once", async () => {
      const order = `ORD-${scheme}-${format}`;
      const run = await client.startWorkflow("await-payment", { order_id: order, timeout_ms: 60_000 });
      const { event_id } = await client.publishEvent("payment-received", { amount: 5 }, { key: order });
      assert.ok(event_id);
      assert.deepEqual(await client.output(run.run_id), { paid: true, payment: { amount: 5 } });
    });

    test("cancels and explains a run", async () => {
      const run = await client.startWorkflow("nap", { ms: 600_000 });
      const why = await client.explainWorkflow(run.run_id);
      assert.ok(why.reasons.length > 0);
      await client.cancelWorkflow(run.run_id);
      await assert.rejects(client.output(run.run_id), OutcomeError);
      const listed = [];
      for await (const it of client.workflows({ name: "nap", state: "cancelled" })) listed.push(it.id);
      assert.ok(listed.includes(run.run_id));
    });

    test("tells of queues, crons, handlers, workers and counts", async () => {
      const { jobs, workflows } = await client.handlers();
      assert.ok(jobs.some((it) => it.name === "send-email"));
      assert.ok(workflows.some((it) => it.name === "order-pipeline"));
      const crons = [];
      for await (const cron of client.crons()) crons.push(cron.name);
      assert.ok(crons.includes("daily-cleanup"));
      for await (const queue of client.queues()) assert.equal(typeof queue.pending, "number");
      const stats = await client.stats();
      assert.equal(typeof stats.connections, "number");
      assert.equal(typeof stats.jobs.completed, "number");
    });

    test("pauses and resumes a queue for an operator only", async () => {
      await assert.rejects(client.pauseQueue("mail"), ForbiddenError);
      const operator = open({ token: "ops-token" });
      assert.deepEqual(await operator.pauseQueue("held"), { queue: "held", paused: true });
      assert.deepEqual(await operator.resumeQueue("held"), { queue: "held", paused: false });
      await operator.close();
    });

    test("replays and purges dead letters", async () => {
      const options = { max_retries: 0 };
      const job = await client.enqueue("flaky", { fail_times: 1, message: "no" }, options);
      await assert.rejects(client.result(job.job_id), (error) => error instanceof OutcomeError && /no/.test(error.message));
      const dead = [];
      for await (const it of client.deadLetters({ name: "flaky" })) dead.push(it.id);
      assert.ok(dead.includes(job.job_id));
      assert.equal((await client.replayDeadLetter(job.job_id)).state, "pending");
      const second = await client.waitForJob(job.job_id);
      if (second.state === "completed") {
        const other = await client.enqueue("flaky", { fail_times: 1 }, options);
        await client.waitForJob(other.job_id);
        await client.purgeDeadLetter(other.job_id);
        await assert.rejects(client.getJob(other.job_id), NotFoundError);
      } else {
        const [result] = await client.purgeDeadLetters([job.job_id]);
        assert.equal(result.status, "purged");
      }
    });

    test("an operator acts for a tenant", async () => {
      const operator = open({ token: "ops-token", appId: "kitchen-sink", orgId: "demo-org" });
      const job = await operator.enqueue("echo", 1);
      assert.equal((await client.getJob(job.job_id)).id, job.job_id);
      await operator.close();
    });

    test("errors are told apart by their class, and carry code and details", async () => {
      await assert.rejects(client.getJob("job_00000000000000000000000000"), NotFoundError);
      await assert.rejects(client.getJob("nonsense"), BadRequestError);
      await assert.rejects(client.enqueue("process-image", { url: "x", width: "wide", height: 1 }), (error) => {
        assert.ok(error instanceof BadRequestError && error instanceof DispatchError && error instanceof Error);
        assert.equal(error.code, 400);
        assert.equal(error.details, "$.width");
        assert.equal(error.name, "BadRequestError");
        return true;
      });
      await assert.rejects(client.request("job.no-such"), (error) => error instanceof BadRequestError && error.code === 405);
      const reader = open({ token: "read-token" });
      await assert.rejects(reader.enqueue("echo", 1), ForbiddenError);
      await reader.close();
    });

    test("a refused token is an AuthError, at connect and at a call", async () => {
      const stranger = open({ token: "guess" });
      await assert.rejects(stranger.connect(), (error) => error instanceof AuthError && error.code === 401);
      await assert.rejects(stranger.enqueue("echo", 1), AuthError);
      await stranger.close();
    });

    test("a call that nobody waits for any more ends at once", async () => {
      const job = await client.enqueue("sleep", { ms: 60_000 });
      const controller = new AbortController();
      const waiting = client.waitForJob(job.job_id, { signal: controller.signal });
      setImmediate(() => controller.abort(new Error("enough")));
      await assert.rejects(waiting, /enough/);
      await assert.rejects(client.waitForJob(job.job_id, { timeout: 50 }), TimeoutError);
      await assert.rejects(client.enqueue("echo", 1, { signal: AbortSignal.abort(new Error("before")) }), /before/);
      await client.cancelJob(job.job_id);
    });

    test("closing settles what is under way, and refuses what comes later", async () => {
      const other = open();
      const job = await client.enqueue("sleep", { ms: 60_000 });
      const settled = assert.rejects(other.waitForJob(job.job_id), (error) => error instanceof ClosedError && error instanceof ConnectionError);
      await other.stats();
      await other.close();
      await settled;
      await assert.rejects(other.stats(), ClosedError);
      assert.equal(other.state, "closed");
      await client.cancelJob(job.job_id);
    });

    test("data that cannot be sent is refused here, in a sentence", async () => {
      const circle = {};
      circle.self = circle;
      await assert.rejects(client.enqueue("echo", circle), DispatchError);
    });
  });
}

test("a server that is not there is a ConnectionError", async () => {
  for (const url of ["ws://127.0.0.1:1/dwp", "http://127.0.0.1:1/dwp"]) {
    const client = new Dispatch({ url, token: "demo-token", reconnect: false });
    await assert.rejects(client.connect(), ConnectionError);
    await assert.rejects(client.stats(), ConnectionError);
    await client.close();
  }
});

test("a request that is larger than the server takes is refused here, and the session goes on", async () => {
  const client = new Dispatch({ url: server.ws, token: "demo-token" });
  const session = await client.connect();
  await assert.rejects(client.enqueue("echo", "x".repeat(1 << 20)), (error) => error instanceof BadRequestError && error.code === 413);
  await client.stats();
  assert.equal(client.sessionId, session);
  await client.close();
});

test("more calls at once than a session takes wait for their turn", async () => {
  const client = new Dispatch({ url: server.ws, token: "demo-token" });
  const made = await Promise.all(Array.from({ length: 300 }, (_, i) => client.enqueue("echo", i)));
  assert.equal(new Set(made.map((it) => it.job_id)).size, 300);
  await client.close();
});

test("what cannot work is refused when the client is made", () => {
  assert.throws(() => new Dispatch({ url: "nowhere" }), BadRequestError);
  assert.throws(() => new Dispatch({ url: "ftp://host/dwp" }), BadRequestError);
  assert.throws(() => new Dispatch({ url: "ws://host/dwp", credits: 0 }), BadRequestError);
});
