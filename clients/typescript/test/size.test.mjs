// What a page has to load for the client.
import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";

const LIMIT = 12_000;

test("bundled and minified, the client takes at most 12 kB with gzip", async (t) => {
  const entry = fileURLToPath(new URL("../dist/index.js", import.meta.url));
  const built = await build({ entryPoints: [entry], bundle: true, minify: true, format: "esm", target: "es2022", write: false });
  const size = gzipSync(built.outputFiles[0].contents, { level: 9 }).length;
  t.diagnostic(`${size} of ${LIMIT} octets`);
  assert.ok(size <= LIMIT, `The client takes ${size} octets; the limit is ${LIMIT}.`);
});

test("the client imports nothing: what it uses, browsers, Node, Deno and Bun all have", async () => {
  const entry = fileURLToPath(new URL("../dist/index.js", import.meta.url));
  const built = await build({ entryPoints: [entry], bundle: true, platform: "neutral", format: "esm", write: false, metafile: true });
  const [output] = Object.values(built.metafile.outputs);
  assert.deepEqual(output.imports, []);
});

test("the client depends on nothing", async () => {
  const { default: manifest } = await import("../package.json", { with: { type: "json" } });
  assert.equal(manifest.dependencies, undefined);
  for (const meta of Object.values(manifest.peerDependenciesMeta)) assert.equal(meta.optional, true);
  assert.deepEqual(Object.keys(manifest.peerDependencies), Object.keys(manifest.peerDependenciesMeta));
});
