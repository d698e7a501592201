import assert from "node:assert/strict";
import { test } from "node:test";
import { complete, fits, parseFilter, quote, terms, withField } from "../src/core/filter.js";

test("fields in any order become what job.list takes", () => {
  assert.deepEqual(parseFilter("queue:mail state:failed name:send-email key:order-7"), {
    data: { queue: "mail", state: "failed", name: "send-email", key: "order-7" },
  });
  assert.deepEqual(parseFilter(""), { data: {} });
});

test("a value with blanks stands in quotes, which it may hold itself", () => {
  assert.deepEqual(parseFilter('name:"send an \\"email\\""').data, { name: 'send an "email"' });
  for (const value of ["plain", "two words", 'a "quoted" one', "back\\slash and blank", ""]) {
    if (value !== "") assert.equal(terms(`name:${quote(value)}`)[0].value, value);
  }
});

test("a word alone is a name, and an id is a job to go to", () => {
  assert.deepEqual(parseFilter("echo").data, { name: "echo" });
  const id = `job_${"0".repeat(26)}`;
  assert.equal(parseFilter(id).id, id);
  assert.equal(parseFilter(`id:${id}`).id, id);
});

test("times are read as people write them", () => {
  assert.equal(parseFilter("after:2026-01-31T08:00:00Z").data.created_after, "2026-01-31T08:00:00.000Z");
  assert.match(parseFilter("before:soon").error, /no time/);
});

test("what is wrong is said in a sentence that names it", () => {
  assert.match(parseFilter("state:done").error, /no state “done”; there are pending/);
  assert.match(parseFilter("color:red").error, /no field “color”/);
  assert.match(parseFilter("queue:").error, /no value yet/);
  assert.match(parseFilter("queue:a queue:b").error, /twice/);
  assert.match(parseFilter("id:job_1").error, /no job's id/);
});

test("a field is set and taken out, and the others stay as they were written", () => {
  assert.equal(withField('name:"a b" state:failed', "state", "running"), 'name:"a b" state:running');
  assert.equal(withField("state:failed queue:mail", "state", ""), "queue:mail");
  assert.equal(withField("", "queue", "two words"), 'queue:"two words"');
});

test("completion offers fields that are not there yet, then values", () => {
  assert.deepEqual(complete("st", 2, {}).options.map((one) => one.text), ["state:"]);
  assert.ok(!complete("state:failed ", 13, {}).options.some((one) => one.text === "state:"));
  const { from, to, options } = complete("queue:ma name:x", 8, { queue: ["default", "mail", "main"] });
  assert.deepEqual([from, to], [0, 8]);
  assert.deepEqual(options.map((one) => one.text), ["queue:mail ", "queue:main "]);
  assert.deepEqual(complete("state:f", 7, {}).options.map((one) => one.text), ["state:failed "]);
});

test("whether a job fits is told from what is known of it, and not guessed", () => {
  const job = { id: "job_1", state: "failed", queue: "mail", name: "a", created_at: "2026-01-31T08:00:00Z", _partial: true };
  assert.equal(fits(job, { state: "failed", queue: "mail" }), true);
  assert.equal(fits(job, { state: "running" }), false);
  assert.equal(fits(job, { key: "k" }), undefined);
  assert.equal(fits({ ...job, key: "k" }, { key: "k" }), true);
  assert.equal(fits(job, { created_after: "2026-02-01T00:00:00Z" }), false);
});
