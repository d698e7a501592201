// @ts-check
/**
 * Schedules as the server reads them (docs/protocol.md, `cron.list`): five fields or a nickname, in UTC unless a zone stands
 * before, `CRON_TZ=Europe/Berlin 0 2 * * *`. Tells them in words, and when they fire next, across changes of clocks too.
 */

const MINUTE = 60_000;
const HOUR = 3_600_000;
const DAY = 86_400_000;
const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
const DAYS = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];

/** @typedef {{name: string, from: number, to: number, names?: string[]}} Kind */

/** @type {Kind[]} */
const FIELDS = [
  { name: "minute", from: 0, to: 59 },
  { name: "hour", from: 0, to: 23 },
  { name: "day of month", from: 1, to: 31 },
  { name: "month", from: 1, to: 12, names: ["", ...MONTHS.map((month) => month.slice(0, 3).toUpperCase())] },
  { name: "day of week", from: 0, to: 7, names: DAYS.map((day) => day.slice(0, 3).toUpperCase()) },
];

/** @type {Record<string, string>} */
const NICKNAMES = {
  "@hourly": "0 * * * *",
  "@daily": "0 0 * * *",
  "@midnight": "0 0 * * *",
  "@weekly": "0 0 * * 0",
  "@monthly": "0 0 1 * *",
  "@yearly": "0 0 1 1 *",
  "@annually": "0 0 1 1 *",
};

/**
 * @typedef {object} Field
 * @property {string} text
 * @property {number[]} values in order
 * @property {boolean} any whether it is `*`
 * @property {number} [step] of `*` with a step
 *
 * @typedef {object} Schedule
 * @property {string} zone
 * @property {string} expression
 * @property {Field[]} fields
 */

/**
 * Reads a schedule.
 *
 * @param {string} text
 * @returns {Schedule}
 * @throws {Error} with a sentence, where it is none
 */
export function parseSchedule(text) {
  let expression = text.trim();
  let zone = "UTC";
  if (expression.startsWith("CRON_TZ=")) {
    const [first = "", ...rest] = expression.slice("CRON_TZ=".length).split(/\s+/);
    zone = first;
    expression = rest.join(" ");
  }
  offsetAt(zone, 0); // Refuses a zone that there is not.
  const whole = expression.startsWith("@") ? NICKNAMES[expression.toLowerCase()] : expression;
  const texts = whole?.split(/\s+/) ?? [];
  if (texts.length !== FIELDS.length) throw new Error(`“${text}” is no schedule of five fields.`);
  return { zone, expression, fields: texts.map((field, i) => fieldOf(field, /** @type {Kind} */ (FIELDS[i]))) };
}

/** @param {string} text @param {Kind} kind @returns {Field} */
function fieldOf(text, kind) {
  /** @type {Set<number>} */
  const values = new Set();
  let step;
  for (const part of text.split(",")) {
    const found = /^(?:(\*)|(\w+)(?:-(\w+))?)(?:\/(\d+))?$/.exec(part);
    if (!found) throw new Error(`“${text}” is no ${kind.name}.`);
    const [, star, first, last, every] = found;
    const by = every === undefined ? 1 : Number(every);
    if (by < 1) throw new Error(`“${text}” has a step of nought.`);
    const from = star ? kind.from : valueOf(/** @type {string} */ (first), kind, true);
    let to = from;
    if (star) to = kind.name === "day of week" ? 6 : kind.to;
    else if (last !== undefined) to = valueOf(last, kind, false);
    else if (every !== undefined) to = kind.to;
    if (star && every !== undefined) step = by;
    if (to < from) throw new Error(`“${text}” is no ${kind.name}: it ends before it begins.`);
    for (let value = from; value <= to; value += by) values.add(kind.name === "day of week" ? value % 7 : value);
  }
  return { text, values: [...values].sort((a, b) => a - b), any: text === "*" || text === "*/1", ...(text.startsWith("*/") && step && !text.includes(",") && { step }) };
}

/** @param {string} text @param {Kind} kind @param {boolean} left */
function valueOf(text, kind, left) {
  const named = kind.names?.indexOf(text.toUpperCase()) ?? -1;
  // Sunday begins a range as 0 and ends one as 7.
  if (named >= 0 && text !== "") return named === 0 && !left ? 7 : named;
  const value = /^\d+$/.test(text) ? Number(text) : NaN;
  if (!(value >= kind.from && value <= kind.to)) throw new Error(`“${text}” is no ${kind.name}: those are ${kind.from} to ${kind.to}.`);
  return value;
}

// When

/**
 * The first firings after an instant, in milliseconds since 1970.
 *
 * @param {Schedule} schedule
 * @param {number} after
 * @param {number} many
 */
export function nextFirings(schedule, after, many) {
  const found = [];
  for (let at = after; found.length < many; ) {
    const next = nextFiring(schedule, at);
    if (next === undefined) break;
    found.push(next);
    at = next;
  }
  return found;
}

