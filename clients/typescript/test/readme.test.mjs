// The quick start of the README is run as it stands, against a server of its own.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFile, rm, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { test } from "node:test";
import { promisify } from "node:util";
import { startServer } from "./support/server.mjs";

test("the quick start of the README does what it says", async () => {
  const readme = await readFile(new URL("../README.md", import.meta.url), "utf8");
  const program = /```js\n(.*?)```/s.exec(readme)[1];
  const server = await startServer();
  const file = fileURLToPath(new URL(`./.quick-start-${process.pid}.mjs`, import.meta.url));
  try {
    assert.ok(program.includes("ws://localhost:8080/dwp"));
    await writeFile(file, program.replace("ws://localhost:8080/dwp", server.ws));
    const { stdout, stderr } = await promisify(execFile)(process.execPath, [file]);
    assert.equal(stderr, "");
    assert.match(stdout, /sent: \{ sent: true, to: 'user@example.com' \}/);
    assert.match(stdout, /workflow\.completed completed/);
    assert.match(stdout, /total: 39\.98/);
  } finally {
    await rm(file, { force: true });
    await server.stop();
  }
});
