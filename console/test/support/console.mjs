// What the tests of the page share: a server with a store of its own, a browser, and jobs to look at.
import { readFileSync } from "node:fs";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { startServer } from "../../../clients/typescript/test/support/server.mjs";

const AXE = readFileSync(fileURLToPath(new URL("../../node_modules/axe-core/axe.min.js", import.meta.url)), "utf8");
const SHOTS = fileURLToPath(new URL("../../../docs/console/", import.meta.url));

/** Keys with every right and no tenant, with rights to read, and with few. */
export const KEYS = {
  DWP_AUTH_KEY_OPS_TOKEN: "ops-of-the-test",
  DWP_AUTH_KEY_OPS_SCOPES: "*",
  DWP_AUTH_KEY_READER_TOKEN: "reader-of-the-test",
  DWP_AUTH_KEY_READER_SCOPES: "job:read,queue:read,workflow:read,stats:read,cron:read,dlq:read,subscribe",
  DWP_AUTH_KEY_FEW_TOKEN: "few-of-the-test",
  DWP_AUTH_KEY_FEW_SCOPES: "stats:read",
};
export const OPS = KEYS.DWP_AUTH_KEY_OPS_TOKEN;

/** A server that keeps its state when it is started again on its port. */
export async function startWithStore({ env = {} } = {}) {
  const folder = await mkdtemp(path.join(os.tmpdir(), "dwp-console-store-"));
  const args = ["--store", `sqlite:${path.join(folder, "dwp.db")}`];
  let server = await startServer({ args, env: { ...KEYS, ...env } });
  const { port } = server;
  return {
    get host() {
      return server.host;
    },
    console: `http://${server.host}/console/`,
    rpc: (method, data, token = OPS) => rpc(server.http, method, data, token),
    stop: (signal) => server.stop(signal),
    async restart(more = {}) {
      server = await startServer({ args, port, env: { ...KEYS, ...env, ...more } });
    },
    async end() {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Calls a method as curl does. */
export async function rpc(url, method, data, token) {
  const answer = await fetch(`${url}/rpc`, { method: "POST", headers: { "Content-Type": "application/json", Authorization: `Bearer ${token}` }, body: typeof data === "string" ? `{"method":"${method}","data":${data}}` : JSON.stringify({ method, data }) });
  const frame = await answer.json();
  if (frame.error) throw new Error(`${method}: ${frame.error.message}`);
  return frame.data;
}

/** Opens the console with a token that the tab has already, at a view. */
export async function openConsole(browser, server, { token = OPS, at = "/", ...how } = {}) {
  const page = await browser.page(how);
  await page.send("Page.addScriptToEvaluateOnNewDocument", { source: `sessionStorage.setItem("dwp.token", ${JSON.stringify(token)})` });
  await page.open(`${server.console}#${at}`);
  await page.until(`document.querySelector(".link.open") && document.querySelector("h1")`, "a connection");
  return page;
}

/** What axe finds against WCAG 2.2 AA, in words. */
export async function findBarriers(page) {
  await page.eval(AXE + ";0");
  const found = await page.eval(`axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] }).then((r) => r.violations.map((v) => v.id + ": " + v.help + " " + v.nodes.map((n) => n.target.join(" ") + " " + (n.any[0]?.message ?? n.all[0]?.message ?? "")).slice(0, 4).join(" | ")))`);
  return found;
}

/** Keeps a picture for the docs, when DWP_CONSOLE_SHOTS asks for them. */
export async function keep(page, name) {
  if (!process.env.DWP_CONSOLE_SHOTS) return;
  await mkdir(SHOTS, { recursive: true });
  await page.shot(path.join(SHOTS, `${name}.png`));
}

/** Some jobs in every state. */
export async function seed(server) {
  await server.rpc("queue.pause", { queue: "billing" });
  await server.rpc("job.enqueue", {
    jobs: [
      ...Array.from({ length: 12 }, (_, i) => ({ name: "send-email", queue: "mail", payload: { to: `user${i}@example.com`, subject: "Welcome" } })),
      { name: "flaky", queue: "reports", payload: { fail_times: 9, message: "Connection refused: smtp.example.com:25" }, max_retries: 1, backoff: { first_ms: 10 } },
      { name: "flaky", queue: "reports", payload: { fail_times: 9, message: "Connection refused: smtp.example.com:25" }, max_retries: 0 },
      { name: "flaky", queue: "reports", payload: { fail_times: 9, message: "503 from the printer" }, max_retries: 3, backoff: { first_ms: 3_600_000 } },
      { name: "echo", payload: "later", delay_ms: 3_600_000 },
      { name: "charge-payment", queue: "billing", payload: { order_id: "ORD-7", amount: 39.98 } },
      { name: "sleep", payload: { ms: 600_000 } },
    ],
  });
  while ((await server.rpc("stats")).jobs.failed < 2) await new Promise((resolve) => setTimeout(resolve, 100));
}
