// @ts-check
import { h } from "../core/dom.js";
import { duration, json } from "../core/format.js";
import { badge, button, command, confirm, copy, empty, facts, failure, forbidden, glyph, loading, pageHead, shortId, time, valueTree } from "../core/ui.js";

const ENDED = ["completed", "failed", "cancelled"];
const MOST_EVENTS = 500;

export const screen = {
  /** @param {HTMLElement} root @param {any} ctx */
  mount(root, ctx) {
    const { client, model } = ctx;
    const { id } = ctx.params;
    /** @type {any} */
    let error;
    /** @type {any} */
    let why;
    /** @type {any} */
    let whyError;
    let whyAt = 0;
    let asking = false;
    let askWhy = false;
    let stopped = false;
    /** @type {any[]} */
    let events = [];
    const open = { payload: new Set(), result: new Set() };

    const job = () => model.jobs.get(id);

    async function fetch() {
      if (asking) return;
      asking = true;
      try {
        model.take("jobs", await client.getJob(id), { whole: true });
        error = undefined;
      } catch (caught) {
        error = caught;
        if (error.code === 404) model.forget("jobs", id);
      }
      asking = false;
      ctx.invalidate();
    }

    async function explain() {
      if (askWhy) return;
      askWhy = true;
      try {
        why = await client.explainJob(id);
        whyError = undefined;
        whyAt = Date.now();
      } catch (caught) {
        whyError = caught;
      }
      askWhy = false;
      ctx.invalidate();
    }

    /** Its own events, from the first that is kept: the strip, and a live view also where the firehose is not followed. */
    async function follow() {
      if (!ctx.may("subscribe")) return;
      const subscription = client.subscribe(`job:${id}`, { after: "oldest", gaps: "event" });
      ctx.onLeave(() => void subscription.return());
      try {
        for await (const event of subscription) {
          if (event.type !== "gap") events.push(event);
          if (events.length > MOST_EVENTS) events = events.slice(-MOST_EVENTS);
          const known = job();
          if (known && event.type !== "gap" && known._whole && Date.parse(event.ts) > Date.parse(known.updated_at)) known._stale = true;
          ctx.invalidate();
        }
      } catch (caught) {
        if (!stopped) ctx.toast(/** @type {Error} */ (caught).message, "bad");
      }
    }

    void client.connect().then(() => Promise.all([fetch(), explain(), follow()]), () => undefined);
    // What events do not tell, and why it waits, is asked for when something happened, a few times a second at most.
    const timer = setInterval(() => {
      const known = job();
      if (client.state !== "open" || document.hidden) return;
      if (known?._stale || (known && !known._whole && !error)) {
        void fetch();
        void explain();
      } else if (known && !ENDED.includes(known.state) && Date.now() - whyAt > 3000) {
        void explain();
        if (model.live !== "live") void fetch();
      }
    }, 300);
    ctx.onLeave(() => {
      stopped = true;
      clearInterval(timer);
    });

    /** @param {string} label @param {string} method @param {string} done @param {boolean} [danger] @param {string} [ask] */
    function doing(label, method, done, danger, ask) {
      return button(label, async () => {
        if (ask && !(await confirm(ctx, { title: `${label} this job?`, text: ask, action: label, danger: danger ?? false }))) return;
        try {
          await client.request(method, { job_id: id });
          ctx.toast(`The job is ${done}.`, "good");
          if (method === "dlq.purge") {
            model.forget("jobs", id);
            ctx.navigate("/jobs");
          } else void fetch();
        } catch (caught) {
          ctx.toast(/** @type {Error} */ (caught).message, "bad");
        }
      }, { class: danger ? "danger" : "" });
    }

    ctx.key("e", "Enqueue it again, edited", () => ctx.may("job:write") && ctx.navigate("/enqueue", { from: id }));

    ctx.view(root, () => {
      const it = job();
      const crumb = h("p", { class: "crumb" }, h("a", { href: ctx.href("/jobs") }, "Jobs"), " / ", shortId(id));
      if (model.connection.greeting && !ctx.may("job:read")) return [crumb, pageHead("Job"), forbidden("job:read", "see jobs")];
      if (!it) {
        if (error?.code === 404) return [crumb, pageHead("Job"), empty("There is no such job", `${id} is not there, was purged, or belongs to somebody else.`, "dwp job list --limit 5")];
        if (error?.code === 413) return [crumb, pageHead("Job"), tooLarge("The job")];
        return [crumb, pageHead("Job"), error ? failure(error, fetch) : loading("Loading the job")];
      }
      const ended = ENDED.includes(it.state);
      return [
        crumb,
        pageHead([it.name, " ", badge(it.state)],
          ctx.may("job:write") && !ended && doing("Cancel", "job.cancel", "cancelled", true, it.state === "running" ? "It is running: its handler is interrupted." : "It will not run."),
          ctx.may("dlq:write") && it.state === "failed" && doing("Replay", "dlq.replay", "waiting to run again"),
          ctx.may("dlq:write") && it.state === "failed" && doing("Purge", "dlq.purge", "gone", true, "It is removed for ever."),
          ctx.may("job:write") && h("a", { class: "button link-button", href: ctx.href("/enqueue", { from: id }) }, "Enqueue again, edited")),
        error && failure(error, fetch),
        machine(it),
        !ended && reasons(),
        it.last_error && h("section", { class: "panel" }, h("header", null, h("h2", null, "Last error"), copy(it.last_error, "the error")), h("div", { class: "inner" }, h("pre", null, it.last_error))),
        h("section", { class: "panel" }, h("header", null, h("h2", null, "Facts")), h("div", { class: "inner" }, facts([
          ["Id", [h("code", null, id), copy(id, "the id")]],
          ["Queue", h("a", { href: ctx.href("/jobs", { q: `queue:${it.queue}` }) }, it.queue)],
          ["Priority", it.priority ?? "–"], ["Retries", it.max_retries === undefined ? "–" : `${it.retry_count} of ${it.max_retries}`],
          ["Time limit", duration(it.timeout_ms)], ["Created", time(it.created_at)], ["Runs at the earliest", time(it.run_at)],
          it.key !== undefined && ["Key", [h("code", null, it.key), copy(it.key, "the key")]],
          it.worker_id !== undefined && ["Worker", h("code", null, shortId(it.worker_id))],
          it.scope_app_id !== undefined && ["Tenant", `${it.scope_app_id}${it.scope_org_id ? ` / ${it.scope_org_id}` : ""}`],
        ]))),
        attempts(it),
        h("div", { class: "grid" },
          h("section", { class: "panel span-6" }, h("header", null, h("h2", null, "Payload")), h("div", { class: "inner" }, content(it, "payload", open.payload, "It has no payload."))),
          h("section", { class: "panel span-6" }, h("header", null, h("h2", null, "Result")), h("div", { class: "inner" }, content(it, "result", open.result, ended ? "It has no result." : "There is none yet.")))),
        strip(),
      ];
    });

    /** @param {any} it @param {"payload" | "result"} name @param {Set<string>} branches @param {string} none */
    function content(it, name, branches, none) {
      if (it.omitted?.includes(name)) return tooLarge(`The ${name}`);
      if (!it._whole) return loading();
      if (!(name in it) || it[name] === undefined || (name === "payload" && it[name] === null)) return h("p", { class: "faint" }, none);
      return valueTree(it[name], { open: branches, ctx, name: `The ${name}` });
    }

    /** @param {string} what */
    function tooLarge(what) {
      return h("div", { class: "too-large" }, h("p", null, glyph("warning"), ` ${what} is too large for one frame of this connection. Over RPC it comes whole:`),
        command(`dwp job get ${id} -o json`));
    }

    function reasons() {
      return h("section", { class: "panel why" }, h("header", null, h("h2", null, "Why it is not done"), whyAt > 0 && h("span", { class: "faint" }, "asked ", time(whyAt))),
        h("div", { class: "inner", "aria-live": "polite" }, whyError ? failure(whyError, explain) : !why ? loading("Asking") : h("ol", { class: "reasons" }, why.reasons.map((/** @type {any} */ reason) => {
          const { code, message, ...more } = reason;
          return h("li", { key: code }, h("p", null, message), h("p", { class: "faint" }, h("code", null, code), Object.entries(more).map(([name, value]) => h("span", { key: name, class: "with" }, `${name.replaceAll("_", " ")}: `, /_at$|until$/.test(name) ? time(/** @type {any} */ (value)) : typeof value === "string" ? value : json(value)))));
        }))));
    }

    function strip() {
      if (!ctx.may("subscribe")) return null;
      return h("section", { class: "panel" }, h("header", null, h("h2", null, "Events"), h("span", { class: "faint num" }, String(events.length))),
        events.length === 0 ? h("div", { class: "inner" }, h("p", { class: "faint" }, "None of its events is kept any more.")) :
        h("div", { class: "table-wrap short", tabindex: "0", role: "region", "aria-label": "Events" }, h("table", null, h("caption", { class: "unseen" }, "Events of this job, oldest first"), h("thead", null, h("tr", null, ["Event", "When", "What"].map((name) => h("th", { scope: "col" }, name)))),
          h("tbody", null, events.map((event) => h("tr", { key: event.id }, h("td", null, badge(event.data.state, event.type.replace("job.", ""))), h("td", null, time(event.ts)),
            h("td", { class: "clip" }, [event.data.attempt !== undefined && `attempt ${event.data.attempt}`, event.data.elapsed_ms !== undefined && duration(event.data.elapsed_ms), event.data.percent !== undefined && `${event.data.percent} %`, event.data.note, event.data.next_run_at && `next run ${event.data.next_run_at}`, event.data.error].filter(Boolean).join(" · "))))))));
    }
  },
};

