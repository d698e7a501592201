import assert from "node:assert/strict";
import { test } from "node:test";
import { parseEventFilter } from "../src/core/event-filter.js";

const job = { id: "evt-7", data: { type: "job.failed", job_id: "job_1", job_name: "send-email", queue: "mail", state: "failed", error: "No route to host" } };
const run = { id: "evt-8", data: { type: "workflow.step_completed", run_id: "run_1", name: "order", state: "running", step_name: "pay" } };
const gap = { id: "evt-9", data: { type: "gap" } };
const kept = (text) => [job, run].filter(parseEventFilter(text).test).map((event) => event.id);

test("Terms are all to hold; alternatives, stars, a minus and words alone are understood", () => {
  const cases = {
    "": ["evt-7", "evt-8"],
    "type:job.*": ["evt-7"],
    "type:job.failed,workflow.*": ["evt-7", "evt-8"],
    "-type:job.*": ["evt-8"],
    "queue:mail state:failed": ["evt-7"],
    "queue:mail state:running": [],
    "name:ORDER": ["evt-8"],
    "name:ord": [],
    "name:ord*": ["evt-8"],
    'error:"no route*"': ["evt-7"],
    '"route to"': ["evt-7"],
    route: ["evt-7"],
    "-route": ["evt-8"],
    "step:pay": ["evt-8"],
    "id:run_1": ["evt-8"],
    "id:evt-7": ["evt-7"],
    "evt-8": ["evt-8"],
    "(": [],
  };
  for (const [text, ids] of Object.entries(cases)) assert.deepEqual(kept(text), ids, text);
});

test("What is no term is said in a sentence, and the rest holds", () => {
  const { error, test } = parseEventFilter("colour:red queue:mail");
  assert.match(error, /There is no field “colour”/);
  assert.ok(test(job) && !test(run));
  assert.match(parseEventFilter("type:").error, /no value yet/);
  assert.equal(parseEventFilter("type:").test(job), true);
});

test("A gap passes every filter", () => {
  assert.ok(parseEventFilter("queue:mail").test(gap));
});
