// @ts-check
/** An action in the four forms in which it can be done elsewhere: a frame, curl, the command line, and code. */
import { json } from "./format.js";

/** @param {string} text */
const quoted = (text) => `'${text.replaceAll("'", "'\\''")}'`;

/** A value as a word of a shell: names may hold what shells would act on. @param {unknown} value */
export const word = (value) => (/^[\w.:-]+$/.test(String(value)) ? String(value) : quoted(String(value)));

/** What the command line calls what the methods do; a method without a word of its own is `dwp rpc`. @type {Record<string, (data: any) => string | undefined>} */
const COMMANDS = {
  "job.get": (d) => `dwp job get ${word(d.job_id)}`,
  "job.explain": (d) => `dwp job explain ${word(d.job_id)}`,
  "job.cancel": (d) => (d.job_id ? `dwp job cancel ${word(d.job_id)}` : undefined),
  "queue.pause": (d) => `dwp queue pause ${word(d.queue)}`,
  "queue.resume": (d) => `dwp queue resume ${word(d.queue)}`,
  "workflow.get": (d) => `dwp run get ${word(d.run_id)}`,
  "workflow.timeline": (d) => `dwp run timeline ${word(d.run_id)}`,
  "workflow.explain": (d) => `dwp run explain ${word(d.run_id)}`,
  "workflow.cancel": (d) => `dwp run cancel ${word(d.run_id)}`,
  "workflow.replay": (d) => `dwp run replay ${word(d.run_id)} --from ${word(d.from_step ?? "")}`,
  subscribe: (d) => `dwp watch ${word(d.channel)}`,
  stats: () => "dwp stats",
};

/** @type {Record<string, (data: any) => string | undefined>} */
const CODE = {
  "job.enqueue": ({ name, payload, ...rest }) =>
    name && `await client.enqueue(${json(name)}, ${json(payload)}${Object.keys(rest).length ? `, ${json(rest)}` : ""})`,
  "job.get": (d) => `await client.getJob(${json(d.job_id)})`,
  "job.explain": (d) => `await client.explainJob(${json(d.job_id)})`,
  "job.cancel": (d) => (d.job_id ? `await client.cancelJob(${json(d.job_id)})` : `await client.cancelJobs(${json(d.job_ids)})`),
  subscribe: (d) => `for await (const event of client.subscribe(${json(d.channel)})) console.log(event.type, event.data)`,
  stats: () => "await client.stats()",
};

/**
 * The forms of a request.
 *
 * @param {string} method
 * @param {any} data
 * @param {string} [rpc] where RPC is answered
 */
export function forms(method, data, rpc = "http://localhost:8080/dwp/rpc") {
  const body = json({ method, ...(data !== undefined && { data }) });
  const plain = data === undefined ? "" : ` ${quoted(json(data))}`;
  return {
    frame: json({ type: "request", method, ...(data !== undefined && { data }) }, 2),
    curl: `curl -s ${rpc} -H "Authorization: Bearer $DWP_TOKEN" -d ${quoted(body)}`,
    dwp: COMMANDS[method]?.(data ?? {}) ?? `dwp rpc ${method}${plain}`,
    code: CODE[method]?.(data ?? {}) ?? `await client.request(${json(method)}${data === undefined ? "" : `, ${json(data)}`})`,
  };
}
