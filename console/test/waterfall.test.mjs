import assert from "node:assert/strict";
import { test } from "node:test";
import { awaited, layout, marks, Window } from "../src/core/waterfall.js";
import { lengthOf, millisOf } from "../src/core/instants.js";

const T0 = Date.parse("2026-01-31T10:00:00Z");
const at = (ms) => new Date(T0 + ms).toISOString();
const run = (more = {}) => ({ id: "run_a", name: "demo", state: "completed", started_at: at(0), created_at: at(0), completed_at: at(1000), ...more });
let seq = 0;
const entry = (step_name, from, to, more = {}) => ({
  seq: ++seq, step_name, kind: "step", state: to === undefined ? "running" : "completed", attempt: 1, started_at: at(from), created_at: at(from),
  ...(to !== undefined && { completed_at: at(to), elapsed_ms: to - from }), ...more,
});
const told = (rows) => rows.map((row) => `${"  ".repeat(row.depth)}${row.label}`);

test("Attempts of a step stand in one row, with the pauses between them", () => {
  const entries = [
    entry("pay", 0, 10, { state: "failed", error: "no" }),
    entry("pay", 110, 120, { state: "failed", attempt: 2 }),
    entry("pay", 120, undefined, { state: "waiting", attempt: 3, until: at(400) }),
  ];
  const { rows, from, to } = layout(run({ state: "running", completed_at: undefined }), entries, { now: T0 + 200 });
  assert.equal(rows.length, 1);
  assert.deepEqual(rows[0].bars.map((bar) => [bar.look, bar.from - T0, bar.to - T0, bar.attempt, bar.state, bar.open]), [
    ["work", 0, 10, 1, "failed", false],
    ["pause", 10, 110, 2, "waiting", false],
    ["work", 110, 120, 2, "failed", false],
    ["pause", 120, 400, 3, "waiting", true],
  ]);
  assert.equal(rows[0].attempts, 3);
  assert.deepEqual([from - T0, to - T0], [0, 400]);
});

test("Waits are hatched, go on to the present, and tell what they wait for", () => {
  const wait = entry("payment-received", 5, undefined, { kind: "wait", state: "waiting", event: "payment-received", event_key: "ORD-1" });
  const { rows } = layout(run({ state: "running" }), [wait], { now: T0 + 900 });
  assert.deepEqual(rows[0].bars.map((bar) => [bar.look, bar.to - T0, bar.open]), [["wait", 900, true]]);
  assert.equal(awaited(wait), "event payment-received with key ORD-1");
  assert.equal(awaited({ ...wait, event: undefined, event_key: undefined }), "event payment-received");
});

test("Branches are nested under their parallel, ordered by branch, and can be closed", () => {
  const parallel = entry("both", 0, 100, { kind: "parallel" });
  const entries = [parallel, entry("b", 1, 50, { parallel: parallel.seq, branch: 1 }), entry("a", 2, 60, { parallel: parallel.seq, branch: 0 }), entry("after", 100, 110)];
  const open = layout(run(), entries, { now: T0 + 200 });
  assert.deepEqual(told(open.rows), ["both", "  a", "  b", "after"]);
  const closed = layout(run(), entries, { now: T0 + 200, closed: new Set(["both"]) });
  assert.deepEqual(told(closed.rows), ["both", "after"]);
  // A branch whose parallel is not on the timeline is not lost.
  assert.deepEqual(told(layout(run(), entries.slice(1), { now: T0 + 200 }).rows), ["b", "a", "after"]);
});