/** @param {Schedule} schedule @param {number} after @returns {number | undefined} */
function nextFiring(schedule, after) {
  const hours = /** @type {Field} */ (schedule.fields[1]);
  return hours.values.length === 24 ? byRealTime(schedule, after) : byWallClock(schedule, after);
}

/** Each wall-clock time stands for one instant: a time that is skipped for the end of the gap, of two the first. */
function byWallClock(/** @type {Schedule} */ schedule, /** @type {number} */ after) {
  let local = after + offsetAt(schedule.zone, after);
  for (;;) {
    const next = nextLocal(schedule.fields, local);
    if (next === undefined) return undefined;
    local = next;
    const instant = instantOf(schedule.zone, local);
    if (instant > after) return instant;
  }
}

/** Looks from one change of the zone's offset to the next: in between, clocks go by real time. */
function byRealTime(/** @type {Schedule} */ schedule, /** @type {number} */ after) {
  let from = after + 0.001;
  for (;;) {
    const offset = offsetAt(schedule.zone, from);
    const local = nextLocal(schedule.fields, from - 0.001 + offset);
    if (local === undefined) return undefined;
    const next = local - offset;
    const change = changeBetween(schedule.zone, from, next);
    if (change === undefined) return next;
    from = change;
  }
}

/** The first wall-clock time after this one, both as if they were UTC. */
function nextLocal(/** @type {Field[]} */ fields, /** @type {number} */ after) {
  const [minutes, hours, days, months, weekdays] = /** @type {[Field, Field, Field, Field, Field]} */ (fields);
  const start = Math.floor(after / MINUTE) * MINUTE + MINUTE;
  const date = new Date(start);
  let [year, month, day] = [date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()];
  let [hour, minute] = [date.getUTCHours(), date.getUTCMinutes()];
  // The 29th of February falls on each weekday within 28 years, 40 around the turn of most centuries.
  for (const last = year + 45; year <= last; ) {
    if (months.values.includes(month) && fitsDay(year, month, day, days, weekdays)) {
      for (const h of hours.values) {
        if (h < hour) continue;
        const m = minutes.values.find((each) => h > hour || each >= minute);
        if (m !== undefined) return Date.UTC(year, month - 1, day, h, m);
      }
    }
    [hour, minute] = [0, 0];
    day++;
    if (!months.values.includes(month) || day > daysIn(year, month)) {
      day = 1;
      month++;
      if (month > 12) [year, month] = [year + 1, 1];
    }
  }
  return undefined;
}

function fitsDay(/** @type {number} */ year, /** @type {number} */ month, /** @type {number} */ day, /** @type {Field} */ days, /** @type {Field} */ weekdays) {
  const ofMonth = days.values.includes(day);
  const ofWeek = weekdays.values.includes(new Date(Date.UTC(year, month - 1, day)).getUTCDay());
  if (days.any) return ofWeek;
  return weekdays.any ? ofMonth : ofMonth || ofWeek;
}

