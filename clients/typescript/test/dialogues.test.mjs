// The conformance kit's dialogues for clients, all levels, over both formats: its runner is the server.
// DWP_CONFORM names another runner than the one that ./build makes.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { test } from "node:test";

const folder = fileURLToPath(new URL("..", import.meta.url));
const runner = process.env.DWP_CONFORM ?? path.join(folder, "../../conformance/target/dwp-conformance.jar");
const skip = !existsSync(runner) && `There is no runner at ${runner}; ./build server makes one.`;

test("every dialogue for clients is as it should be", { skip }, async (t) => {
  const java = process.env.JAVA_HOME ? path.join(process.env.JAVA_HOME, "bin/java") : "java";
  const child = spawn(java, ["-Xmx256m", "-jar", runner, "client", "--at-a-time", "4", "--timeout", "60", "--command", `${process.execPath} conform/adapter.mjs`], { cwd: folder });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (said += chunk));
  const code = await new Promise((resolve) => child.once("close", resolve));
  const [, passed, failed, skipped] = /(\d+) passed, (\d+) failed, (\d+) skipped/.exec(said) ?? assert.fail(said);
  t.diagnostic(`${passed} passed`);
  assert.equal(code, 0, said);
  assert.deepEqual([failed, skipped], ["0", "0"], said);
  assert.ok(Number(passed) >= 60, said);
});
