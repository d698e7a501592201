// @ts-check
/** Dead letters gathered by what failed and how: a thousand failures of one kind are one line. */

/**
 * @typedef {object} Letter
 * @property {string} id
 * @property {string} name
 * @property {string} queue
 * @property {string} [last_error]
 * @property {string} [completed_at]
 * @property {string} updated_at
 *
 * @typedef {object} Group
 * @property {string} key
 * @property {string} name
 * @property {string} pattern the error with what differs from job to job left out
 * @property {string} example an error as it was
 * @property {Letter[]} letters newest first
 * @property {string[]} queues
 * @property {string} first when the first of them failed
 * @property {string} last
 */

const REPLACED = /** @type {const} */ ([
  [/\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/gi, "<uuid>"],
  [/\b(?:job|run|sess|wkr|sig|inc)_[0-9a-z]{20,}/g, "<id>"],
  [/\b\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?/g, "<time>"],
  [/\b\d{1,3}(?:\.\d{1,3}){3}(?::\d+)?\b/g, "<address>"],
  [/\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g, "<mail>"],
  [/@[0-9a-f]{5,16}\b/g, "@<hash>"],
  [/\b0x[0-9a-f]+\b/gi, "<hex>"],
  [/\b(?=[0-9a-f]*\d)(?=[0-9a-f]*[a-f])[0-9a-f]{8,}\b/gi, "<hex>"],
  [/(["'“‘`])(?:(?!\1)[^"'”’`\n]){1,200}["'”’`]/g, "$1…$1"],
  [/\d+(?:\.\d+)?/g, "<n>"],
]);

/**
 * An error's first line without ids, numbers, times and quoted values.
 *
 * @param {string | undefined} error
 */
export function normalised(error) {
  let text = (error ?? "").split("\n", 1)[0]?.trim() ?? "";
  for (const [found, instead] of REPLACED) text = text.replace(found, instead);
  text = text.replace(/\s+/g, " ");
  return text.length > 300 ? `${text.slice(0, 299)}…` : text || "(no message)";
}

/**
 * Groups of a name and a kind of error, the largest first.
 *
 * @param {Iterable<Letter>} letters
 * @returns {Group[]}
 */
export function grouped(letters) {
  /** @type {Map<string, Group>} */
  const groups = new Map();
  for (const letter of letters) {
    const pattern = normalised(letter.last_error);
    const key = `${letter.name}\n${pattern}`;
    const at = failedAt(letter);
    const group = groups.get(key);
    if (group) {
      group.letters.push(letter);
      if (!group.queues.includes(letter.queue)) group.queues.push(letter.queue);
      if (at < group.first) group.first = at;
      if (at > group.last) group.last = at;
    } else {
      const example = letter.last_error ?? "";
      groups.set(key, { key, name: letter.name, pattern, example, letters: [letter], queues: [letter.queue], first: at, last: at });
    }
  }
  return [...groups.values()].sort((a, b) => b.letters.length - a.letters.length || (a.last < b.last ? 1 : -1));
}

/** When a letter failed for good. @param {Letter} letter */
export function failedAt(letter) {
  return letter.completed_at ?? letter.updated_at;
}
