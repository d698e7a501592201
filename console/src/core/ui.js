// @ts-check
/** The parts that screens are made of. Pure functions, but for dialogs and the viewer's open branches. */
import { h } from "./dom.js";
import { absolute, ago, json, octets, path } from "./format.js";

/** How times are told: `relative` or `absolute`; the shell's `t` switches. */
export const times = { form: localStorage.getItem("dwp.times") ?? "relative" };

/** A shape for each state, so that colour alone tells nothing. @type {Record<string, string>} */
const SHAPES = {
  pending: "M8 2.5a5.5 5.5 0 1 0 0 11a5.5 5.5 0 1 0 0-11z",
  running: "M5 3l8 5l-8 5z",
  retrying: "M12.5 6.5A5 5 0 1 0 13 9.5M13 2.5v4h-4",
  completed: "M3 8.5l3.5 3.5l7-8",
  failed: "M4 4l8 8M12 4l-8 8",
  cancelled: "M3.5 8h9",
  waiting: "M4 2.5h8M4 13.5h8M5 2.5c0 3 6 8 6 11M11 2.5c0 3-6 8-6 11",
  paused: "M6 3v10M10 3v10",
  warning: "M8 2.5l6 11h-12zM8 6.5v3M8 11.6v.2",
  compensation: "M10 3l-5 5l5 5",
};

/** @param {string} name @param {string} [label] */
export function glyph(name, label) {
  return h("svg", { class: `glyph ${name}`, viewBox: "0 0 16 16", width: 14, height: 14, ...(label ? { role: "img", "aria-label": label } : { "aria-hidden": "true" }) },
    h("path", { d: SHAPES[name] ?? SHAPES.pending }));
}

/** A state by shape, word and colour. @param {string} state @param {string} [word] */
export function badge(state, word = state) {
  return h("span", { class: `state ${state}` }, glyph(state), word);
}

/** A time, relative or absolute as people chose; the other one is its title. @param {string | number | undefined} at */
export function time(at) {
  if (at === undefined || at === "") return h("span", { class: "none" }, "–");
  const told = times.form === "relative" ? ago(at) : absolute(at);
  const iso = typeof at === "number" ? new Date(at).toISOString() : at;
  return h("time", { datetime: iso, title: times.form === "relative" ? `${absolute(at)}, ${iso}` : ago(at) }, told);
}

/** The title of a view, with what can be done there. @param {any} title @param {...any} actions */
export function pageHead(title, ...actions) {
  return h("header", { class: "page-head" }, h("h1", { tabindex: "-1" }, title), h("div", { class: "actions" }, actions));
}

/** @param {string} label @param {(event: MouseEvent) => void} onclick @param {Record<string, any>} [more] */
export function button(label, onclick, more = {}) {
  return h("button", { type: "button", ...more, class: `button ${more.class ?? ""}`, onclick }, label);
}

/** A text that one press copies. @param {string} text @param {string} [what] */
export function copy(text, what = text) {
  return h("button", { type: "button", class: "copy", title: `Copy ${what}`, "aria-label": `Copy ${what}`, onclick: (/** @type {any} */ event) => toClipboard(text, event.currentTarget) },
    h("svg", { class: "glyph", viewBox: "0 0 16 16", width: 14, height: 14, "aria-hidden": "true" }, h("path", { d: "M5.5 5.5h8v8h-8zM3 10.5h-.5v-8h8v.5" })));
}

/** Copies, also where the clipboard's interface is not there: on plain http. @param {string} text @param {HTMLElement} [near] */
export async function toClipboard(text, near) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const area = document.createElement("textarea");
    area.value = text;
    document.body.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
    near?.focus();
  }
  near?.classList.add("done");
  setTimeout(() => near?.classList.remove("done"), 1200);
  document.dispatchEvent(new CustomEvent("dwp-say", { detail: "Copied." }));
}

/** A command that people can copy. @param {string} text */
export function command(text) {
  return h("div", { class: "command" }, h("code", null, text), copy(text, "the command"));
}

