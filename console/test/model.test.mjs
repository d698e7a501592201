import assert from "node:assert/strict";
import { test } from "node:test";

globalThis.requestAnimationFrame ??= (/** @type {() => void} */ draw) => setTimeout(draw, 0);
const { Model, quantile } = await import("../src/core/model.js");
const { JobList } = await import("../src/core/joblist.js");

const ID = `job_${"0".repeat(25)}1`;
const at = (/** @type {number} */ ms) => new Date(1_780_000_000_000 + ms).toISOString();
const event = (n, type, state, ms, more = {}) => ({ id: `evt-${n}`, type, channel: "firehose", topic: `job:${ID}`, ts: at(ms), data: { type, topic: `job:${ID}`, job_id: ID, job_name: "echo", queue: "default", state, ...more } });
const told = (state, ms, more = {}) => ({ id: ID, name: "echo", queue: "default", state, created_at: at(0), updated_at: at(ms), run_at: at(0), priority: 0, ...more });

test("a list and a detail read the same object, whoever told of it first", () => {
  const model = new Model();
  model.apply(event(1, "job.enqueued", "pending", 0));
  const listed = model.take("jobs", told("pending", 0, { payload: { large: true } }));
  const detail = model.take("jobs", told("running", 5, { payload: { large: true } }), { whole: true });
  assert.equal(listed, detail);
  assert.equal(listed, model.jobs.get(ID));
  model.apply(event(3, "job.completed", "completed", 9, { elapsed_ms: 4, final: true }));
  assert.deepEqual([listed.state, listed.completed_at, listed.elapsed_ms, listed._stale], ["completed", at(9), 4, true]);
});

test("an event that is older than what an answer told changes nothing", () => {
  const model = new Model();
  model.take("jobs", told("completed", 9), { whole: true });
  model.apply(event(2, "job.started", "running", 5, { attempt: 1 }));
  assert.equal(model.jobs.get(ID).state, "completed");
  const other = new Model();
  other.take("jobs", told("completed", 9), { whole: true, cursor: "evt-9" });
  other.apply(event(9, "job.started", "running", 20, { attempt: 1 }));
  assert.equal(other.jobs.get(ID).state, "completed");
  other.apply(event(10, "job.enqueued", "pending", 30));
  assert.equal(other.jobs.get(ID).state, "pending");
});

test("an answer that is older than the events leaves the state, and brings what was not known", () => {
  const model = new Model();
  model.apply(event(1, "job.enqueued", "pending", 0));
  model.apply(event(2, "job.completed", "completed", 9, { final: true }));
  model.take("jobs", told("running", 5, { max_retries: 3 }));
  const job = model.jobs.get(ID);
  assert.deepEqual([job.state, job.max_retries], ["completed", 3]);
  model.take("jobs", told("pending", 0, { payload: 1 }), { whole: true, cursor: "evt-1" });
  assert.deepEqual([job.state, job.payload], ["completed", 1]);
});

test("lists keep no payloads, so that a hundred thousand jobs fit", () => {
  const model = new Model();
  model.take("jobs", told("completed", 1, { payload: "x", result: "y", attempts: [] }));
  assert.deepEqual(["payload", "result", "attempts"].filter((name) => name in model.jobs.get(ID)), []);
});

test("what is kept is bounded: jobs, events, seconds, times", () => {
  const model = new Model();
  for (let i = 0; i < 200_000; i++) {
    const id = `job_${String(i).padStart(26, "0")}`;
    const it = event(i + 1, "job.enqueued", "pending", i);
    model.apply({ ...it, topic: `job:${id}`, data: { ...it.data, topic: `job:${id}`, job_id: id } });
  }
  assert.equal(model.eventCount, 200_000);
  assert.ok(model.jobs.size <= 150_000 && model.jobs.size > 100_000, String(model.jobs.size));
  assert.ok(model.events.length <= 12_000);
  assert.equal(model.events.at(-1).id, "evt-200000");
});

test("views are called once, however many events came", async () => {
  const model = new Model();
  let drawn = 0;
  model.watch(() => drawn++);
  for (let i = 1; i <= 1000; i++) model.apply(event(i, "job.progress", "running", i, { percent: 1 }));
  await new Promise((resolve) => setTimeout(resolve, 50));
  assert.equal(drawn, 1);
});

test("a view that fails is reported, and keeps no other from being drawn", async () => {
  const model = new Model();
  const reported = [];
  globalThis.reportError = (error) => reported.push(error.message);
  let drawn = 0;
  model.watch(() => {
    throw new Error("broken");
  });
  model.watch(() => drawn++);
  model.changed();
  await new Promise((resolve) => setTimeout(resolve, 50));
  assert.deepEqual([drawn, reported], [1, ["broken"]]);
});

test("rates count by second, and quantiles are of what was seen", () => {
  const model = new Model();
  for (let i = 1; i <= 30; i++) model.apply(event(i, "job.completed", "completed", i, { elapsed_ms: i }));
  const second = model.rates.seconds.at(-1).second;
  assert.equal(model.rates.series("completed", 60, (second + 1) * 1000).at(-1) + model.rates.series("completed", 60, (second + 1) * 1000).at(-2), 30);
  assert.equal(quantile(model.rates.runs, 0.5), 16);
  assert.equal(quantile([], 0.5), undefined);
});

test("what a token may do is told by the server", () => {
  const model = new Model();
  assert.equal(model.may("job:read"), false);
  model.greeted({ scopes: ["job:read"] });
  assert.deepEqual(["job:read", "job:write"].map((scope) => model.may(scope)), [true, false]);
  model.greeted({ scopes: ["*"] });
  assert.equal(model.may("queue:write"), true);
});

test("a failure to ask leaves the last answer and stands beside it", async () => {
  const model = new Model();
  await model.refresh("stats", async () => 1);
  await model.refresh("stats", async () => {
    throw new Error("away");
  });
  assert.deepEqual([model.answer("stats").value, model.answer("stats").error.message], [1, "away"]);
});

const listing = (model, pages, data = {}) => new JobList({ request: async () => pages.shift() }, model, data);

test("a list shows pages and, in front of them, what events brought, each job once", async () => {
  const model = new Model();
  const list = listing(model, [{ jobs: [told("completed", 1)], next_cursor: "p" }]);
  await list.more();
  model.apply(event(1, "job.enqueued", "pending", 0));
  const id = `job_${"0".repeat(25)}2`;
  const fresh = event(2, "job.enqueued", "pending", 10);
  model.apply({ ...fresh, topic: `job:${id}`, data: { ...fresh.data, topic: `job:${id}`, job_id: id } });
  assert.deepEqual([list.length, list.at(0), list.at(1)], [2, id, ID]);
});

test("while somebody reads further down, what is new waits", async () => {
  const model = new Model();
  const list = listing(model, [{ jobs: [] }]);
  await list.more();
  list.following = false;
  model.apply(event(1, "job.enqueued", "pending", 0));
  assert.deepEqual([list.length, list.waiting.length], [0, 1]);
  list.reveal();
  assert.deepEqual([list.length, list.waiting.length], [1, 0]);
});

test("a job that comes to fit the filter comes into the list; of one that is not known, it is told that there is more", async () => {
  const model = new Model();
  const list = listing(model, [{ jobs: [] }], { state: "failed" });
  await list.more();
  model.apply(event(5, "job.failed", "failed", 5, { error: "no" }));
  assert.deepEqual([list.length, list.unseen], [0, 1]);
  model.take("jobs", told("running", 6));
  model.apply(event(7, "job.failed", "failed", 7, { error: "no" }));
  assert.equal(list.length, 1);
});