/** The states that it has been in, with their times, and the one that it is in. @param {any} it */
function machine(it) {
  const attempt = it.attempts?.at(-1)?.attempt ?? it.attempt;
  const scheduled = Date.parse(it.run_at) > Date.parse(it.created_at) + 5;
  const end = ENDED.includes(it.state);
  /** @type {[string, string, any, boolean][]} */
  const steps = [["pending", "enqueued", time(it.created_at), it.state === "pending" && !scheduled]];
  if (scheduled && (it.state === "pending" || it.state === "retrying")) steps.push(["waiting", it.state === "retrying" ? "next attempt" : "scheduled", time(it.run_at), it.state === "pending"]);
  steps.push(["running", attempt > 1 ? `running, attempt ${attempt}` : "running", it.started_at ? time(it.started_at) : h("span", { class: "none" }, "not yet"), it.state === "running"]);
  if (it.state === "retrying" || it.retry_count > 0) steps.push(["retrying", `retrying, ${it.retry_count} so far`, it.state === "retrying" ? time(it.run_at) : "", it.state === "retrying"]);
  steps.push([end ? it.state : "completed", end ? it.state : "ended", it.completed_at ? time(it.completed_at) : h("span", { class: "none" }, "not yet"), end]);
  const took = it.completed_at && it.started_at ? Date.parse(it.completed_at) - Date.parse(it.started_at) : undefined;
  const waited = it.started_at ? Date.parse(it.started_at) - Math.max(Date.parse(it.created_at), 0) : undefined;
  return h("section", { class: "panel" }, h("ol", { class: "machine", "aria-label": "States" }, steps.map(([state, label, at, current]) =>
    h("li", { key: label, class: `${state} ${current ? "current" : ""}`, "aria-current": current ? "step" : undefined }, badge(state, label), h("span", { class: "faint" }, at)))),
    (waited !== undefined || took !== undefined) && h("p", { class: "machine-foot faint num" }, waited !== undefined && `began ${duration(waited)} after it was enqueued`, took !== undefined && ` · the last attempt took ${duration(took)}`));
}

