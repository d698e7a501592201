// The conformance kit's vectors: frames as octets, and what a client's codec makes of them.
import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { test } from "node:test";
import * as msgpack from "@msgpack/msgpack";
import { Codecs, parseJson } from "../dist/codec.js";

const folder = process.env.DWP_VECTORS ?? fileURLToPath(new URL("../../../conformance/vectors", import.meta.url));
const { json, binary } = await Codecs.load("msgpack", true, msgpack);

/** The value that the vectors' own way of writing numbers means. */
function meant(value) {
  if (Array.isArray(value)) return value.map(meant);
  if (typeof value !== "object" || value === null) return value;
  if (typeof value.$int === "string") {
    const int = BigInt(value.$int);
    return Number.isSafeInteger(Number(int)) ? Number(int) : int;
  }
  if (typeof value.$dec === "string") return Number(value.$dec);
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, meant(member)]));
}

/** Numbers are compared by value: there is one zero. */
function byValue(value) {
  if (Object.is(value, -0)) return 0;
  if (Array.isArray(value)) return value.map(byValue);
  if (typeof value !== "object" || value === null || value instanceof Uint8Array) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, byValue(member)]));
}

/** A frame with the rules of PROTOCOL §2 applied, so far as a client has a use for them. */
function read(frame, decoded) {
  const known = byValue(frame);
  if (typeof known.id === "number" || typeof known.id === "bigint") known.id = String(known.id);
  if (known.type === undefined && known.method !== undefined) known.type = "request";
  if (known.error) known.error = Object.fromEntries(Object.entries(known.error).filter(([name, value]) => ["code", "message", "details"].includes(name) && value !== null));
  const kept = {};
  for (const name of Object.keys(decoded)) if (name !== "ts" && known[name] != null) kept[name] = known[name];
  return kept;
}

const without = ({ ts: _, ...frame }) => Object.fromEntries(Object.entries(frame).filter(([, value]) => value !== null));
// The digits of an escape may be written either way.
const lower = (text) => text.replace(/\\u[0-9A-F]{4}/gi, (escape) => escape.toLowerCase());
const octets = (hex) => Uint8Array.from(Buffer.from(hex, "hex"));
const utf8 = new TextDecoder("utf-8", { fatal: true });

/** Whether what the octets hold as texts is UTF-8: of these vectors, only the payload may not be. */
function validTexts(hex) {
  try {
    utf8.decode(octets(hex.slice(hex.indexOf(Buffer.from("data").toString("hex")) + 10)));
    return true;
  } catch {
    return false;
  }
}

/** What there is to decode, in either format. */
function* messages(vector) {
  if (vector.json !== undefined) yield ["json", () => json.decode(vector.json)];
  // A WebSocket refuses invalid UTF-8 before any codec sees it.
  if (vector.json_hex !== undefined) yield ["json", () => json.decode(utf8.decode(octets(vector.json_hex)))];
  if (vector.msgpack !== undefined) yield ["msgpack", () => binary.decode(octets(vector.msgpack))];
}

const there = existsSync(folder);
test("vectors are there", { skip: !there && "The conformance kit has no vectors yet." }, () => {
  assert.ok(readdirSync(folder).filter((file) => file.endsWith(".json")).length > 5);
});

for (const file of there ? readdirSync(folder).filter((name) => name.endsWith(".json")).sort() : []) {
  test(`vectors: ${file}`, (t) => {
    const { vectors } = parseJson(readFileSync(path.join(folder, file), "utf8"), true);
    let checked = 0;
    for (const vector of vectors) {
      if (vector.receiver === "server") continue;
      for (const [format, decode] of messages(vector)) {
        const name = `${vector.name} (${format})`;
        checked++;
        if (vector.verdict === "error") {
          // The msgpack library reads invalid UTF-8 as some text; a server sends none.
          const lenient = format === "msgpack" && !validTexts(vector.msgpack);
          if (!lenient) assert.throws(decode, name);
          continue;
        }
        let frame;
        try {
          frame = decode();
        } catch (error) {
          // The library refuses this one member name; the client then asks for the same in JSON.
          if (!/__proto__/.test(error.message)) assert.equal(vector.verdict, "either", `${name}: ${error}`);
          continue;
        }
        const decoded = meant(vector.decoded);
        assert.deepEqual(read(frame, decoded), without(decoded), name);
        // And once more, through both formats.
        if (vector.verdict !== "ok" || vector.to_msgpack !== undefined) continue;
        assert.deepEqual(without(json.decode(json.encode(decoded))), without(decoded), name);
        if (!JSON.stringify(vector.decoded).includes("__proto__")) assert.deepEqual(without(binary.decode(binary.encode(decoded))), without(decoded), name);
        if (vector.canonical && format === "json" && vector.json !== undefined) {
          assert.equal(lower(json.encode(decoded)), lower(vector.json), name);
        }
        if (vector.canonical && format === "msgpack") assert.equal(Buffer.from(binary.encode(decoded)).toString("hex"), vector.msgpack, name);
      }
    }
    t.diagnostic(`${checked} messages`);
  });
}
