// Behind a proxy that cuts, half-closes, stalls and delays at random, while the server restarts in a longer run: no event
// missing or twice, no call hanging, no effect twice, by the server's own record.
// DWP_SOAK_SECONDS: how long (6 in a build); DWP_SOAK_SEED: the same troubles again; DWP_SOAK_LIFE_MS: how long connections last.
import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { test } from "node:test";
import { Dispatch } from "../dist/index.js";
import { startProxy } from "./support/proxy.mjs";
import { startServer } from "./support/server.mjs";

const seconds = Number(process.env.DWP_SOAK_SECONDS ?? 6);
const seed = Number(process.env.DWP_SOAK_SEED ?? Date.now() % 1_000_000);
// A machine that is slow needs longer for anything to come through.
const life = Number(process.env.DWP_SOAK_LIFE_MS ?? 400);
const restartEvery = 30_000;

/** Compares long lists, and tells where they part. */
function same(actual, expected, what) {
  const at = expected.findIndex((it, i) => actual[i] !== it);
  if (at < 0 && actual.length === expected.length) return;
  const around = (list) => list.slice(Math.max(0, at - 3), Math.max(0, at) + 6).join(" ");
  assert.fail(`${what} differ at ${at} of ${expected.length} (${actual.length}):\n  got  ${around(actual)}\n  want ${around(expected)}`);
}

test("events come exactly once and calls take effect exactly once behind a cutting proxy", async (t) => {
  t.diagnostic(`seed ${seed}, ${seconds} s`);
  const folder = await mkdtemp(path.join(os.tmpdir(), "dwp-soak-"));
  const args = ["--store", `sqlite:${path.join(folder, "soak.db")}`];
  let server = await startServer({ args });
  const { port } = server;
  const proxy = await startProxy({ port, seed, life });
  const patient = { token: "demo-token", baseDelay: 20, maxDelay: 500, maxRetries: Infinity, timeout: 120_000, heartbeat: 500, connectTimeout: 3000 };
  const near = (options) => new Dispatch({ ...patient, url: `ws://127.0.0.1:${port}/dwp`, ...options });
  const far = (scheme, options) => new Dispatch({ ...patient, url: `${scheme}://${proxy.host}/dwp`, ...options });
  const clients = [far("ws"), far("ws", { format: "msgpack" }), far("http"), far("http", { format: "msgpack" })];
  const ended = Date.now() + seconds * 1000;
  let restarts = 0;
  try {
    // All subscribers begin at the same place.
    const probe = near();
    const { cursor } = await probe.subscribe("jobs").ready();
    await probe.close();
    const readers = [0, 1, 2].map(async (kind) => {
      const client = kind === 2 ? far("http") : far("ws", { format: kind === 1 ? "msgpack" : "json" });
      const seen = [];
      for await (const event of client.subscribe("jobs", { after: cursor, credits: 8 })) {
        seen.push(event.id);
        if (event.data.queue === "the-end" && event.data.final) break;
      }
      await client.close();
      return seen;
    });

    const restarting = (async () => {
      while (Date.now() + restartEvery < ended) {
        await new Promise((resolve) => setTimeout(resolve, restartEvery));
        await server.stop(restarts++ % 2 ? "SIGKILL" : "SIGTERM");
        server = await startServer({ args, port });
      }
    })();
    const made = await Promise.all(
      clients.map(async (client, c) => {
        const jobs = [];
        const runs = [];
        for (let i = 0; Date.now() < ended; i++) {
          const batch = await Promise.all([
            client.enqueue("echo", { c, i }, { queue: "soak" }),
            client.enqueue("echo", { c, i, other: true }, { queue: "soak" }),
            client.startWorkflow("order-pipeline", { order_id: `${c}-${i}`, items: ["pen"] }),
            client.enqueueMany([{ name: "echo", payload: { c, i, many: 1 }, queue: "soak" }]),
          ]);
          jobs.push(batch[0].job_id, batch[1].job_id, batch[3][0].job_id);
          runs.push(batch[2].run_id);
          assert.deepEqual(await client.result(batch[0].job_id, { timeout: 120_000 }), { c, i });
          for await (const event of client.watch(batch[2].run_id)) if (event.data.final) assert.equal(event.data.state, "completed");
        }
        return { jobs, runs };
      }),
    );
    await restarting;
    proxy.behave();
    proxy.cutAll();
    const direct = near();
    const last = await direct.enqueue("echo", "the end", { queue: "the-end" });
    await direct.result(last.job_id);

    const record = [];
    for await (const event of direct.subscribe("jobs", { after: cursor })) {
      record.push(event.id);
      if (event.data.queue === "the-end" && event.data.final) break;
    }
    for (const [kind, seen] of (await Promise.all(readers)).entries()) same(seen, record, `the events of reader ${kind}`);

    const stored = [];
    for await (const job of direct.jobs({ queue: "soak", limit: 1000 })) stored.push(job.id);
    same(stored.sort(), made.flatMap(({ jobs }) => jobs).sort(), "the jobs");
    const runs = [];
    for await (const run of direct.workflows({ name: "order-pipeline", limit: 1000 })) runs.push(run.id);
    same(runs.sort(), made.flatMap(({ runs }) => runs).sort(), "the runs");
    await direct.close();
    t.diagnostic(`${stored.length} jobs, ${runs.length} runs, ${record.length} events, ${restarts} restarts, ${JSON.stringify(proxy.counts)}`);
    assert.ok(proxy.counts.cut > 5);
  } finally {
    await Promise.all(clients.map((client) => client.close()));
    await proxy.close();
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }
});
