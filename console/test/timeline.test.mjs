import assert from "node:assert/strict";
import { test } from "node:test";
import { Timeline } from "../src/screens/run-data.js";

/** A server that gives a thousand entries at a time. */
function serverOf(entries) {
  const asked = [];
  return {
    asked,
    request: async (_method, { after_seq: after = 0 }) => {
      asked.push(after);
      return structuredClone(entries.filter((each) => each.seq > after).slice(0, 1000));
    },
  };
}

const entry = (seq, state = "completed") => ({ seq, step_name: `s${seq}`, kind: "step", state, attempt: 1, started_at: "2026-01-31T10:00:00Z" });

test("A timeline of ten thousand entries is read page by page, and then only from what had not ended", async () => {
  const entries = Array.from({ length: 10_000 }, (_each, i) => entry(i + 1, i === 9_998 ? "running" : "completed"));
  const client = serverOf(entries);
  const timeline = new Timeline(client, "run_a", () => undefined);
  await timeline.refresh();
  assert.equal(timeline.entries.length, 10_000);
  assert.deepEqual(client.asked, [0, 1000, 2000, 3000, 4000, 5000, 6000, 7000, 8000, 9000, 10_000]);
  client.asked.length = 0;
  entries[9_998].state = "completed";
  entries.push(entry(10_001));
  await timeline.refresh();
  assert.deepEqual(client.asked, [9_998, 10_001]);
  assert.equal(timeline.entries.length, 10_001);
});

test("A replay forgets entries: all is read anew", async () => {
  const client = serverOf([entry(1), entry(2)]);
  const timeline = new Timeline(client, "run_a", () => undefined);
  await timeline.refresh();
  const after = new Timeline(serverOf([entry(1)]), "run_a", () => undefined);
  await after.refresh();
  timeline.client = after.client;
  await timeline.refresh(true);
  assert.deepEqual(timeline.entries.map((each) => each.seq), [1]);
});

test("A failure leaves what is known, and stands beside it", async () => {
  const client = serverOf([entry(1)]);
  const timeline = new Timeline(client, "run_a", () => undefined);
  await timeline.refresh();
  client.request = () => Promise.reject(new Error("The store is away."));
  await timeline.refresh();
  assert.equal(timeline.error.message, "The store is away.");
  assert.equal(timeline.entries.length, 1);
});
