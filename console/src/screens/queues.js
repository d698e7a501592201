// @ts-check
/** Queues: how full each is, what waits for how long, and pausing. */
import { h } from "../core/dom.js";
import { count, duration } from "../core/format.js";
import { badge, button, confirm, empty, gauge, pageHead } from "../core/ui.js";

/** @param {any} ctx */
async function allQueues(ctx) {
  const queues = [];
  for await (const queue of ctx.client.queues({ limit: 1000 })) queues.push(queue);
  return queues;
}

export const screen = {
  /** @param {HTMLElement} root @param {any} ctx */
  mount(root, ctx) {
    const again = ctx.poll("queues", 2000, () => allQueues(ctx));
    /** Queues that are being paused or resumed now. @type {Set<string>} */
    const busy = new Set();
    let named = "";

    /** @param {string} queue @param {boolean} pause */
    async function set(queue, pause) {
      busy.add(queue);
      ctx.invalidate();
      try {
        const { paused } = await (pause ? ctx.client.pauseQueue(queue) : ctx.client.resumeQueue(queue));
        const text = paused ? `The queue ${queue} is paused: what runs goes on, nothing else of it starts.` : `The queue ${queue} goes on.`;
        ctx.toast(!pause && paused ? `The configuration of the server keeps ${queue} closed.` : text, paused === pause ? "good" : "bad");
      } catch (error) {
        ctx.toast(/** @type {any} */ (error).message, "bad");
      }
      busy.delete(queue);
      again();
    }

    /** @param {string} queue */
    async function pause(queue) {
      const sure = await confirm(ctx, {
        title: `Pause ${queue}?`,
        text: h("p", null, "No job of this queue starts any more, of any tenant and on any node, until somebody resumes it. What runs goes on."),
        action: "Pause",
        danger: true,
      });
      if (sure) await set(queue, true);
    }

    const operates = () => ctx.may("queue:write") && !ctx.model.connection.greeting?.app_id;

    ctx.view(root, () => [
      pageHead("Queues"),
      ctx.guarded("queues", (/** @type {any[]} */ queues) => (queues.length === 0
        ? empty("Nothing waits or runs", "A queue shows here as soon as a job waits in it, and for as long as it is paused.", "dwp job enqueue echo '\"hello\"' --queue mail")
        : table(queues)), { scope: "queue:read", what: "see queues" }),
      ctx.may("queue:read") && foot(),
    ]);

    /** @param {any[]} queues */
    function table(queues) {
      const acts = operates();
      return h("div", { class: "table-wrap" }, h("table", { class: "queues" },
        h("caption", { class: "unseen" }, "Queues, with what waits and runs in each"),
        h("thead", null, h("tr", null, h("th", { scope: "col" }, "Queue"), h("th", { scope: "col" }, "State"), h("th", { scope: "col", class: "number" }, "Due"),
          h("th", { scope: "col", class: "number" }, "Later"), h("th", { scope: "col", class: "number" }, "Running"), h("th", { scope: "col" }, "Of its limit"), h("th", { scope: "col", class: "number" }, "Rate"),
          h("th", { scope: "col", class: "number" }, "Oldest waits"), acts && h("th", { scope: "col" }, h("span", { class: "unseen" }, "Actions")))),
        h("tbody", null, queues.map((queue) => row(queue, acts)))));
    }

    /** @param {any} queue @param {boolean} acts */
    function row(queue, acts) {
      const { queue: name, concurrency, running, rate } = queue;
      const waits = queue.oldest_due_at ? Math.max(0, Date.now() - Date.parse(queue.oldest_due_at)) : undefined;
      const jobs = (/** @type {string} */ state) => ctx.href("/jobs", { q: `queue:${name} state:${state}` });
      const figure = (/** @type {number} */ n, /** @type {string} */ state) => (n === 0 ? h("span", { class: "none" }, "0") : h("a", { href: jobs(state) }, count(n)));
      return h("tr", { key: name },
        h("th", { scope: "row" }, h("a", { href: ctx.href("/jobs", { q: `queue:${name}` }) }, name)),
        h("td", null, queue.paused ? badge("paused") : running > 0 ? badge("running", "working") : badge("pending", queue.pending > 0 ? "waiting" : "idle")),
        h("td", { class: "number" }, figure(queue.pending, "pending")),
        h("td", { class: "number" }, queue.scheduled === 0 ? h("span", { class: "none" }, "0") : h("a", { href: ctx.href("/jobs", { q: `queue:${name}` }) }, count(queue.scheduled))),
        h("td", { class: "number" }, figure(running, "running")),
        h("td", null, concurrency === undefined ? h("span", { class: "none" }, "no limit")
          : h("div", { class: "limit" }, gauge(running, concurrency, `${running} of ${concurrency} places taken`), h("span", null, `${count(running)}/${count(concurrency)}`))),
        h("td", { class: "number" }, rate === undefined ? h("span", { class: "none" }, "no limit") : `${count(rate)}/s`),
        h("td", { class: `number ${waits !== undefined && waits > 60_000 ? "late" : ""}` }, waits === undefined ? h("span", { class: "none" }, "–") : duration(waits)),
        acts && h("td", { class: "acts" }, queue.paused
          ? button("Resume", () => void set(name, false), { class: "small", disabled: busy.has(name), "aria-label": `Resume ${name}` })
          : button("Pause", () => void pause(name), { class: "small", disabled: busy.has(name), "aria-label": `Pause ${name}` })));
    }

    function foot() {
      if (!operates()) {
        const tenant = ctx.may("queue:write");
        return h("p", { class: "faint" }, tenant ? "Tenants share queues, so only an operator’s token may pause one." : ["Pausing needs the scope ", h("code", null, "queue:write"), " and an operator’s token."]);
      }
      return h("form", { class: "row-form", onsubmit: (/** @type {Event} */ event) => { event.preventDefault(); if (named.trim()) void pause(named.trim()); } },
        h("label", { for: "other-queue" }, "Pause a queue that is not listed"),
        h("input", { id: "other-queue", name: "queue", type: "text", autocomplete: "off", spellcheck: "false", placeholder: "its name", oninput: (/** @type {any} */ event) => { named = event.target.value; } }),
        h("button", { type: "submit", class: "button" }, "Pause…"));
    }
  },
};
