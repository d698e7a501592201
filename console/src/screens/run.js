// @ts-check
/** One run: how it stands and why, its waterfall, and what can be done about it. */
import { h } from "../core/dom.js";
import { duration } from "../core/format.js";
import { lengthOf } from "../core/instants.js";
import { badge, button, copy, empty, facts, failure, forbidden, idLink, loading, pageHead, time, valueTree } from "../core/ui.js";
import { awaited } from "../core/waterfall.js";
import { comparisonPanel, chooseOther } from "./run-comparison.js";
import { Timeline } from "./run-data.js";
import { askCancel, askReplay, askSend } from "./run-dialogs.js";
import { waterfall } from "./run-waterfall.js";

const ENDED = new Set(["completed", "failed", "cancelled"]);

export const screen = {
  /** @param {HTMLElement} root @param {any} ctx */
  mount(root, ctx) {
    const { client, model } = ctx;
    const id = ctx.params.id;
    const changed = () => ctx.invalidate();
    const timeline = new Timeline(client, id, changed);
    /** Children that were opened. @type {Map<string, {timeline: Timeline, run?: any, error?: string, entries?: any[]}>} */
    const children = new Map();
    /** @type {any} */
    let why;
    /** @type {any} */
    let error;
    /** @type {Set<string>} */
    const treeOpen = new Set();
    const opened = new Set();
    const closed = new Set();
    let left = false;
    ctx.onLeave(() => {
      left = true;
    });

    const falls = waterfall(ctx, {
      opened, closed,
      selected: () => ctx.query.step,
      select: (key) => ctx.navigate(`/runs/${id}`, { ...ctx.query, step: key }, { replace: true }),
      onOpen: (row) => row.childRunId && openChild(row.childRunId),
      send: (row) => void askSend(ctx, model.runs.get(id), row.entry, again),
    });

    // What is known

    let asking = false;
    let dirty = false;
    /** Asks for the run and for why it stands as it does. */
    async function ask() {
      if (asking) {
        dirty = true;
        return;
      }
      asking = true;
      do {
        dirty = false;
        try {
          const [run, explained] = await Promise.all([
            client.request("workflow.get", { run_id: id }),
            client.request("workflow.explain", { run_id: id }),
          ]);
          model.take("runs", run, { whole: true });
          why = explained;
          error = undefined;
        } catch (failed) {
          error = failed;
        }
        changed();
        if (dirty) await new Promise((resolve) => setTimeout(resolve, 250));
      } while (dirty && !left);
      asking = false;
    }

    function again(anew = false) {
      void ask();
      void timeline.refresh(anew);
      for (const child of children.values()) if (!ENDED.has(child.run?.state) || anew) void refreshChild(child);
    }

    /** @param {string} childId */
    function openChild(childId) {
      if (children.has(childId)) return;
      const child = { timeline: new Timeline(client, childId, changed) };
      children.set(childId, child);
      void refreshChild(child);
    }

    /** @param {{timeline: Timeline, run?: any, error?: string, entries?: any[]}} child */
    async function refreshChild(child) {
      try {
        const run = await client.request("workflow.get", { run_id: child.timeline.runId });
        child.run = model.take("runs", run, { whole: true });
        await child.timeline.refresh();
        if (child.timeline.error) throw child.timeline.error;
        child.entries = child.timeline.entries;
        child.error = undefined;
      } catch (failed) {
        child.error = /** @type {any} */ (failed).message;
      }
      changed();
    }

    async function follow() {
      await client.connect();
      if (!ctx.may("subscribe")) return;
      const events = client.subscribe(`workflow:${id}`, { gaps: "event" });
      ctx.onLeave(() => void events.return());
      await events.ready();
      for await (const event of events) {
        if (left) return;
        // A replay forgets entries, and after a gap nobody knows what happened.
        again(event.type === "workflow.started" || event.type === "gap");
      }
    }

    client.connect().then(() => {
      again();
      follow().catch((/** @type {any} */ failed) => {
        if (!left && failed?.code !== 404) ctx.toast(failed.message, "bad");
      });
    }, () => undefined);
    ctx.onLeave(model.onEvent((/** @type {any} */ event) => {
      const child = children.get(event.data.run_id);
      if (child) void refreshChild(child);
    }));
    const timer = setInterval(() => {
      if (document.hidden || client.state !== "open") return;
      const run = model.runs.get(id);
      if (run && ENDED.has(run.state)) return;
      if (model.live !== "live") again();
      else if (error) void ask();
      else changed(); // Bars grow with time.
    }, 1000);
    ctx.onLeave(() => clearInterval(timer));

    // What is seen

    ctx.view(root, () => {
      const run = model.runs.get(id);
      if (model.connection.greeting && !ctx.may("workflow:read")) return [pageHead("Run"), forbidden("workflow:read", "see runs")];
      if (error?.code === 404 || error?.code === 400) return [pageHead("Run"), empty("There is no such run", "It does not exist for this token: it belongs to somebody else, or it was removed with its time.", "dwp run list", h("p", null, h("a", { href: ctx.href("/runs") }, "All runs")))];
      if (!run) return [pageHead("Run"), error ? failure(error, () => again()) : loading("Loading the run")];
      const other = ctx.query.with;
      return [
        head(run),
        error && failure(error, () => again()),
        run.error && h("div", { class: "notice ended", role: "note" }, h("h2", null, run.state === "running" ? "Its code failed; what it did is being undone" : "Why it ended so"), h("pre", null, run.error)),
        other && comparisonPanel(ctx, run, timeline, other),
        h("div", { class: `run-grid ${ctx.query.step === undefined ? "" : "with-step"}` },
          h("div", null,
            timeline.error && !timeline.loaded ? failure(timeline.error, () => again(true)) : !timeline.loaded && timeline.size === 0 ? loading("Loading the timeline")
              : timeline.size === 0 ? empty("Nothing on the timeline yet", "Entries show here as soon as the code of the workflow asks for its first step.") : falls.view(run, timeline.entries, /** @type {any} */ (children))),
          stepPanel(run)),
        h("div", { class: "run-facts" }, whyPanel(run), aboutPanel(run), valuePanel("Input", run.input, run, "input"), run.output !== undefined && valuePanel("Output", run.output, run, "output")),
      ];
    });

    /** @param {any} run */
    function head(run) {
      const ended = ENDED.has(run.state);
      const writes = ctx.may("workflow:write");
      return [
        h("p", { class: "crumb" }, h("a", { href: ctx.href("/runs") }, "Runs"), " / ", h("span", { class: "id" }, run.id), copy(run.id, "the run’s id")),
        pageHead([run.name, " ", badge(run.state)],
          button("Compare…", () => void chooseOther(ctx, run), {}),
          writes && ended && button("Replay from a step…", () => void askReplay(ctx, run, timeline.entries, ctx.query.step, () => again(true)), {}),
          writes && !ended && button("Send an event…", () => void askSend(ctx, run, undefined, () => again()), {}),
          writes && !ended && button("Cancel…", () => void askCancel(ctx, run, timeline.entries, () => again()), { class: "danger" })),
      ];
    }

    /** @param {any} run */
    function aboutPanel(run) {
      const end = run.completed_at ? Date.parse(run.completed_at) : Date.now();
      return h("section", { class: "panel", "aria-label": "About this run" }, h("header", null, h("h2", null, "About")), h("div", { class: "inner" }, facts([
        ["Started", time(run.started_at)],
        [run.completed_at ? "Took" : "Running for", duration(Math.max(0, end - Date.parse(run.started_at)))],
        run.completed_at && ["Ended", time(run.completed_at)],
        run.version !== undefined && ["Version", String(run.version)],
        run.key !== undefined && ["Key", h("span", { class: "id" }, run.key)],
        run.parent_run_id !== undefined && ["Child of", idLink(run.parent_run_id, ctx.href(`/runs/${run.parent_run_id}`))],
        run.scope_app_id !== undefined && ["Tenant", `${run.scope_app_id}${run.scope_org_id ? `/${run.scope_org_id}` : ""}`],
      ])));
    }

    /** @param {any} run */
    function whyPanel(run) {
      if (ENDED.has(run.state)) return null;
      return h("section", { class: "panel", "aria-label": "Why it stands where it is", "aria-live": "polite" }, h("header", null, h("h2", null, "Why"), h("span", { class: "faint" }, "as of now")),
        h("div", { class: "inner" }, !why || why.state !== run.state ? loading("Asking") : h("ul", { class: "reasons" }, why.reasons.map((/** @type {any} */ reason, /** @type {number} */ i) => h("li", { key: `${reason.code}${i}` },
          badge(reason.code === "running" || reason.code === "compensating" ? "running" : reason.code === "no_worker" || reason.code === "lease_lost" ? "warning" : "waiting", reason.code.replaceAll("_", " ")),
          h("p", null, reason.message),
          reason.child_run_id && idLink(reason.child_run_id, ctx.href(`/runs/${reason.child_run_id}`)),
          reason.code === "waiting_event" && ctx.may("workflow:write") && button("Send this event…", () => void askSend(ctx, run, { event: reason.event, event_key: reason.key }, () => again()), { class: "small" }))))));
    }

    /** @param {any} run */
    function stepPanel(run) {
      const row = falls.rows().find((each) => each.key === ctx.query.step && each.entry);
      if (!row) return null;
      const { entry, entries } = row;
      const waits = awaited(entry);
      const own = row.runId === run.id;
      return h("section", { class: "panel", "aria-label": "The selected step" },
        h("header", null, h("h2", { class: "id" }, entry.step_name), button("×", () => ctx.navigate(`/runs/${id}`, { ...ctx.query, step: undefined }, { replace: true }), { class: "plain small", "aria-label": "Close the step" })),
        h("div", { class: "inner step" },
          facts([["Kind", entry.kind], ["State", badge(entry.state)], entry.elapsed_ms !== undefined && ["Took", lengthOf(entry.elapsed_ms)], waits && [entry.state === "waiting" ? "Waits for" : "Waited for", h("span", { class: "id" }, waits)],
            entry.child_run_id && ["Its run", idLink(entry.child_run_id, ctx.href(`/runs/${entry.child_run_id}`))], entry.until && ["Until", time(entry.until)]]),
          entry.error && h("pre", { class: "bad" }, entry.error),
          entries.length > 1 && h("table", null, h("caption", null, "Attempts"),
            h("thead", null, h("tr", null, h("th", { scope: "col" }, "#"), h("th", { scope: "col" }, "State"), h("th", { scope: "col" }, "Began"), h("th", { scope: "col", class: "number" }, "Took"), h("th", { scope: "col" }, "Error"))),
            h("tbody", null, entries.map((/** @type {any} */ each) => h("tr", { key: each.seq }, h("th", { scope: "row" }, String(each.attempt)), h("td", null, badge(each.state)), h("td", null, time(each.started_at)), h("td", { class: "number" }, each.elapsed_ms === undefined ? "–" : lengthOf(each.elapsed_ms)), h("td", { class: "clip", title: each.error ?? "" }, each.error ?? ""))))),
          entry.omitted?.includes("data") ? h("p", { class: "faint" }, "What it returned is too large for the connection; ", h("code", null, `dwp run timeline ${row.runId}`), " shows it.")
            : entry.data !== undefined && h("div", null, h("h3", null, entry.kind === "wait" ? "The event’s payload" : "Returned"), valueTree(entry.data, { open: treeOpen, ctx, name: `${entry.step_name} returned` })),
          h("div", { class: "actions" },
            own && ENDED.has(run.state) && entry.kind !== "compensation" && ctx.may("workflow:write") && button("Replay from here…", () => void askReplay(ctx, run, timeline.entries, entry.step_name, () => again(true)), { class: "small" }),
            own && entry.kind === "wait" && entry.state === "waiting" && ctx.may("workflow:write") && button("Send this event…", () => void askSend(ctx, run, entry, () => again()), { class: "small" }))));
    }

    /** @param {string} title @param {any} value @param {any} run @param {string} member */
    function valuePanel(title, value, run, member) {
      const open = treeOpen.has(`#${member}`);
      return h("section", { class: "panel", "aria-label": title },
        h("header", null, h("h2", null, title), button(open ? "Hide" : "Show", () => { if (!treeOpen.delete(`#${member}`)) treeOpen.add(`#${member}`); ctx.invalidate(); }, { class: "small", "aria-expanded": String(open), "aria-label": `${open ? "Hide" : "Show"} the ${member}` })),
        open && h("div", { class: "inner" }, run.omitted?.includes(member) ? h("p", null, "It is too large for the connection; ", h("code", null, `dwp run get ${run.id}`), " shows it.")
          : run._whole ? valueTree(value, { open: treeOpen, ctx, name: title }) : loading()));
    }
  },
};
