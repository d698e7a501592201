// @ts-check
import { word } from "../core/actions.js";
import { h } from "../core/dom.js";
import { complete, JOB_STATES, parseFilter, terms, withField } from "../core/filter.js";
import { count, duration } from "../core/format.js";
import { JobList } from "../core/joblist.js";
import { badge, button, empty, failure, forbidden, idLink, loading, pageHead, time } from "../core/ui.js";
import { actOn } from "./bulk.js";

const ROW = 34;
const AROUND = 12;

export const screen = {
  /** @param {HTMLElement} root @param {any} ctx */
  mount(root, ctx) {
    const { model, client } = ctx;
    let text = ctx.query.q ?? "";
    let typed = text;
    let parsed = parseFilter(text);
    let list = new JobList(client, model, parsed.data);
    /** Where the keys are. */
    let at = -1;
    let picked = /** @type {Set<string>} */ (new Set());
    let scrolled = 0;
    let height = 600;
    /** @type {any} */
    let scroller;
    /** @type {any} */
    let input;
    /** @type {{from: number, to: number, options: {text: string, hint: string}[]} | undefined} */
    let offered;
    let choice = -1;
    /** Listed, and not in the model: asked for, or gone. @type {Map<string, "asked" | "gone">} */
    const missing = new Map();

    const known = () => ({ queue: queues(), name: (model.answer("handlers").value?.jobs ?? []).map((/** @type {any} */ one) => one.name) });
    const queues = () => [...new Set([...Object.keys(model.answer("stats").value?.queues ?? {}), "default"])].sort();

    if (ctx.may("job:read")) void list.more();
    else client.connect().then(() => list.more(), () => undefined);
    ctx.poll("stats", 5000, () => client.stats());
    if (!model.answer("handlers").value) void client.connect().then(() => model.refresh("handlers", () => client.handlers()), () => undefined);

    const timer = setInterval(() => {
      if (list.unseen && list.following && client.state === "open") void list.refresh();
      else if (model.live === "forbidden" && client.state === "open" && !document.hidden) void list.refresh();
    }, 2000);
    ctx.onLeave(() => clearInterval(timer));
    ctx.onLeave(() => list.end());

    /** @param {string} filter */
    function apply(filter) {
      typed = filter;
      offered = undefined;
      const next = parseFilter(filter.trim());
      if (next.id) return ctx.navigate(`/jobs/${next.id}`);
      if (!next.error) ctx.navigate("/jobs", { q: filter.trim() });
      else {
        parsed = { ...next, data: parsed.data }; // the list is what it was
        ctx.invalidate();
      }
    }

    function reload() {
      parsed = parseFilter(text);
      list.end();
      list = new JobList(client, model, parsed.data);
      at = -1;
      picked = new Set();
      if (scroller) scroller.scrollTop = 0;
      scrolled = 0;
      void list.more();
    }

    /** @param {number} by */
    function move(by) {
      if (list.length === 0) return;
      at = Math.max(0, Math.min(list.length - 1, at + by));
      list.following = scrolled < ROW && at <= 0 && picked.size === 0;
      const top = at * ROW;
      if (top < scroller.scrollTop) scroller.scrollTop = top;
      if (top + 2 * ROW > scroller.scrollTop + height - ROW) scroller.scrollTop = top + 3 * ROW - height;
      const job = model.jobs.get(list.at(at));
      if (job) ctx.say(`${job.name}, ${job.state}`);
      ctx.invalidate();
    }

    /** @param {string} id */
    function pick(id) {
      if (!picked.delete(id)) picked.add(id);
      ctx.invalidate();
    }

    ctx.key("/", "Filter", () => input?.focus());
    ctx.key("j", "Next job", () => move(1));
    ctx.key("k", "Previous job", () => move(-1));
    ctx.key("x", "Pick the job", () => at >= 0 && pick(list.at(at)));
    ctx.key("enter", "Open the job", () => at >= 0 && ctx.navigate(`/jobs/${list.at(at)}`));
    ctx.key(".", "Act on the picked ones, or on this one", () => {
      const ids = picked.size ? [...picked] : at >= 0 ? [list.at(at)] : [];
      if (ids.length) void act("", ids);
    });
    ctx.key("r", "Ask again", () => reload());
    ctx.key("e", "Enqueue a job", () => ctx.may("job:write") && ctx.navigate("/enqueue"));

    /** @param {string} action @param {string[] | undefined} ids @returns {Promise<void>} */
    async function act(action, ids) {
      if (await actOn(ctx, action, ids, parsed.data)) picked = new Set();
      void list.refresh();
      ctx.invalidate();
    }

    function filterBar() {
      const stats = model.answer("stats").value;
      const state = terms(text).find((term) => term.field === "state")?.value;
      return h("div", { class: "filter" },
        h("div", { class: "tabs", role: "group", "aria-label": "State" }, ["", ...JOB_STATES].map((one) =>
          h("button", { type: "button", key: one, "aria-pressed": String((state ?? "") === one), onclick: () => apply(withField(text, "state", one)) },
            one || "all", stats && one && h("span", { class: "faint num" }, ` ${count(stats.jobs[one])}`)))),
        h("form", { class: "filter-form", role: "search", onsubmit: (/** @type {Event} */ event) => { event.preventDefault(); apply(typed); } },
          h("input", { type: "text", "aria-label": "Filter jobs", "aria-describedby": parsed.error ? "filter-error" : undefined, "aria-invalid": parsed.error ? "true" : undefined, placeholder: "Filter: state:failed queue:mail name:send-email key:… after:2026-01-31, or a job’s id", autocomplete: "off", spellcheck: "false", role: "combobox", "aria-expanded": String(Boolean(offered?.options.length)), "aria-controls": "filter-options", "aria-activedescendant": choice >= 0 ? `filter-${choice}` : undefined, "aria-autocomplete": "list",
            value: typed, ref: (/** @type {any} */ node) => { input = node; },
            oninput: (/** @type {any} */ event) => { typed = event.target.value; offer(); },
            onfocus: () => offer(),
            onblur: () => { setTimeout(() => { offered = undefined; ctx.invalidate(); }, 150); },
            onkeydown: (/** @type {KeyboardEvent} */ event) => onFilterKey(event) }),
          offered?.options.length ? h("ul", { id: "filter-options", role: "listbox", "aria-label": "Completions", class: "options" }, offered.options.map((option, i) =>
            h("li", { role: "option", id: `filter-${i}`, key: option.text, "aria-selected": String(i === choice), onmousedown: (/** @type {Event} */ event) => { event.preventDefault(); choose(i); } }, option.text))) : null),
        parsed.error && h("p", { id: "filter-error", class: "wrong", role: "alert" }, parsed.error));
    }

    function offer() {
      offered = complete(typed, input?.selectionStart ?? typed.length, known());
      choice = -1;
      ctx.invalidate();
    }

    /** @param {number} i */
    function choose(i) {
      const option = offered?.options[i];
      if (!option || !offered) return;
      typed = typed.slice(0, offered.from) + option.text + typed.slice(offered.to).replace(/^\s+/, "");
      const caret = offered.from + option.text.length;
      input.value = typed;
      input.setSelectionRange(caret, caret);
      offer();
    }

    /** @param {KeyboardEvent} event */
    function onFilterKey(event) {
      const options = offered?.options ?? [];
      if (event.key === "ArrowDown" && options.length) choice = (choice + 1) % options.length;
      else if (event.key === "ArrowUp" && options.length) choice = (choice + options.length - 1) % options.length;
      else if ((event.key === "Tab" || event.key === "Enter") && choice >= 0) choose(choice);
      else if (event.key === "Escape") {
        if (offered?.options.length) offered = undefined;
        else input.blur();
      } else return;
      event.preventDefault();
      ctx.invalidate();
    }

    function selection() {
      const loaded = list.length;
      if (picked.size === 0) return null;
      return h("div", { class: "selection", role: "region", "aria-label": "Picked jobs" },
        h("strong", { class: "num" }, `${count(picked.size)} picked`),
        ctx.may("job:write") && button("Cancel…", () => void act("cancel", [...picked]), { class: "small" }),
        ctx.may("dlq:write") && button("Replay…", () => void act("replay", [...picked]), { class: "small" }),
        ctx.may("dlq:write") && button("Purge…", () => void act("purge", [...picked]), { class: "small danger" }),
        picked.size < loaded && button(`Pick the ${count(loaded)} that are loaded`, () => { for (let i = 0; i < list.length; i++) picked.add(list.at(i)); ctx.invalidate(); }, { class: "small plain" }),
        !parsed.error && (ctx.may("job:write") || ctx.may("dlq:write")) && button("Act on all that match…", () => void act("", undefined), { class: "small plain" }),
        button("Pick none", () => { picked = new Set(); ctx.invalidate(); }, { class: "small plain" }));
    }

    function table() {
      const length = list.length;
      const first = Math.max(0, Math.floor(scrolled / ROW) - AROUND);
      const last = Math.min(length, Math.ceil((scrolled + height) / ROW) + AROUND);
      if (last > length - 200 && list.cursor !== undefined && !list.loading && !list.error && scrolled > 0) void list.more();
      const rows = [];
      for (let i = first; i < last; i++) rows.push(row(i));
      const act = ctx.may("job:write") || ctx.may("dlq:write");
      const columns = act ? 8 : 7;
      return h("div", { class: "table-wrap virtual", tabindex: "0", role: "region", "aria-label": "Jobs, a list that scrolls",
        ref: (/** @type {any} */ node) => {
          scroller = node;
          new ResizeObserver(() => { height = node.clientHeight; ctx.invalidate(); }).observe(node);
        },
        onscroll: () => {
          scrolled = scroller.scrollTop;
          const follow = scrolled < ROW && picked.size === 0 && at <= 0;
          if (follow && !list.following) list.reveal();
          list.following = follow;
          ctx.invalidate();
        } },
        h("table", { class: "jobs", "aria-rowcount": list.cursor === undefined ? length + 1 : -1, "aria-busy": list.loading ? "true" : undefined },
          h("thead", null, h("tr", { "aria-rowindex": 1 },
            act && h("th", { scope: "col", class: "pick" }, h("input", { type: "checkbox", "aria-label": "Pick all that are loaded", checked: picked.size > 0 && picked.size >= length, indeterminate: picked.size > 0 && picked.size < length,
              onchange: () => { if (picked.size) picked = new Set(); else for (let i = 0; i < length; i++) picked.add(list.at(i)); list.following = false; ctx.invalidate(); } })),
            ["State", "Name", "Queue", "Id"].map((name) => h("th", { scope: "col", key: name }, name)),
            h("th", { scope: "col", class: "number" }, "Retries"), h("th", { scope: "col" }, "Created"), h("th", { scope: "col" }, "Changed"))),
          h("tbody", null,
            first > 0 && h("tr", { class: "gap", key: "before", "aria-hidden": "true" }, h("td", { colspan: columns, style: { height: `${first * ROW}px` } })),
            rows,
            last < length && h("tr", { class: "gap", key: "after", "aria-hidden": "true" }, h("td", { colspan: columns, style: { height: `${(length - last) * ROW}px` } })))),
        list.loading && loading(list.loaded ? "Loading more" : "Loading jobs"),
        list.error && length > 0 && failure(list.error, () => void list.more()));
    }

    /** A job that the page keeps no more is asked for when it is looked at. @param {string} id */
    function absent(id) {
      if (!missing.has(id) && client.state === "open") {
        missing.set(id, "asked");
        client.getJob(id).then(
          (/** @type {any} */ told) => {
            missing.delete(id);
            model.take("jobs", told);
          },
          (/** @type {any} */ error) => {
            if (error.code === 404) missing.set(id, "gone");
            else missing.delete(id);
            ctx.invalidate();
          },
        );
      }
      return missing.get(id);
    }

    /** @param {number} i */
    function row(i) {
      const id = list.at(i);
      const job = model.jobs.get(id);
      const act = ctx.may("job:write") || ctx.may("dlq:write");
      if (!job) return h("tr", { key: id, "aria-rowindex": i + 2 }, h("td", { colspan: 8, class: "faint" }, absent(id) === "gone" ? `${id} is not there any more` : `${id} …`));
      const late = job.state === "pending" && Date.parse(job.run_at) > Date.now();
      return h("tr", { key: id, "aria-rowindex": i + 2, class: `${i === at ? "current" : ""} ${picked.has(id) ? "picked" : ""}`, onclick: () => { at = i; ctx.invalidate(); }, ondblclick: () => ctx.navigate(`/jobs/${id}`) },
        act && h("td", { class: "pick" }, h("input", { type: "checkbox", "aria-label": `Pick ${job.name} ${id}`, checked: picked.has(id), onchange: () => { list.following = false; pick(id); } })),
        h("td", null, badge(job.state, late ? "scheduled" : job.state), job.percent !== undefined && job.state === "running" && h("span", { class: "faint num" }, ` ${job.percent} %`)),
        h("td", { class: "name" }, h("a", { href: ctx.href(`/jobs/${id}`) }, job.name)),
        h("td", null, job.queue),
        h("td", null, idLink(id, ctx.href(`/jobs/${id}`))),
        h("td", { class: "number" }, job.retry_count ? `${job.retry_count}${job.max_retries === undefined ? "" : `/${job.max_retries}`}` : h("span", { class: "none" }, "–")),
        h("td", null, time(job.created_at)),
        h("td", null, late || job.state === "retrying" ? h("span", { class: "faint" }, "runs ", time(job.run_at)) : [time(job.updated_at), job.elapsed_ms !== undefined && ["completed", "failed"].includes(job.state) && h("span", { class: "faint num" }, ` · ${duration(job.elapsed_ms)}`)]));
    }

    ctx.view(root, () => {
      if ((ctx.query.q ?? "") !== text) {
        text = ctx.query.q ?? "";
        typed = text;
        reload();
      }
      if (model.connection.greeting && !ctx.may("job:read")) return [pageHead("Jobs"), forbidden("job:read", "see jobs")];
      const fresh = list.waiting.length + list.unseen;
      root.classList.add("fill");
      return [
        pageHead("Jobs",
          fresh > 0 && !list.following && button(`▲ ${count(fresh)} new`, () => { list.reveal(); scroller.scrollTop = 0; at = -1; void list.refresh(); }, { class: "small" }),
          ctx.may("job:write") && h("a", { class: "button primary link-button", href: ctx.href("/enqueue") }, "Enqueue a job")),
        filterBar(),
        selection(),
        list.error && list.length === 0 ? (list.error.code === 403 ? forbidden("job:read", "see jobs") : failure(list.error, reload))
          : list.loaded && list.length === 0 ? nothing()
          : table(),
      ];
    });

    function nothing() {
      if (text) return empty("No job matches", `Nothing is ${text}.`, `dwp job list ${Object.entries(parsed.data).map(([name, value]) => `--${name.replaceAll("_", "-")} ${word(value)}`).join(" ")}`, button("Show all jobs", () => apply("")));
      return empty("There are no jobs yet", "Enqueue one here or from a terminal, and it shows at once.", `dwp job enqueue send-email '{"to":"user@example.com"}'`);
    }
  },
};
