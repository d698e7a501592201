// @ts-check
/** Crons: each entry's schedule in words, and its next firings by its own clocks and by those of this place. */
import { inWords, nextFirings, parseSchedule } from "../core/cron.js";
import { h } from "../core/dom.js";
import { ago, count } from "../core/format.js";
import { empty, pageHead, time } from "../core/ui.js";

const HERE = Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC";
const SHOWN = 5;

/** @param {any} ctx */
async function allCrons(ctx) {
  const crons = [];
  for await (const entry of ctx.client.crons({ limit: 1000 })) crons.push(entry);
  return crons;
}

/** By the clocks of a zone: `Mon 2 Feb 2026, 03:00`. @param {number} at @param {string} zone */
function clock(at, zone) {
  return new Intl.DateTimeFormat("en-GB", { timeZone: zone, weekday: "short", day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit" }).format(at);
}

export const screen = {
  /** @param {HTMLElement} root @param {any} ctx */
  mount(root, ctx) {
    ctx.poll("crons", 10_000, () => allCrons(ctx));
    ctx.view(root, () => [
      pageHead("Crons"),
      ctx.guarded("crons", (/** @type {any[]} */ crons) => (crons.length === 0 ? none() : crons.map((entry) => cronPanel(entry, ctx))), { scope: "cron:read", what: "see cron entries" }),
    ]);
  },
};

function none() {
  return empty("No cron entry is defined for you", "Entries are defined where the server is started: by plug-ins, or by a program that embeds it.",
    'handlers.cron(CronDefinition.of("nightly", "0 2 * * *", "cleanup"))');
}

/** @param {any} entry @param {any} ctx */
function cronPanel(entry, ctx) {
  /** @type {import("../core/cron.js").Schedule | undefined} */
  let schedule;
  let problem = "";
  try {
    schedule = parseSchedule(entry.schedule);
  } catch (error) {
    problem = error instanceof Error ? error.message : String(error);
  }
  const next = Date.parse(entry.next_run_at);
  return h("section", { class: "panel", key: entry.name, "aria-label": entry.name },
    h("header", null, h("h2", null, entry.name), schedule && h("span", { class: "tag" }, schedule.zone)),
    h("div", { class: "inner cron" },
      h("div", { class: "cron-words" },
        h("p", { class: "lead" }, schedule ? inWords(schedule) : problem),
        h("code", null, entry.schedule),
        h("dl", { class: "facts" },
          h("div", null, h("dt", null, "Enqueues"), h("dd", null, entry.job_name)),
          h("div", null, h("dt", null, "Queue"), h("dd", null, h("a", { href: ctx.href("/jobs", { q: `queue:${entry.queue} name:${entry.job_name}` }) }, entry.queue))),
          h("div", null, h("dt", null, "Next"), h("dd", null, time(entry.next_run_at))),
          h("div", null, h("dt", null, "Last"), h("dd", null, entry.last_run_at ? time(entry.last_run_at) : "not yet")))),
      schedule && firingsTable(schedule, next, entry.name)));
}

/** @param {import("../core/cron.js").Schedule} schedule @param {number} next what the server says @param {string} name */
function firingsTable(schedule, next, name) {
  const firings = [next, ...nextFirings(schedule, next, SHOWN - 1)];
  const other = schedule.zone !== HERE;
  return h("div", { class: "table-wrap", tabindex: "0", role: "region", "aria-label": `Firings of ${name}` }, h("table", null,
    h("caption", { class: "unseen" }, `The next ${count(firings.length)} firings of ${name}`),
    h("thead", null, h("tr", null, h("th", { scope: "col" }, "Fires"), h("th", { scope: "col" }, schedule.zone), other && h("th", { scope: "col" }, `${HERE} (here)`))),
    h("tbody", null, firings.map((at) => h("tr", { key: at },
      h("th", { scope: "row" }, ago(at)), h("td", null, clock(at, schedule.zone)), other && h("td", null, clock(at, HERE)))))));
}
