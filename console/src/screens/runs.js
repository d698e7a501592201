// @ts-check
/** Runs: the list, live in place, by state, name and key. */
import { h } from "../core/dom.js";
import { count, duration } from "../core/format.js";
import { badge, button, copy, empty, failure, forbidden, idLink, loading, pageHead, time } from "../core/ui.js";

const STATES = ["running", "completed", "failed", "cancelled"];
const PAGE = 100;
/** Of one list, so many are shown; who looks for one among more filters. */
const MOST = 2000;

export const screen = {
  /** @param {HTMLElement} root @param {any} ctx */
  mount(root, ctx) {
    const { model } = ctx;
    /** @type {Set<string>} */
    let ids = new Set();
    /** @type {string | undefined} */
    let cursor;
    let asked = "";
    let asking = false;
    /** @type {any} */
    let error;
    let loaded = false;
    let current = -1;

    const filter = () => {
      const { state, name, key } = ctx.query;
      return { ...(STATES.includes(state) && { state }), ...(name && { name }), ...(key && { key }) };
    };

    /** @param {boolean} more the next page, or else the first */
    async function ask(more) {
      const wanted = filter();
      const told = JSON.stringify(wanted);
      const anew = told !== asked;
      if (anew) {
        asked = told;
        more = false;
      } else if (asking) return;
      asking = true;
      ctx.invalidate();
      try {
        await ctx.client.connect();
        const page = await ctx.client.request("workflow.list", { ...wanted, limit: PAGE, ...(more && cursor && { cursor }) });
        if (told !== asked) return;
        if (anew) ids = new Set();
        for (const run of page.runs) {
          model.take("runs", run);
          ids.add(run.id);
        }
        if (anew || more || ids.size <= PAGE) cursor = page.next_cursor;
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
      if (event.type === "gap") void ask(false);
      else if (event.type === "workflow.started" && loaded && ids.size < MOST) {
        // With a key asked for, only the server knows whose it is.
        if (!filter().key) ids.add(event.data.run_id);
      }
    }));
    const timer = setInterval(() => {
      if (model.live !== "live" && ctx.client.state === "open" && !document.hidden) void ask(false);
    }, 4000);
    ctx.onLeave(() => clearInterval(timer));

    const listed = () => {
      const { state, name, key } = filter();
      return [...ids].map((id) => model.runs.get(id)).filter((run) => run && (!state || run.state === state) && (!name || run.name === name) && (!key || run._partial || run.key === key))
        .sort((a, b) => (a.id < b.id ? 1 : -1)).slice(0, MOST);
    };
    /** @param {Record<string, string | undefined>} change */
    const go = (change) => {
      ctx.navigate("/runs", { ...ctx.query, ...change }, { replace: true });
      current = -1;
      void ask(false);
    };
    /** @param {number} by */
    const step = (by) => {
      const runs = listed();
      current = Math.max(0, Math.min(current + by, runs.length - 1));
      ctx.invalidate();
      requestAnimationFrame(() => root.querySelector("tr.current")?.scrollIntoView({ block: "nearest" }));
    };
    ctx.key("j", "Next run", () => step(1));
    ctx.key("k", "Previous run", () => step(-1));
    ctx.key("enter", "Open the run", () => {
      const run = listed()[current];
      if (run) ctx.navigate(`/runs/${run.id}`);
    });
    ctx.key("/", "Filter by name", () => /** @type {HTMLElement | null} */ (root.querySelector("#run-name"))?.focus());

    ctx.view(root, () => {
      if (JSON.stringify(filter()) !== asked) void ask(false);
      const runs = listed();
      return [
        pageHead("Runs"),
        bar(),
        model.connection.greeting && !ctx.may("workflow:read") ? forbidden("workflow:read", "see runs") : [
          error && failure(error, () => void ask(false)),
          !loaded && !error ? loading("Loading runs") : null,
          loaded && runs.length === 0 && (asked === "{}"
            ? empty("No run yet", "A run shows here as soon as somebody starts a workflow.", "dwp run start booking-saga '{\"trip_id\":\"T-1\"}'")
            : empty("No run fits", "Nothing that this token may see has this state, name and key.", undefined, button("Show all runs", () => go({ state: undefined, name: undefined, key: undefined })))),
          runs.length > 0 && table(runs),
          loaded && cursor && ids.size < MOST && h("p", null, button(asking ? "Loading…" : "Show older runs", () => void ask(true), { disabled: asking })),
          ids.size >= MOST && h("p", { class: "faint" }, `These are the newest ${count(MOST)}; filter by name or key to find others.`),
        ],
      ];
    });

    function bar() {
      const { state = "", name = "", key = "" } = ctx.query;
      return h("div", { class: "filters", role: "search", "aria-label": "Which runs" },
        h("div", { class: "tabs", role: "group", "aria-label": "State" }, ["", ...STATES].map((each) => h("button", { type: "button", key: each || "all", "aria-pressed": String(each === state), onclick: () => go({ state: each || undefined }) }, each || "all"))),
        field("run-name", "Workflow", name, "name", "any", "run-names"),
        field("run-key", "Key", key, "key", "any", undefined),
        h("datalist", { id: "run-names" }, [...new Set([...model.runs.values()].map((run) => run.name))].sort().map((each) => h("option", { key: each, value: each }))));
    }

    /** @param {string} id @param {string} label @param {string} value @param {string} member @param {string} placeholder @param {string | undefined} list */
    function field(id, label, value, member, placeholder, list) {
      return h("div", { class: "inline-field" }, h("label", { for: id }, label),
        h("input", { id, type: "search", list, placeholder, value, autocomplete: "off", spellcheck: "false",
          onchange: (/** @type {any} */ event) => go({ [member]: event.target.value.trim() || undefined }) }));
    }

    /** @param {any[]} runs */
    function table(runs) {
      return h("div", { class: "table-wrap" }, h("table", { class: "runs" },
        h("caption", { class: "unseen" }, `${count(runs.length)} runs, newest first`),
        h("thead", null, h("tr", null, h("th", { scope: "col" }, "State"), h("th", { scope: "col" }, "Workflow"), h("th", { scope: "col" }, "Run"), h("th", { scope: "col", class: "wide-only" }, "Key"),
          h("th", { scope: "col" }, "Started"), h("th", { scope: "col", class: "number" }, "Took"), h("th", { scope: "col" }, "Now"))),
        h("tbody", null, runs.map((run, i) => h("tr", { key: run.id, class: i === current ? "current" : undefined },
          h("td", null, badge(run.state)),
          h("th", { scope: "row" }, run.name, run.parent_run_id !== undefined && [" ", h("a", { class: "tag", href: ctx.href(`/runs/${run.parent_run_id}`), title: `Started by ${run.parent_run_id}` }, "child")]),
          h("td", null, idLink(run.id, ctx.href(`/runs/${run.id}`)), copy(run.id, "the run’s id")),
          h("td", { class: "wide-only id" }, run.key ?? ""),
          h("td", null, time(run.started_at)),
          h("td", { class: "number" }, duration(Math.max(0, (run.completed_at ? Date.parse(run.completed_at) : Date.now()) - Date.parse(run.started_at)))),
          h("td", { class: "clip", title: run.error ?? "" }, run.state === "running" ? (run.step_name ? `${run.waiting ? "waits at" : "after"} ${run.step_name}` : "") : (run.error ?? "")))))));
    }
  },
};