/** What stands where there is nothing, with the command that fills it. @param {string} title @param {string} text @param {string} [fill] @param {...any} more */
export function empty(title, text, fill, ...more) {
  return h("div", { class: "notice empty" }, h("h2", null, title), h("p", null, text), fill && command(fill), more);
}

/** Names the scope that is missing. @param {string} scope @param {string} what */
export function forbidden(scope, what) {
  return h("div", { class: "notice forbidden", "data-scope": scope }, glyph("warning"), h("h2", null, `This token may not ${what}`),
    h("p", null, "It needs the scope ", h("code", null, scope), ". Sign in with a token that has it, or add the scope to the key."));
}

/** An error in a sentence, with what to do. @param {any} error @param {() => void} [again] */
export function failure(error, again) {
  const away = error?.code === 503;
  return h("div", { class: "notice failure", role: "alert" }, glyph("warning"),
    h("h2", null, away ? "The store is away" : "That did not work"),
    h("p", null, error?.message ?? String(error)),
    error?.code && h("p", { class: "faint" }, `Error ${error.code}${error.details ? `, ${error.details}` : ""}`),
    again && button("Try again", again));
}

export const loading = (what = "Loading") => h("div", { class: "notice loading", role: "status" }, h("span", { class: "bar" }), `${what}…`);

/** Pairs of words and values. @param {([string, any] | null | false | undefined)[]} pairs */
export function facts(pairs) {
  // An id wants two columns.
  return h("dl", { class: "facts" }, pairs.map((pair) => pair && h("div", { key: pair[0], class: pair[0] === "Id" ? "two" : undefined }, h("dt", null, pair[0]), h("dd", null, pair[1]))));
}

/** An id, short where it is long, that goes somewhere. @param {string} id @param {string} to */
export function idLink(id, to) {
  return h("a", { href: to, class: "id", title: id }, shortId(id));
}

/** The kind and the end of an id: ids made about the same time begin alike. @param {string} id */
export function shortId(id) {
  return id.length > 16 ? `${id.slice(0, id.indexOf("_") + 1)}…${id.slice(-8)}` : id;
}

/** A line of small figures, with a table of the same beside it for those who do not see it. @param {number[]} figures @param {{label: string, width?: number, height?: number, class?: string, most?: number}} how */
export function sparkline(figures, { label, width = 160, height = 32, class: kind = "", most }) {
  const top = Math.max(most ?? 0, ...figures, 1);
  const x = (/** @type {number} */ i) => ((i / Math.max(1, figures.length - 1)) * width).toFixed(1);
  const y = (/** @type {number} */ n) => (height - 1.5 - (n / top) * (height - 3)).toFixed(1);
  const line = figures.map((n, i) => `${i ? "L" : "M"}${x(i)} ${y(n)}`).join("");
  return h("svg", { class: `spark ${kind}`, viewBox: `0 0 ${width} ${height}`, preserveAspectRatio: "none", role: "img", "aria-label": label },
    h("path", { class: "area", d: `${line}L${width} ${height}L0 ${height}Z` }), h("path", { class: "line", d: line, "vector-effect": "non-scaling-stroke" }));
}

/** A share of a limit. @param {number} value @param {number | undefined} limit @param {string} label */
export function gauge(value, limit, label) {
  const share = limit ? Math.min(1, value / limit) : 0;
  return h("div", { class: `gauge ${share >= 1 ? "full" : ""}`, role: "img", "aria-label": label }, h("span", { style: { width: `${(share * 100).toFixed(1)}%` } }));
}

// Values

const MOST_SHOWN = 200;

/**
 * A value as a tree that opens in place: integers exact, each path to copy.
 *
 * @param {any} value
 * @param {{open: Set<string>, ctx: any, name?: string}} how `open` holds the paths that are open, and outlives renderings
 */
export function valueTree(value, { open, ctx, name = "$" }) {
  const text = json(value);
  return h("div", { class: "value" },
    h("div", { class: "value-head" }, h("span", { class: "faint" }, octets(new Blob([text]).size)), copy(json(value, 2), "as JSON")),
    h("div", { class: "tree", role: "group", "aria-label": name }, branch(value, [], open, ctx, undefined)));
}

