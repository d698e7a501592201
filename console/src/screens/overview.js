// @ts-check
import { h } from "../core/dom.js";
import { JOB_STATES } from "../core/filter.js";
import { absolute, count, duration, rate } from "../core/format.js";
import { quantile } from "../core/model.js";
import { badge, command, forbidden, gauge, glyph, idLink, pageHead, sparkline, time } from "../core/ui.js";

const SECONDS = 60;
const HEAD = 12;

export const screen = {
  /** @param {HTMLElement} root @param {any} ctx */
  mount(root, ctx) {
    const { client, model } = ctx;
    ctx.poll("stats", 2000, () => client.stats());
    ctx.onLeave(model.onEvent(() => undefined));
    const may = (/** @type {string} */ scope, /** @type {() => void} */ then) => void client.connect().then(() => ctx.may(scope) && then(), () => undefined);
    may("queue:read", () => ctx.poll("queues", 3000, () => client.request("queue.list", { limit: 1000 })));
    may("job:read", () => {
      ctx.poll("handlers", 30_000, () => client.handlers());
      ctx.poll("waiting", 5000, () => client.request("job.list", { state: "pending", limit: 200 }));
    });
    const speak = setInterval(() => {
      if (model.live === "live" && !document.hidden) ctx.say(`${rate(model.rates.perSecond("completed"))} jobs a second completed, ${rate(model.rates.perSecond("failed"))} failed.`);
    }, 30_000);
    ctx.onLeave(() => clearInterval(speak));

    ctx.view(root, () => [
      pageHead("Overview"),
      needs(ctx),
      ctx.guarded("stats", (/** @type {any} */ stats) => [
        states(ctx, stats),
        flow(ctx),
        h("div", { class: "grid" }, h("div", { class: "span-7" }, queues(ctx, stats)), h("div", { class: "span-5" }, nodes(stats))),
        eventHead(ctx, stats),
      ], { scope: "stats:read", what: "see figures" }),
    ]);
  },
};

/** What somebody has to look at. @param {any} ctx */
function needs(ctx) {
  const { model } = ctx;
  const stats = model.answer("stats");
  const queueList = model.answer("queues").value?.queues ?? [];
  /** @type {any[]} */
  const found = [];
  const add = (/** @type {string} */ key, /** @type {string} */ shape, /** @type {any} */ text, /** @type {any} */ link) => found.push(h("li", { key }, glyph(shape), h("span", null, text), link));
  if (model.away) add("store", "warning", `The store is away: ${model.away.message}`, null);
  const failed = stats.value?.jobs.failed ?? 0;
  if (failed > 0) add("failed", "failed", `${count(failed)} ${failed === 1 ? "job has" : "jobs have"} failed for good and wait as dead letters`, h("a", { href: ctx.has("/dead-letters") ? ctx.href("/dead-letters") : ctx.href("/jobs", { q: "state:failed" }) }, "Look at them"));
  for (const one of queueList.filter((/** @type {any} */ queue) => queue.paused)) {
    add(`paused ${one.queue}`, "paused", [`The queue `, h("strong", null, one.queue), ` is paused; ${count(one.pending)} wait in it`], h("a", { href: ctx.href("/jobs", { q: `queue:${one.queue} state:pending` }) }, "Look at them"));
  }
  const handlers = model.answer("handlers").value;
  const waiting = model.answer("waiting").value?.jobs;
  if (handlers && waiting) {
    const served = new Set(handlers.jobs.map((/** @type {any} */ one) => one.name));
    const orphans = new Set(waiting.map((/** @type {any} */ job) => job.name).filter((/** @type {string} */ name) => !served.has(name)));
    for (const name of orphans) add(`orphan ${name}`, "warning", ["Jobs named ", h("strong", null, name), " wait, and nobody serves that name"], h("a", { href: ctx.href("/jobs", { q: `name:${name} state:pending` }) }, "Look at them"));
  }
  if (stats.value === undefined && !stats.error) return null;
  return h("section", { class: `panel needs ${found.length ? "some" : ""}`, "aria-label": "Needs you" }, found.length ? h("ul", null, found) : h("p", null, glyph("completed"), "Nothing needs you."));
}

