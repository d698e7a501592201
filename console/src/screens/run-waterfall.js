// @ts-check
/** The waterfall of a run: a table whose last column is drawn in time. Only the rows that can be seen are in the page. */
import { h } from "../core/dom.js";
import { count } from "../core/format.js";
import { lengthOf } from "../core/instants.js";
import { badge, button, glyph } from "../core/ui.js";
import { awaited, layout, marks, Window } from "../core/waterfall.js";

const ROW = 30;
const AROUND = 12;
const BINS = 240;

/**
 * Makes the waterfall; `view` gives it as it is now.
 *
 * @param {any} ctx
 * @param {{opened: Set<string>, closed: Set<string>, selected: () => string | undefined, select: (key: string) => void, onOpen: (row: any) => void, send: (row: any) => void}} how
 */
export function waterfall(ctx, how) {
  const window_ = new Window(0, 1);
  let begun = false;
  let top = 0;
  let height = 600;
  /** Where a brush began, and where it is, as instants. @type {{from: number, to: number} | undefined} */
  let brush;
  /** @type {any[]} */
  let rows = [];
  /** The last layout, and of what it is. @type {{entries: any, told: string, at: number, laid: any, load: any}} */
  let last = { entries: undefined, told: "", at: 0, laid: undefined, load: undefined };
  let axis = 600;
  /** @type {HTMLElement | undefined} */
  let scroller;
  const sizes = new ResizeObserver((changes) => {
    for (const { target, contentRect } of changes) {
      if (target === scroller) height = contentRect.height;
      else axis = contentRect.width;
    }
    ctx.invalidate();
  });
  ctx.onLeave(() => sizes.disconnect());

  /** @param {any} row */
  function toggle(row) {
    const set = row.type === "entry" && row.kind === "parallel" ? how.closed : how.opened;
    if (!set.delete(row.key)) set.add(row.key);
    if (!row.opened) how.onOpen(row);
    ctx.invalidate();
  }

  /** @param {number} by */
  function step(by) {
    const at = rows.findIndex((row) => row.key === how.selected());
    let to = at < 0 ? 0 : at + by;
    while (rows[to] && rows[to].type !== "entry" && rows[to].type !== "group") to += by || 1;
    const row = rows[to];
    if (!row) return;
    how.select(row.key);
    if (scroller) {
      const place = to * ROW;
      if (place < scroller.scrollTop) scroller.scrollTop = place;
      else if (place + ROW > scroller.scrollTop + scroller.clientHeight - ROW) scroller.scrollTop = place + 2 * ROW - scroller.clientHeight;
    }
  }
  ctx.key("j", "Next step", () => step(1));
  ctx.key("k", "Previous step", () => step(-1));
  ctx.key("enter", "Open or close the step", () => {
    const row = rows.find((each) => each.key === how.selected());
    if (row?.openable) toggle(row);
  });
  const zooms = /** @type {[string, string, () => void][]} */ ([
    ["+", "Zoom in", () => window_.zoom(0.5)],
    ["-", "Zoom out", () => window_.zoom(2)],
    ["0", "Show the whole time", () => window_.all()],
    ["[", "Move to earlier", () => window_.move(-0.5)],
    ["]", "Move to later", () => window_.move(0.5)],
  ]);
  for (const [key, label, run] of zooms) {
    ctx.key(key, label, () => {
      run();
      ctx.invalidate();
    });
  }

  /** The instant under the pointer. @param {any} event */
  function instantAt(event) {
    const { left, width } = event.currentTarget.getBoundingClientRect();
    const share = Math.min(1, Math.max(0, (event.clientX - left) / Math.max(1, width)));
    return window_.from + share * (window_.to - window_.from);
  }

  const brushing = {
    onpointerdown: (/** @type {any} */ event) => {
      if (event.button !== 0) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      const at = instantAt(event);
      brush = { from: at, to: at };
    },
    onpointermove: (/** @type {any} */ event) => {
      if (!brush) return;
      brush.to = instantAt(event);
      ctx.invalidate();
    },
    onpointerup: () => {
      if (brush && Math.abs(brush.to - brush.from) > (window_.to - window_.from) / 200) window_.show(brush.from, brush.to);
      brush = undefined;
      ctx.invalidate();
    },
    onpointercancel: () => {
      brush = undefined;
      ctx.invalidate();
    },
    ondblclick: () => {
      window_.all();
      ctx.invalidate();
    },
    onwheel: (/** @type {any} */ event) => {
      if (!event.ctrlKey && !event.shiftKey) return;
      event.preventDefault();
      window_.zoom(event.deltaY > 0 ? 1.25 : 0.8, instantAt(event));
      ctx.invalidate();
    },
  };

  return { view, rows: () => rows };

  /** A layout is made anew when something changed, and while the run goes on, a few times a second. @param {any} run @param {any[]} entries @param {Map<string, any>} children */
  function laidOut(run, entries, children) {
    const now = Date.now();
    const told = [run.state, [...how.opened].join("\n"), [...how.closed].join("\n"), ...[...children.values()].map((child) => `${child.run?.state} ${child.entries?.length} ${child.timeline.changes} ${child.error}`)].join("\n");
    const open = run.state === "running" && now - last.at > 250;
    if (last.entries !== entries || last.told !== told || open) {
      const laid = layout(run, entries, { now, opened: how.opened, closed: how.closed, children });
      last = { entries, told, at: now, laid, load: undefined };
    }
    return /** @type {any} */ (last.laid);
  }

  /** @param {any} run @param {any[]} entries @param {Map<string, any>} children */
  function view(run, entries, children) {
    const laid = laidOut(run, entries, children);
    rows = laid.rows;
    if (begun) window_.resize(laid.from, laid.to);
    else {
      window_.whole = { from: laid.from, to: laid.to };
      window_.all();
      begun = entries.length > 0;
    }
    const first = Math.max(0, Math.floor(top / ROW) - AROUND);
    const last = Math.min(rows.length, Math.ceil((top + height) / ROW) + AROUND);
    const selected = how.selected();
    return h("section", { class: "panel waterfall", "aria-label": "Timeline" },
      h("header", null, h("h2", null, "Timeline"), h("span", { class: "faint" }, `${count(entries.length)} ${entries.length === 1 ? "entry" : "entries"} in ${lengthOf(laid.to - laid.from)}`), toolbar()),
      rows.length > 30 && overview(rows, laid),
      h("div", { class: "falls", tabindex: "0", role: "region", "aria-label": "Steps over time", ref: (/** @type {any} */ node) => { scroller = node; sizes.observe(node); }, onscroll: () => { top = scroller?.scrollTop ?? 0; ctx.invalidate(); } },
        h("table", { "aria-rowcount": rows.length + 1 },
          h("caption", { class: "unseen" }, `The steps of ${run.name}, in the order in which they began, with their state, when they began and how long they took`),
          h("thead", null, h("tr", { "aria-rowindex": 1 },
            h("th", { scope: "col", class: "step" }, "Step"), h("th", { scope: "col", class: "entry-state" }, "State"), h("th", { scope: "col", class: "number began wide-only" }, "Began"), h("th", { scope: "col", class: "number took" }, "Took"),
            h("th", { scope: "col", class: "time" }, h("div", { class: "axis", title: "Drag to zoom into a part, double-click to see all", ref: (/** @type {any} */ node) => sizes.observe(node), ...brushing },
              h("span", { class: "unseen" }, "Over time"),
              marks(window_.from, window_.to, laid.from, Math.max(1, Math.floor(axis / 66))).map(({ at, label }) => h("span", { key: at, class: `tick ${window_.place(at) > 0.9 ? "at-end" : ""}`, "aria-hidden": "true", style: { left: percent(window_.place(at)) } }, label)),
              brush && h("span", { class: "brush", style: part(brush.from, brush.to) }))))),
          h("tbody", null,
            first > 0 && h("tr", { key: "above", class: "gap", "aria-hidden": "true" }, h("td", { colspan: 5, style: { height: `${first * ROW}px` } })),
            rows.slice(first, last).map((row, i) => rowView(row, first + i, laid.from, row.key === selected, run)),
            last < rows.length && h("tr", { key: "below", class: "gap", "aria-hidden": "true" }, h("td", { colspan: 5, style: { height: `${(rows.length - last) * ROW}px` } }))))),
      legend(rows));
  }

  function toolbar() {
    const act = (/** @type {() => void} */ run) => () => {
      run();
      ctx.invalidate();
    };
    return h("div", { class: "tools", role: "group", "aria-label": "Zoom" },
      button("−", act(() => window_.zoom(2)), { class: "small", "aria-label": "Zoom out", disabled: window_.full }),
      button("+", act(() => window_.zoom(0.5)), { class: "small", "aria-label": "Zoom in" }),
      button("‹", act(() => window_.move(-0.5)), { class: "small", "aria-label": "Earlier", disabled: window_.full }),
      button("›", act(() => window_.move(0.5)), { class: "small", "aria-label": "Later", disabled: window_.full }),
      button("All", act(() => window_.all()), { class: "small", disabled: window_.full, "aria-label": "Show the whole time" }));
  }

  /** @param {any} row @param {number} i @param {number} zero @param {boolean} selected @param {any} run */
  function rowView(row, i, zero, selected, run) {
    const name = h("span", { class: "label", title: row.label }, row.label);
    const indent = h("span", { class: "indent", style: { width: `${row.depth * 16}px` } });
    const twist = row.openable
      ? h("button", { type: "button", class: "twist", "aria-expanded": String(row.opened), "aria-label": `${row.opened ? "Close" : "Open"} ${row.label}`, onclick: (/** @type {any} */ event) => { event.stopPropagation(); toggle(row); } }, h("span", { class: "arrow", "aria-hidden": "true" }, row.opened ? "▾" : "▸"))
      : h("span", { class: "arrow" });
    if (row.type === "note" || row.type === "compensations") {
      return h("tr", { key: row.key, class: `row ${row.type}`, "aria-rowindex": i + 2 }, h("td", { colspan: 5 }, h("div", { class: "cell" }, indent, row.type === "compensations" && glyph("compensation"), h("span", null, row.label))));
    }
    const [bar] = row.bars;
    const end = row.bars.at(-1);
    const waits = row.entry && row.state === "waiting" ? awaited(row.entry) : "";
    const sendable = row.kind === "wait" && row.state === "waiting" && row.runId === run.id && ctx.may("workflow:write");
    return h("tr", { key: row.key, class: `row ${selected ? "current" : ""} ${row.mirrored ? "mirrored" : ""}`, "aria-rowindex": i + 2, onclick: () => how.select(row.key) },
      h("th", { scope: "row", class: "step" }, h("div", { class: "cell" }, indent, twist,
        row.mirrored && glyph("compensation", "undoes"),
        h("button", { type: "button", class: "row-name", "aria-pressed": String(selected) }, name),
        row.branch !== undefined && h("span", { class: "tag" }, `branch ${row.branch}`),
        row.attempts > 1 && h("span", { class: "tag" }, `attempt ${row.attempts}`),
        row.counts && h("span", { class: "tag" }, count(row.counts.reduce((/** @type {number} */ sum, /** @type {any} */ each) => sum + each.count, 0))))),
      h("td", { class: "entry-state" }, row.counts ? h("span", { class: "counts" }, row.counts.map((/** @type {any} */ each) => h("span", { key: each.state, class: `state ${each.state}`, title: each.state }, glyph(each.state, each.state), count(each.count)))) : badge(row.state)),
      h("td", { class: "number began wide-only" }, bar ? `+${lengthOf(Math.max(0, bar.from - zero))}` : ""),
      h("td", { class: "number took" }, bar ? lengthOf(end.to - bar.from) : ""),
      h("td", { class: "time" }, h("div", { class: "track" },
        row.bars.map((/** @type {any} */ each) => barView(each, row)),
        waits && h("div", { class: "waits-for", style: waitPlace(end) }, h("span", { class: "wait-text", title: waits }, waits), sendable && button("Send it", (event) => { event.stopPropagation(); how.send(row); }, { class: "small" })))));
  }

  /** What a step waits for stands where there is room: behind its bar, or else within it. @param {any} bar */
  function waitPlace(bar) {
    const from = Math.max(0, window_.place(bar.from));
    const to = window_.place(bar.to);
    return to < 0.5 ? { left: `calc(${percent(Math.max(0, to))} + 6px)` } : { left: `calc(${percent(Math.min(from, 0.7))} + 6px)` };
  }

  /** @param {any} bar @param {any} row */
  function barView(bar, row) {
    if (bar.to < window_.from || bar.from > window_.to) return null;
    const took = lengthOf(bar.to - bar.from);
    const what = bar.look === "pause" ? `pause of ${took} before attempt ${bar.attempt}` : `${row.attempts > 1 ? `attempt ${bar.attempt}, ` : ""}${bar.state}, ${took}`;
    return h("span", { key: `${bar.seq}${bar.look}`, class: `fall ${bar.look} ${bar.state} ${bar.open ? "open" : ""}`, title: what, style: part(bar.from, bar.to) });
  }

  /** @param {number} from @param {number} to */
  function part(from, to) {
    const [a, b] = from < to ? [from, to] : [to, from];
    const left = Math.max(0, window_.place(a));
    return { left: percent(left), width: percent(Math.max(0, Math.min(1, window_.place(b)) - left)) };
  }

  /** How much went on when, over the whole time, with the part that is shown. @param {any[]} all @param {{from: number, to: number}} laid */
  function overview(all, laid) {
    last.load ??= load(all, laid);
    const { most, d, failed } = last.load;
    const whole = (/** @type {number} */ at) => ((at - laid.from) / (laid.to - laid.from)) * BINS;
    return h("svg", { class: "run-overview", viewBox: `0 0 ${BINS} 24`, preserveAspectRatio: "none", role: "img", "aria-label": `How much went on at a time: ${count(most)} steps at most` },
      h("path", { class: "failed", d: failed }), h("path", { d }),
      !window_.full && h("rect", { class: "seen", x: whole(window_.from).toFixed(2), y: 0, width: Math.max(0.5, whole(window_.to) - whole(window_.from)).toFixed(2), height: 24 }));
  }
}