function daysIn(/** @type {number} */ year, /** @type {number} */ month) {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

// Zones

/** @type {Map<string, Intl.DateTimeFormat>} */
const formats = new Map();

/**
 * How far the clocks of a zone are ahead of UTC at an instant, in milliseconds.
 *
 * @param {string} zone a name of the IANA database, or an offset such as `+02:00`
 * @param {number} at
 */
export function offsetAt(zone, at) {
  const fixed = /^(?:Z|(?:UTC|GMT|UT)?(?:([+-])(\d{1,2}):?(\d\d)?:?(\d\d)?)?)$/.exec(zone);
  if (fixed) {
    const size = Number(fixed[2] ?? 0) * HOUR + Number(fixed[3] ?? 0) * MINUTE + Number(fixed[4] ?? 0) * 1000;
    return fixed[1] === "-" ? -size : size;
  }
  let format = formats.get(zone);
  if (!format) {
    const numeric = /** @type {const} */ ("numeric");
    try {
      format = new Intl.DateTimeFormat("en-US", { timeZone: zone, hourCycle: "h23", year: numeric, month: numeric, day: numeric, hour: numeric, minute: numeric, second: numeric });
    } catch {
      throw new Error(`This browser knows no time zone “${zone}”.`);
    }
    formats.set(zone, format);
  }
  const whole = Math.floor(at / 1000) * 1000;
  /** @type {Record<string, number>} */
  const parts = {};
  for (const { type, value } of format.formatToParts(whole)) parts[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  return Date.UTC(year, month - 1, day, hour, minute, second) - whole;
}

/** The first change of a zone's offset after `from` and not after `to`. */
function changeBetween(/** @type {string} */ zone, /** @type {number} */ from, /** @type {number} */ to) {
  const before = offsetAt(zone, from);
  for (let low = from; low < to; ) {
    const high = Math.min(low + DAY / 2, to);
    if (offsetAt(zone, high) !== before) return bisect(zone, low, high, before);
    low = high;
  }
  return undefined;
}

/** Offsets change on whole seconds. */
function bisect(/** @type {string} */ zone, /** @type {number} */ from, /** @type {number} */ to, /** @type {number} */ before) {
  let low = Math.floor(from / 1000);
  let high = Math.ceil(to / 1000);
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (offsetAt(zone, middle * 1000) === before) low = middle;
    else high = middle;
  }
  return high * 1000;
}

function instantOf(/** @type {string} */ zone, /** @type {number} */ local) {
  const before = offsetAt(zone, local - DAY);
  const after = offsetAt(zone, local + DAY);
  if (offsetAt(zone, local - before) === before) return local - before;
  if (offsetAt(zone, local - after) === after) return local - after;
  return bisect(zone, local - DAY, local + DAY, before); // Clocks skip it: the end of the gap.
}

// In words

/**
 * A schedule in words: `At 02:00`, `Every 15 minutes, from 9:00 to 17:59, Monday to Friday`.
 *
 * @param {Schedule} schedule
 */
export function inWords(schedule) {
  const [minutes, hours, days, months, weekdays] = /** @type {[Field, Field, Field, Field, Field]} */ (schedule.fields);
  const texts = [timesInWords(minutes, hours)];
  if (!days.any && !weekdays.any) texts.push(`${daysInWords(days)} and ${weekdaysInWords(weekdays)}`);
  else if (!days.any) texts.push(daysInWords(days));
  else if (!weekdays.any) texts.push(weekdaysInWords(weekdays));
  else if (months.any && !timesAreMany(minutes, hours)) texts.push("every day");
  if (!months.any) texts.push(`in ${listed(months, (value) => /** @type {string} */ (MONTHS[value - 1]), "month")}`);
  const text = texts.join(", ");
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function timesAreMany(/** @type {Field} */ minutes, /** @type {Field} */ hours) {
  return hours.any || hours.step !== undefined || minutes.any || minutes.values.length * hours.values.length > 6;
}

function timesInWords(/** @type {Field} */ minutes, /** @type {Field} */ hours) {
  const only = minutes.values.length === 1 ? minutes.values[0] : undefined;
  if (!timesAreMany(minutes, hours)) {
    const times = hours.values.flatMap((hour) => minutes.values.map((minute) => `${two(hour)}:${two(minute)}`));
    return `at ${joined(times)}`;
  }
  let often;
  if (minutes.any) often = "every minute";
  else if (minutes.step !== undefined && 60 % minutes.step === 0) often = minutes.step === 1 ? "every minute" : `every ${minutes.step} minutes`;
  else if (only === 0 && hours.any) return "every hour";
  else if (only === 0 && hours.step !== undefined && 24 % hours.step === 0) return hours.step === 1 ? "every hour" : `every ${hours.step} hours`;
  else often = only === 0 ? "on the hour" : `at ${joined(minutes.values.map(String))} ${only === 1 ? "minute" : "minutes"} past the hour`;
  if (hours.any) return often;
  if (hours.step !== undefined && 24 % hours.step === 0) return `${often}, ${hours.step === 1 ? "every hour" : `every ${hours.step} hours`}`;
  const runs = rangesOf(hours.values).map(([from, to]) => (from === to && only === 0 ? `${two(from)}:00` : `${two(from)}:00 to ${two(to)}:${only === 0 ? "00" : "59"}`));
  return `${often}, from ${joined(runs)}`;
}

function daysInWords(/** @type {Field} */ days) {
  if (days.step !== undefined) return days.step === 1 ? "every day" : `every ${days.step} days of the month`;
  const ranges = rangesOf(days.values).map(([from, to]) => (from === to ? `${from}` : `${from} to ${to}`));
  return `on day ${joined(ranges)} of the month`;
}

function weekdaysInWords(/** @type {Field} */ weekdays) {
  if (weekdays.values.length === 7) return "every day";
  return `on ${listed(weekdays, (value) => /** @type {string} */ (DAYS[value]), "weekday")}`;
}

function listed(/** @type {Field} */ field, /** @type {(value: number) => string} */ name, /** @type {string} */ what) {
  if (field.step === 1) return `every ${what}`;
  if (field.step !== undefined) return `every ${field.step} ${what}s (${joined(field.values.map(name))})`;
  // From Monday on, as weeks are read; Sunday comes last.
  const values = what === "weekday" ? field.values.map((value) => value || 7) : field.values;
  const ranges = rangesOf(values.sort((a, b) => a - b));
  const called = (/** @type {number} */ value) => name(what === "weekday" ? value % 7 : value);
  return joined(ranges.map(([from, to]) => (from === to ? called(from) : to === from + 1 ? `${called(from)} and ${called(to)}` : `${called(from)} to ${called(to)}`)));
}

/** Neighbours as ranges. @param {number[]} values @returns {[number, number][]} */
function rangesOf(values) {
  /** @type {[number, number][]} */
  const ranges = [];
  for (const value of values) {
    const last = ranges.at(-1);
    if (last && last[1] === value - 1) last[1] = value;
    else ranges.push([value, value]);
  }
  return ranges;
}

function joined(/** @type {string[]} */ texts) {
  return texts.length < 2 ? (texts[0] ?? "") : `${texts.slice(0, -1).join(", ")} and ${texts.at(-1)}`;
}

function two(/** @type {number} */ value) {
  return String(value).padStart(2, "0");
}
