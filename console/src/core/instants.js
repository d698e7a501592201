/** Instants of the protocol (RFC 3339) as milliseconds with a fraction, so that microseconds are not lost. */

const FRACTION = /^(.*T\d\d:\d\d:\d\d)(\.\d+)?(Z|[+-]\d\d:\d\d)$/;

/**
 * Milliseconds since 1970 of an RFC 3339 text; `undefined` where it is none.
 *
 * @param {string | undefined} text
 * @returns {number | undefined}
 */
export function millisOf(text) {
  const parts = text === undefined ? null : FRACTION.exec(text);
  if (!parts) return undefined;
  const whole = Date.parse(parts[1] + parts[3]);
  return Number.isNaN(whole) ? undefined : whole + (parts[2] ? Number(parts[2]) * 1000 : 0);
}

const UNITS = [
  ["d", 86_400_000],
  ["h", 3_600_000],
  ["min", 60_000],
  ["s", 1000],
];

/**
 * A length of time in at most two units: `1.4 ms`, `320 ms`, `2.5 s`, `3 min 4 s`, `2 d 3 h`.
 *
 * @param {number} ms
 * @returns {string}
 */
export function lengthOf(ms) {
  if (ms < 0) return `−${lengthOf(-ms)}`;
  if (ms < 1) return ms === 0 ? "0 ms" : `${Math.max(1, Math.round(ms * 1000))} µs`;
  if (ms < 10) return `${trimmed(ms.toFixed(1))} ms`;
  if (ms < 1000) return `${Math.round(ms)} ms`;
  if (ms < 59_950) return `${trimmed((ms / 1000).toFixed(1))} s`;
  let rest = Math.round(ms / 1000) * 1000;
  const at = UNITS.findIndex(([, size]) => rest >= size);
  const texts = [];
  for (const [name, size] of UNITS.slice(at, at + 2)) {
    const many = Math.floor(rest / size);
    rest -= many * size;
    if (many > 0) texts.push(`${many} ${name}`);
  }
  return texts.join(" ");
}

function trimmed(text) {
  return text.replace(/\.0$/, "");
}
