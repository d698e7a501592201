// What a page may load, and that what is kept is what the client's sources make. What it all takes is counted as it is served.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { test } from "node:test";

const src = fileURLToPath(new URL("../src/", import.meta.url));

const files = readdirSync(src, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => path.relative(src, path.join(entry.parentPath ?? entry.path, entry.name)));

test("every file has a name and a type that the server serves", () => {
  for (const file of files) assert.match(file, /^(?:[a-z0-9-]{1,40}\/){0,3}[a-z0-9-]{1,40}\.(?:html|js|css|svg)$/);
});

test("nothing comes from elsewhere, and nothing is evaluated", () => {
  for (const file of files.filter((name) => !name.startsWith("lib/"))) {
    const text = readFileSync(path.join(src, file), "utf8");
    assert.doesNotMatch(text, /\beval\(|new Function|innerHTML|insertAdjacentHTML|document\.write/, file);
    for (const [, from] of text.matchAll(/(?:from|import\()\s*"([^"]+)"/g)) assert.ok(from.startsWith("."), `${file} imports ${from}`);
    if (!file.endsWith(".svg")) assert.doesNotMatch(text.replaceAll("http://www.w3.org/2000/svg", "").replaceAll("http://localhost:8080", "").replaceAll("http://x", ""), /https?:\/\/[a-z]/, file);
  }
});

test("every import leads to a file", () => {
  for (const file of files.filter((name) => name.endsWith(".js") && !name.startsWith("lib/"))) {
    for (const [, from] of readFileSync(path.join(src, file), "utf8").matchAll(/(?:from|import\()\s*"([^"]+)"/g)) {
      assert.ok(existsSync(path.join(src, path.dirname(file), from)), `${file} imports ${from}, which is not there`);
    }
  }
});

test("the client that is kept is what the sources of clients/typescript make", async () => {
  const folder = await mkdtemp(path.join(os.tmpdir(), "dwp-console-client-"));
  try {
    const made = path.join(folder, "dispatch.js");
    execFileSync(fileURLToPath(new URL("../make", import.meta.url)), [made], { stdio: ["ignore", "ignore", "inherit"] });
    assert.equal(readFileSync(path.join(src, "lib/dispatch.js"), "utf8"), readFileSync(made, "utf8"), "Run console/make, and keep what it makes.");
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
