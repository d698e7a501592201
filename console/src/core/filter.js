// @ts-check
/**
 * The filter bar's language: `state:failed queue:mail name:send-email key:order-7 after:2026-01-31 before:…`, in any order,
 * values with blanks in quotes. A word alone is a job's id or a name.
 */

export const JOB_STATES = ["pending", "running", "retrying", "completed", "failed", "cancelled"];
const FIELDS = ["state", "queue", "name", "key", "id", "after", "before"];
const ID = /^job_[0-9a-z]{26}$/;

/** @typedef {{field: string, value: string, from: number, to: number}} Term */

/** Cuts a text into terms. @param {string} text @returns {Term[]} */
export function terms(text) {
  const found = [];
  const term = /([a-z]+):(?=\s|$)|(?:([a-z]+):)?(?:"((?:[^"\\]|\\.)*)"?|(\S+))/g;
  for (let hit = term.exec(text); hit; hit = term.exec(text)) {
    const field = hit[1] ?? hit[2] ?? "";
    const value = hit[3] !== undefined ? hit[3].replace(/\\(.)/g, "$1") : (hit[4] ?? "");
    found.push({ field, value, from: hit.index, to: hit.index + hit[0].length });
  }
  return found;
}

/**
 * Reads a filter; `data` is what `job.list` takes, `id` a job to go to, `error` what is wrong.
 *
 * @param {string} text
 * @returns {{data: Record<string, string>, id?: string, error?: string}}
 */
export function parseFilter(text) {
  /** @type {Record<string, string>} */
  const data = {};
  for (const { field, value } of terms(text)) {
    if (field === "id" || (field === "" && ID.test(value))) {
      if (!ID.test(value)) return { data, error: `“${value}” is no job's id: those are job_ and 26 letters and digits.` };
      return { data, id: value };
    }
    const name = field === "" ? "name" : field === "after" || field === "before" ? `created_${field}` : field;
    if (field !== "" && !FIELDS.includes(field)) return { data, error: `There is no field “${field}”; there are ${FIELDS.join(", ")}.` };
    if (value === "") return { data, error: `“${field}:” has no value yet.` };
    if (name in data) return { data, error: `“${field || value}” is there twice; a job has one ${name}.` };
    if (name === "state" && !JOB_STATES.includes(value)) {
      return { data, error: `There is no state “${value}”; there are ${JOB_STATES.join(", ")}.` };
    }
    if (name.startsWith("created_")) {
      const at = Date.parse(value);
      if (Number.isNaN(at)) return { data, error: `“${value}” is no time; write 2026-01-31 or 2026-01-31T08:00.` };
      data[name] = new Date(at).toISOString();
    } else data[name] = value;
  }
  return { data };
}

/** Writes a value so that it is read as one. @param {string} value */
export function quote(value) {
  return /[\s"]/.test(value) || value === "" ? `"${value.replace(/(["\\])/g, "\\$1")}"` : value;
}

/** Sets a field of a filter, or takes it out with an empty value. @param {string} text @param {string} field @param {string} value */
export function withField(text, field, value) {
  const kept = terms(text).filter((term) => term.field !== field).map((term) => text.slice(term.from, term.to));
  return [...kept, ...(value === "" ? [] : [`${field}:${quote(value)}`])].join(" ");
}

/**
 * Whether a job is one of those that the filter lists; `undefined` where what is known of it does not tell.
 *
 * @param {Record<string, any>} job
 * @param {Record<string, string>} data
 */
export function fits(job, data) {
  if (data.state && job.state !== data.state) return false;
  if (data.queue && job.queue !== data.queue) return false;
  if (data.name && job.name !== data.name) return false;
  if (data.created_before && !(Date.parse(job.created_at) < Date.parse(data.created_before))) return false;
  if (data.created_after && Date.parse(job.created_at) < Date.parse(data.created_after)) return false;
  if (data.key) return job.key === undefined && job._partial ? undefined : job.key === data.key;
  return true;
}

/**
 * What may stand at the caret: whole terms, and where they go.
 *
 * @param {string} text
 * @param {number} caret
 * @param {Record<string, string[]>} known by field
 * @returns {{from: number, to: number, options: {text: string, hint: string}[]}}
 */
export function complete(text, caret, known) {
  const before = text.slice(0, caret);
  const from = /\s"?$/.test(before) ? caret : before.search(/(?:[a-z]+:)?(?:"[^"]*|\S*)$/);
  const word = before.slice(from);
  const colon = word.indexOf(":");
  const to = caret + (/^[^\s]*/.exec(text.slice(caret))?.[0].length ?? 0);
  if (colon < 0) {
    const used = new Set(terms(text.slice(0, from)).map((term) => term.field));
    const options = FIELDS.filter((field) => field.startsWith(word) && !used.has(field)).map((field) => ({ text: `${field}:`, hint: "" }));
    return { from, to, options };
  }
  const field = word.slice(0, colon);
  const start = word.slice(colon + 1).replace(/^"/, "").toLowerCase();
  const values = field === "state" ? JOB_STATES : (known[field] ?? []);
  const options = values
    .filter((value) => value.toLowerCase().includes(start) && value !== word.slice(colon + 1))
    .sort((a, b) => Number(b.toLowerCase().startsWith(start)) - Number(a.toLowerCase().startsWith(start)))
    .slice(0, 12)
    .map((value) => ({ text: `${field}:${quote(value)} `, hint: "" }));
  return { from, to, options };
}
