// @ts-check
/** Two runs beside each other, to the first difference and beyond. */
import { compare } from "../core/comparison.js";
import { h } from "../core/dom.js";
import { count, duration } from "../core/format.js";
import { lengthOf } from "../core/instants.js";
import { badge, button, dialog, empty, failure, idLink, loading, shortId, time } from "../core/ui.js";
import { Timeline } from "./run-data.js";

const SHOWN = 400;
/** The other run of each comparison that was asked for. @type {Map<string, {timeline: Timeline, run?: any, error?: any}>} */
const others = new Map();

/** Asks which run to compare with, and goes there. @param {any} ctx @param {any} run */
export async function chooseOther(ctx, run) {
  /** @type {any[] | undefined} */
  let runs;
  /** @type {any} */
  let error;
  ctx.client.request("workflow.list", { name: run.name, limit: 50 }).then((/** @type {any} */ page) => {
    runs = page.runs.filter((/** @type {any} */ each) => each.id !== run.id);
    ctx.invalidate();
  }, (/** @type {any} */ failed) => {
    error = failed;
    ctx.invalidate();
  });
  let pasted = "";
  const chosen = await dialog(ctx, "Compare with another run", (close) => [
    h("form", { class: "row-form", onsubmit: (/** @type {Event} */ event) => { event.preventDefault(); if (/^run_[0-9a-z]{26}$/.test(pasted.trim())) close(pasted.trim()); } },
      h("label", { for: "other-run" }, "A run’s id"), h("input", { id: "other-run", type: "text", class: "id", spellcheck: "false", autocomplete: "off", placeholder: "run_…", pattern: "\\s*run_[0-9a-z]{26}\\s*", oninput: (/** @type {any} */ event) => { pasted = event.target.value; } }), h("button", { type: "submit", class: "button" }, "Compare")),
    error ? failure(error) : !runs ? loading("Loading runs of the same workflow") : runs.length === 0 ? empty("There is no other run of this workflow", "Start one to compare, or give the id of a run of another workflow.")
      : h("table", null, h("caption", null, `Newest runs of ${run.name}`), h("tbody", null, runs.map((each) => h("tr", { key: each.id }, h("td", null, badge(each.state)), h("td", null, time(each.started_at)),
        h("td", { class: "number" }, each.completed_at ? duration(Date.parse(each.completed_at) - Date.parse(each.started_at)) : ""), h("td", { class: "acts" }, button("Compare", () => close(each.id), { class: "small", "aria-label": `Compare with ${each.id}` })))))),
  ], { wide: true });
  if (chosen) ctx.navigate(`/runs/${run.id}`, { ...ctx.query, with: chosen });
}

/** @param {any} ctx @param {string} id */
function otherOf(ctx, id) {
  let other = others.get(id);
  if (!other) {
    other = { timeline: new Timeline(ctx.client, id, () => ctx.invalidate()) };
    others.clear();
    others.set(id, other);
    const it = other;
    void it.timeline.refresh();
    ctx.client.request("workflow.get", { run_id: id }).then((/** @type {any} */ run) => {
      it.run = ctx.model.take("runs", run, { whole: true });
    }, (/** @type {any} */ error) => {
      it.error = error;
      ctx.invalidate();
    });
  }
  return other;
}

/** @param {any} ctx @param {any} run @param {Timeline} timeline @param {string} otherId */
export function comparisonPanel(ctx, run, timeline, otherId) {
  const other = otherOf(ctx, otherId);
  const close = button("Close", () => ctx.navigate(`/runs/${run.id}`, { ...ctx.query, with: undefined, all: undefined }, { replace: true }), { class: "small", "aria-label": "Close the comparison" });
  const frame = (/** @type {any} */ inner) => h("section", { class: "panel comparison", "aria-label": "Comparison" },
    h("header", null, h("h2", null, "Compared with ", idLink(otherId, ctx.href(`/runs/${otherId}`))), close), h("div", { class: "inner" }, inner));
  const error = other.error ?? other.timeline.error;
  if (error) return frame(failure(error));
  if (!timeline.loaded || !other.timeline.loaded) return frame(loading("Loading both timelines"));
  const { pairs, first } = compare(timeline.entries, other.timeline.entries);
  const found = pairs[first];
  const differing = pairs.filter((pair) => pair.differences.length > 0);
  const all = ctx.query.all === "1";
  const shown = (all ? pairs : differing).slice(0, SHOWN);
  return frame([
    found === undefined ? h("p", null, badge("completed", "alike"), ` Both did the same in ${count(pairs.length)} steps.`)
      : h("p", null, badge("failed", "differ"), ` They did the same in ${first === 0 ? "no step" : `${count(first)} ${first === 1 ? "step" : "steps"}`}; the first difference is at `, h("strong", { class: "id" }, found.name), `: ${found.differences[0]}`),
    differing.length > 0 && h("label", { class: "check" }, h("input", { type: "checkbox", checked: all, onchange: (/** @type {any} */ event) => ctx.navigate(`/runs/${run.id}`, { ...ctx.query, all: event.target.checked ? "1" : undefined }, { replace: true }) }), " all steps, not only those that differ"),
    shown.length > 0 && h("div", { class: "table-wrap" }, h("table", null, h("caption", { class: "unseen" }, "Steps of both runs"),
      h("thead", null, h("tr", null, h("th", { scope: "col" }, "Step"), h("th", { scope: "col" }, "This run"), h("th", { scope: "col" }, shortId(otherId)), h("th", { scope: "col" }, "Difference"))),
      h("tbody", null, shown.map((pair) => h("tr", { key: pair.name, class: pair === found ? "current" : undefined }, h("th", { scope: "row", class: "id" }, pair.name), side(pair.left), side(pair.right), h("td", { class: "differences" }, pair.differences.join(" "))))))),
    (all ? pairs : differing).length > SHOWN && h("p", { class: "faint" }, `and ${count((all ? pairs : differing).length - SHOWN)} more`),
  ]);
}

/** @param {any} entry */
function side(entry) {
  return h("td", { class: "nowrap" }, entry ? [badge(entry.state), " ", h("span", { class: "faint" }, entry.elapsed_ms === undefined ? "" : lengthOf(entry.elapsed_ms))] : h("span", { class: "none" }, "–"));
}
