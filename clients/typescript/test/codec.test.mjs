// What is sent and read in each format, without a network.
import assert from "node:assert/strict";
import { test } from "node:test";
import * as msgpack from "@msgpack/msgpack";
import { Codecs, encode, parseJson, stringifyJson } from "../dist/codec.js";
import { BadRequestError } from "../dist/errors.js";
import { randomFrom } from "./support/proxy.mjs";

const { json, binary } = await Codecs.load("msgpack", true, msgpack);

const values = [
  null,
  true,
  0,
  -1,
  1.5,
  -0.25,
  1e300,
  127,
  128,
  255,
  65_536,
  2 ** 31,
  -(2 ** 31) - 1,
  2 ** 32,
  Number.MAX_SAFE_INTEGER,
  9007199254740993n,
  -9007199254740993n,
  9223372036854775807n,
  -9223372036854775808n,
  18446744073709551615n,
  "",
  "12345678901234567890",
  '"9007199254740993"',
  "\\",
  "a\\\"9007199254740993",
  "\u0000\u001f\u2028\u{1F600}é",
  "x".repeat(70_000),
  [],
  {},
  [[], {}, [null, [9007199254740993n]]],
  { "9007199254740993": 9007199254740993n, "": "", "a b": [1, "2", 3n ** 39n] },
];

test("decode(encode(x)) = x, in both formats (PROTOCOL §3)", () => {
  for (const value of values) {
    const frame = { id: "1", type: "request", method: "job.enqueue", data: { value } };
    assert.deepEqual(json.decode(json.encode(frame)), frame);
    assert.deepEqual(binary.decode(binary.encode(frame)), frame);
    assert.deepEqual(json.decode(json.encode(binary.decode(binary.encode(frame)))), frame);
  }
});

test("any value survives, whatever is next to what", () => {
  const random = randomFrom(4711);
  const any = (depth) => {
    const kind = Math.floor(random() * (depth > 3 ? 4 : 6));
    if (kind === 0) return values[Math.floor(random() * values.length)];
    if (kind === 1) return BigInt(Math.floor(random() * 2 ** 53)) * BigInt(Math.floor(random() * 900)) + (1n << 53n);
    if (kind === 2) return Math.round((random() - 0.5) * 1e6) / 8;
    if (kind === 3) return Array.from({ length: 8 }, () => '"\\{}[]:,0123456789-.eE é'[Math.floor(random() * 25)]).join("");
    if (kind === 4) return Array.from({ length: Math.floor(random() * 4) }, () => any(depth + 1));
    return Object.fromEntries(Array.from({ length: Math.floor(random() * 4) }, () => [String(any(9)).slice(0, 20), any(depth + 1)]));
  };
  for (let n = 0; n < 500; n++) {
    const frame = { id: String(n), type: "request", data: any(0) };
    assert.deepEqual(json.decode(json.encode(frame)), frame);
    assert.deepEqual(binary.decode(binary.encode(frame)), frame);
  }
});

test("only integers that a number cannot hold become bigint", () => {
  assert.deepEqual(parseJson('[9007199254740991,9007199254740992,1234567890123456.5,1e400,12345678901234567890e0]', true), [
    9007199254740991,
    9007199254740992n,
    1234567890123456.5,
    Infinity,
    12345678901234567000,
  ]);
  assert.deepEqual(parseJson('{"a":9007199254740993}', false), { a: 9007199254740992 });
  assert.equal(stringifyJson({ a: [1n, -5n, 12345678901234567890n] }), '{"a":[1,-5,12345678901234567890]}');
});

test("msgpack has integers in their shortest form, and numbers beyond 64 bits as text", () => {
  const hex = (data) => Buffer.from(binary.encode({ type: "request", data })).toString("hex").slice("82a474797065a772657175657374a464617461".length);
  assert.equal(hex(1), "01");
  assert.equal(hex(4294967296), "cf0000000100000000");
  assert.equal(hex(1767225600000), `cf${(1767225600000).toString(16).padStart(16, "0")}`);
  assert.equal(hex(-4294967296), "d3ffffffff00000000");
  assert.equal(hex(2n ** 64n), "b43138343436373434303733373039353531363136");
  assert.equal(hex(new Date(0)), "b8" + Buffer.from("1970-01-01T00:00:00.000Z").toString("hex"));
  assert.equal(hex({ a: undefined, b: [undefined] }), "81a16291c0");
});

test("what cannot be sent is refused in a sentence", () => {
  const circle = {};
  circle.self = circle;
  for (const codec of [json, binary]) {
    assert.throws(() => encode(codec, { type: "request", data: circle }), BadRequestError);
  }
  assert.throws(() => encode(binary, { type: "request", data: "\ud800" }), BadRequestError);
});

test("a member by the name of __proto__ is a member like others", () => {
  const data = JSON.parse('{"__proto__":{"a":1}}');
  assert.equal(Buffer.from(binary.encode({ type: "request", data })).includes("__proto__"), true);
  assert.equal(json.encode({ type: "request", data }), '{"type":"request","data":{"__proto__":{"a":1}}}');
  assert.equal({}.a, undefined);
});

test("a format that there is not is refused, and a missing library named", async () => {
  await assert.rejects(Codecs.load("xml", true), BadRequestError);
});