/** @param {any} ctx @param {any} stats */
function states(ctx, stats) {
  return h("div", { class: "grid" },
    h("section", { class: "panel span-7" }, h("header", null, h("h2", null, "Jobs")), h("ul", { class: "counts" }, JOB_STATES.map((state) =>
      h("li", { key: state }, h("a", { href: ctx.href("/jobs", { q: `state:${state}` }) }, h("span", { class: "figure num" }, count(stats.jobs[state])), badge(state)))))),
    h("section", { class: "panel span-5" }, h("header", null, h("h2", null, "Runs")), h("ul", { class: "counts" }, ["running", "completed", "failed", "cancelled"].map((state) =>
      h("li", { key: state }, h("a", { href: ctx.has("/runs") ? ctx.href("/runs", { state }) : undefined }, h("span", { class: "figure num" }, count(stats.workflows[state])), badge(state)))))));
}

/** What goes in and out, and how long it takes. @param {any} ctx */
function flow(ctx) {
  const { model } = ctx;
  if (model.live === "forbidden") return forbidden("subscribe", "follow what happens");
  const { rates } = model;
  /** @type {[string, "enqueued" | "completed" | "failed", string][]} */
  const lines = [["In", "enqueued", ""], ["Out", "completed", "good"], ["Failed attempts", "failed", "bad"]];
  const series = lines.map(([, what]) => rates.series(what, SECONDS));
  return h("section", { class: "panel" }, h("header", null, h("h2", null, "The last minute"), h("span", { class: "faint" }, "for each second, since this page was opened")),
    h("div", { class: "flow" },
      lines.map(([label, what, kind], i) => h("figure", { key: what }, h("figcaption", null, label, h("span", { class: "figure num" }, rate(rates.perSecond(what)), h("small", null, " /s"))),
        sparkline(/** @type {number[]} */ (series[i]), { label: `${label}, ${SECONDS} seconds: at most ${Math.max(.../** @type {number[]} */ (series[i]))} in a second; the table below has the figures`, class: kind, height: 36 }))),
      h("dl", { class: "latencies" }, latency("Waited", rates.waits), latency("Ran", rates.runs))),
    h("details", { class: "as-table" }, h("summary", null, "As a table"), h("table", null, h("caption", { class: "unseen" }, "The last ten seconds"), h("thead", null, h("tr", null, h("th", { scope: "col" }, "Second"), lines.map(([label]) => h("th", { scope: "col", class: "number", key: label }, label)))),
      h("tbody", null, Array.from({ length: 10 }, (_, i) => h("tr", { key: i }, h("th", { scope: "row" }, i === 0 ? "the last" : `${i + 1} ago`), series.map((figures) => h("td", { class: "number" }, count(figures.at(-1 - i))))))))));
}

/** @param {string} label @param {number[]} figures */
function latency(label, figures) {
  return h("div", { key: label }, h("dt", null, label), h("dd", { class: "num" }, h("span", null, duration(quantile(figures, 0.5)), h("small", null, " half")), h("span", null, duration(quantile(figures, 0.99)), h("small", null, " 99 %"))));
}

