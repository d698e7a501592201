// @ts-check
/** Every view is the part of the address behind `#`: a path and a query, `#/jobs?q=state%3Afailed`. */

/** @typedef {{path: string, query: Record<string, string>}} Place */

/** Reads the part behind `#`. @param {string} hash @returns {Place} */
export function placeOf(hash) {
  const text = hash.replace(/^#/, "") || "/";
  const mark = text.indexOf("?");
  const raw = mark < 0 ? text : text.slice(0, mark);
  const path = "/" + raw.split("/").filter(Boolean).join("/");
  return { path, query: mark < 0 ? {} : Object.fromEntries(new URLSearchParams(text.slice(mark + 1))) };
}

/**
 * Writes it: what is empty in the query is left out.
 *
 * @param {string} path
 * @param {Record<string, string | number | undefined | null>} [query]
 */
export function href(path, query = {}) {
  const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== null && value !== "");
  const text = new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString();
  return `#${path}${text ? `?${text}` : ""}`;
}

/**
 * The members of a path that a pattern such as `/jobs/:id` names, decoded; `undefined` where it does not fit.
 *
 * @param {string} pattern
 * @param {string} path
 * @returns {Record<string, string> | undefined}
 */
export function match(pattern, path) {
  const wanted = pattern.split("/").filter(Boolean);
  const given = path.split("/").filter(Boolean);
  if (wanted.length !== given.length) return undefined;
  /** @type {Record<string, string>} */
  const params = {};
  for (const [i, part] of wanted.entries()) {
    const value = /** @type {string} */ (given[i]);
    if (part.startsWith(":")) params[part.slice(1)] = decode(value);
    else if (part !== value) return undefined;
  }
  return params;
}

/** @param {string} text */
function decode(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