/** Attempts side by side. @param {any} it */
function attempts(it) {
  const all = it.attempts ?? [];
  if (all.length === 0) return null;
  /** @type {[string, (one: any) => any][]} */
  const rows = [
    ["Outcome", (one) => badge(one.outcome === "lost" || one.outcome === "released" ? "retrying" : (one.outcome ?? "running"), one.outcome ?? "going on")],
    ["Began", (one) => time(one.started_at)],
    ["Took", (one) => (one.elapsed_ms === undefined ? h("span", { class: "none" }, "–") : duration(one.elapsed_ms))],
    ["Worker", (one) => h("code", null, shortId(one.worker_id ?? "–"))],
    ["Error", (one) => (one.error ? h("span", { class: "attempt-error" }, one.error) : h("span", { class: "none" }, "–"))],
  ];
  return h("section", { class: "panel" }, h("header", null, h("h2", null, "Attempts")), h("div", { class: "table-wrap", tabindex: "0", role: "region", "aria-label": "Attempts" }, h("table", { class: "attempts" }, h("caption", { class: "unseen" }, "Attempts side by side"),
    h("thead", null, h("tr", null, h("th", { scope: "col" }, h("span", { class: "unseen" }, "What")), all.map((/** @type {any} */ one) => h("th", { scope: "col", key: one.started_at }, `Attempt ${one.attempt}`)))),
    h("tbody", null, rows.map(([name, cell]) => h("tr", { key: name }, h("th", { scope: "row" }, name), all.map((/** @type {any} */ one) => h("td", { key: one.started_at }, cell(one)))))))));
}
