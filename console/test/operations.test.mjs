// Runs, queues, workers, dead letters, crons and events in a real Chromium, against a real server.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { browserFile, startBrowser } from "./support/chromium.mjs";
import { findBarriers, keep, KEYS, openConsole, startWithStore } from "./support/console.mjs";

if (process.env.CI && !browserFile) throw new Error("There is no Chromium, which a build server needs.");

const FALLS = `document.querySelectorAll(".falls tbody tr.row")`;

describe("the operations in a browser", { skip: !browserFile && "There is no Chromium on this machine." }, () => {
  let browser;
  let server;

  before(async () => {
    [browser, server] = await Promise.all([startBrowser(), startWithStore({ env: { DWP_QUEUE_MAIL_CONCURRENCY: "2" } })]);
  });
  after(async () => {
    await browser?.stop();
    await server?.end();
  });

  /** Nothing was refused by the policy, nothing threw, and nothing bars anybody. */
  const whole = async (page) => {
    assert.deepEqual(await findBarriers(page), []);
    assert.deepEqual(page.problems, []);
  };
  const start = async (name, input) => (await server.rpc("workflow.start", { name, input })).run_id;
  const ended = (run) => server.rpc("workflow.get", { run_id: run, wait_ms: 60_000 });
  const go = (page, at) => page.eval(`location.hash = ${JSON.stringify(`#${at}`)}`);
  const field = (page, selector, value) =>
    page.eval(`(() => { const e = document.querySelector(${JSON.stringify(selector)}); e.focus(); e.value = ${JSON.stringify(value)}; e.dispatchEvent(new Event("input", { bubbles: true })); e.dispatchEvent(new Event("change", { bubbles: true })); })()`);

  test("what is empty names what fills it", async () => {
    const page = await openConsole(browser, server, { at: "/runs" });
    await page.says("No run yet");
    await page.says("dwp run start");
    await whole(page);
    await go(page, "/dead-letters");
    await page.says("Nothing has failed for good");
    await go(page, "/queues");
    await page.says("Nothing waits or runs");
    await go(page, "/events");
    await page.says("Nothing has happened since you came");
    await whole(page);
    await page.close();
  });

  test("a token without the scope is told its name, and what it may not do has no button", async () => {
    const page = await openConsole(browser, server, { token: KEYS.DWP_AUTH_KEY_FEW_TOKEN, at: "/runs" });
    const scopes = { "/runs": "workflow:read", "/runs/run_01m8q5y2dbe00av7q8xsfkh6wd": "workflow:read", "/queues": "queue:read", "/dead-letters": "dlq:read", "/crons": "cron:read", "/events": "subscribe", "/workers": "job:read" };
    for (const [at, scope] of Object.entries(scopes)) {
      await go(page, at);
      await page.until(`document.querySelector(".notice.forbidden")?.dataset.scope === "${scope}"`, `${at} names ${scope}`);
    }
    await page.close();
    const run = await start("nap", { ms: 3_600_000 });
    const reader = await openConsole(browser, server, { token: KEYS.DWP_AUTH_KEY_READER_TOKEN, at: `/runs/${run}` });
    await reader.says("It sleeps");
    assert.doesNotMatch(await reader.text(), /Cancel…|Send an event/);
    await whole(reader);
    await reader.close();
    await server.rpc("workflow.cancel", { run_id: run });
  });

  test("a saga's waterfall shows the step that failed and, mirrored, what was undone", async () => {
    const run = await start("booking-saga", { trip_id: "T-1", fail_at: "reserve-car", delay_ms: 120 });
    await ended(run);
    const page = await openConsole(browser, server, { at: `/runs/${run}` });
    await page.until(`${FALLS}.length === 6`);
    assert.deepEqual(await page.eval(`[...document.querySelectorAll(".falls .row-name")].map((e) => e.innerText)`), ["reserve-hotel", "reserve-flight", "reserve-car", "cancel-flight", "cancel-hotel"]);
    assert.equal(await page.eval(`document.querySelectorAll(".falls tr.mirrored").length`), 2);
    assert.equal(await page.eval(`document.querySelectorAll(".fall.work.failed").length`) >= 1, true);
    await whole(page);
    await keep(page, "run");
    // By keyboard: to the step that failed, and what it says.
    await page.keys("j", "j", "j");
    await page.until(`document.querySelector('[aria-label="The selected step"] pre')?.innerText.includes("fails as asked")`);
    await page.keys("+");
    await page.until(`!document.querySelector('[aria-label="Zoom out"]').disabled`);
    await page.keys("0");
    await page.until(`document.querySelector('[aria-label="Zoom out"]').disabled`);
    await whole(page);
    await page.press("Replay from here…");
    await page.says("2 steps before it stay remembered");
    await page.says("What they undid stays undone");
    await whole(page);
    await page.press("Replay", "document.querySelector('dialog .dialog-foot')");
    await page.says("The run goes on from reserve-car.");
    await page.close();
  });

  test("a part of the time is brushed with a pointer", async () => {
    const run = await start("booking-saga", { trip_id: "T-2", delay_ms: 60 });
    await ended(run);
    const page = await openConsole(browser, server, { at: `/runs/${run}` });
    await page.until(`${FALLS}.length === 3 && document.querySelector(".axis")`);
    const { x, y, width } = await page.eval(`(({ x, y, width }) => ({ x, y, width }))(document.querySelector(".axis").getBoundingClientRect())`);
    const mouse = (type, at) => page.send("Input.dispatchMouseEvent", { type, x: x + width * at, y: y + 8, button: "left", buttons: 1, clickCount: 1 });
    await mouse("mousePressed", 0.5);
    await mouse("mouseMoved", 0.7);
    await mouse("mouseMoved", 0.9);
    await mouse("mouseReleased", 0.9);
    await page.until(`!document.querySelector('[aria-label="Show the whole time"]').disabled`, "a part of the time");
    await page.press("Show the whole time");
    await page.until(`document.querySelector('[aria-label="Show the whole time"]').disabled`);
    await page.close();
  });

  test("a waiting run says for what, and its event is sent from there", async () => {
    const run = await start("await-payment", { order_id: "ORD-7" });
    const page = await openConsole(browser, server, { at: `/runs/${run}`, dark: true });
    await page.says("event payment-received with key ORD-7");
    await page.says("It waits for the event");
    assert.ok(await page.eval(`document.querySelector(".fall.wait.waiting.open") !== null`));
    await whole(page);
    await keep(page, "run-waiting-dark");
    await page.press("Send it");
    await page.until(`document.activeElement?.id === "event-payload"`);
    await field(page, "#event-payload", "{oops");
    await page.press("Send", "document.querySelector('dialog .dialog-foot')");
    await page.says("This is no JSON");
    await whole(page);
    await field(page, "#event-payload", '{"amount":9007199254740993}');
    await page.press("Send", "document.querySelector('dialog .dialog-foot')");
    await page.until(`document.querySelector("h1 .state.completed")`, "the run, completed in place");
    await page.press("Show the output");
    await page.says("9007199254740993");
    assert.match(JSON.stringify((await server.rpc("workflow.timeline", { run_id: run }))[0].event_key), /ORD-7/);
    await page.close();
  });

  test("children open in place, each with its own steps", async () => {
    const run = await start("batch-process", { item_ids: ["a", "b", "c"] });
    await ended(run);
    const page = await openConsole(browser, server, { at: `/runs/${run}` });
    await page.until(`${FALLS}.length === 4`);
    await page.press("Open process-items[0]");
    await page.until(`[...document.querySelectorAll(".falls .row-name")].map((e) => e.innerText).join() === "process-items[0],process,process-items[1],process-items[2],finalize"`);
    await page.press("Close process-items[0]");
    await page.until(`${FALLS}.length === 4`);
    await whole(page);
    await page.close();
  });

  test("two runs are compared to their first difference", async () => {
    const good = await start("booking-saga", { trip_id: "T-3" });
    const bad = await start("booking-saga", { trip_id: "T-3", fail_at: "reserve-flight" });
    await ended(good);
    await ended(bad);
    const page = await openConsole(browser, server, { at: `/runs/${bad}` });
    await page.press("Compare…");
    await page.press(`Compare with ${good}`, "document.querySelector('dialog')");
    await page.says("They did the same in 1 step; the first difference is at");
    assert.match(await page.eval(`document.querySelector(".comparison tr.current").innerText`), /reserve-flight/);
    await whole(page);
    await keep(page, "comparison");
    await page.close();
  });

  test("a run is cancelled after a question", async () => {
    const run = await start("nap", { ms: 3_600_000 });
    const page = await openConsole(browser, server, { at: `/runs/${run}` });
    await page.says("It sleeps");
    await page.press("Cancel…");
    await page.says("Then the compensations that its code has registered run");
    await page.press("Cancel the run", "document.querySelector('dialog')");
    await page.until(`document.querySelector("h1 .state.cancelled")`, "the run, cancelled in place");
    await page.close();
  });

  test("a run that does not exist, and a malformed id, are said in a sentence", async () => {
    const page = await openConsole(browser, server, { at: "/runs/run_01m8q5y2dbe00av7q8xsfkh6wd" });
    await page.says("There is no such run");
    await go(page, "/runs/nonsense");
    await page.says("There is no such run");
    await page.close();
  });

  test("the list of runs is live in place, and its filter is in the address", async () => {
    const page = await openConsole(browser, server, { at: "/runs" });
    await page.until(`document.querySelectorAll("table.runs tbody tr").length > 5`);
    const run = await start("nap", { ms: 3_600_000 });
    await page.until(`document.querySelector("table.runs tbody tr").innerText.includes("running") && document.querySelector("table.runs tbody tr").innerText.includes("nap")`, "the new run on top");
    await server.rpc("workflow.cancel", { run_id: run });
    await page.until(`document.querySelector("table.runs tbody tr").innerText.includes("cancelled")`, "the run, cancelled in place");
    await whole(page);
    await keep(page, "runs");
    await page.press("failed");
    await page.until(`location.hash === "#/runs?state=failed" && document.querySelector("table.runs tbody tr") && [...document.querySelectorAll("table.runs tbody tr")].every((row) => row.innerText.includes("failed"))`);
    await page.keys("j", "Enter");
    await page.until(`location.hash.startsWith("#/runs/run_")`, "the run, opened by keyboard");
    await page.close();
  });

  test("of a run with many entries only what is seen is in the page", async () => {
    const run = await start("batch-process", { item_ids: Array.from({ length: 300 }, (_, i) => `i${i}`) });
    const page = await openConsole(browser, server, { at: `/runs/${run}` });
    await page.until(`document.querySelector(".waterfall header")?.innerText.match(/30[01] entries/)`, "all entries");
    await page.press("Open process-items");
    await page.until(`document.querySelector(".falls table").getAttribute("aria-rowcount") > 300`);
    assert.ok((await page.eval(`${FALLS}.length`)) < 120);
    await page.eval(`document.querySelector(".falls").scrollTop = 6_000`);
    await page.until(`[...document.querySelectorAll(".falls .row-name")].some((e) => /\\[20\\d\\]/.test(e.innerText))`, "the rows there");
    await whole(page);
    await keep(page, "run-large");
    await server.rpc("workflow.cancel", { run_id: run }).catch((error) => assert.match(error.message, /completed/));
    await page.close();
  });

  test("queues show their limits, and are paused and resumed", async () => {
    await server.rpc("job.enqueue", { jobs: Array.from({ length: 6 }, () => ({ name: "sleep", queue: "mail", payload: { ms: 600_000 } })) });
    const page = await openConsole(browser, server, { at: "/queues" });
    await page.until(`document.querySelector("table.queues")?.innerText.includes("2/2")`, "both places taken");
    await page.press("Pause mail");
    await page.says("of any tenant and on any node");
    await whole(page);
    await page.press("Pause", "document.querySelector('dialog .dialog-foot')");
    await page.until(`document.querySelector("table.queues .state.paused")`, "the queue, paused");
    await whole(page);
    await keep(page, "queues");
    await page.press("Resume mail");
    await page.until(`!document.querySelector("table.queues .state.paused")`, "the queue, resumed");
    const { jobs } = await server.rpc("job.list", { queue: "mail" });
    await server.rpc("job.cancel", { job_ids: jobs.map((job) => job.id) });
    await page.close();
  });

  test("workers are told: the node, and what it can do with the schema of each", async () => {
    const page = await openConsole(browser, server, { at: "/workers" });
    await page.says("answers you");
    await page.says("{ trip_id, fail_at?, delay_ms? }");
    await page.eval(`[...document.querySelectorAll(".twist")].find((e) => e.innerText.includes("trip_id")).click()`);
    await page.says('"trip_id": {');
    await whole(page);
    await keep(page, "workers");
    await page.close();
  });

  test("dead letters are grouped by name and kind of error, and replayed and purged by the group", async () => {
    const failing = (message) => ({ name: "flaky", queue: "letters", payload: { fail_times: 99, message }, max_retries: 0 });
    await server.rpc("job.enqueue", { jobs: [...Array.from({ length: 12 }, (_, i) => failing(`No such customer 'C-${i}'`)), ...Array.from({ length: 3 }, (_, i) => failing(`timeout after ${i} ms`))] });
    const page = await openConsole(browser, server, { at: "/dead-letters" });
    await page.says("15 dead letters of 2 kinds.");
    assert.deepEqual(await page.eval(`[...document.querySelectorAll(".pattern")].map((e) => e.innerText)`), ["No such customer '…'", "timeout after <n> ms"]);
    await page.eval(`document.querySelector(".letters .twist").click()`);
    await page.says("No such customer 'C-7'");
    await whole(page);
    await keep(page, "dead-letters");
    await page.press("Purge 3 dead letters of flaky");
    await page.says("be purged");
    await page.press("Purge 3 jobs", "document.querySelector('dialog')");
    await page.says("3 of 3 purged.");
    await whole(page);
    await page.press("Close", "document.querySelector('dialog .dialog-foot')");
    await page.says("12 dead letters of one kind.");
    await page.press("Replay 12 dead letters of flaky");
    await page.press("Replay 12 jobs", "document.querySelector('dialog')");
    await page.says("12 of 12 waiting again.");
    await page.press("Close", "document.querySelector('dialog .dialog-foot')");
    assert.equal((await server.rpc("dlq.list", { name: "flaky" })).jobs.every((job) => !job.last_error.includes("timeout")), true);
    await page.close();
  });

  test("crons are told in words, with their next five firings here and there", async () => {
    const page = await openConsole(browser, server, { at: "/crons" });
    await page.send("Emulation.setTimezoneOverride", { timezoneId: "America/New_York" });
    await page.send("Page.reload");
    await page.says("At 02:00, every day");
    await page.says("America/New_York (here)");
    assert.equal(await page.eval(`document.querySelectorAll(".cron tbody tr").length`), 5);
    assert.match(await page.eval(`document.querySelector(".cron tbody tr").innerText`), /02:00.*2[12]:00/s);
    await whole(page);
    await keep(page, "crons");
    await page.close();
  });

  test("events are filtered, paused without a loss, and gone to by cursor", async () => {
    const page = await openConsole(browser, server, { at: "/events" });
    await page.says("Nothing has happened since you came");
    const { job_id: first } = await server.rpc("job.enqueue", { name: "echo", queue: "firehose", payload: 1 });
    await page.until(`document.querySelectorAll(".events tbody tr").length === 3`);
    await page.press("Pause");
    await page.says("Nothing came meanwhile");
    await server.rpc("job.enqueue", { jobs: Array.from({ length: 40 }, () => ({ name: "echo", queue: "firehose", payload: 2 })) });
    await page.says("came meanwhile and wait in the server’s log");
    await page.press("Go on");
    // One event may have been on its way when it was paused; what counts is that each is there, once.
    await page.until(`document.querySelector(".status-line").innerText.includes("123 shown")`, "every event, none missing and none twice");
    await field(page, "#event-filter", `type:job.completed id:${first}`);
    await page.until(`document.querySelectorAll(".events tbody tr").length === 1`);
    await page.says("1 of 123 shown");
    await whole(page);
    await field(page, "#event-filter", "colour:red");
    await page.says("There is no field “colour”");
    await field(page, "#event-filter", "");
    await page.press("Now");
    await page.says("Nothing has happened since you came");
    await page.press("Begin with the oldest kept event");
    await page.says("Here the stretch ends");
    await page.says("200 shown");
    await page.eval(`document.querySelector(".events .row-name").click()`);
    await page.says("Go on from here");
    await whole(page);
    await keep(page, "events");
    await field(page, "#event-cursor", "evt-99999999999999");
    await page.press("Go");
    await page.says("There is no such place in the log");
    await page.close();
  });

  test("the server restarts under a run: greyed with its age, then it goes on where it was", async () => {
    const run = await start("await-payment", { order_id: "ORD-8" });
    const page = await openConsole(browser, server, { at: `/runs/${run}` });
    await page.says("It waits for the event");
    await server.stop();
    await page.says("The connection is lost. What you see is");
    assert.ok(await page.eval(`document.querySelector(".shell.stale") !== null`));
    await keep(page, "disconnected-run");
    await server.restart();
    await page.until(`document.querySelector(".link.open") && !document.querySelector(".shell.stale")`, "the connection again");
    await server.rpc("workflow.event", { name: "payment-received", key: "ORD-8" });
    await page.until(`document.querySelector("h1 .state.completed")`, "the run, completed after the restart");
    await page.close();
  });

  test("on a phone nothing is wider than the screen", async () => {
    const run = await start("booking-saga", { trip_id: "T-9", fail_at: "reserve-car" });
    await ended(run);
    const page = await openConsole(browser, server, { at: `/runs/${run}`, width: 320, height: 640, mobile: true });
    for (const at of [`/runs/${run}`, "/runs", "/queues", "/workers", "/dead-letters", "/crons", "/events?after=oldest"]) {
      await go(page, at);
      await page.until(`document.querySelector("h1") && !document.querySelector(".notice.loading")`);
      assert.deepEqual(await page.eval(`document.querySelector("main").scrollWidth <= 320 && document.documentElement.scrollWidth <= 320 ? [] : [...document.querySelectorAll("main *")].filter((e) => e.getBoundingClientRect().right > 320).slice(0, 6).map((e) => e.outerHTML.slice(0, 100))`), [], `${at} is too wide`);
      await whole(page);
      if (at.startsWith("/runs/")) await keep(page, "run-phone");
    }
    await page.close();
  });
});