/** @param {any} ctx @param {any} stats */
function queues(ctx, stats) {
  const answer = ctx.model.answer("queues");
  const list = answer.value?.queues ?? (ctx.may("queue:read") ? [] : Object.entries(stats.queues).map(([queue, depth]) => ({ queue, .../** @type {any} */ (depth), scheduled: 0 })));
  const known = new Set(ctx.model.answer("queues").value ? ["/queues"] : []);
  return h("section", { class: "panel" }, h("header", null, h("h2", null, "Queues"), known.size > 0 && h("span", { class: "faint num" }, count(list.length))),
    list.length === 0 ? h("div", { class: "inner stack" }, h("p", { class: "faint" }, "No job waits or runs."), command("dwp job enqueue echo '\"hello\"'")) :
    h("div", { class: "table-wrap" }, h("table", null, h("caption", { class: "unseen" }, "Queues"),
      h("thead", null, h("tr", null, h("th", { scope: "col" }, "Queue"), ["Due", "Later", "Running"].map((name) => h("th", { scope: "col", class: "number", key: name }, name)), h("th", { scope: "col" }, "In use"), h("th", { scope: "col" }, "Oldest waits since"))),
      h("tbody", null, list.slice(0, 20).map((/** @type {any} */ one) => h("tr", { key: one.queue }, h("td", null, h("a", { href: ctx.href("/jobs", { q: `queue:${one.queue}` }) }, one.queue), one.paused && [" ", badge("paused")]),
        h("td", { class: "number" }, count(one.pending)), h("td", { class: "number" }, count(one.scheduled)), h("td", { class: "number" }, count(one.running)),
        h("td", null, one.concurrency ? h("div", { class: "gauge-cell" }, gauge(one.running, one.concurrency, `${one.running} of ${one.concurrency} in use`), h("span", { class: "faint num" }, `${one.running}/${one.concurrency}`)) : h("span", { class: "none" }, "no limit")),
        h("td", null, time(one.oldest_due_at))))))),
    list.length > 20 && h("p", { class: "inner faint" }, `and ${count(list.length - 20)} more`));
}

/** @param {any} stats */
function nodes(stats) {
  return h("section", { class: "panel" }, h("header", null, h("h2", null, "Nodes"), h("span", { class: "faint" }, `store ${stats.store}`)), h("div", { class: "table-wrap", tabindex: "0", role: "region", "aria-label": "Nodes" }, h("table", null, h("caption", { class: "unseen" }, "Nodes"),
    h("thead", null, h("tr", null, ["Node", "Version", "Up since", "Seen"].map((name) => h("th", { scope: "col", key: name }, name)))),
    h("tbody", null, (stats.nodes ?? []).map((/** @type {any} */ node) => h("tr", { key: node.worker_id }, h("td", null, node.name, node.name === stats.node && h("span", { class: "faint" }, " · answers")), h("td", null, node.version), h("td", null, time(node.started_at)), h("td", null, time(node.seen_at))))))),
    h("dl", { class: "facts inner" }, [["Connections", stats.connections], ["Sessions", stats.sessions], ["Subscriptions", stats.subscriptions], ["Events handed out", stats.broker.total_published]].map(([name, value]) => h("div", { key: name }, h("dt", null, name), h("dd", { class: "num" }, count(value))))));
}

/** @param {any} ctx @param {any} _stats */
function eventHead(ctx, _stats) {
  const { model } = ctx;
  if (model.live === "forbidden") return null;
  const last = model.events.slice(-HEAD).reverse();
  return h("section", { class: "panel" }, h("header", null, h("h2", null, "Newest events"), h("span", { class: "faint num" }, last[0]?.id ?? "")),
    last.length === 0 ? h("p", { class: "inner faint" }, "Nothing happened since this page was opened.") :
    h("div", { class: "table-wrap" }, h("table", { class: "event-head" }, h("caption", { class: "unseen" }, "Newest events"), h("thead", null, h("tr", null, ["Event", "Name", "Of", "When"].map((name) => h("th", { scope: "col", key: name }, name)))),
      h("tbody", null, last.map((/** @type {any} */ event) => {
        const { data } = event;
        const id = data.job_id ?? data.run_id;
        return h("tr", { key: event.id }, h("td", null, badge(data.state ?? "pending", event.type)), h("td", null, data.job_name ?? data.name ?? data.entry_name ?? "–"), h("td", null, id && ctx.has(data.job_id ? `/jobs/${id}` : `/runs/${id}`) ? idLink(id, ctx.href(data.job_id ? `/jobs/${id}` : `/runs/${id}`)) : h("span", { class: "id" }, event.topic)), h("td", { class: "num" }, h("time", { datetime: event.ts }, absolute(event.ts).slice(11))));
      })))));
}
