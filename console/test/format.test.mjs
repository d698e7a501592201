import assert from "node:assert/strict";
import { test } from "node:test";
import { ago, duration, json, octets, parseJson, path, rate } from "../src/core/format.js";
import { forms } from "../src/core/actions.js";
import { fieldsOf, skeleton } from "../src/core/schema.js";
import { href, match, placeOf } from "../src/core/router.js";
import { sniff, Wire } from "../src/core/wire.js";

test("64-bit integers survive reading and writing, and strings that look like them stay strings", () => {
  const text = '{"max":9223372036854775807,"min":-9223372036854775808,"safe":42,"text":"9223372036854775807","list":[9007199254740993,1.5]}';
  const value = parseJson(text);
  assert.equal(value.max, 9223372036854775807n);
  assert.equal(value.text, "9223372036854775807");
  assert.equal(json(value), text);
  assert.equal(json(parseJson('{"a":[1,{"b":null}],"c":{}}'), 2), JSON.stringify({ a: [1, { b: null }], c: {} }, null, 2));
  assert.throws(() => parseJson("{"), SyntaxError);
});

test("durations have two parts at most, and are never nothing", () => {
  assert.deepEqual([0, 0.2, 430, 1234, 12_345, 185_000, 7_200_000, 360_000_000].map(duration), ["0 ms", "<1 ms", "430 ms", "1.2 s", "12 s", "3 min 5 s", "2 h", "4 d 4 h"]);
  assert.equal(duration(undefined), "–");
});

test("times are told from now on, in both directions", () => {
  assert.equal(ago(1000, 4000), "3 s ago");
  assert.equal(ago(124_000, 4000), "in 2 min");
  assert.equal(ago(4000, 4000), "now");
});

test("rates, sizes and paths are written as people write them", () => {
  assert.deepEqual([0, 0.44, 12.4, 1203].map(rate), ["0", "0.4", "12", "1,203"]);
  assert.deepEqual([512, 12_345, 1_048_576].map(octets), ["512 B", "12.3 kB", "1.0 MB"]);
  assert.equal(path(["items", 3, "name", "odd name"]), 'items[3].name["odd name"]');
});

test("an address is read as it was written", () => {
  const to = href("/jobs", { q: 'state:failed name:"a b"', none: "" });
  assert.deepEqual(placeOf(to), { path: "/jobs", query: { q: 'state:failed name:"a b"' } });
  assert.deepEqual(placeOf(""), { path: "/", query: {} });
  assert.deepEqual(match("/jobs/:id", "/jobs/job_1"), { id: "job_1" });
  assert.deepEqual(match("/queues/:name", "/queues/a%2Fb"), { name: "a/b" });
  assert.equal(match("/jobs/:id", "/jobs"), undefined);
});

test("an action has four forms, and a shell takes its quotes for what they are", () => {
  const it = forms("job.enqueue", { name: "echo", payload: "it's", priority: 2 });
  assert.match(it.curl, /'\{"method":"job.enqueue","data":\{"name":"echo","payload":"it'\\''s","priority":2\}\}'$/);
  assert.equal(it.code, 'await client.enqueue("echo", "it\'s", {"priority":2})');
  assert.equal(forms("queue.list", { limit: 5 }).dwp, "dwp rpc queue.list '{\"limit\":5}'");
  assert.equal(forms("stats", undefined).dwp, "dwp stats");
  assert.equal(forms("queue.pause", { queue: "$(x)" }).dwp, "dwp queue pause '$(x)'", "Names may hold what shells act on.");
  assert.equal(forms("queue.pause", { queue: "mail" }).dwp, "dwp queue pause mail");
});

test("a handler's schema becomes fields, and a value to begin with", () => {
  const schema = { type: "object", required: ["to", "n"], properties: { to: { type: "string" }, n: { type: "integer", minimum: 1 }, on: { type: "boolean" }, kind: { enum: ["a", "b"] }, list: { type: "array" } } };
  assert.deepEqual(fieldsOf(schema).map(({ name, kind, required }) => [name, kind, required]), [["to", "text", true], ["n", "integer", true], ["on", "boolean", false], ["kind", "choice", false], ["list", "json", false]]);
  assert.deepEqual(skeleton(schema), { to: "", n: 0 });
  assert.deepEqual(skeleton({}), {});
});

test("the wire shows no token, knows what an answer answers, and keeps a bounded number", () => {
  const wire = new Wire();
  wire.note("out", '{"id":"1","type":"request","method":"auth","data":{"token":"secret\\"x"}}');
  wire.note("in", '{"id":"f","type":"response","correl_id":"1","data":{"session_id":"sess_1"}}');
  assert.ok(!wire.frames[0].text.includes("secret"), wire.frames[0].text);
  assert.equal(wire.title(sniff(wire.frames[1].text)), "answer to auth");
  for (let i = 0; i < 5000; i++) wire.note("in", '{"type":"event","channel":"firehose"}');
  assert.ok(wire.frames.length <= 2000);
  assert.equal(wire.seen.in, 5001);
});
