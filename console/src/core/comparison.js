// @ts-check
/** Two timelines beside each other, up to their first difference and beyond. */

/**
 * @typedef {Record<string, any>} Entry as `docs/protocol.md` tells
 *
 * @typedef {object} Pair
 * @property {string} name
 * @property {Entry=} left the last attempt
 * @property {Entry=} right
 * @property {string[]} differences sentences; none where both are alike
 */

/**
 * Compares the timelines of two runs step by step, in the order of the left one. Times are never a difference.
 *
 * @param {Entry[]} left
 * @param {Entry[]} right
 * @returns {{pairs: Pair[], first: number}} `first` is the place of the first pair that differs; −1 for none
 */
export function compare(left, right) {
  const lefts = lastAttempts(left);
  const rights = lastAttempts(right);
  const names = merged([...lefts.keys()], [...rights.keys()]);
  const pairs = names.map((name) => pairOf(name, lefts.get(name), rights.get(name)));
  return { pairs, first: pairs.findIndex((pair) => pair.differences.length > 0) };
}

function lastAttempts(entries) {
  const last = new Map();
  for (const entry of [...entries].sort((a, b) => a.seq - b.seq)) last.set(entry.step_name, entry);
  return last;
}

/** The names of both in one order: the left one's, and what is on the right alone behind what it follows there. */
function merged(left, right) {
  const known = new Set(left);
  const behind = new Map();
  let before;
  for (const name of right) {
    if (known.has(name)) before = name;
    else if (behind.has(before)) behind.get(before).push(name);
    else behind.set(before, [name]);
  }
  return [...(behind.get(undefined) ?? []), ...left.flatMap((name) => [name, ...(behind.get(name) ?? [])])];
}

function pairOf(name, left, right) {
  const differences = [];
  if (!left || !right) {
    differences.push(`Only ${left ? "this" : "the other"} run has it.`);
  } else {
    told("Its kind", left.kind, right.kind, differences);
    told("Its state", left.state, right.state, differences);
    told("Its attempts", left.attempt, right.attempt, differences);
    told("What it waits for", left.event, right.event, differences);
    told("Its error", left.error, right.error, differences);
    // The runs of children have other ids by nature, and what failed has returned nothing.
    if (left.state === right.state && (left.child_run_id === undefined || left.data !== left.child_run_id)) {
      const path = firstDifference(left.data, right.data, "$");
      if (path) differences.push(`What it returned differs at ${path.path}: ${brief(path.left)} – ${brief(path.right)}.`);
    }
  }
  return { name, left, right, differences };
}

function told(what, left, right, differences) {
  if (left !== right) differences.push(`${what}: ${brief(left)} – ${brief(right)}.`);
}

function brief(value) {
  if (value === undefined) return "nothing";
  const text = typeof value === "string" ? value : typeof value === "bigint" ? `${value}` : json(value);
  return text.length > 120 ? `${text.slice(0, 119)}…` : text;
}

function json(value) {
  return JSON.stringify(value, (_name, member) => (typeof member === "bigint" ? `${member}` : member));
}

/**
 * The first place at which two values differ; `undefined` where they are equal. The order of members does not count.
 *
 * @returns {{path: string, left: unknown, right: unknown} | undefined}
 */
export function firstDifference(left, right, path) {
  if (Object.is(left, right)) return undefined;
  const bothArrays = Array.isArray(left) && Array.isArray(right);
  const bothObjects = isObject(left) && isObject(right);
  if (!bothArrays && !bothObjects) return { path, left, right };
  const names = bothArrays
    ? Array.from({ length: Math.max(left.length, right.length) }, (_each, i) => i)
    : [...new Set([...Object.keys(left), ...Object.keys(right)])];
  for (const name of names) {
    const found = firstDifference(left[name], right[name], bothArrays ? `${path}[${name}]` : memberPath(path, name));
    if (found) return found;
  }
  return undefined;
}

function isObject(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The path of a member: `$.items`, or `$["odd name"]`. @param {string} path @param {string} name */
function memberPath(path, name) {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? `${path}.${name}` : `${path}[${JSON.stringify(name)}]`;
}
