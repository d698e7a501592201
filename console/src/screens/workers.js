// @ts-check
/** Workers: the servers that work on the store, what they can do, and the workers of other processes. */
import { h } from "../core/dom.js";
import { ago, count, duration, json } from "../core/format.js";
import { badge, empty, failure, forbidden, pageHead, time } from "../core/ui.js";

/** A node that was not heard of for so long is told as silent: it says that it is there every few seconds. */
const SILENT_MS = 30_000;

export const screen = {
  /** @param {HTMLElement} root @param {any} ctx */
  mount(root, ctx) {
    /** @type {Set<string>} */
    const opened = new Set();
    ctx.poll("stats", 3000, () => ctx.client.stats());
    ctx.poll("handlers", 10_000, () => ctx.client.handlers());
    ctx.poll("workers", 3000, () => remoteWorkers(ctx.client));
    ctx.view(root, () => [
      pageHead("Workers"),
      ctx.guarded("stats", (/** @type {any} */ stats) => nodesPanel(stats), { scope: "stats:read", what: "see the nodes" }),
      remotePanel(ctx),
      handlersPanel(ctx, opened),
    ]);
  },
};

/** A server without workers of other processes does not know the method. @param {any} client */
async function remoteWorkers(client) {
  const workers = [];
  try {
    for await (const worker of client.workers({ limit: 1000 })) workers.push(worker);
  } catch (error) {
    if (/** @type {any} */ (error).code === 405) return undefined;
    throw error;
  }
  return workers;
}

/** @param {any} stats */
function nodesPanel(stats) {
  const nodes = stats.nodes ?? [{ name: stats.node, version: stats.version }];
  return h("section", { class: "panel", "aria-label": "Nodes" },
    h("header", null, h("h2", null, nodes.length === 1 ? "One node" : `${count(nodes.length)} nodes`), h("span", { class: "faint" }, `store: ${stats.store}`)),
    h("div", { class: "table-wrap", tabindex: "0", role: "region", "aria-label": "Table of nodes" }, h("table", null,
      h("caption", { class: "unseen" }, "The servers that work on this store"),
      h("thead", null, h("tr", null, h("th", { scope: "col" }, "Node"), h("th", { scope: "col" }, "State"), h("th", { scope: "col" }, "Version"), h("th", { scope: "col" }, "Up for"), h("th", { scope: "col" }, "Heard of"), h("th", { scope: "col" }, "Worker id"))),
      h("tbody", null, nodes.map((/** @type {any} */ node) => {
        const silent = node.seen_at && Date.now() - Date.parse(node.seen_at) > SILENT_MS;
        return h("tr", { key: node.worker_id ?? node.name },
          h("th", { scope: "row" }, node.name, " ", node.name === stats.node && h("span", { class: "tag" }, "answers you")),
          h("td", null, silent ? badge("warning", "silent") : badge("completed", "there")),
          h("td", null, node.version),
          h("td", null, node.started_at ? h("span", { title: node.started_at }, duration(Math.floor((Date.now() - Date.parse(node.started_at)) / 1000) * 1000)) : "–"),
          h("td", null, time(node.seen_at)),
          h("td", { class: "id" }, node.worker_id ?? "–"));
      })))));
}

/** @param {any} ctx */
function remotePanel(ctx) {
  const { value, error } = ctx.model.answer("workers");
  if (error && error.code !== 403) return failure(error);
  if (value === undefined) return null; // This server has none, or the token may not see them, which the panel above has said.
  return h("section", { class: "panel", "aria-label": "Workers of other processes" },
    h("header", null, h("h2", null, "Workers of other processes"), h("span", { class: "faint" }, count(value.length))),
    value.length === 0
      ? h("div", { class: "inner" }, empty("None is connected", "Handlers may live in other processes and languages, and connect by the protocol.", "dwp work --exec './handler.sh' --name resize"))
      : h("div", { class: "table-wrap" }, h("table", null,
        h("caption", { class: "unseen" }, "Workers of other processes"),
        h("thead", null, h("tr", null, h("th", { scope: "col" }, "Worker"), h("th", { scope: "col" }, "Serves"), h("th", { scope: "col", class: "number" }, "Holds"), h("th", { scope: "col", class: "number" }, "Credits"), h("th", { scope: "col" }, "Heard of"), h("th", { scope: "col" }, "Node"))),
        h("tbody", null, value.map((/** @type {any} */ worker) => h("tr", { key: worker.worker_id },
          h("th", { scope: "row" }, worker.label || h("span", { class: "id" }, worker.worker_id)), h("td", null, worker.names.join(", ")), h("td", { class: "number" }, count(worker.held)),
          h("td", { class: "number" }, count(worker.credits)), h("td", null, ago(worker.seen_at)), h("td", null, worker.node)))))));
}

