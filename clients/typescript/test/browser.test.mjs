// The client as a page has it: one bundle, in a real Chromium, over WebSocket in both formats and over RPC with streams.
// CHROMIUM names the browser; where there is none, the test says so and is skipped.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import http from "node:http";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { test } from "node:test";
import { build } from "esbuild";
import { startServer } from "./support/server.mjs";

const browser = [process.env.CHROMIUM, "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find(
  (file) => file && existsSync(file),
);

/** What the page does; it stands in a module of its own, and ends by telling what it saw. */
const PAGE = `
import { AuthError, Dispatch, NotFoundError, BadRequestError } from "@dwp/client";
import * as msgpack from "@msgpack/msgpack";

async function tour(url, format) {
  const client = new Dispatch({ url, token: async () => "demo-token", format, msgpack });
  const seen = { session: await client.connect() };
  const payload = { text: "\\u{1F600}", big: 9007199254740993n, list: [1, 2.5, null] };
  const job = await client.enqueue("echo", payload);
  const result = await client.result(job.job_id);
  seen.result = [result.text, String(result.big), ...result.list];
  const run = await client.startWorkflow("order-pipeline", { order_id: "1", items: ["pen", "ink"] });
  for await (const event of client.watch(run.run_id)) seen.last = event.type;
  seen.total = (await client.output(run.run_id)).total;
  const events = client.subscribe("queue:browser", { credits: 2 });
  await events.ready();
  await client.enqueue("count", { to: 5 }, { queue: "browser" });
  seen.types = [];
  for await (const event of events) {
    seen.types.push(event.type);
    if (event.data.final) break;
  }
  seen.notFound = await client.getJob("job_00000000000000000000000000").catch((error) => error instanceof NotFoundError);
  seen.refused = await new Dispatch({ url, token: "guess" }).connect().catch((error) => error instanceof AuthError);
  await client.close();
  return seen;
}

const work = async () => {
  const seen = {};
  for (const [scheme, format] of [["ws", "json"], ["ws", "msgpack"], ["http", "json"], ["http", "msgpack"]]) {
    seen[scheme + " " + format] = await tour(scheme + "://SERVER/dwp", format);
  }
  // Without the library that it needs, the format is refused in a sentence.
  seen.missing = await new Dispatch({ url: "ws://SERVER/dwp", token: "demo-token", format: "msgpack" })
    .connect()
    .catch((error) => error.message);
  return seen;
};
work()
  .catch((error) => ({ error: String(error), stack: error.stack }))
  .then((seen) => fetch("/seen", { method: "POST", body: JSON.stringify(seen) }));
`;

test("the client does in a browser what it does elsewhere", { skip: !browser && "There is no Chromium on this machine." }, async () => {
  let tell;
  const told = new Promise((resolve) => {
    tell = resolve;
  });
  let script = "";
  const site = http.createServer((request, response) => {
    if (request.method === "POST") {
      let body = "";
      request.on("data", (chunk) => (body += chunk));
      request.on("end", () => {
        response.end();
        tell(JSON.parse(body));
      });
    } else if (request.url === "/page.js") {
      response.setHeader("Content-Type", "text/javascript; charset=utf-8");
      response.end(script);
    } else {
      response.setHeader("Content-Type", "text/html; charset=utf-8");
      response.end('<!doctype html><meta charset="utf-8"><script type="module" src="/page.js"></script>');
    }
  });
  await new Promise((resolve) => site.listen(0, "127.0.0.1", resolve));
  const origin = `http://localhost:${site.address().port}`;
  const server = await startServer({ env: { DWP_SERVER_CORS_ORIGINS: origin } });
  const built = await build({
    stdin: { contents: PAGE.replaceAll("SERVER", server.host), resolveDir: fileURLToPath(new URL("..", import.meta.url)) },
    bundle: true,
    format: "esm",
    platform: "browser",
    write: false,
  });
  script = built.outputFiles[0].text;
  const profile = await mkdtemp(path.join(os.tmpdir(), "dwp-chromium-"));
  const chromium = spawn(
    browser,
    [
      "--headless",
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--disable-dev-shm-usage",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      `--user-data-dir=${profile}`,
      `${origin}/`,
    ],
    { stdio: ["ignore", "ignore", "pipe"], detached: true },
  );
  let log = "";
  chromium.stderr.on("data", (chunk) => (log = (log + chunk).slice(-4000)));
  const gone = new Promise((resolve) => chromium.once("exit", resolve));
  let timer;
  try {
    const seen = await Promise.race([
      told,
      gone.then((code) => Promise.reject(new Error(`Chromium ended with ${code}: ${log}`))),
      new Promise((_, reject) => {
        timer = setTimeout(() => reject(new Error(`The page told nothing in time: ${log}`)), 120_000);
      }),
    ]);
    assert.equal(seen.error, undefined, seen.stack);
    for (const kind of ["ws json", "ws msgpack", "http json", "http msgpack"]) {
      const it = seen[kind];
      if (kind.startsWith("ws")) assert.match(it.session, /^sess_/);
      assert.deepEqual(it.result, ["\u{1F600}", "9007199254740993", 1, 2.5, null]);
      assert.equal(it.last, "workflow.completed");
      assert.equal(it.total, 39.98);
      assert.deepEqual([it.types[0], it.types.at(-1)], ["job.enqueued", "job.completed"]);
      assert.ok(it.notFound === true && it.refused === true);
    }
    assert.match(seen.missing, /@msgpack\/msgpack/);
  } finally {
    clearTimeout(timer);
    try {
      process.kill(-chromium.pid, "SIGKILL"); // With all of its processes.
    } catch (error) {
      if (error.code !== "ESRCH") throw error;
    }
    await gone;
    await server.stop();
    site.closeAllConnections();
    site.close();
    await rm(profile, { recursive: true, force: true, maxRetries: 10 });
  }
});
