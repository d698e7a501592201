// @ts-check
import { h } from "../core/dom.js";
import { forms } from "../core/actions.js";
import { json, parseJson } from "../core/format.js";
import { fieldsOf, skeleton } from "../core/schema.js";
import { button, copy, failure, forbidden, glyph, loading, pageHead } from "../core/ui.js";

/** @type {[string, string, string][]} */
const OPTIONS = [
  ["queue", "Queue", "default"],
  ["priority", "Priority", "0, higher first"],
  ["delay_ms", "Delay in ms", "0"],
  ["max_retries", "Retries at most", "3"],
  ["timeout_ms", "Time limit in ms", "300000"],
  ["key", "Key", "the same key makes no second job"],
];

export const screen = {
  /** @param {HTMLElement} root @param {any} ctx */
  mount(root, ctx) {
    const { client, model } = ctx;
    let name = ctx.query.name ?? "";
    let text = "";
    /** @type {Record<string, string>} */
    let options = {};
    let form = "frame";
    /** @type {any} */
    let error;
    let busy = false;
    let ready = ctx.query.from === undefined;
    /** Whether people wrote something: then a change of the name leaves it. */
    let touched = false;

    const handlers = () => /** @type {any[]} */ (model.answer("handlers").value?.jobs ?? []);
    const schema = () => handlers().find((one) => one.name === name)?.payload;

    void client.connect().then(() => model.refresh("handlers", () => client.handlers()), () => undefined).then(() => {
      if (!touched && text === "") text = json(skeleton(schema()), 2);
      ctx.invalidate();
    });
    if (ctx.query.from) {
      void client.connect().then(() => client.getJob(ctx.query.from)).then(
        (/** @type {any} */ job) => {
          if (job.omitted?.includes("payload")) throw new Error(`The payload of ${job.id} is too large for this connection; enqueue it from a terminal: dwp job get ${job.id} -o json has it.`);
          name = job.name;
          text = json(job.payload ?? null, 2);
          touched = true;
          options = { queue: job.queue, priority: String(job.priority), max_retries: String(job.max_retries), timeout_ms: String(job.timeout_ms) };
          ready = true;
          ctx.invalidate();
        },
        (/** @type {any} */ caught) => {
          error = caught;
          ready = true;
          ctx.invalidate();
        },
      );
    }

    /** @returns {{value?: any, wrong?: string}} */
    function payload() {
      if (text.trim() === "") return { value: undefined };
      try {
        return { value: parseJson(text) };
      } catch (caught) {
        return { wrong: /** @type {Error} */ (caught).message };
      }
    }

    function data() {
      /** @type {Record<string, any>} */
      const given = { name };
      const { value } = payload();
      if (value !== undefined) given.payload = value;
      for (const [option, value] of Object.entries(options)) {
        if (value.trim() === "") continue;
        // What is no number goes as it was typed: the server says what is wrong with it.
        given[option] = option === "queue" || option === "key" || !Number.isFinite(Number(value)) ? value : Number(value);
      }
      return given;
    }

    /** @param {string} member @param {any} value */
    function set(member, value) {
      const now = payload().value;
      const next = now && typeof now === "object" && !Array.isArray(now) ? { ...now } : {};
      if (value === undefined) delete next[member];
      else next[member] = value;
      text = json(next, 2);
      touched = true;
      ctx.invalidate();
    }

    async function send() {
      if (busy || payload().wrong) return;
      busy = true;
      error = undefined;
      ctx.invalidate();
      try {
        const { name: what, payload: value, ...rest } = data();
        const job = await client.enqueue(what, value, rest);
        ctx.toast(`Enqueued in ${job.queue}.`, "good");
        ctx.navigate(`/jobs/${job.job_id}`);
      } catch (caught) {
        error = caught;
      }
      busy = false;
      ctx.invalidate();
    }

    ctx.view(root, () => {
      const crumb = h("p", { class: "crumb" }, h("a", { href: ctx.href("/jobs") }, "Jobs"), " / enqueue");
      if (model.connection.greeting && !ctx.may("job:write")) return [crumb, pageHead("Enqueue a job"), forbidden("job:write", "enqueue jobs")];
      if (!ready) return [crumb, pageHead("Enqueue a job"), loading("Loading the job to begin with")];
      const fields = fieldsOf(schema());
      const { value, wrong } = payload();
      const shapes = /** @type {Record<string, string>} */ (forms("job.enqueue", data()));
      return [
        crumb,
        pageHead("Enqueue a job"),
        h("form", { class: "enqueue", onsubmit: (/** @type {Event} */ event) => { event.preventDefault(); void send(); } },
          h("section", { class: "panel" }, h("div", { class: "inner stack" },
            h("div", { class: "field name-field" }, h("label", { for: "job-name" }, "Name"),
              h("input", { id: "job-name", list: "job-names", required: true, autocomplete: "off", spellcheck: "false", value: name, oninput: (/** @type {any} */ event) => { name = event.target.value; if (!touched && schema()) text = json(skeleton(schema()), 2); ctx.invalidate(); } }),
              h("datalist", { id: "job-names" }, handlers().map((one) => h("option", { key: one.name, value: one.name }))),
              name !== "" && handlers().length > 0 && !handlers().some((one) => one.name === name) && h("span", { class: "hint" }, "No handler of that name is known; the server may refuse it."))),
          ),
          h("section", { class: "panel" }, h("header", null, h("h2", null, "Payload")), h("div", { class: "inner stack" },
            fields.length > 0 && h("div", { class: "fields" }, fields.map((field) => control(field, value, set))),
            h("div", { class: "field" }, h("label", { for: "payload" }, fields.length ? "The same as JSON" : "JSON"),
              h("textarea", { id: "payload", rows: Math.min(18, Math.max(4, text.split("\n").length + 1)), spellcheck: "false", "aria-invalid": wrong ? "true" : undefined, "aria-describedby": wrong ? "payload-wrong" : undefined, value: text, oninput: (/** @type {any} */ event) => { text = event.target.value; touched = true; ctx.invalidate(); } }),
              wrong && h("p", { class: "wrong", id: "payload-wrong", role: "alert" }, glyph("failed"), wrong)))),
          h("section", { class: "panel" }, h("header", null, h("h2", null, "Options")), h("div", { class: "inner fields" }, OPTIONS.map(([option, label, hint]) =>
            h("div", { class: "field", key: option }, h("label", { for: `option-${option}` }, label), h("input", { id: `option-${option}`, inputmode: option === "queue" || option === "key" ? undefined : "numeric", placeholder: hint, autocomplete: "off", value: options[option] ?? "", oninput: (/** @type {any} */ event) => { options[option] = event.target.value; ctx.invalidate(); } }))))),
          error && failure(error),
          h("div", { class: "actions" }, h("button", { type: "submit", class: "button primary", disabled: busy || Boolean(wrong) || name === "" }, busy ? "Enqueuing…" : "Enqueue"), h("a", { class: "button link-button", href: ctx.href("/jobs") }, "Leave it"))),
        name !== "" && !wrong && h("section", { class: "panel" }, h("header", null, h("h2", null, "The same elsewhere")),
          h("div", { class: "inner stack" }, h("div", { class: "tabs", role: "group", "aria-label": "Form" }, [["frame", "Frame"], ["curl", "curl"], ["dwp", "Command"], ["code", "Code"]].map(([key, label]) => h("button", { type: "button", key, "aria-pressed": String(key === form), onclick: () => { form = /** @type {string} */ (key); ctx.invalidate(); } }, label))),
            h("div", { class: "with-copy" }, h("pre", null, shapes[form]), copy(/** @type {string} */ (shapes[form]), "it")))),
      ];
    });
  },
};