/** @param {any} ctx @param {Set<string>} opened */
function handlersPanel(ctx, opened) {
  const { value, error } = ctx.model.answer("handlers");
  if (ctx.model.connection.greeting && !ctx.may("job:read")) return forbidden("job:read", "see the handlers");
  if (value === undefined) return error ? failure(error) : null;
  const { jobs, workflows } = value;
  if (jobs.length + workflows.length === 0) return empty("Nothing is handled here", "This node has no handler. Register some where it is started, or give it a folder of plug-ins.", "./dwp serve --plugins plugins/");
  return h("section", { class: "panel", "aria-label": "Handlers" },
    h("header", null, h("h2", null, "What the node that answers can do"), h("span", { class: "faint" }, `${count(jobs.length)} jobs, ${count(workflows.length)} workflows`)),
    h("div", { class: "table-wrap" }, h("table", null,
      h("caption", { class: "unseen" }, "Handlers of jobs and workflows"),
      h("thead", null, h("tr", null, h("th", { scope: "col" }, "Name"), h("th", { scope: "col" }, "Kind"), h("th", { scope: "col" }, "Takes"), h("th", { scope: "col" }, h("span", { class: "unseen" }, "Links")))),
      h("tbody", null,
        jobs.map((/** @type {any} */ job) => handlerRows(ctx, opened, job.name, "job", job.payload, ctx.href("/jobs", { q: `name:${job.name}` }))),
        workflows.map((/** @type {any} */ flow) => handlerRows(ctx, opened, flow.name, flow.versions.length > 1 ? `workflow, versions ${flow.versions.join(", ")}` : `workflow, version ${flow.versions[0]}`, flow.input, ctx.href("/runs", { name: flow.name })))))));
}

/** @param {any} ctx @param {Set<string>} opened @param {string} name @param {string} kind @param {any} schema @param {string} link */
function handlerRows(ctx, opened, name, kind, schema, link) {
  const key = `${kind} ${name}`;
  const open = opened.has(key);
  const takes = schemaInWords(schema);
  const toggle = () => {
    if (!opened.delete(key)) opened.add(key);
    ctx.invalidate();
  };
  return [
    h("tr", { key }, h("th", { scope: "row" }, name), h("td", null, kind),
      h("td", { class: "clip", title: takes }, Object.keys(schema ?? {}).length === 0 ? takes : h("button", { type: "button", class: "twist", "aria-expanded": String(open), onclick: toggle }, h("span", { class: "arrow", "aria-hidden": "true" }, open ? "▾" : "▸"), takes)),
      h("td", { class: "acts" }, h("a", { href: link, "aria-label": `Show those of ${name}` }, kind === "job" ? "Jobs" : "Runs"))),
    open && h("tr", { key: `${key} schema` }, h("td", { colspan: 4 }, h("pre", null, json(schema, 2)))),
  ];
}

/** `{to, subject?}`: the members of an object, what may be left out with a question mark. @param {any} schema */
function schemaInWords(schema) {
  const properties = schema?.properties;
  if (properties) {
    const required = new Set(schema.required ?? []);
    return `{ ${Object.keys(properties).map((name) => (required.has(name) ? name : `${name}?`)).join(", ")} }`;
  }
  return typeof schema?.type === "string" ? schema.type : "anything";
}
