// @ts-check
/** The firehose: every event, with a pause that loses nothing, since what is not taken stays in the server's log. */
import { h } from "../core/dom.js";
import { EVENT_FIELDS, parseEventFilter } from "../core/event-filter.js";
import { absolute, count, duration, rate } from "../core/format.js";
import { numberOf } from "../core/model.js";
import { badge, button, command, copy, empty, failure, forbidden, glyph, idLink, loading, pageHead, time, valueTree } from "../core/ui.js";

const ROW = 32;
const AROUND = 10;
/** So many are kept in the page; the oldest go first. */
const MOST = 20_000;
/** From a cursor on, so many are shown at a time. */
const STRETCH = 200;
const SPEAK_MS = 15_000;

export const screen = {
  /** @param {HTMLElement} root @param {any} ctx */
  mount(root, ctx) {
    const { client, model } = ctx;
    /** Oldest first. @type {any[]} */
    let events = [];
    /** Those that pass the filter. @type {any[]} */
    let shown = [];
    let dropped = 0;
    let filter = parseEventFilter(ctx.query.q ?? "");
    let filterText = ctx.query.q ?? "";
    let paused = false;
    /** How many more are taken before it pauses by itself. */
    let left = Infinity;
    /** How many events had come to the page when it paused. */
    let cameAtPause = 0;
    /** @type {(() => void) | undefined} */
    let goOn;
    /** @type {any} */
    let error;
    /** @type {any} */
    let subscription;
    let begin = "";
    let ready = false;
    let goTo = ctx.query.after ?? "";
    /** @type {Set<string>} */
    const open = new Set();
    let top = 0;
    let height = 600;
    let drawn = 0;
    /** @type {HTMLElement | undefined} */
    let scroller;
    const sizes = new ResizeObserver(([change]) => {
      height = change?.contentRect.height ?? height;
      ctx.invalidate();
    });
    ctx.onLeave(() => sizes.disconnect());

    /** Begins anew, behind a cursor or now. @param {string | undefined} after */
    async function start(after) {
      subscription?.return();
      events = [];
      shown = [];
      dropped = 0;
      drawn = 0;
      error = undefined;
      ready = false;
      paused = false;
      left = after === undefined ? Infinity : STRETCH;
      goOn?.();
      try {
        await client.connect();
        if (!ctx.may("subscribe")) return;
        const mine = client.subscribe("firehose", { gaps: "event", credits: 4096, ...(after !== undefined && { after }) });
        subscription = mine;
        await mine.ready();
        begin = mine.cursor ?? after ?? "";
        ready = true;
        ctx.invalidate();
        for (;;) {
          if (left <= 0 && !paused) pause();
          while (paused) await new Promise((resolve) => { goOn = /** @type {() => void} */ (resolve); });
          if (subscription !== mine) return;
          const { value, done } = await mine.next();
          if (done || subscription !== mine) return;
          // One that came while the pause was pressed is shown: it was taken.
          take(value);
          left--;
        }
      } catch (failed) {
        error = failed;
        ctx.invalidate();
      }
    }

    /** @param {any} event */
    function take(event) {
      events.push(event);
      if (filter.test(event)) shown.push(event);
      if (events.length > MOST * 1.1) {
        dropped += events.length - MOST;
        events = events.slice(-MOST);
        const oldest = events[0];
        const at = shown.findIndex((each) => (numberOf(each.id) ?? 0) >= (numberOf(oldest.id) ?? 0));
        shown = at < 0 ? [] : shown.slice(at);
      }
      ctx.invalidate();
    }

    function pause() {
      paused = true;
      cameAtPause = model.eventCount;
      ctx.invalidate();
    }

    /** @param {number} [more] */
    function resume(more = Infinity) {
      left = more;
      paused = false;
      goOn?.();
      ctx.invalidate();
    }

    /** @param {string} text */
    function setFilter(text) {
      filterText = text;
      filter = parseEventFilter(text);
      shown = events.filter(filter.test);
      drawn = shown.length;
      if (scroller) scroller.scrollTop = 0;
      ctx.navigate("/events", { ...ctx.query, q: text || undefined }, { replace: true });
      ctx.invalidate();
    }

    void start(ctx.query.after);
    ctx.onLeave(() => {
      const mine = subscription;
      subscription = undefined;
      goOn?.();
      mine?.return();
    });
    ctx.key("/", "Filter the events", () => /** @type {HTMLElement | null} */ (root.querySelector("#event-filter"))?.focus());
    ctx.key("x", "Pause, or go on", () => (paused ? resume() : pause()));
    let spoken = model.eventCount;
    const speaking = setInterval(() => {
      const came = model.eventCount - spoken;
      spoken = model.eventCount;
      if (!paused && came > 0) ctx.say(`${rate(came / (SPEAK_MS / 1000))} events a second.`);
    }, SPEAK_MS);
    ctx.onLeave(() => clearInterval(speaking));

    ctx.view(root, () => {
      if (model.connection.greeting && !ctx.may("subscribe")) return [pageHead("Events"), forbidden("subscribe", "follow events")];
      keepPlace();
      const selected = ctx.query.event === undefined ? undefined : events.find((event) => event.id === ctx.query.event);
      return [
        pageHead("Events",
          paused ? [left <= 0 && button(`Next ${STRETCH}`, () => resume(STRETCH)), button("Go on", () => resume(), { class: "primary" })] : button("Pause", pause, { disabled: !ready }),
          button("Now", () => { goTo = ""; ctx.navigate("/events", { ...ctx.query, after: undefined }, { replace: true }); void start(undefined); }, { "aria-label": "Begin anew with the present" })),
        bar(),
        error && (error.code === 400 ? h("div", { class: "notice failure", role: "alert" }, h("h2", null, "There is no such place in the log"), h("p", null, error.message)) : failure(error, () => void start(ctx.query.after))),
        !error && !ready && loading("Subscribing"),
        ready && h("p", { class: "faint status-line" },
          paused ? [badge("paused", "paused"), left <= 0 ? " Here the stretch ends; the log goes on. " : " ", meanwhile()] : [glyph("running"), ` ${rate(model.rates.perSecond("events"))} events a second`],
          `, ${count(shown.length)}${filter.empty ? "" : ` of ${count(events.length)}`} shown`, dropped > 0 && `, ${count(dropped)} older ones no longer in the page`, "."),
        ready && events.length === 0 && empty(ctx.query.after === undefined ? "Nothing has happened since you came" : "Nothing has happened since this cursor", "Events show here in the moment in which they are committed. What came before is still in the log:", "dwp watch firehose --after oldest",
          h("p", null, button("Begin with the oldest kept event", () => go("oldest")))),
        ready && events.length > 0 && shown.length === 0 && empty("No event passes the filter", `${count(events.length)} came and do not fit.`, undefined, button("Take the filter away", () => setFilter(""))),
        shown.length > 0 && h("div", { class: selected ? "events-grid" : "" }, list(), selected && detail(selected)),
      ];
    });

    function meanwhile() {
      const came = model.eventCount - cameAtPause;
      return came === 0 ? "Nothing came meanwhile" : `${count(came)} came meanwhile and ${came === 1 ? "waits" : "wait"} in the server’s log`;
    }

    /** Who has scrolled away from the newest keeps seeing the same. */
    function keepPlace() {
      const more = shown.length - drawn;
      drawn = shown.length;
      if (scroller && more > 0 && scroller.scrollTop > ROW) scroller.scrollTop += more * ROW;
    }

    /** @param {string} cursor */
    function go(cursor) {
      goTo = cursor;
      ctx.navigate("/events", { ...ctx.query, after: cursor, event: undefined }, { replace: true });
      void start(cursor);
    }

    function bar() {
      return h("div", { class: "filters", role: "search", "aria-label": "Which events" },
        h("div", { class: "inline-field grow" }, h("label", { for: "event-filter" }, "Filter"),
          h("input", { id: "event-filter", type: "search", class: "grow", value: filterText, autocomplete: "off", spellcheck: "false", placeholder: "type:job.failed,job.retrying queue:mail -name:echo", "aria-describedby": "event-filter-help", oninput: (/** @type {any} */ event) => setFilter(event.target.value) })),
        h("form", { class: "inline-field", onsubmit: (/** @type {Event} */ event) => { event.preventDefault(); if (goTo.trim()) go(/^\d+$/.test(goTo.trim()) ? `evt-${goTo.trim()}` : goTo.trim()); } },
          h("label", { for: "event-cursor" }, "After"), h("input", { id: "event-cursor", type: "text", class: "id", size: 12, value: goTo, autocomplete: "off", spellcheck: "false", placeholder: "evt-17", list: "event-cursors", oninput: (/** @type {any} */ event) => { goTo = event.target.value; } }),
          h("datalist", { id: "event-cursors" }, h("option", { value: "oldest" }), begin && h("option", { value: begin })), h("button", { type: "submit", class: "button" }, "Go")),
        h("p", { id: "event-filter-help", class: filter.error ? "wrong" : "faint hint" }, filter.error ? [glyph("failed"), filter.error] : `Fields: ${EVENT_FIELDS.join(", ")}. Commas for alternatives, * for anything, - for all others.`));
    }

    function list() {
      const first = Math.max(0, Math.floor(top / ROW) - AROUND);
      const last = Math.min(shown.length, Math.ceil((top + height) / ROW) + AROUND);
      const rows = [];
      for (let i = first; i < last; i++) rows.push(row(shown[shown.length - 1 - i], i));
      return h("div", { class: "table-wrap events", tabindex: "0", role: "region", "aria-label": "Events, newest first", ref: (/** @type {any} */ node) => { scroller = node; sizes.observe(node); }, onscroll: () => { top = scroller?.scrollTop ?? 0; ctx.invalidate(); } },
        h("table", { "aria-rowcount": shown.length + 1 }, h("caption", { class: "unseen" }, "Events, newest first"),
          h("thead", null, h("tr", { "aria-rowindex": 1 }, h("th", { scope: "col" }, "Cursor"), h("th", { scope: "col", class: "when" }, "When"), h("th", { scope: "col" }, "Event"), h("th", { scope: "col" }, "Of"), h("th", { scope: "col" }, "Name"), h("th", { scope: "col", class: "wide-only" }, "Queue"), h("th", { scope: "col", class: "says" }, "Says"))),
          h("tbody", null,
            first > 0 && h("tr", { key: "above", class: "gap", "aria-hidden": "true" }, h("td", { colspan: 7, style: { height: `${first * ROW}px` } })),
            rows,
            last < shown.length && h("tr", { key: "below", class: "gap", "aria-hidden": "true" }, h("td", { colspan: 7, style: { height: `${(shown.length - last) * ROW}px` } })))));
    }

    /** @param {any} event @param {number} i */
    function row(event, i) {
      const { data } = event;
      if (data.type === "gap") {
        return h("tr", { key: `gap ${event.id}`, class: "lost", "aria-rowindex": i + 2 }, h("td", { colspan: 7 }, glyph("warning", "Gap"), ` Events ${data.after ? `after ${data.after} ` : ""}up to ${data.resumes_after ?? "here"} are lost to this page: they passed out of the server’s log before they were read.`));
      }
      const id = data.job_id ?? data.run_id;
      const selected = ctx.query.event === event.id;
      const verb = data.type.slice(data.type.lastIndexOf(".") + 1);
      return h("tr", { key: event.id, class: selected ? "current" : undefined, "aria-rowindex": i + 2 },
        h("td", null, h("button", { type: "button", class: "row-name id", "aria-pressed": String(selected), "aria-label": `Show the event ${event.id}`, onclick: () => ctx.navigate("/events", { ...ctx.query, event: selected ? undefined : event.id }, { replace: true }) }, event.id)),
        h("td", { class: "when" }, time(event.ts)),
        h("td", null, badge(SHAPE[verb] ?? data.state ?? "pending", data.type)),
        h("td", null, data.run_id ? idLink(id, ctx.href(`/runs/${id}`)) : id ? idLink(id, ctx.href(`/jobs/${id}`)) : ""),
        h("td", null, data.job_name ?? data.name ?? data.entry_name ?? ""),
        h("td", { class: "wide-only" }, data.queue ?? ""),
        h("td", { class: "says", title: data.error ?? "" }, says(data)));
    }

    /** @param {any} event */
    function detail(event) {
      const { data } = event;
      return h("section", { class: "panel", "aria-label": "The selected event" },
        h("header", null, h("h2", { class: "id" }, event.id, copy(event.id, "the cursor")), button("×", () => ctx.navigate("/events", { ...ctx.query, event: undefined }, { replace: true }), { class: "plain small", "aria-label": "Close the event" })),
        h("div", { class: "inner step" }, h("p", { class: "faint" }, absolute(event.ts)), valueTree(data, { open, ctx, name: "The event" }), h("h3", null, "Go on from here"), command(`dwp watch ${data.topic ?? "firehose"} --after ${event.id}`),
          h("p", null, button("Show what came after it", () => go(event.id), { class: "small" }))));
    }
  },
};

/** Shapes of events that are not those of the state which they tell. @type {Record<string, string>} */
const SHAPE = { enqueued: "pending", started: "running", progress: "running", retrying: "retrying", dlq: "failed", step_completed: "completed", step_failed: "failed", waiting: "waiting", fired: "pending" };

/** What an event tells beside its type, in few words. @param {any} data */
function says(data) {
  const told = [];
  if (data.step_name !== undefined) told.push(data.step_name);
  if (data.percent !== undefined) told.push(`${data.percent} %`);
  if (data.note !== undefined) told.push(data.note);
  if (data.attempt !== undefined && data.attempt > 1) told.push(`attempt ${data.attempt}`);
  if (data.elapsed_ms !== undefined) told.push(duration(data.elapsed_ms));
  if (data.next_run_at !== undefined) told.push(`next at ${absolute(data.next_run_at)}`);
  if (data.error !== undefined) told.push(data.error);
  return told.join(" · ");
}
