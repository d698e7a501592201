// @ts-check
/** Figures, times and values as people read them. */

const NUMBER = new Intl.NumberFormat("en");

/** 12,345. @param {number | bigint | undefined | null} n */
export function count(n) {
  return n === undefined || n === null ? "–" : NUMBER.format(n);
}

/** A rate with two figures: 0, 0.4, 12, 1,203. @param {number | undefined} n */
export function rate(n) {
  if (n === undefined || !Number.isFinite(n)) return "–";
  return n === 0 || n >= 10 ? NUMBER.format(Math.round(n)) : n.toFixed(1);
}

/** A duration with two parts at most: 430 ms, 1.2 s, 3 min 5 s, 2 h, 4 d 3 h. @param {number | undefined | null} ms */
export function duration(ms) {
  if (ms === undefined || ms === null || !Number.isFinite(ms)) return "–";
  const sign = ms < 0 ? "−" : "";
  const n = Math.abs(ms);
  if (n < 1) return n === 0 ? "0 ms" : `${sign}<1 ms`;
  if (n < 1000) return `${sign}${Math.round(n)} ms`;
  if (n < 10_000) return `${sign}${(n / 1000).toFixed(1)} s`;
  if (n < 60_000) return `${sign}${Math.round(n / 1000)} s`;
  const parts = /** @type {[number, string][]} */ ([[86_400_000, "d"], [3_600_000, "h"], [60_000, "min"], [1000, "s"]]);
  const first = parts.findIndex(([size]) => n >= size);
  const told = [];
  let rest = n;
  for (const [size, unit] of parts.slice(first, first + 2)) {
    const whole = Math.floor(rest / size);
    rest -= whole * size;
    if (whole > 0) told.push(`${whole} ${unit}`);
  }
  return sign + told.join(" ");
}

/** How long ago, or how long until: “3 s ago”, “in 2 min”, “now”. @param {string | number | undefined} time @param {number} [now] */
export function ago(time, now = Date.now()) {
  if (time === undefined || time === "") return "–";
  const at = typeof time === "number" ? time : Date.parse(time);
  if (Number.isNaN(at)) return String(time);
  const past = now - at;
  if (Math.abs(past) < 1000) return "now";
  const n = Math.abs(past);
  const unit = n < 60_000 ? [1000, "s"] : n < 3_600_000 ? [60_000, "min"] : n < 86_400_000 ? [3_600_000, "h"] : [86_400_000, "d"];
  const text = `${Math.floor(n / /** @type {number} */ (unit[0]))} ${unit[1]}`;
  return past > 0 ? `${text} ago` : `in ${text}`;
}

/** Date and time of this place, to the millisecond. @param {string | number | undefined} time */
export function absolute(time) {
  if (time === undefined || time === "") return "–";
  const at = new Date(time);
  if (Number.isNaN(at.getTime())) return String(time);
  const two = (/** @type {number} */ n, width = 2) => String(n).padStart(width, "0");
  const date = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  return `${date} ${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}.${two(at.getMilliseconds(), 3)}`;
}

/** 512 B, 12.3 kB, 1.0 MB. @param {number} n */
export function octets(n) {
  if (n < 1000) return `${n} B`;
  if (n < 1_000_000) return `${(n / 1000).toFixed(1)} kB`;
  return `${(n / 1_000_000).toFixed(1)} MB`;
}

/** JSON in which an integer beyond 2⁵³, a `bigint` here, stays the integer that it is. @param {any} value @param {number} [indent] @returns {string} */
export function json(value, indent = 0) {
  return write(value, indent, "");
}

/** @param {any} value @param {number} indent @param {string} margin @returns {string} */
function write(value, indent, margin) {
  if (typeof value === "bigint") return value.toString();
  if (value === null || typeof value !== "object") return JSON.stringify(value) ?? "null";
  const list = Array.isArray(value);
  const inner = margin + " ".repeat(indent);
  const members = list
    ? value.map((item) => write(item, indent, inner))
    : Object.entries(value)
        .filter(([, member]) => member !== undefined)
        .map(([name, member]) => `${JSON.stringify(name)}:${indent ? " " : ""}${write(member, indent, inner)}`);
  const [open, close] = list ? "[]" : "{}";
  if (members.length === 0) return `${open}${close}`;
  return indent ? `${open}\n${inner}${members.join(`,\n${inner}`)}\n${margin}${close}` : `${open}${members.join(",")}${close}`;
}

/** Reads JSON with its integers exact: those beyond 2⁵³ become `bigint`. Throws `SyntaxError`. @param {string} text @returns {any} */
export function parseJson(text) {
  JSON.parse(text); // Says what is wrong, where something is.
  const mark = `int-${Math.random().toString(36).slice(2)}:`;
  const marked = text.replace(/"[^"\\]*(?:\\.[^"\\]*)*"|-?\d[\d.eE+-]*/g, (token) =>
    /^-?\d{16,}$/.test(token) && !Number.isSafeInteger(Number(token)) ? `"${mark}${token}"` : token,
  );
  return JSON.parse(marked, (_name, value) =>
    typeof value === "string" && value.startsWith(mark) ? BigInt(value.slice(mark.length)) : value,
  );
}

/** The path of a member as programs write it: `items[3].name`, `["odd name"]`. @param {(string | number)[]} steps */
export function path(steps) {
  return steps
    .map((step, i) =>
      typeof step === "number" ? `[${step}]` : /^[A-Za-z_$][\w$]*$/.test(step) ? `${i ? "." : ""}${step}` : `[${JSON.stringify(step)}]`,
    )
    .join("");
}
