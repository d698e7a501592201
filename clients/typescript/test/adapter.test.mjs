// The conformance runner's adapter, spoken to as the runner does.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { test } from "node:test";
import { startServer } from "./support/server.mjs";

test("the adapter does what the runner asks, and ends with its input", async () => {
  const server = await startServer();
  const child = spawn(process.execPath, [fileURLToPath(new URL("../conform/adapter.mjs", import.meta.url))], { stdio: ["pipe", "pipe", "inherit"] });
  const waiting = new Map();
  createInterface({ input: child.stdout }).on("line", (line) => {
    const answer = JSON.parse(line);
    waiting.get(answer.id)(answer);
  });
  let n = 0;
  const ask = (op, members) =>
    new Promise((resolve) => {
      waiting.set(++n, resolve);
      child.stdin.write(`${JSON.stringify({ id: n, op, ...members })}\n`);
    });
  const ok = async (op, members) => {
    const answer = await ask(op, members);
    assert.ok(answer.ok, JSON.stringify(answer));
    return answer.ok;
  };
  try {
    const refused = await ask("connect", { client: "other", url: server.ws, token: "guess", format: "json" });
    assert.equal(refused.error.kind, "auth");
    assert.match((await ok("connect", { url: server.ws, token: "demo-token", format: "msgpack" })).session_id, /^sess_/);
    assert.deepEqual(await ok("state"), { state: "open" });
    await ok("ping");
    const { stream } = await ok("subscribe", { channel: "queue:adapter", credits: 2 });
    assert.equal((await ask("next", { stream, timeout_ms: 20 })).error.kind, "timeout");
    const next = ask("next", { stream });
    const job = await ok("enqueue", { name: "echo", payload: { n: 1 }, queue: "adapter" });
    const { event } = (await next).ok;
    assert.equal(event.channel, "queue:adapter");
    assert.equal(event.data.type, "job.enqueued");
    assert.equal((await ok("next", { stream })).event.data.type, "job.started");
    await ok("unsubscribe", { stream });
    assert.deepEqual(await ok("next", { stream }), { end: true });
    const watch = await ok("watch", { target: job.job_id });
    for (;;) if ((await ok("next", { stream: watch.stream })).end) break;
    assert.deepEqual(await ok("outcome", { stream: watch.stream }), { state: "completed", result: { n: 1 } });
    assert.equal((await ok("job", { job_id: job.job_id, wait_ms: 1000 })).state, "completed");
    assert.equal((await ask("job", { job_id: "job_00000000000000000000000000" })).error.kind, "not_found");
    const run = await ok("start", { name: "order-pipeline", input: { order_id: "1", items: ["pen"] } });
    assert.equal((await ok("run", { run_id: run.run_id, wait_ms: 10_000 })).state, "completed");
    assert.equal((await ok("timeline", { run_id: run.run_id })).length, 4);
    assert.ok((await ok("publish", { name: "paid", payload: 1 })).event_id);
    assert.equal(typeof (await ok("stats")).connections, "number");
    assert.equal((await ok("call", { method: "queue.list" })).queues.constructor, Array);
    assert.equal((await ask("somersault")).error.kind, "unsupported");
    await ok("refresh", { token: "demo-token" });
    assert.equal((await ask("refresh", { token: "other-token" })).error.kind, "conflict");
    await ok("close");
    assert.deepEqual(await ok("state"), { state: "closed" });
    assert.equal((await ask("stats")).error.kind, "closed");
    child.stdin.end();
    assert.equal(await new Promise((resolve) => child.once("exit", resolve)), 0);
  } finally {
    child.kill();
    await server.stop();
  }
});
