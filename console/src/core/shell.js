// @ts-check
/** The frame around the screens: navigation, the state of the connection, keys, palette, themes, messages. */
import { h, render } from "./dom.js";
import { count, duration, rate } from "./format.js";
import { href, match, placeOf } from "./router.js";
import { signIn, token } from "./session.js";
import { button, dialog, empty, failure, forbidden, glyph, loading, times } from "./ui.js";

const THEMES = ["system", "light", "dark"];

/** @param {HTMLElement} app @param {{client: any, model: import("./model.js").Model, screens: import("../screens/index.js").Screen[]}} given */
export function startShell(app, { client, model, screens }) {
  let place = placeOf(location.hash);
  /** @type {{screen: any, params: any} | undefined} */
  let shown;
  /** @type {(() => void)[]} */
  let disposers = [];
  let menuOpen = false;
  let said = "";
  /** @type {{id: number, text: string, kind: string}[]} */
  let toasts = [];
  /** @type {Map<string, {label: string, run: (event: any) => void}>} */
  let keys = new Map();
  let chord = 0;

  applyTheme();
  document.documentElement.dataset.times = times.form;

  // What screens are given

  /** @type {any} */
  const ctx = {
    client,
    model,
    get params() {
      return shown?.params ?? {};
    },
    get query() {
      return place.query;
    },
    may: (/** @type {string} */ scope) => model.may(scope),
    href,
    /** Whether a screen is at this path. */
    has: (/** @type {string} */ path) => screens.some((screen) => match(screen.path, path)),
    navigate,
    toast,
    say,
    invalidate: () => model.changed(),
    /** Renders into an element with every frame in which something changed; gives what ends it. */
    view(/** @type {HTMLElement} */ root, /** @type {() => any} */ view) {
      const draw = () => render(root, view());
      const stop = model.watch(draw);
      draw();
      disposers.push(stop);
      return stop;
    },
    /** Calls something when the screen is left. */
    onLeave: (/** @type {() => void} */ stop) => disposers.push(stop),
    /** Keeps an answer fresh while the screen is shown: at once, and so often. */
    poll(/** @type {string} */ name, /** @type {number} */ every, /** @type {() => Promise<any>} */ ask) {
      const go = () => {
        if (client.state === "open" && !document.hidden) void model.refresh(name, ask);
      };
      const timer = setInterval(go, every);
      const first = () => client.connect().then(() => model.refresh(name, ask), () => undefined);
      void first();
      disposers.push(() => clearInterval(timer));
      return first;
    },
    /** The view of an answer, or of why there is none: loading, no scope, store away. */
    guarded(/** @type {string} */ name, /** @type {(value: any) => any} */ view, /** @type {{scope?: string, what?: string}} */ how = {}) {
      const { value, error } = model.answer(name);
      if (how.scope && model.connection.greeting && !model.may(how.scope)) return forbidden(how.scope, how.what ?? "see this");
      if (value !== undefined) return [error && failure(error), view(value)];
      if (error?.code === 403) return forbidden(/`?([a-z]+:[a-z]+|subscribe)`?/.exec(error.message)?.[1] ?? how.scope ?? "it names", how.what ?? "see this");
      return error ? failure(error) : loading();
    },
    /** Binds a key while the screen is shown. */
    key(/** @type {string} */ name, /** @type {string} */ label, /** @type {(event: any) => void} */ run) {
      keys.set(name, { label, run });
    },
  };

  /** @param {string} path @param {Record<string, any>} [query] @param {{replace?: boolean}} [how] */
  function navigate(path, query = {}, { replace = false } = {}) {
    const to = href(path, query);
    if (to === location.hash) return;
    if (replace) {
      history.replaceState(null, "", to);
      place = placeOf(to);
      model.changed();
    } else location.hash = to;
  }

  /** @param {string} text @param {"" | "good" | "bad"} [kind] */
  function toast(text, kind = "") {
    const id = Date.now() + Math.random();
    toasts = [...toasts, { id, text, kind }].slice(-4);
    model.changed();
    setTimeout(() => {
      toasts = toasts.filter((one) => one.id !== id);
      model.changed();
    }, kind === "bad" ? 12_000 : 5000);
  }

  /** Says something to those who listen. @param {string} text */
  function say(text) {
    said = text;
    model.changed();
  }
  document.addEventListener("dwp-say", (event) => say(/** @type {CustomEvent} */ (event).detail));

  // Places

  async function show() {
    place = placeOf(location.hash);
    menuOpen = false;
    const found = screens.map((screen) => ({ screen, params: match(screen.path, place.path) })).find(({ params }) => params);
    const same = shown && found && shown.screen === found.screen && JSON.stringify(shown.params) === JSON.stringify(found.params);
    if (same) {
      shown = /** @type {any} */ (found);
      model.changed();
      return;
    }
    const main = /** @type {HTMLElement} */ (document.getElementById("main"));
    for (const stop of disposers) stop();
    disposers = [];
    keys = new Map();
    shown = found?.params ? found : undefined;
    main.replaceChildren();
    const root = document.createElement("div");
    root.className = "screen";
    main.append(root);
    main.scrollTop = 0;
    document.title = `${found?.screen.title ?? "Not found"} · dwp`;
    model.changed();
    if (!found) {
      render(root, empty("There is nothing here", `No view is at ${place.path}.`));
      return;
    }
    const current = shown;
    try {
      const { screen } = await found.screen.load();
      if (shown !== current) return;
      const stop = screen.mount(root, ctx);
      if (stop) disposers.push(stop);
      /** @type {HTMLElement | null} */ (root.querySelector("h1"))?.focus({ preventScroll: true });
    } catch (error) {
      if (shown === current) render(root, failure(error, () => location.reload()));
    }
  }

  // The frame

  function view() {
    const { connection } = model;
    const refused = connection.error?.code === 401 && connection.state !== "open";
    if (refused) return signInView(connection.error);
    return [
      h("a", { class: "skip", href: "#main", onclick: (/** @type {Event} */ event) => { event.preventDefault(); document.getElementById("main")?.focus(); } }, "Skip to the content"),
      h("div", { class: `shell ${connection.state !== "open" && connection.lastOpen ? "stale" : ""}` },
        h("aside", { class: `side ${menuOpen ? "open" : ""}` },
          h("div", { class: "brand" }, h("a", { href: "#/" }, h("span", { class: "mark", "aria-hidden": "true" }), "dwp"),
            h("button", { type: "button", class: "menu", "aria-expanded": String(menuOpen), "aria-controls": "nav", onclick: () => { menuOpen = !menuOpen; model.changed(); } }, menuOpen ? "Close" : "Menu")),
          h("nav", { id: "nav", "aria-label": "Screens" },
            h("ul", null, screens.filter((screen) => screen.nav).map((screen) => {
              const current = shown?.screen === screen || (screen.path !== "/" && place.path.startsWith(`${screen.path}/`));
              return h("li", { key: screen.path }, h("a", { href: href(screen.path), "aria-current": current ? "page" : undefined }, screen.title,
                screen.key && h("kbd", { "aria-hidden": "true" }, `g ${screen.key}`)));
            }))),
          h("div", { class: "side-foot" },
            button("Palette", () => void openPalette(), { class: "plain", "aria-keyshortcuts": "p" }),
            button(`Theme: ${theme()}`, nextTheme, { class: "plain" }),
            button(times.form === "relative" ? "Times: relative" : "Times: absolute", switchTimes, { class: "plain" }),
            button("Keys", () => void openHelp(), { class: "plain" }),
            token() !== undefined && button("Sign out", () => signIn(undefined), { class: "plain" }))),
        h("div", { class: "body" }, bar(), banner(), h("main", { key: "main", id: "main", tabindex: "-1", own: true }))),
      h("div", { class: "toasts", role: "status", "aria-live": "polite" }, toasts.map((one) => h("div", { key: one.id, class: `toast ${one.kind}` }, one.text))),
      h("div", { class: "unseen", "aria-live": "polite", id: "said" }, said),
    ];
  }

  function bar() {
    const { connection, live } = model;
    const { greeting } = connection;
    return h("div", { class: "bar-top" },
      h("div", { class: `link ${connection.state}` }, h("span", { class: "dot", "aria-hidden": "true" }),
        connection.state === "open" ? (live === "live" ? "Live" : live === "forbidden" ? "Connected, not live" : "Connected") : connection.state === "connecting" ? "Connecting" : "Not connected"),
      connection.state === "open" && live === "live" && h("span", { class: "faint num wide-only" }, `${rate(model.rates.perSecond("events"))} events/s`),
      h("span", { class: "grow" }),
      greeting && h("span", { class: "faint wide-only" }, greeting.subject, greeting.app_id && ` · ${greeting.app_id}`, greeting.org_id && `/${greeting.org_id}`),
      greeting && h("span", { class: "faint wide-only" }, greeting.server),
      greeting && !greeting.scopes.some((/** @type {string} */ scope) => scope === "*" || scope.endsWith(":write")) && h("span", { class: "tag" }, "read-only"));
  }

  function banner() {
    const { connection, live } = model;
    if (connection.state !== "open" && connection.lastOpen) {
      return h("div", { class: "banner warn", role: "status" }, glyph("warning"), `The connection is lost. What you see is ${duration(Math.floor((Date.now() - connection.lastOpen) / 1000) * 1000)} old; it goes on where it was as soon as the server is there.`);
    }
    if (connection.state !== "open" && connection.error) {
      return h("div", { class: "banner warn", role: "status" }, glyph("warning"), `The server cannot be reached yet: ${connection.error.message}`);
    }
    if (model.away) {
      return h("div", { class: "banner warn", role: "status" }, glyph("warning"), h("span", null, `The store is away since ${duration(Math.floor((Date.now() - model.away.since) / 1000) * 1000)}: ${model.away.message} What you see is what was known then; the console asks again by itself.`));
    }
    if (live === "forbidden") {
      return h("div", { class: "banner", role: "status" }, h("span", null, "This token has no scope ", h("code", null, "subscribe"), ": what is shown is asked for every few seconds, and is not live."));
    }
    if (model.gap && Date.now() - model.gap.at < 60_000) {
      return h("div", { class: "banner warn", role: "status" }, glyph("warning"), `Events were lost while the connection was away: they passed out of the server's log. Lists were asked for anew.`);
    }
    return null;
  }

  /** @param {any} error */
  function signInView(error) {
    const tried = token() !== undefined;
    return h("div", { class: "sign-in" }, h("form", { onsubmit: (/** @type {any} */ event) => { event.preventDefault(); const value = event.target.elements.token.value.trim(); if (value) signIn(value); } },
      h("div", { class: "brand" }, h("span", { class: "mark", "aria-hidden": "true" }), "dwp"),
      h("h1", null, "Sign in"),
      h("label", { for: "token" }, "Token"),
      h("input", { id: "token", name: "token", type: "password", autocomplete: "off", spellcheck: "false", required: true, "aria-describedby": "token-help", ref: (/** @type {any} */ node) => requestAnimationFrame(() => node.focus()) }),
      tried && h("p", { class: "wrong", role: "alert" }, glyph("failed"), error?.message ?? "The token was refused."),
      h("p", { id: "token-help", class: "faint" }, "It is kept in this tab until you close it, and goes to this server only. What it may do decides what you can do here: a read-only token makes a read-only console. A server that was started to try things knows ", h("code", null, "demo-token"), "."),
      h("button", { class: "button primary", type: "submit" }, "Sign in")));
  }

  // Keys, palette, themes

  /** @param {KeyboardEvent} event */
  function onKey(event) {
    const target = /** @type {HTMLElement} */ (event.target);
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") {
      event.preventDefault();
      void openPalette();
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
    if (target.closest("input, textarea, select, [contenteditable]")) return;
    if (Date.now() - chord < 1500) {
      chord = 0;
      const screen = screens.find((one) => one.key === event.key);
      if (screen) {
        event.preventDefault();
        navigate(screen.path);
        return;
      }
    }
    const own = keys.get(event.key === "Enter" ? "enter" : event.key);
    if (own && !(event.key === "Enter" && target.closest("a, button, summary"))) {
      event.preventDefault();
      own.run(event);
      return;
    }
    if (event.key === "g") chord = Date.now();
    else if (event.key === "p") void openPalette();
    else if (event.key === "?") void openHelp();
    else if (event.key === "t") switchTimes();
    else return;
    event.preventDefault();
  }

  /** What can be done here, by name. */
  function commands() {
    const all = screens.filter((screen) => screen.nav).map((screen) => ({ label: `Go to ${screen.title}`, hint: screen.key ? `g ${screen.key}` : "", run: () => navigate(screen.path) }));
    for (const [name, { label, run }] of keys) all.push({ label, hint: name, run: () => run(undefined) });
    all.push({ label: `Theme: ${THEMES[(THEMES.indexOf(theme()) + 1) % 3]}`, hint: "", run: nextTheme });
    all.push({ label: times.form === "relative" ? "Show absolute times" : "Show relative times", hint: "t", run: switchTimes });
    all.push({ label: "Show the keys", hint: "?", run: () => void openHelp() });
    return all;
  }

  let paletteOpen = false;
  async function openPalette() {
    if (paletteOpen) return;
    paletteOpen = true;
    let text = "";
    let at = 0;
    const found = () => {
      const id = text.trim();
      if (/^job_[0-9a-z]{26}$/.test(id)) return [{ label: `Open the job ${id}`, hint: "", run: () => navigate(`/jobs/${id}`) }];
      if (/^run_[0-9a-z]{26}$/.test(id)) return [{ label: `Open the run ${id}`, hint: "", run: () => navigate(`/runs/${id}`) }];
      const words = id.toLowerCase().split(/\s+/);
      return commands().filter(({ label }) => words.every((word) => label.toLowerCase().includes(word)));
    };
    const chosen = await dialog(ctx, "Palette", (close) => {
      const options = found();
      at = Math.max(0, Math.min(at, options.length - 1));
      return [
        h("input", { class: "palette-input", autofocus: true, type: "text", role: "combobox", "aria-expanded": "true", "aria-controls": "palette-list", "aria-activedescendant": options.length ? `palette-${at}` : undefined, "aria-label": "Go to a screen, an id, or do something", placeholder: "Go to a screen, paste an id, or do something", value: text,
          oninput: (/** @type {any} */ event) => { text = event.target.value; at = 0; model.changed(); },
          onkeydown: (/** @type {KeyboardEvent} */ event) => {
            if (event.key === "ArrowDown") at++;
            else if (event.key === "ArrowUp") at--;
            else if (event.key === "Enter") return close(found()[at]); // what is typed, whether it is drawn yet or not
            else return;
            event.preventDefault();
            model.changed();
          } }),
        h("ul", { id: "palette-list", role: "listbox", "aria-label": "What can be done", class: "palette-list" }, options.map((option, i) =>
          h("li", { role: "option", id: `palette-${i}`, "aria-selected": String(i === at), onclick: () => close(option) }, option.label, h("kbd", null, option.hint)))),
        options.length === 0 && h("p", { class: "faint" }, "Nothing is called that."),
      ];
    }, { class: "palette" });
    paletteOpen = false;
    chosen?.run();
  }

  function openHelp() {
    const general = [["p", "Palette, also Ctrl+K"], ["?", "This list"], ["t", "Relative or absolute times"], ["g …", screens.filter((s) => s.key).map((s) => `${s.key} ${s.title}`).join(", ")]];
    const own = () => [...keys].map(([name, { label }]) => [name, label]);
    const table = (/** @type {string} */ caption, /** @type {string[][]} */ rows) => rows.length > 0 && h("table", { class: "keys" }, h("caption", null, caption), h("tbody", null, rows.map(([name, what]) => h("tr", null, h("th", { scope: "row" }, h("kbd", null, name)), h("td", null, what)))));
    return dialog(ctx, "Keys", () => [table("Everywhere", /** @type {string[][]} */ (general)), table("On this screen", own())]);
  }

  function theme() {
    return localStorage.getItem("dwp.theme") ?? "system";
  }
  function applyTheme() {
    document.documentElement.dataset.theme = theme();
  }
  function nextTheme() {
    localStorage.setItem("dwp.theme", /** @type {string} */ (THEMES[(THEMES.indexOf(theme()) + 1) % THEMES.length]));
    applyTheme();
    model.changed();
  }
  function switchTimes() {
    times.form = times.form === "relative" ? "absolute" : "relative";
    localStorage.setItem("dwp.times", times.form);
    model.changed();
  }

  // Beginning

  const draw = () => {
    const before = document.getElementById("main");
    render(app, view());
    if (!before && document.getElementById("main")) void show();
  };
  model.watch(draw);
  draw();
  addEventListener("hashchange", () => void show());
  addEventListener("keydown", onKey);
  setInterval(() => model.changed(), 1000); // Ages grow by themselves.
}

export { count };