/** @param {import("../core/schema.js").Field} field @param {any} value @param {(member: string, value: any) => void} set */
function control(field, value, set) {
  const id = `field-${field.name}`;
  const now = value && typeof value === "object" ? value[field.name] : undefined;
  const label = h("label", { for: id }, field.name, field.required && h("span", { class: "hint" }, " required"));
  const hint = field.hint && h("span", { class: "hint" }, field.hint);
  if (field.kind === "boolean") {
    return h("div", { class: "field", key: field.name }, h("span", null, h("input", { id, type: "checkbox", checked: now === true, onchange: (/** @type {any} */ event) => set(field.name, event.target.checked) }), " ", label), hint);
  }
  if (field.kind === "choice") {
    return h("div", { class: "field", key: field.name }, label, h("select", { id, value: now === undefined ? "" : String(now), onchange: (/** @type {any} */ event) => set(field.name, field.choices?.find((one) => String(one) === event.target.value)) }, h("option", { value: "" }, "–"), field.choices?.map((one) => h("option", { key: one, value: String(one) }, String(one)))), hint);
  }
  if (field.kind === "json") {
    return h("div", { class: "field", key: field.name }, label, h("span", { class: "hint" }, `${field.hint}: write it below`));
  }
  const numeric = field.kind !== "text";
  const read = (/** @type {string} */ text) => {
    if (text === "") return field.required && !numeric ? "" : undefined;
    if (!numeric) return text;
    if (/^-?\d+$/.test(text)) return Number.isSafeInteger(Number(text)) ? Number(text) : BigInt(text);
    return Number.isFinite(Number(text)) ? Number(text) : text;
  };
  return h("div", { class: "field", key: field.name }, label, h("input", { id, autocomplete: "off", spellcheck: "false", inputmode: numeric ? "decimal" : undefined, value: now === undefined ? "" : String(now), onchange: (/** @type {any} */ event) => set(field.name, read(event.target.value)) }), hint);
}