test("Children open in place, their own children too, and never themselves", () => {
  const child = (id, name = "child") => entry(name, 0, 100, { kind: "child", child_run_id: id });
  const entries = [child("run_b"), entry("end", 100, 110)];
  assert.deepEqual(told(layout(run(), entries, { now: T0 }).rows), ["child", "end"]);
  const opened = new Set(["child", "child/inner", "child/inner/again"]);
  assert.deepEqual(told(layout(run(), entries, { now: T0, opened }).rows), ["child", "  Loading the child’s timeline…", "end"]);
  const children = new Map([
    ["run_b", { run: run({ id: "run_b" }), entries: [child("run_c", "inner")] }],
    ["run_c", { run: run({ id: "run_c" }), entries: [child("run_b", "again")] }],
  ]);
  const { rows } = layout(run(), entries, { now: T0, opened, children });
  assert.deepEqual(told(rows), ["child", "  inner", "    again", "      This run is shown above.", "end"]);
  assert.equal(new Set(rows.map((row) => row.key)).size, rows.length);
  children.set("run_b", { error: "This token lacks the scope 'workflow:read'." });
  assert.deepEqual(told(layout(run(), entries, { now: T0, opened, children }).rows)[1], "  This token lacks the scope 'workflow:read'.");
});

test("Compensations stand below, mirrored", () => {
  const entries = [entry("reserve", 0, 10), entry("cancel", 20, 30, { kind: "compensation" })];
  const { rows } = layout(run({ state: "failed" }), entries, { now: T0 });
  assert.deepEqual(rows.map((row) => [row.type, row.mirrored]), [["entry", false], ["compensations", true], ["entry", true]]);
});

test("Ten thousand members of one call are one row that opens, laid out in no time", () => {
  const entries = Array.from({ length: 10_000 }, (_each, i) => entry(`item[${i}]`, i, i + 50, { kind: "child", state: i === 7 ? "failed" : "completed", child_run_id: `run_${i}` }));
  const began = performance.now();
  const closed = layout(run(), entries, { now: T0 });
  assert.deepEqual(told(closed.rows), ["item"]);
  assert.deepEqual(closed.rows[0].counts, [{ state: "failed", count: 1 }, { state: "completed", count: 9999 }]);
  assert.equal(closed.rows[0].state, "failed");
  const open = layout(run(), entries, { now: T0, opened: new Set(["item[]"]) });
  assert.equal(open.rows.length, 10_001);
  assert.equal(open.rows[1].depth, 1);
  assert.ok(performance.now() - began < 5000);
});

test("Instants keep their microseconds, and lengths of time are told in two units", () => {
  assert.equal(millisOf("2026-01-31T10:00:00.000250Z"), T0 + 0.25);
  assert.equal(millisOf("2026-01-31T11:00:00+01:00"), T0);
  assert.equal(millisOf(undefined), undefined);
  assert.deepEqual([0, 0.25, 1.4, 12.3, 999, 2500, 61_000, 3_600_000, 90_061_000].map(lengthOf),
    ["0 ms", "250 µs", "1.4 ms", "12 ms", "999 ms", "2.5 s", "1 min 1 s", "1 h", "1 d 1 h"]);
});

test("The axis has round marks, counted from the beginning of the run", () => {
  assert.deepEqual(marks(100, 1100, 100, 5).map((mark) => mark.label), ["0", "200 ms", "400 ms", "600 ms", "800 ms", "1 s"]);
  for (const size of [0.01, 3, 47, 1e5, 1e9]) assert.ok(marks(0, size, 0, 6).length <= 7, `${size}`);
});

test("A window zooms about a place, moves, and never leaves the whole", () => {
  const window = new Window(0, 1000);
  window.zoom(0.5, 0);
  assert.deepEqual([window.from, window.to], [0, 500]);
  window.move(2);
  assert.deepEqual([window.from, window.to], [500, 1000]);
  window.show(800, 700);
  assert.deepEqual([window.from, window.to], [700, 800]);
  assert.equal(window.place(750), 0.5);
  window.resize(0, 2000);
  assert.deepEqual([window.from, window.to], [700, 800]);
  window.zoom(1000);
  assert.ok(window.full);
  window.resize(0, 3000);
  assert.equal(window.to, 3000);
});
