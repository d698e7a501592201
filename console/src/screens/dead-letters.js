// @ts-check
/** Dead letters, grouped by what failed and how, to be replayed or purged by the group. */
import { grouped, failedAt } from "../core/dead-letters.js";
import { h } from "../core/dom.js";
import { count } from "../core/format.js";
import { button, empty, failure, forbidden, idLink, loading, pageHead, time } from "../core/ui.js";
import { actOn } from "./bulk.js";

const PAGE = 1000;
/** So many are looked at before somebody asks for more. */
const AT_ONCE = 5000;
const SHOWN = 50;

export const screen = {
  /** @param {HTMLElement} root @param {any} ctx */
  mount(root, ctx) {
    const { client, model } = ctx;
    /** @type {Set<string>} */
    let ids = new Set();
    /** @type {string | undefined} */
    let cursor;
    let asking = false;
    let loaded = false;
    let asked = "";
    /** @type {any} */
    let error;
    /** @type {Set<string>} */
    const opened = new Set();
    let shownAt = 0;
    /** @type {import("../core/dead-letters.js").Group[]} */
    let groups = [];

    const filter = () => ({ ...(ctx.query.queue && { queue: ctx.query.queue }), ...(ctx.query.name && { name: ctx.query.name }) });

    /** @param {boolean} more */
    async function ask(more) {
      const wanted = filter();
      const told = JSON.stringify(wanted);
      if (told === asked && asking) return;
      if (!more || told !== asked) {
        ids = new Set();
        cursor = undefined;
      }
      asked = told;
      asking = true;
      ctx.invalidate();
      try {
        await client.connect();
        for (let came = 0; came < AT_ONCE; ) {
          const page = await client.request("dlq.list", { ...wanted, limit: PAGE, ...(cursor && { cursor }) });
          if (told !== asked) return;
          for (const job of page.jobs) {
            model.take("jobs", job);
            ids.add(job.id);
          }
          came += page.jobs.length;
          cursor = page.next_cursor;
          shownAt = 0;
          if (!cursor) break;
        }
        error = undefined;
        loaded = true;
      } catch (failed) {
        if (told === asked) error = failed;
      } finally {
        if (told === asked) asking = false;
        ctx.invalidate();
      }
    }

    void ask(false);
    ctx.onLeave(model.onEvent((/** @type {any} */ event) => {
      const { type, data } = event;
      if (type === "gap") void ask(false);
      else if (type === "job.dlq" && fits(data)) {
        const known = model.jobs.get(data.job_id);
        if (!known) model.take("jobs", { id: data.job_id, name: data.job_name, queue: data.queue, state: data.state, last_error: data.error, completed_at: event.ts, updated_at: event.ts, created_at: event.ts });
        ids.add(data.job_id);
        shownAt = 0;
      } else if (ids.has(data.job_id)) shownAt = 0;
    }));
    const timer = setInterval(() => {
      if (model.live !== "live" && client.state === "open" && !document.hidden && ids.size <= PAGE) void ask(false);
    }, 5000);
    ctx.onLeave(() => clearInterval(timer));

    /** @param {any} data */
    function fits(data) {
      const { queue, name } = filter();
      return (!queue || data.queue === queue) && (!name || data.job_name === name);
    }

    /** Grouping thousands takes a while: not with every frame. */
    function regroup() {
      const now = Date.now();
      if (now - shownAt < 1000 && shownAt > 0) return;
      shownAt = now;
      const letters = [];
      for (const id of ids) {
        const job = model.jobs.get(id);
        if (job?.state === "failed") letters.push(job);
      }
      letters.sort((a, b) => (failedAt(a) < failedAt(b) ? 1 : -1));
      groups = grouped(letters);
    }

    /** @param {string} action @param {import("../core/dead-letters.js").Letter[]} letters */
    const act = async (action, letters) => {
      await actOn(ctx, action, letters.map((letter) => letter.id), {});
      shownAt = 0;
      ctx.invalidate();
    };

    ctx.view(root, () => {
      if (JSON.stringify(filter()) !== asked) void ask(false);
      regroup();
      const letters = groups.flatMap((group) => group.letters);
      const writes = ctx.may("dlq:write");
      return [
        pageHead("Dead letters", writes && letters.length > 0 && [
          button("Replay all…", () => void act("replay", letters)),
          button("Purge all…", () => void act("purge", letters), { class: "danger" })]),
        model.connection.greeting && !ctx.may("dlq:read") ? forbidden("dlq:read", "see dead letters") : [
          bar(),
          error && failure(error, () => void ask(false)),
          !loaded && !error && loading("Loading dead letters"),
          loaded && groups.length === 0 && (asked === "{}"
            ? empty("Nothing has failed for good", "A job whose last attempt failed stays here until somebody replays or purges it, or its time is over.", "dwp job enqueue flaky '{\"fail_times\":9}' --max-retries 0")
            : empty("No dead letter fits", "None of this queue and name has failed for good.", undefined, button("Show all", () => ctx.navigate("/dead-letters", {}, { replace: true })))),
          groups.length > 0 && h("p", { class: "faint" }, `${count(letters.length)}${cursor ? " of more" : ""} dead ${letters.length === 1 ? "letter" : "letters"} of ${groups.length === 1 ? "one kind" : `${count(groups.length)} kinds`}.`),
          groups.map((group) => groupPanel(group, writes)),
          cursor && h("p", null, button(asking ? "Loading…" : `Load up to ${count(AT_ONCE)} more`, () => void ask(true), { disabled: asking })),
          groups.length > 0 && !writes && h("p", { class: "faint" }, "Replaying and purging need the scope ", h("code", null, "dlq:write"), "."),
        ],
      ];
    });

    function bar() {
      const { queue = "", name = "" } = ctx.query;
      /** @param {string} id @param {string} label @param {string} member @param {string} value */
      const field = (id, label, member, value) => h("div", { class: "inline-field" }, h("label", { for: id }, label),
        h("input", { id, type: "search", placeholder: "any", value, autocomplete: "off", spellcheck: "false", onchange: (/** @type {any} */ event) => ctx.navigate("/dead-letters", { ...ctx.query, [member]: event.target.value.trim() || undefined }, { replace: true }) }));
      return h("div", { class: "filters", role: "search", "aria-label": "Which dead letters" }, field("dlq-name", "Job", "name", name), field("dlq-queue", "Queue", "queue", queue));
    }

    /** @param {import("../core/dead-letters.js").Group} group @param {boolean} writes */
    function groupPanel(group, writes) {
      const { letters } = group;
      const open = opened.has(group.key);
      const what = `${count(letters.length)} dead ${letters.length === 1 ? "letter" : "letters"} of ${group.name}`;
      return h("section", { class: "panel letters", key: group.key, "aria-label": `${group.name}: ${group.pattern}` },
        h("header", null,
          h("h2", null, h("button", { type: "button", class: "twist", "aria-expanded": String(open), onclick: () => { if (!opened.delete(group.key)) opened.add(group.key); ctx.invalidate(); } }, h("span", { class: "arrow", "aria-hidden": "true" }, open ? "▾" : "▸"), h("span", { class: "many" }, count(letters.length)), " ", group.name)),
          writes && button("Replay…", () => void act("replay", letters), { class: "small", "aria-label": `Replay ${what}` }),
          writes && button("Purge…", () => void act("purge", letters), { class: "small danger", "aria-label": `Purge ${what}` })),
        h("div", { class: "inner" }, h("p", { class: "pattern" }, group.pattern),
          h("p", { class: "faint" }, "last ", time(group.last), letters.length > 1 && [", first ", time(group.first)], ` · ${group.queues.length === 1 ? "queue" : "queues"} `, group.queues.map((queue, i) => [i > 0 && ", ", h("a", { href: ctx.href("/dead-letters", { ...ctx.query, queue }) }, queue)]))),
        open && h("div", { class: "table-wrap" }, h("table", null, h("caption", { class: "unseen" }, what),
          h("thead", null, h("tr", null, h("th", { scope: "col" }, "Job"), h("th", { scope: "col" }, "Failed"), h("th", { scope: "col" }, "Error"), writes && h("th", { scope: "col" }, h("span", { class: "unseen" }, "Actions")))),
          h("tbody", null, letters.slice(0, SHOWN).map((letter) => h("tr", { key: letter.id }, h("td", null, idLink(letter.id, ctx.href(`/jobs/${letter.id}`))), h("td", null, time(failedAt(letter))), h("td", { class: "clip", title: letter.last_error ?? "" }, letter.last_error ?? ""),
            writes && h("td", { class: "acts" }, button("Replay…", () => void act("replay", [letter]), { class: "small", "aria-label": `Replay ${letter.id}` }), button("Purge…", () => void act("purge", [letter]), { class: "small danger", "aria-label": `Purge ${letter.id}` })))),
            letters.length > SHOWN && h("tr", { key: "more" }, h("td", { colspan: writes ? 4 : 3 }, h("a", { href: ctx.href("/jobs", { q: `state:failed name:${group.name}` }) }, `and ${count(letters.length - SHOWN)} more: all failed jobs of ${group.name}`)))))));
    }
  },
};
