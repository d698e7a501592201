import assert from "node:assert/strict";
import { test } from "node:test";
import { compare, firstDifference } from "../src/core/comparison.js";

let seq = 0;
const step = (step_name, more = {}) => ({ seq: ++seq, step_name, kind: "step", state: "completed", attempt: 1, started_at: `2026-01-31T10:00:${String(seq % 60).padStart(2, "0")}Z`, ...more });

test("Runs that did the same have no difference, whenever they did it", () => {
  const { pairs, first } = compare([step("a", { data: { x: 1, y: 2 } }), step("b")], [step("a", { data: { y: 2, x: 1 } }), step("b")]);
  assert.equal(first, -1);
  assert.deepEqual(pairs.map((pair) => pair.name), ["a", "b"]);
});

test("The first difference is found: what was returned, an error, a step that one of them has alone", () => {
  const left = [step("a"), step("price", { data: { total: 39.98, items: [1, 2] } }), step("pay", { attempt: 1, state: "failed", error: "declined" }), step("pay", { attempt: 2 })];
  const right = [step("a"), step("price", { data: { total: 39.98, items: [1, 3] } }), step("check"), step("pay")];
  const { pairs, first } = compare(left, right);
  assert.deepEqual(pairs.map((pair) => pair.name), ["a", "price", "check", "pay"]);
  assert.equal(first, 1);
  assert.deepEqual(pairs[1].differences, ["What it returned differs at $.items[1]: 2 – 3."]);
  assert.deepEqual(pairs[2].differences, ["Only the other run has it."]);
  assert.deepEqual(pairs[3].differences, ["Its attempts: 2 – 1."]);
});

test("The ids of children are no difference, integers beyond 2⁵³ are", () => {
  const child = (id) => step("child", { kind: "child", child_run_id: id, data: id });
  assert.equal(compare([child("run_a")], [child("run_b")]).first, -1);
  assert.deepEqual(firstDifference({ n: 9007199254740993n }, { n: 9007199254740992n }, "$"), { path: "$.n", left: 9007199254740993n, right: 9007199254740992n });
  assert.deepEqual(firstDifference({ "odd name": [] }, { "odd name": [null] }, "$")?.path, '$["odd name"][0]');
});
