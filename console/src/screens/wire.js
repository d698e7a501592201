// @ts-check
import { h } from "../core/dom.js";
import { forms } from "../core/actions.js";
import { absolute, count, json, octets, parseJson } from "../core/format.js";
import { button, copy, empty, pageHead } from "../core/ui.js";
import { sniff } from "../core/wire.js";

const SHOWN = 300;

export const screen = {
  /** @param {HTMLElement} root @param {any} ctx */
  mount(root, ctx) {
    const { wire } = ctx.model;
    let kinds = new Set(["request", "response", "error"]);
    let words = "";
    /** @type {number | undefined} */
    let chosen;
    let form = "frame";
    /** @type {any} */
    let kept;

    ctx.key(" ", "Pause or go on", () => { wire.paused = !wire.paused; ctx.invalidate(); });
    ctx.key("j", "Later frame", () => step(1));
    ctx.key("k", "Earlier frame", () => step(-1));
    ctx.key("/", "Search", () => /** @type {HTMLElement | null} */ (root.querySelector("#wire-search"))?.focus());

    function shown() {
      const found = [];
      for (let i = wire.frames.length - 1; i >= 0 && found.length < SHOWN; i--) {
        const frame = wire.frames[i];
        frame.what ??= sniff(frame.text);
        if (!kinds.has(frame.what.type)) continue;
        if (words && !frame.text.toLowerCase().includes(words.toLowerCase())) continue;
        found.push(frame);
      }
      return found;
    }

    /** @param {number} by */
    function step(by) {
      const frames = shown();
      const i = frames.findIndex((frame) => frame.n === chosen);
      const next = frames[i < 0 ? 0 : Math.max(0, Math.min(frames.length - 1, i - by))];
      if (next) choose(next);
    }

    /** @param {any} frame */
    function choose(frame) {
      chosen = frame.n;
      kept = frame;
      ctx.invalidate();
    }

    ctx.view(root, () => {
      const frames = shown();
      const { seen } = wire;
      return [
        pageHead("Wire", button(wire.paused ? "Go on" : "Pause", () => { wire.paused = !wire.paused; ctx.invalidate(); }, { "aria-pressed": String(wire.paused) }), button("Clear", () => { wire.clear(); kept = undefined; ctx.invalidate(); })),
        h("p", { class: "faint num" }, `${count(seen.out)} frames out, ${octets(seen.octetsOut)} · ${count(seen.in)} in, ${octets(seen.octetsIn)}. The last thousand are kept; tokens are not shown.`),
        h("div", { class: "wire-filter" },
          h("div", { class: "tabs", role: "group", "aria-label": "Kinds" }, ["request", "response", "error", "event", "ping", "pong"].map((kind) => h("button", { type: "button", key: kind, "aria-pressed": String(kinds.has(kind)), onclick: () => { if (!kinds.delete(kind)) kinds.add(kind); ctx.invalidate(); } }, kind))),
          h("input", { id: "wire-search", type: "search", "aria-label": "Search in frames", placeholder: "Search in frames", value: words, oninput: (/** @type {any} */ event) => { words = event.target.value; ctx.invalidate(); } })),
        h("div", { class: "grid wire" },
          frames.length === 0 ? h("div", { class: "span-12" }, empty("No frame yet", "Of the kinds that are picked, none passed since this page was opened.")) :
          h("div", { class: `table-wrap ${kept ? "span-6" : "span-12"}`, tabindex: "0", role: "region", "aria-label": "Frames, newest first" }, h("table", null, h("caption", { class: "unseen" }, "Frames, newest first"),
            h("thead", null, h("tr", null, ["Way", "Type", "What", "When"].map((name) => h("th", { scope: "col", key: name }, name)), h("th", { scope: "col", class: "number" }, "Size"))),
            h("tbody", null, frames.map((frame) => h("tr", { key: frame.n, class: frame.n === chosen ? "current" : "", onclick: () => choose(frame) },
              h("td", null, frame.way === "out" ? "→ out" : "← in"), h("td", { class: frame.what.type === "error" ? "bad-text" : "" }, frame.what.type),
              h("td", null, h("button", { type: "button", class: "as-link", onclick: () => choose(frame) }, wire.title(frame.what))),
              h("td", { class: "num" }, absolute(frame.at).slice(11)), h("td", { class: "number" }, octets(frame.size))))))),
          kept && detail(kept)),
      ];
    });

    /** @param {any} frame */
    function detail(frame) {
      let pretty = frame.text;
      /** @type {any} */
      let parsed;
      try {
        parsed = parseJson(frame.text);
        pretty = json(parsed, 2);
      } catch {
        // It was cut, since it is large.
      }
      const request = parsed?.type === "request" && parsed.method && parsed.method !== "auth";
      const shapes = request ? /** @type {Record<string, string>} */ (forms(parsed.method, parsed.data, rpcUrl(ctx.client))) : undefined;
      const text = shapes && form !== "frame" ? /** @type {string} */ (shapes[form]) : pretty;
      return h("section", { class: "panel span-6 wire-detail", "aria-label": "The frame" }, h("header", null, h("h2", null, wire.title(frame.what)), copy(text, "it"), button("×", () => { kept = undefined; chosen = undefined; ctx.invalidate(); }, { class: "plain small", "aria-label": "Close the frame" })),
        h("div", { class: "inner stack" },
          shapes && h("div", { class: "tabs", role: "group", "aria-label": "Form" }, [["frame", "Frame"], ["curl", "curl"], ["dwp", "Command"], ["code", "Code"]].map(([key, label]) => h("button", { type: "button", key, "aria-pressed": String(key === form), onclick: () => { form = /** @type {string} */ (key); ctx.invalidate(); } }, label))),
          h("pre", null, text)));
    }
  },
};

/** @param {any} _client */
function rpcUrl(_client) {
  const meta = /** @type {HTMLMetaElement | null} */ (document.querySelector('meta[name="dwp"]'));
  const url = new URL(meta?.content ?? "../dwp", document.baseURI);
  return `${url.origin}${url.pathname}/rpc`;
}
