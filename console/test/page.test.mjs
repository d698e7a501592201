// The console in a real Chromium, against a real server. Where there is no Chromium the tests say so and are skipped; on a
// build server it has to be there.
import assert from "node:assert/strict";
import http from "node:http";
import net from "node:net";
import { after, before, describe, test } from "node:test";
import { browserFile, startBrowser } from "./support/chromium.mjs";
import { findBarriers, keep, KEYS, openConsole, OPS, seed, startWithStore } from "./support/console.mjs";

if (process.env.CI && !browserFile) throw new Error("There is no Chromium, which a build server needs.");

const TABLE = `document.querySelectorAll("table.jobs tbody tr:not(.gap)")`;
const rows = (page) => page.eval(`[...${TABLE}].map((row) => row.innerText.replace(/\\s+/g, " "))`);
const field = (page, selector, value) =>
  page.eval(`(() => { const e = document.querySelector(${JSON.stringify(selector)}); e.focus(); e.value = ${JSON.stringify(value)}; e.dispatchEvent(new Event("input", { bubbles: true })); e.dispatchEvent(new Event("change", { bubbles: true })); })()`);

describe("the console in a browser", { skip: !browserFile && "There is no Chromium on this machine." }, () => {
  let browser;
  let server;

  before(async () => {
    [browser, server] = await Promise.all([startBrowser(), startWithStore()]);
  });
  after(async () => {
    await browser?.stop();
    await server?.end();
  });

  /** Nothing was refused by the policy, nothing threw, nothing was missing. */
  const clean = (page) => assert.deepEqual(page.problems, []);

  test("what is empty names the command that fills it", async () => {
    const page = await openConsole(browser, server, { at: "/jobs" });
    await page.says("There are no jobs yet");
    assert.match(await page.text(), /dwp job enqueue send-email/);
    await page.eval(`location.hash = "#/jobs?q=" + encodeURIComponent("queue:nowhere state:failed")`);
    await page.says("No job matches");
    assert.deepEqual(await findBarriers(page), []);
    await keep(page, "empty");
    clean(page);
    await page.close();
    await seed(server);
  });

  test("a token is asked for once, kept in this tab, and in no address", async () => {
    const page = await browser.page();
    await page.open(server.console);
    await page.says("Sign in");
    assert.deepEqual(await findBarriers(page), []);
    await page.until(`document.activeElement.id === "token"`);
    await page.type("guess");
    await page.keys("Enter");
    await page.until(`document.querySelector(".wrong")`, "a refusal");
    await page.until(`document.activeElement.id === "token"`);
    await page.type(OPS);
    await page.keys("Enter");
    await page.says("Newest events");
    assert.equal(await page.eval(`sessionStorage.getItem("dwp.token")`), OPS);
    assert.ok(!(await page.eval("location.href")).includes(OPS));
    assert.equal(await page.eval(`localStorage.getItem("dwp.token")`), null);
    await page.press("Sign out");
    await page.says("Sign in");
    assert.equal(await page.eval(`sessionStorage.getItem("dwp.token")`), null);
    await page.close();
  });

  test("the overview counts, and says what needs somebody", async () => {
    const page = await openConsole(browser, server, { dark: false });
    await page.says("is paused; 1 wait in it");
    await page.says("dead letters");
    await server.rpc("job.enqueue", { jobs: Array.from({ length: 20 }, () => ({ name: "echo", payload: 1 })) });
    await page.until(`document.querySelectorAll(".event-head tbody tr").length >= 10`);
    await page.until(`/sqlite/.test(document.body.innerText)`);
    assert.deepEqual(await findBarriers(page), []);
    await keep(page, "overview");
    clean(page);
    await page.close();
  });

  test("the list of jobs is live in place: a job that is enqueued elsewhere shows, and its state changes", async () => {
    const page = await openConsole(browser, server, { at: "/jobs" });
    await page.until(`${TABLE}.length > 15`);
    const { job_id: id } = await server.rpc("job.enqueue", { name: "sleep", queue: "live", payload: { ms: 600_000 } });
    await page.until(`[...${TABLE}].some((row) => row.innerText.includes("live") && row.innerText.includes("running"))`, "the job, running");
    await server.rpc("job.cancel", { job_id: id });
    await page.until(`[...${TABLE}].some((row) => row.innerText.includes("live") && row.innerText.includes("cancelled"))`, "the job, cancelled");
    assert.deepEqual(await findBarriers(page), []);
    await keep(page, "jobs");
    clean(page);
    await page.close();
  });

  test("the filter completes, says what is wrong, and is in the address", async () => {
    const page = await openConsole(browser, server, { at: "/jobs" });
    await page.until(`${TABLE}.length > 15`);
    await page.keys("/");
    await page.type("sta");
    await page.until(`document.querySelector("[role=listbox] [role=option]")?.innerText === "state:"`);
    await page.keys("ArrowDown", "Tab");
    await page.type("fai");
    await page.keys("ArrowDown", "Enter", "Enter");
    await page.until(`location.hash === "#/jobs?q=state%3Afailed"`);
    await page.until(`${TABLE}.length === 2`);
    assert.ok((await rows(page)).every((row) => row.includes("flaky")));
    await page.keys("/");
    await field(page, ".filter-form input", "colour:red");
    await page.keys("Enter");
    await page.says("There is no field “colour”");
    await page.send("Page.navigateToHistoryEntry", { entryId: (await page.send("Page.getNavigationHistory")).entries.at(-2).id });
    await page.until(`${TABLE}.length > 15`, "all jobs again, by going back");
    clean(page);
    await page.close();
  });

  test("many are acted on after a preview, with a result for each", async () => {
    await server.rpc("job.enqueue", { jobs: Array.from({ length: 30 }, () => ({ name: "echo", queue: "many", delay_ms: 3_600_000 })) });
    const page = await openConsole(browser, server, { at: "/jobs?q=queue%3Amany" });
    await page.until(`${TABLE}.length > 10`);
    await page.eval(`document.querySelector("thead input").click()`);
    await page.says("30 picked");
    await page.press("Act on all that match…");
    await page.press("Cancel 30 jobs", `document.querySelector("dialog")`);
    await page.says("30 of 30");
    assert.deepEqual(await findBarriers(page), []);
    await page.press("Close", `document.querySelector("dialog .dialog-foot")`);
    const { jobs } = await server.rpc("job.list", { queue: "many", state: "cancelled" });
    assert.equal(jobs.length, 30);
    await page.until(`[...${TABLE}].every((row) => row.innerText.includes("cancelled"))`);
    await page.eval(`location.hash = "#/jobs?q=state%3Afailed"`);
    await page.until(`${TABLE}.length === 2`);
    await page.eval(`document.querySelector("thead input").click()`);
    await page.press("Replay…");
    await page.says("be waiting again");
    await keep(page, "preview");
    await page.keys("Escape");
    clean(page);
    await page.close();
  });

  test("a job shows its attempts side by side, is replayed, and waits again", async () => {
    const { jobs } = await server.rpc("job.list", { state: "failed", name: "flaky" });
    const job = jobs.find((one) => one.max_retries === 1);
    const page = await openConsole(browser, server, { at: `/jobs/${job.id}` });
    await page.says("Attempt 2");
    await page.says("Connection refused: smtp.example.com:25");
    await page.until(`[...document.querySelectorAll("section h2")].some((e) => e.innerText === "Events") && document.body.innerText.includes("retrying")`);
    assert.deepEqual(await findBarriers(page), []);
    await keep(page, "job");
    await page.press("Replay");
    await page.until(`document.querySelectorAll(".attempts thead th").length === 5`, "two more attempts");
    await page.until(`document.querySelector("h1").innerText.includes("failed")`);
    clean(page);
    await page.close();
  });

  test("why a job does not run is told, and changes with what happens", async () => {
    const { job_id: id } = await server.rpc("job.enqueue", { name: "charge-payment", queue: "billing", payload: { order_id: "ORD-8", amount: 1 } });
    const page = await openConsole(browser, server, { at: `/jobs/${id}` });
    await page.says("queue_paused");
    await keep(page, "why");
    assert.deepEqual(await findBarriers(page), []);
    await server.rpc("queue.resume", { queue: "billing" });
    await page.until(`document.querySelector("h1").innerText.includes("completed")`, "the job completed, without a reload");
    assert.ok(!(await page.text()).includes("queue_paused"));
    await server.rpc("queue.pause", { queue: "billing" });
    clean(page);
    await page.close();
  });

  test("integers of 64 bits are shown as they are, and stay so when the job is enqueued again", async () => {
    const { job_id: id } = await server.rpc("job.enqueue", '{"name":"echo","payload":{"order":9223372036854775807,"list":[9007199254740993,1.5]}}');
    const page = await openConsole(browser, server, { at: `/jobs/${id}` });
    await page.says("9223372036854775807");
    await page.until(`document.body.innerText.split("9007199254740993").length === 3`, "both in payload and in result");
    await page.press("Enqueue again, edited");
    await page.until(`document.querySelector("#payload")?.value.includes("9223372036854775807")`);
    await page.press("Enqueue", `document.querySelector("form.enqueue")`);
    await page.until(`/^#\\/jobs\\/job_/.test(location.hash) && !location.hash.includes("${id}")`);
    const again = await fetch(`http://${server.host}/dwp/rpc`, { method: "POST", headers: { Authorization: `Bearer ${OPS}` }, body: JSON.stringify({ method: "job.get", data: { job_id: (await page.eval("location.hash")).split("/").at(-1) } }) });
    assert.ok((await again.text()).includes('"order":9223372036854775807'));
    clean(page);
    await page.close();
  });

  test("a form is made of the handler's schema, and what the server refuses is said there", async () => {
    const page = await openConsole(browser, server, { at: "/enqueue?name=charge-payment" });
    await page.until(`document.querySelector("#field-order_id")`);
    await field(page, "#field-order_id", "ORD-9");
    await field(page, "#field-amount", "12.5");
    await field(page, "#option-queue", "forms");
    await page.until(`JSON.parse(document.querySelector("#payload").value).amount === 12.5`);
    assert.deepEqual(await findBarriers(page), []);
    await keep(page, "enqueue");
    await field(page, "#payload", '{"order_id":');
    await page.until(`document.querySelector("#payload-wrong")`);
    await field(page, "#payload", '{"order_id":1}');
    await page.press("Enqueue", `document.querySelector("form.enqueue")`);
    await page.until(`document.querySelector(".notice.failure")?.innerText.includes("400")`, "the server's refusal");
    await field(page, "#payload", '{"order_id":"ORD-9","amount":12.5}');
    await page.press("Enqueue", `document.querySelector("form.enqueue")`);
    await page.until(`/^#\\/jobs\\/job_/.test(location.hash)`);
    await page.says("forms");
    clean(page);
    await page.close();
  });

  test("the wire shows each frame, the token in none, and an action in four forms", async () => {
    const page = await openConsole(browser, server, { at: "/wire" });
    await page.eval(`location.hash = "#/jobs"`);
    await page.until(`${TABLE}.length > 5`);
    await page.eval(`location.hash = "#/wire"`);
    await page.press("job.list");
    await page.press("curl");
    await page.says("curl -s http");
    await keep(page, "wire");
    await page.press("Command");
    await page.says("dwp rpc job.list");
    await page.press("auth");
    await page.says('"token": "…"');
    assert.ok(!(await page.eval("document.documentElement.outerHTML")).includes(OPS));
    assert.deepEqual(await findBarriers(page), []);
    clean(page);
    await page.close();
  });

  test("a token that reads makes a console that reads: no button changes anything", async () => {
    const page = await openConsole(browser, server, { token: KEYS.DWP_AUTH_KEY_READER_TOKEN, at: "/jobs" });
    await page.until(`${TABLE}.length > 5`);
    await page.says("read-only");
    const buttons = await page.eval(`[...document.querySelectorAll("main button, main a.button")].map((e) => e.innerText)`);
    assert.ok(!buttons.some((name) => /Cancel|Replay|Purge|Enqueue/.test(name)), String(buttons));
    assert.equal(await page.eval(`document.querySelectorAll("main input[type=checkbox]").length`), 0);
    const { jobs } = await server.rpc("job.list", { state: "failed", limit: 1 });
    await page.eval(`location.hash = "#/jobs/${jobs[0].id}"`);
    await page.says("Attempts");
    const there = await page.eval(`[...document.querySelectorAll("main .page-head .button")].map((e) => e.innerText)`);
    assert.deepEqual(there, []);
    await page.eval(`location.hash = "#/enqueue"`);
    await page.until(`document.querySelector('[data-scope="job:write"]')`);
    clean(page);
    await page.close();
  });

  test("what a token may not see names the scope that is missing", async () => {
    const page = await openConsole(browser, server, { token: KEYS.DWP_AUTH_KEY_FEW_TOKEN, at: "/jobs" });
    await page.until(`document.querySelector('[data-scope="job:read"]')`);
    await page.says("is not live");
    await keep(page, "no-permission");
    await page.eval(`location.hash = "#/"`);
    await page.until(`document.querySelector('[data-scope="subscribe"]')`);
    assert.deepEqual(await findBarriers(page), []);
    clean(page);
    await page.close();
  });

  test("by keyboard alone: find a job that failed, replay it, and come back", async () => {
    const page = await openConsole(browser, server);
    await page.keys("g", "j");
    await page.until(`${TABLE}.length > 5`);
    await page.keys("/");
    await page.type("state:failed");
    await page.keys("Enter");
    await page.until(`location.hash.includes("failed") && ${TABLE}.length === 2`);
    await page.keys("Escape", "Escape");
    await page.until(`document.activeElement === document.body || document.activeElement.tagName !== "INPUT"`);
    await page.keys("j", "j", "k", "x");
    await page.says("1 picked");
    await page.keys(".");
    await page.until(`document.querySelector("dialog[open]")`);
    for (let i = 0; i < 12 && !(await page.eval(`document.activeElement.innerText === "Replay"`)); i++) await page.keys("Tab");
    await page.keys("Enter");
    for (let i = 0; i < 12 && !(await page.eval(`document.activeElement.innerText === "Replay 1 job"`)); i++) await page.keys("Tab");
    await page.keys("Enter");
    await page.says("1 of 1");
    await page.keys("Escape");
    await page.until(`!document.querySelector("dialog[open]")`);
    await page.keys("j", "Enter");
    await page.until(`/^#\\/jobs\\/job_/.test(location.hash)`);
    await page.keys("?");
    await page.until(`document.querySelector("dialog[open]")?.innerText.includes("On this screen")`);
    await page.keys("Escape", "p");
    await page.until(`document.activeElement.getAttribute("role") === "combobox"`);
    await page.type("wire");
    await page.keys("Enter");
    await page.until(`location.hash === "#/wire"`);
    await page.keys("t");
    await page.until(`document.querySelector(".side-foot").innerText.includes("absolute")`);
    clean(page);
    await page.close();
  });

  test("behind a proxy with a path of its own, everything is found beside the page", async () => {
    const proxy = http.createServer((request, response) => {
      const target = http.request({ host: "127.0.0.1", port: server.host.split(":")[1], path: request.url.replace(/^\/tools\/dwp-a/, ""), method: request.method, headers: request.headers }, (answer) => {
        response.writeHead(answer.statusCode, answer.headers);
        answer.pipe(response);
      });
      request.pipe(target);
    });
    proxy.on("upgrade", (request, socket) => {
      const target = net.connect(Number(server.host.split(":")[1]), "127.0.0.1", () => {
        target.write(`GET ${request.url.replace(/^\/tools\/dwp-a/, "")} HTTP/1.1\r\n${request.rawHeaders.reduce((text, part, i) => text + part + (i % 2 ? "\r\n" : ": "), "")}\r\n`);
        target.pipe(socket).pipe(target);
      });
      for (const end of [target, socket]) end.on("error", () => (target.destroy(), socket.destroy()));
    });
    await new Promise((resolve) => proxy.listen(0, "127.0.0.1", resolve));
    try {
      const page = await openConsole(browser, { console: `http://127.0.0.1:${proxy.address().port}/tools/dwp-a/console/` }, { at: "/jobs" });
      await page.until(`${TABLE}.length > 5`);
      clean(page);
      await page.close();
    } finally {
      proxy.closeAllConnections();
      proxy.close();
    }
  });

  test("a browser that opens the server's root comes to the console, which shows its first figures soon", async (t) => {
    const page = await browser.page();
    await page.send("Page.addScriptToEvaluateOnNewDocument", { source: `sessionStorage.setItem("dwp.token", ${JSON.stringify(OPS)}); (function look() { if (document.querySelector(".counts .figure")) globalThis.__shown = performance.now(); else requestAnimationFrame(look); })();` });
    await page.open(`http://${server.host}/`);
    await page.until(`globalThis.__shown`);
    assert.equal(await page.eval("location.pathname"), "/console/");
    t.diagnostic(`the first figures after ${Math.round(await page.eval("globalThis.__shown"))} ms`);
    clean(page);
    await page.close();
  });

  test("light, dark and as the system has it", async () => {
    const page = await openConsole(browser, server, { dark: true });
    await page.says("Newest events");
    const background = () => page.eval(`getComputedStyle(document.body).backgroundColor`);
    const system = await background();
    assert.deepEqual(await findBarriers(page), []);
    await keep(page, "overview-dark");
    await page.eval(`location.hash = "#/jobs"`);
    await page.until(`${TABLE}.length > 5`);
    assert.deepEqual(await findBarriers(page), []);
    await keep(page, "jobs-dark");
    const { jobs } = await server.rpc("job.list", { state: "failed", limit: 1 });
    await page.eval(`location.hash = "#/jobs/${jobs[0].id}"`);
    await page.says("Attempts");
    assert.deepEqual(await findBarriers(page), []);
    await keep(page, "job-dark");
    await page.press("Theme: system");
    await page.until(`document.documentElement.dataset.theme === "light"`);
    assert.notEqual(await background(), system);
    clean(page);
    await page.close();
  });

  test("on a phone of 320 px nothing is cut off sideways", async () => {
    const { jobs } = await server.rpc("job.list", { state: "failed", limit: 1 });
    const page = await openConsole(browser, server, { width: 320, height: 640, mobile: true });
    for (const [view, words] of [["/", "Newest events"], ["/jobs", "Enqueue a job"], [`/jobs/${jobs[0].id}`, "Attempts"], ["/enqueue?name=send-email", "Options"], ["/wire", "Pause"]]) {
      await page.eval(`location.hash = ${JSON.stringify(`#${view}`)}`);
      await page.says(words);
      const { wide, over } = await page.eval(`(() => { const main = document.getElementById("main"); return { wide: Math.max(main.scrollWidth - main.clientWidth, document.documentElement.scrollWidth - innerWidth), over: [...main.querySelectorAll("*")].filter((e) => e.getBoundingClientRect().right > innerWidth + 1 && !e.closest(".table-wrap, pre, .tree, .unseen, .command")).map((e) => e.tagName + "." + e.className).slice(0, 5) }; })()`);
      assert.ok(wide <= 0, `${view} is ${wide} px too wide: ${over}`);
      assert.deepEqual(await findBarriers(page), []);
    }
    await page.eval(`location.hash = "#/jobs"`);
    await page.until(`${TABLE}.length > 5`);
    await keep(page, "phone");
    await page.press("Menu");
    await page.press("Overview");
    await page.says("Newest events");
    clean(page);
    await page.close();
  });

  test("a server that is started again: what is shown is grey and says how old it is, then goes on with nothing missing", async () => {
    const page = await openConsole(browser, server, { at: "/jobs?q=queue%3Aaway" });
    await page.says("No job matches");
    await page.until(`document.querySelector(".link").innerText === "Live"`);
    await server.stop("SIGTERM");
    await page.says("The connection is lost");
    assert.ok(await page.eval(`Boolean(document.querySelector(".shell.stale"))`));
    assert.deepEqual(await findBarriers(page), []);
    await keep(page, "disconnected");
    await server.restart();
    await server.rpc("job.enqueue", { name: "echo", queue: "away", payload: 1 });
    await page.until(`${TABLE}.length === 1 && ${TABLE}[0].innerText.includes("completed")`, "what happened meanwhile");
    assert.equal(await page.eval(`Boolean(document.querySelector(".shell.stale"))`), false);
    await page.close();
  });
});

describe("a console of a server with small frames", { skip: !browserFile && "There is no Chromium on this machine." }, () => {
  test("what does not fit a frame is said to be too large, with the command that fetches it", async () => {
    const [browser, server] = await Promise.all([startBrowser(), startWithStore({ env: { DWP_SERVER_MAX_FRAME_BYTES: "16384" } })]);
    try {
      const { job_id: id } = await server.rpc("job.enqueue", { name: "echo", payload: "x".repeat(12_000) });
      const page = await openConsole(browser, server, { at: `/jobs/${id}` });
      await page.says("too large for one frame");
      assert.match(await page.text(), new RegExp(`dwp job get ${id}`));
      assert.deepEqual(await findBarriers(page), []);
      await keep(page, "too-large");
      assert.deepEqual(page.problems, []);
    } finally {
      await browser.stop();
      await server.end();
    }
  });
});
