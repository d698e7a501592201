// States that no server is in on demand, and a flood: in a real Chromium, against a server that says what the test wants.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { browserFile, startBrowser } from "./support/chromium.mjs";
import { findBarriers, keep, openConsole } from "./support/console.mjs";
import { startScripted } from "./support/scripted.mjs";

const STATES = { pending: 1, running: 0, retrying: 0, completed: 0, failed: 0, cancelled: 0 };
const stats = () => ({ connections: 1, subscriptions: 1, sessions: 1, uptime_ms: 1, node: "one", version: "1", store: "scripted", broker: { topic_count: 0, subscriber_count: 0, total_published: 0, total_dropped: 0 }, jobs: STATES, queues: {}, workflows: { running: 0, completed: 0, failed: 0, cancelled: 0 }, nodes: [] });
const basics = { stats, "queue.list": () => ({ queues: [] }), "handler.list": () => ({ jobs: [], workflows: [] }), "job.list": () => ({ jobs: [] }), subscribe: ({ channel, after }) => ({ channel, status: "subscribed", cursor: after ?? "evt-1" }), unsubscribe: ({ channel }) => ({ channel, status: "unsubscribed" }) };
const idOf = (n) => `job_${n.toString(32).padStart(26, "0")}`;
const T0 = Date.parse("2026-01-31T08:00:00Z");
const jobOf = (n) => ({ id: idOf(n), name: "echo", queue: "default", state: "completed", priority: 0, max_retries: 3, retry_count: 0, timeout_ms: 300_000, payload: { n }, run_at: new Date(T0 + n).toISOString(), created_at: new Date(T0 + n).toISOString(), updated_at: new Date(T0 + n).toISOString() });

describe("the console with a server in trouble, and in a flood", { skip: !browserFile && "There is no Chromium on this machine." }, () => {
  let browser;
  before(async () => {
    browser = await startBrowser();
  });
  after(() => browser?.stop());

  test("a store that is away is said, beside the last figures", async () => {
    let away = false;
    const fail = (answer) => (data) => {
      if (away) throw Object.assign(new Error("The store is away; try again."), { code: 503 });
      return answer(data);
    };
    const server = await startScripted({ ...basics, stats: fail(stats), "job.list": fail(() => ({ jobs: [jobOf(1)] })) });
    try {
      const page = await openConsole(browser, server);
      await page.says("Newest events");
      away = true;
      await page.says("The store is away");
      await page.says("Newest events");
      assert.deepEqual(await findBarriers(page), []);
      await keep(page, "store-away");
      away = false;
      await page.until(`!document.body.innerText.includes("The store is away")`);
      assert.deepEqual(page.problems, []);
    } finally {
      await server.stop();
    }
  });

  test("a cursor that has expired is a gap that is told, and the events behind it come", async () => {
    let expired = false;
    const server = await startScripted({
      ...basics,
      subscribe({ channel, after }) {
        if (expired && after === "evt-1") throw Object.assign(new Error("The events behind evt-1 are not kept any more."), { code: 410, details: "evt-500" });
        return { channel, status: "subscribed", cursor: after ?? "evt-1" };
      },
      "after subscribe"({ channel, after }, send) {
        if (after === "evt-500") send({ id: "evt-501", type: "event", channel, data: { type: "job.enqueued", topic: `job:${idOf(501)}`, job_id: idOf(501), job_name: "behind-the-gap", queue: "default", state: "pending" } });
      },
    });
    try {
      const page = await openConsole(browser, server);
      await page.until(`document.querySelector(".link").innerText === "Live"`);
      expired = true;
      server.cut();
      await page.says("Events were lost");
      await page.says("behind-the-gap");
      assert.deepEqual(await findBarriers(page), []);
      await keep(page, "gap");
    } finally {
      await server.stop();
    }
  });

  test("100,000 jobs are listed and a flood of events passes: nothing is lost, and what is drawn stays small", async (t) => {
    const JOBS = 100_000;
    const EVENTS = 50_000;
    let credits = 0;
    let sent = 0;
    let flood;
    const server = await startScripted({
      ...basics,
      "job.list"({ cursor, limit }) {
        const from = cursor ? Number(cursor) : JOBS;
        const to = Math.max(0, from - limit);
        return { jobs: Array.from({ length: from - to }, (_, i) => jobOf(from - i)), ...(to > 0 && { next_cursor: String(to) }) };
      },
      subscribe({ channel, after, credits: granted }, send, socket) {
        credits += granted;
        flood = { channel, socket };
        return { channel, status: "subscribed", cursor: after ?? "evt-1" };
      },
      grant(frame) {
        credits += frame.credits;
      },
    });
    try {
      const page = await openConsole(browser, server, { at: "/jobs" });
      await page.until(`document.querySelectorAll("table.jobs tbody tr").length > 5`);
      await page.until(`(() => { const v = document.querySelector(".virtual"); v.scrollTop = v.scrollHeight; return v.scrollHeight >= ${JOBS * 34}; })()`, "all jobs");
      await page.eval(`document.querySelector(".virtual").scrollTop = 0; globalThis.__frames = []; let last = performance.now(); (function tick(now) { __frames.push(now - last); last = now; requestAnimationFrame(tick); })(last); 0`);
      const began = Date.now();
      await new Promise((resolve) => {
        const timer = setInterval(() => {
          for (let i = 0; i < 100 && credits > 0 && sent < EVENTS; i++, credits--) {
            const n = JOBS + 1 + Math.floor(sent / 2);
            const data = sent % 2 === 0 ? { type: "job.enqueued", state: "pending" } : { type: "job.completed", state: "completed", attempt: 1, elapsed_ms: 3, final: true };
            flood.socket.send(JSON.stringify({ id: `evt-${10 + sent}`, type: "event", channel: flood.channel, ts: new Date().toISOString(), data: { ...data, topic: `job:${idOf(n)}`, job_id: idOf(n), job_name: "flood", queue: "default" } }));
            sent++;
          }
          if (sent >= EVENTS) {
            clearInterval(timer);
            resolve(undefined);
          }
        }, 10);
      });
      await page.until(`document.querySelector(".virtual").scrollHeight >= ${(JOBS + EVENTS / 2) * 34}`, "all that was enqueued");
      const drawn = await page.eval(`document.querySelectorAll("table.jobs tbody tr").length`);
      assert.ok(drawn < 100, `${drawn} rows are drawn`);
      const first = await page.eval(`document.querySelector("table.jobs tbody tr:not(.gap)").innerText`);
      assert.match(first, /completed\s+flood/);
      const frames = await page.eval(`[...__frames].slice(5).sort((a, b) => a - b)`);
      t.diagnostic(`${EVENTS} events in ${Date.now() - began} ms; frames: half within ${frames[Math.floor(frames.length / 2)].toFixed(1)} ms, 99 of 100 within ${frames[Math.floor(frames.length * 0.99)].toFixed(1)} ms`);
      assert.deepEqual(page.problems, []);
    } finally {
      await server.stop();
    }
  });
});