/** How many steps went on in each part of the time, as paths. @param {any[]} rows @param {{from: number, to: number}} laid */
function load(rows, laid) {
  const bins = new Array(BINS).fill(0);
  const bad = new Array(BINS).fill(false);
  const size = (laid.to - laid.from) / BINS;
  for (const row of rows) {
    if (row.type !== "entry") continue;
    for (const bar of row.bars) {
      if (bar.look !== "work") continue;
      const from = Math.max(0, Math.floor((bar.from - laid.from) / size));
      const to = Math.min(BINS - 1, Math.floor((bar.to - laid.from) / size));
      for (let i = from; i <= to; i++) {
        bins[i]++;
        if (bar.state === "failed") bad[i] = true;
      }
    }
  }
  const most = Math.max(1, ...bins);
  return {
    most,
    d: bins.map((n, i) => (n === 0 ? "" : `M${i} 24V${(24 - (n / most) * 22).toFixed(1)}h1V24z`)).join(""),
    failed: bad.map((it, i) => (it ? `M${i} 24v-24h1v24z` : "")).join(""),
  };
}

/** @param {any[]} rows */
function legend(rows) {
  const looks = new Set(rows.flatMap((row) => row.bars.map((/** @type {any} */ bar) => bar.look)));
  const items = /** @type {[string, string, boolean][]} */ ([
    ["fall work completed", "works", true],
    ["fall work failed", "failed", rows.some((row) => row.bars.some((/** @type {any} */ bar) => bar.look === "work" && bar.state === "failed"))],
    ["fall wait waiting", "waits", looks.has("wait")],
    ["fall pause waiting", "pause before another attempt", looks.has("pause")],
    ["fall work undo", "undoes", rows.some((row) => row.mirrored)],
  ]);
  return h("p", { class: "legend faint", "aria-hidden": "true" }, items.filter(([, , there]) => there).map(([look, text]) => h("span", { key: text }, h("span", { class: look }), text)));
}

/** @param {number} share */
function percent(share) {
  return `${(share * 100).toFixed(3)}%`;
}
