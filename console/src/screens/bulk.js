// @ts-check
/** Acting on many jobs: a preview of what will be touched, then a result for each. */
import { h } from "../core/dom.js";
import { count } from "../core/format.js";
import { badge, button, dialog, glyph, idLink } from "../core/ui.js";

/** @type {Record<string, {label: string, method: string, scope: string, states: string[], done: string, danger?: boolean}>} */
const ACTIONS = {
  cancel: { label: "Cancel", method: "job.cancel", scope: "job:write", states: ["pending", "running", "retrying"], done: "cancelled", danger: true },
  replay: { label: "Replay", method: "dlq.replay", scope: "dlq:write", states: ["failed"], done: "waiting again" },
  purge: { label: "Purge", method: "dlq.purge", scope: "dlq:write", states: ["failed"], done: "purged", danger: true },
};
const BATCH = 200;
const MOST = 100_000;

/**
 * Opens the dialog; resolves with whether anything was done.
 *
 * @param {any} ctx
 * @param {string} first the action that is chosen to begin with
 * @param {string[] | undefined} ids absent: all that the filter lists
 * @param {Record<string, string>} data the filter
 * @returns {Promise<boolean>}
 */
export async function actOn(ctx, first, ids, data) {
  const { client, model } = ctx;
  const allowed = Object.keys(ACTIONS).filter((name) => ctx.may(/** @type {any} */ (ACTIONS[name]).scope));
  if (allowed.length === 0) return false;
  let chosen = allowed.includes(first) ? first : /** @type {string} */ (allowed[0]);
  let jobs = /** @type {any[]} */ ((ids ?? []).map((id) => model.jobs.get(id)).filter(Boolean));
  let gathering = ids === undefined;
  let stopped = false;
  /** @type {any} */
  let error;
  /** @type {{done: number, refused: {id: string, message: string}[], total: number, busy: boolean} | undefined} */
  let result;

  async function gather() {
    try {
      for (let cursor; ; ) {
        const page = /** @type {any} */ (await client.request("job.list", { ...data, limit: 1000, cursor }));
        if (stopped) return;
        jobs = jobs.concat(page.jobs.map((/** @type {any} */ told) => model.take("jobs", told)));
        cursor = page.next_cursor;
        if (!cursor || jobs.length >= MOST) break;
      }
    } catch (caught) {
      error = caught;
    }
    gathering = false;
    ctx.invalidate();
  }
  if (gathering) void gather();

  async function go() {
    const { method, states } = /** @type {any} */ (ACTIONS[chosen]);
    const all = jobs.filter((job) => states.includes(job.state)).map((job) => job.id);
    result = { done: 0, refused: [], total: all.length, busy: true };
    for (let i = 0; i < all.length && !stopped; i += BATCH) {
      const batch = all.slice(i, i + BATCH);
      try {
        const { results } = /** @type {any} */ (await client.request(method, { job_ids: batch }));
        for (const one of results) {
          if (one.error) result.refused.push({ id: one.job_id, message: one.error.message });
          else {
            result.done++;
            if (chosen === "purge") model.forget("jobs", one.job_id);
          }
        }
      } catch (/** @type {any} */ caught) {
        // Where the connection was lost it may have been done: only an answer says that it was not.
        const known = typeof caught.code === "number" && caught.code > 0;
        for (const id of batch) result.refused.push({ id, message: known ? caught.message : `Not known, it may have been done: ${caught.message}` });
      }
      ctx.invalidate();
    }
    result.busy = false;
    ctx.say(`${result.done} of ${result.total} done`);
    ctx.invalidate();
  }

  await dialog(ctx, ids ? `Act on ${count(ids.length)} ${ids.length === 1 ? "job" : "jobs"}` : "Act on all that match", (close) => {
    const action = /** @type {any} */ (ACTIONS[chosen]);
    const able = jobs.filter((job) => action.states.includes(job.state));
    if (result) {
      return [
        h("p", { role: "status" }, h("strong", { class: "num" }, `${count(result.done)} of ${count(result.total)}`), ` ${action.done}${result.busy ? "…" : "."}`),
        h("progress", { max: result.total, value: result.done + result.refused.length, "aria-label": "Progress" }),
        result.refused.length > 0 && h("div", { class: "table-wrap short", tabindex: "0", role: "region", "aria-label": "Jobs" }, h("table", null, h("caption", null, `${count(result.refused.length)} were not, or are not known`), h("thead", null, h("tr", null, h("th", { scope: "col" }, "Job"), h("th", { scope: "col" }, "Why not"))),
          h("tbody", null, result.refused.slice(0, 200).map((one) => h("tr", { key: one.id }, h("td", null, idLink(one.id, ctx.href(`/jobs/${one.id}`))), h("td", null, one.message)))))),
        h("div", { class: "dialog-foot" }, result.busy ? button("Stop here", () => { stopped = true; }) : button("Close", () => close(true), { class: "primary", autofocus: true })),
      ];
    }
    return [
      h("div", { class: "tabs", role: "group", "aria-label": "What to do" }, allowed.map((name) => h("button", { key: name, type: "button", "aria-pressed": String(name === chosen), onclick: () => { chosen = name; ctx.invalidate(); } }, /** @type {any} */ (ACTIONS[name]).label))),
      !ids && h("p", { class: "faint" }, Object.keys(data).length ? `Those with ${Object.entries(data).map(([name, value]) => `${name} ${value}`).join(", ")}, as of now.` : "All jobs, as of now."),
      gathering ? h("p", { role: "status" }, `Looking through the jobs: ${count(jobs.length)} so far…`) : preview(jobs, action),
      error && h("p", { class: "wrong" }, glyph("failed"), error.message),
      h("div", { class: "dialog-foot" }, button("Keep them as they are", () => close(false)),
        button(`${action.label} ${count(able.length)} ${able.length === 1 ? "job" : "jobs"}`, () => void go(), { class: action.danger ? "danger" : "primary", disabled: gathering || able.length === 0 || Boolean(error) })),
    ];
  }, { wide: true });
  stopped = true;
  return Boolean(result);
}

/** What will be touched and what not, by state, name and queue. @param {any[]} jobs @param {any} action */
function preview(jobs, action) {
  /** @type {Map<string, {state: string, name: string, queue: string, n: number}>} */
  const groups = new Map();
  for (const job of jobs) {
    const key = [job.state, job.name, job.queue].join("\0");
    const group = groups.get(key) ?? { state: job.state, name: job.name, queue: job.queue, n: 0 };
    group.n++;
    groups.set(key, group);
  }
  const sorted = [...groups.values()].sort((a, b) => Number(action.states.includes(b.state)) - Number(action.states.includes(a.state)) || b.n - a.n);
  return h("div", { class: "table-wrap short", tabindex: "0", role: "region", "aria-label": "Jobs" }, h("table", null, h("caption", { class: "unseen" }, "What will be touched"),
    h("thead", null, h("tr", null, ["State", "Name", "Queue"].map((name) => h("th", { scope: "col" }, name)), h("th", { scope: "col", class: "number" }, "Jobs"), h("th", { scope: "col" }, "Will"))),
    h("tbody", null, sorted.slice(0, 50).map((group) => h("tr", { key: `${group.state} ${group.name} ${group.queue}` }, h("td", null, badge(group.state)), h("td", null, group.name), h("td", null, group.queue), h("td", { class: "number" }, count(group.n)),
      h("td", { class: action.states.includes(group.state) ? "" : "faint" }, action.states.includes(group.state) ? `be ${action.done}` : "stay as it is"))))));
}
