// @ts-check
/**
 * The filter of events: `type:job.* state:failed,retrying queue:mail -name:echo id:job_… error:"no route" text`. Terms are all
 * to hold; alternatives are separated by commas; `*` stands for anything; `-` before a term turns it round; a word without a
 * field is looked for in everything that an event carries. Case does not count.
 */

/** @type {Record<string, (event: any) => unknown[]>} */
const FIELDS = {
  type: (event) => [event.data.type],
  state: (event) => [event.data.state],
  queue: (event) => [event.data.queue],
  name: (event) => [event.data.job_name, event.data.name, event.data.entry_name],
  id: (event) => [event.data.job_id, event.data.run_id, event.id],
  step: (event) => [event.data.step_name],
  error: (event) => [event.data.error],
  app: (event) => [event.data.scope_app_id],
  org: (event) => [event.data.scope_org_id],
  topic: (event) => [event.data.topic],
};

export const EVENT_FIELDS = Object.keys(FIELDS);
const TERM = /(-)?(?:([a-z]+):)?((?:"(?:[^"\\]|\\.)*"?|[^\s",])(?:,?(?:"(?:[^"\\]|\\.)*"?|[^\s",])+)*,?)?/gy;
const ALTERNATIVE = /"((?:[^"\\]|\\.)*)"?|[^,]+/g;

/**
 * Reads a filter.
 *
 * @param {string} text
 * @returns {{test: (event: any) => boolean, error?: string, empty: boolean}} `error` is a sentence where part of it is no term
 */
export function parseEventFilter(text) {
  /** @type {((event: any) => boolean)[]} */
  const tests = [];
  let error;
  TERM.lastIndex = 0;
  for (let at = 0; at < text.length; ) {
    if (/\s/.test(/** @type {string} */ (text[at]))) {
      at++;
      continue;
    }
    TERM.lastIndex = at;
    const found = TERM.exec(text);
    if (!found || found[0] === "") {
      at++;
      continue;
    }
    at = TERM.lastIndex;
    const [, minus, field, value = ""] = found;
    const read = field === undefined ? undefined : FIELDS[field];
    if (field !== undefined && !read) {
      error ??= `There is no field “${field}”; there are ${EVENT_FIELDS.join(", ")}.`;
      continue;
    }
    if (value === "") {
      error ??= field === undefined ? `“${found[0]}” says nothing yet.` : `“${field}:” has no value yet.`;
      continue;
    }
    const patterns = [...value.matchAll(ALTERNATIVE)].map((each) => patternOf(each[1] === undefined ? each[0] : each[1].replace(/\\(.)/g, "$1"), read !== undefined));
    const test = read
      ? (/** @type {any} */ event) => read(event).some((it) => it !== undefined && patterns.some((pattern) => pattern.test(String(it))))
      : (/** @type {any} */ event) => patterns.some((pattern) => contains(event.data, pattern) || pattern.test(event.id));
    tests.push(minus ? (event) => !test(event) : test);
  }
  return { test: (event) => event.data.type === "gap" || tests.every((test) => test(event)), ...(error && { error }), empty: tests.length === 0 };
}

/** @param {string} text @param {boolean} whole */
function patternOf(text, whole) {
  const inner = text.split("*").map((part) => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&")).join(".*");
  return new RegExp(whole ? `^${inner}$` : inner, "is");
}

/** @param {unknown} value @param {RegExp} pattern @returns {boolean} */
function contains(value, pattern) {
  if (typeof value === "object" && value !== null) return Object.values(value).some((member) => contains(member, pattern));
  return value !== undefined && value !== null && pattern.test(String(value));
}