/** @param {any} value @param {(string | number)[]} steps @param {Set<string>} open @param {any} ctx @param {any} label @returns {any} */
function branch(value, steps, open, ctx, label) {
  const at = path(steps);
  const name = label !== undefined && h("span", { class: "member" }, typeof label === "number" ? `${label}` : label, ":");
  const copied = steps.length > 0 && copy(at, `the path ${at}`);
  if (value === null || typeof value !== "object") {
    return h("div", { class: "leaf" }, name, " ", scalar(value), copied);
  }
  const entries = Array.isArray(value) ? value.map((item, i) => /** @type {[any, any]} */ ([i, item])) : Object.entries(value);
  const [a, z] = Array.isArray(value) ? "[]" : "{}";
  if (entries.length === 0) return h("div", { class: "leaf" }, name, ` ${a}${z}`, copied);
  const isOpen = open.has(at) !== steps.length < 2; // The first levels are open unless closed.
  const toggle = () => {
    if (!open.delete(at)) open.add(at);
    ctx.invalidate();
  };
  return h("div", { class: "branch" },
    h("div", { class: "leaf" }, h("button", { type: "button", class: "twist", "aria-expanded": String(isOpen), onclick: toggle }, h("span", { class: "arrow", "aria-hidden": "true" }, isOpen ? "▾" : "▸"), name || "", ` ${a}${isOpen ? "" : `${entries.length}${z}`}`), copied),
    isOpen && h("div", { class: "inside" }, entries.slice(0, MOST_SHOWN).map(([key, item]) => branch(item, [...steps, key], open, ctx, key)),
      entries.length > MOST_SHOWN && h("div", { class: "leaf faint" }, `and ${entries.length - MOST_SHOWN} more; copy the value to have them all`)),
    isOpen && h("div", { class: "leaf" }, z));
}

/** @param {any} value */
function scalar(value) {
  const kind = value === null ? "null" : typeof value;
  const text = json(value);
  return h("span", { class: `scalar ${kind}` }, text.length > 2000 ? `${text.slice(0, 2000)}… (${octets(text.length)})` : text);
}

// Dialogs

/**
 * Opens a dialog that is rendered while it is open; `view(close)` gives its content. Resolves with what `close` was given.
 *
 * @param {any} ctx
 * @param {string} title
 * @param {(close: (value?: any) => void) => any} view
 * @param {{wide?: boolean, class?: string}} [how]
 * @returns {Promise<any>}
 */
export function dialog(ctx, title, view, how = {}) {
  const back = /** @type {HTMLElement | null} */ (document.activeElement);
  const element = document.createElement("dialog");
  element.className = `${how.wide ? "wide" : ""} ${how.class ?? ""}`;
  element.setAttribute("aria-label", title);
  document.body.append(element);
  return new Promise((resolve) => {
    /** @type {any} */
    let result;
    const close = (/** @type {any} */ value) => {
      result = value;
      element.close();
    };
    const stop = ctx.view(element, () => [
      h("div", { class: "dialog-head" }, h("h2", null, title), h("button", { type: "button", class: "close", "aria-label": "Close", onclick: () => close() }, "×")),
      h("div", { class: "dialog-body" }, view(close)),
    ]);
    element.addEventListener("close", () => {
      stop();
      element.remove();
      back?.focus?.();
      resolve(result);
    });
    element.addEventListener("click", (event) => {
      if (event.target === element) close();
    });
    element.showModal();
    /** @type {HTMLElement | null} */ (element.querySelector("[autofocus]"))?.focus();
  });
}

/** Asks before something is done that cannot be undone. @param {any} ctx @param {{title: string, text: any, action: string, danger?: boolean}} what @returns {Promise<boolean>} */
export function confirm(ctx, { title, text, action, danger }) {
  return dialog(ctx, title, (close) => [
    h("div", null, text),
    h("div", { class: "dialog-foot" }, button("Keep it as it is", () => close(false)), button(action, () => close(true), { class: danger ? "danger" : "primary", autofocus: true })),
  ]).then(Boolean);
}
