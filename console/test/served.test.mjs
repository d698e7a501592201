// What the server sends of the console: small, and the same program as the sources.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import http from "node:http";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { startServer } from "../../clients/typescript/test/support/server.mjs";

const src = fileURLToPath(new URL("../src/", import.meta.url));
const esbuild = fileURLToPath(new URL("../../clients/typescript/node_modules/.bin/esbuild", import.meta.url));
const LIMIT = 90_000;

const files = readdirSync(src, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => path.relative(src, path.join(entry.parentPath ?? entry.path, entry.name)));

describe("the console as it is served", () => {
  let server;
  before(async () => {
    server = await startServer();
  });
  after(() => server?.stop());

  const fetched = (file, encoding) =>
    new Promise((resolve, reject) => {
      http.get(`http://${server.host}/console/${file}`, { headers: { "Accept-Encoding": encoding } }, (response) => {
        const parts = [];
        response.on("data", (part) => parts.push(part));
        response.on("end", () => (response.statusCode === 200 ? resolve(Buffer.concat(parts)) : reject(new Error(`${file}: ${response.statusCode}`))));
      }).on("error", reject);
    });

  test("all of it takes at most 90 kB with gzip", async (t) => {
    let size = 0;
    for (const file of files) size += (await fetched(file, "gzip")).length;
    t.diagnostic(`${size} of ${LIMIT} octets in ${files.length} files`);
    assert.ok(size <= LIMIT, `The console takes ${size} octets; the limit is ${LIMIT}.`);
  });

  test("scripts and styles are the same programs as their sources", async () => {
    const minified = (input, loader) => execFileSync(esbuild, ["--minify", "--log-level=error", `--loader=${loader}`], { input }).toString().replace(/(--[a-z-]+:) /g, "$1").replace(/, /g, ",");
    for (const file of files.filter((name) => /\.(?:js|css)$/.test(name))) {
      const loader = path.extname(file).slice(1);
      const source = readFileSync(path.join(src, file));
      assert.equal(minified(await fetched(file, "identity"), loader), minified(source, loader), file);
    }
  });
});
