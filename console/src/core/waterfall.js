/**
 * The layout of a run's timeline: entries become rows with bars. A step has one row with its attempts side by side and the
 * pauses between them; branches of a parallel, children that were opened and the many members of one call are nested.
 * Times are milliseconds; nothing here knows of pixels or of the page.
 */

import { lengthOf, millisOf } from "./instants.js";

/** From how many members on the entries of one call (`name[0]`, `name[1]`, …) are gathered in one row. */
export const GATHERED_FROM = 12;

const ENDED = new Set(["completed", "failed", "cancelled"]);
const MEMBER = /^(.*)\[(\d+)\]$/s;

/**
 * @typedef {Record<string, any>} Entry as `docs/protocol.md` tells
 * @typedef {Record<string, any>} Run as `docs/protocol.md` tells
 *
 * @typedef {object} Bar
 * @property {"work" | "wait" | "pause"} look `wait` and `pause` are hatched
 * @property {number} from
 * @property {number} to the present moment, where it goes on
 * @property {string} state
 * @property {number} attempt
 * @property {number} seq
 * @property {boolean} open whether it goes on
 *
 * @typedef {object} Row
 * @property {string} key the same after each new layout
 * @property {"entry" | "group" | "compensations" | "note"} type
 * @property {number} depth
 * @property {string} runId
 * @property {string} label
 * @property {string} kind
 * @property {string} state
 * @property {Bar[]} bars
 * @property {number} attempts
 * @property {boolean} openable
 * @property {boolean} opened
 * @property {boolean} mirrored whether it undoes something
 * @property {string=} childRunId
 * @property {number=} branch
 * @property {Entry=} entry the latest attempt
 * @property {Entry[]=} entries every attempt
 * @property {{state: string, count: number}[]=} counts of a group
 *
 * @typedef {object} Loaded what is known of a child that was opened
 * @property {Run=} run
 * @property {Entry[]=} entries
 * @property {string=} error
 */

/**
 * Lays a run out.
 *
 * @param {Run} run
 * @param {Entry[]} entries
 * @param {object} options
 * @param {number} options.now
 * @param {Set<string>=} options.opened keys of rows that were opened
 * @param {Set<string>=} options.closed keys of rows that are open unless they are closed
 * @param {Map<string, Loaded>=} options.children by run id
 * @returns {{rows: Row[], from: number, to: number}}
 */
export function layout(run, entries, { now, opened = new Set(), closed = new Set(), children = new Map() }) {
  /** @type {Row[]} */
  const rows = [];
  const place = { rows, now, opened, closed, children, above: new Set() };
  addRun(run, entries, 0, "", place);
  let from = millisOf(run.started_at) ?? millisOf(run.created_at) ?? now;
  let to = ENDED.has(run.state) ? (millisOf(run.completed_at) ?? from) : now;
  for (const row of rows) {
    for (const bar of row.bars) {
      if (bar.from < from) from = bar.from;
      if (bar.to > to) to = bar.to;
    }
  }
  return { rows, from, to: to > from ? to : from + 1 };
}

function addRun(run, entries, depth, prefix, place) {
  if (place.above.has(run.id)) return;
  place.above.add(run.id);
  const steps = stepsOf(entries);
  const done = steps.filter((step) => step.kind !== "compensation");
  const undone = steps.filter((step) => step.kind === "compensation");
  const onBranches = new Map();
  const main = [];
  for (const step of done) {
    const parallel = step.first.parallel;
    if (parallel === undefined) main.push(step);
    else if (onBranches.has(parallel)) onBranches.get(parallel).push(step);
    else onBranches.set(parallel, [step]);
  }
  // What is on a branch of a parallel that is not there (it was cut off) stands on the main line.
  const parallels = new Set(done.filter((step) => step.kind === "parallel").flatMap((step) => step.all.map((entry) => entry.seq)));
  for (const [parallel, inner] of onBranches) if (!parallels.has(parallel)) main.push(...inner);
  main.sort((a, b) => a.first.seq - b.first.seq);
  addSteps(run, main, depth, prefix, place, onBranches);
  if (undone.length > 0) {
    place.rows.push(
      plainRow("compensations", `${prefix}~`, run, depth, "Compensations, the last step's first", { mirrored: true }),
    );
    for (const step of undone) addStep(run, step, depth, prefix, place, onBranches, true);
  }
  place.above.delete(run.id);
}

/** Attempts of one step, in the order in which the steps began. */
function stepsOf(entries) {
  const steps = new Map();
  for (const entry of entries) {
    const step = steps.get(entry.step_name);
    if (step) step.all.push(entry);
    else steps.set(entry.step_name, { name: entry.step_name, kind: entry.kind, first: entry, all: [entry] });
  }
  for (const step of steps.values()) {
    if (step.all.length > 1) step.all.sort((a, b) => a.seq - b.seq);
    step.first = step.all[0];
    step.last = step.all.at(-1);
  }
  return [...steps.values()];
}

function addSteps(run, steps, depth, prefix, place, onBranches) {
  const gathered = new Map();
  for (const step of steps) {
    const base = MEMBER.exec(step.name)?.[1];
    if (base === undefined) continue;
    if (gathered.has(base)) gathered.get(base).push(step);
    else gathered.set(base, [step]);
  }
  const told = new Set();
  for (const step of steps) {
    const base = MEMBER.exec(step.name)?.[1];
    const members = base === undefined ? undefined : gathered.get(base);
    if (!members || members.length < GATHERED_FROM) {
      addStep(run, step, depth, prefix, place, onBranches, false);
    } else if (!told.has(base)) {
      told.add(base);
      addGroup(run, base, members, depth, prefix, place, onBranches);
    }
  }
}

function addGroup(run, base, members, depth, prefix, place, onBranches) {
  const key = `${prefix}${base}[]`;
  const opened = place.opened.has(key);
  const counts = new Map();
  let from = Infinity;
  let to = -Infinity;
  for (const { last, first } of members) {
    counts.set(last.state, (counts.get(last.state) ?? 0) + 1);
    from = Math.min(from, millisOf(first.started_at) ?? place.now);
    to = Math.max(to, millisOf(last.completed_at) ?? place.now);
  }
  const order = ["failed", "cancelled", "waiting", "running", "completed"];
  const state = order.find((each) => counts.has(each)) ?? members[0].last.state;
  const bar = { look: "work", from, to: Math.max(from, to), state, attempt: 1, seq: members[0].first.seq, open: !ENDED.has(state) };
  place.rows.push({
    ...plainRow("group", key, run, depth, base, { kind: members[0].kind, state, bars: [bar] }),
    openable: true,
    opened,
    counts: [...counts].map(([name, count]) => ({ state: name, count })).sort((a, b) => order.indexOf(a.state) - order.indexOf(b.state)),
  });
  if (!opened) return;
  for (const step of members) addStep(run, step, depth + 1, prefix, place, onBranches, false);
}

function addStep(run, step, depth, prefix, place, onBranches, mirrored) {
  const { last } = step;
  const key = `${prefix}${step.name}`;
  const inner = step.kind === "parallel" ? step.all.flatMap((entry) => onBranches.get(entry.seq) ?? []) : [];
  const childRunId = step.kind === "child" ? last.child_run_id : undefined;
  const openable = childRunId !== undefined || inner.length > 0;
  // Branches are shown unless they are closed, children when they are opened.
  const opened = inner.length > 0 ? !place.closed.has(key) : childRunId !== undefined && place.opened.has(key);
  place.rows.push({
    ...plainRow("entry", key, run, depth, step.name, { kind: step.kind, state: last.state, mirrored }),
    bars: barsOf(step, place.now),
    attempts: last.attempt,
    openable,
    opened,
    childRunId,
    branch: step.first.branch,
    entry: last,
    entries: step.all,
  });
  if (!opened) return;
  if (inner.length > 0) {
    inner.sort((a, b) => (a.first.branch ?? 0) - (b.first.branch ?? 0) || a.first.seq - b.first.seq);
    addSteps(run, inner, depth + 1, prefix, place, onBranches);
  } else {
    addChild(run, childRunId, depth + 1, `${key}/`, place);
  }
}

function addChild(run, childRunId, depth, prefix, place) {
  const child = place.children.get(childRunId);
  const note = (text, state) =>
    place.rows.push(plainRow("note", `${prefix}!`, run, depth, text, { state, childRunId }));
  if (child?.error) note(child.error, "failed");
  else if (!child?.run || !child.entries) note("Loading the child’s timeline…", "loading");
  else if (place.above.has(childRunId)) note("This run is shown above.", "empty");
  else if (child.entries.length === 0) note("The child has no entries yet.", "empty");
  else addRun(child.run, child.entries, depth, prefix, place);
}

function plainRow(type, key, run, depth, label, more) {
  return {
    key,
    type,
    depth,
    runId: run.id,
    label,
    kind: "",
    state: "",
    bars: [],
    attempts: 0,
    openable: false,
    opened: false,
    mirrored: false,
    ...more,
  };
}

/** The bars of a step's attempts, and of the pauses between them. */
function barsOf(step, now) {
  /** @type {Bar[]} */
  const bars = [];
  let ended;
  for (const entry of step.all) {
    const from = millisOf(entry.started_at) ?? now;
    const { state, attempt, seq } = entry;
    const resting = step.kind === "wait" || step.kind === "sleep";
    // A further attempt that has not begun: its bar is the pause before it.
    const pausing = state === "waiting" && !resting && step.kind !== "child" && step.kind !== "parallel";
    const before = { look: "pause", state: "waiting", attempt, seq };
    if (ended !== undefined && !pausing && from > ended) bars.push({ ...before, from: ended, to: from, open: false });
    const to = millisOf(entry.completed_at) ?? Math.max(now, from);
    if (pausing) {
      const start = ended ?? from;
      bars.push({ ...before, from: start, to: Math.max(start, millisOf(entry.until) ?? now, now), open: true });
    } else {
      const look = resting || state === "waiting" ? "wait" : "work";
      bars.push({ look, from, to: Math.max(from, to), state, attempt, seq, open: !ENDED.has(state) });
    }
    ended = millisOf(entry.completed_at);
  }
  return bars;
}

/**
 * What an entry waits for, or waited for, in words; empty where it waits for nothing.
 *
 * @param {Entry} entry
 * @param {string=} step name of the step, where it is known
 */
export function awaited(entry) {
  switch (entry.kind) {
    case "wait": {
      const name = entry.event ?? entry.step_name;
      return `event ${name}${entry.event_key === undefined ? "" : ` with key ${entry.event_key}`}`;
    }
    case "sleep":
      return entry.until === undefined ? "a time" : `until ${entry.until}`;
    case "child":
      return entry.child_run_id === undefined ? "" : `child ${entry.child_run_id}`;
    default:
      return entry.state === "waiting" && entry.until !== undefined ? `attempt ${entry.attempt} at ${entry.until}` : "";
  }
}

/**
 * Round marks for an axis: at most `most` of them.
 *
 * @param {number} from
 * @param {number} to
 * @param {number} zero what counts as nought
 * @param {number=} most
 * @returns {{at: number, label: string}[]}
 */
export function marks(from, to, zero, most = 6) {
  const size = niceStep((to - from) / most);
  const found = [];
  for (let n = Math.ceil((from - zero) / size); zero + n * size <= to && found.length <= most; n++) {
    found.push({ at: zero + n * size, label: n === 0 ? "0" : lengthOf(n * size) });
  }
  return found;
}

const NICE = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 15_000, 30_000, 60_000, 120_000, 300_000, 600_000,
  900_000, 1_800_000, 3_600_000, 7_200_000, 10_800_000, 21_600_000, 43_200_000, 86_400_000];

function niceStep(least) {
  if (least <= 1) {
    const power = 10 ** Math.floor(Math.log10(least));
    return [1, 2, 5, 10].map((factor) => factor * power).find((size) => size >= least) ?? 1;
  }
  const day = NICE.at(-1);
  return NICE.find((size) => size >= least) ?? Math.ceil(least / day) * day;
}

/** The part of a time span that is shown: it can be zoomed, moved and brushed, and never leaves the whole. */
export class Window {
  /** @param {number} from @param {number} to */
  constructor(from, to) {
    this.whole = { from, to };
    this.from = from;
    this.to = to;
  }

  /** Whether everything is shown. */
  get full() {
    return this.from <= this.whole.from && this.to >= this.whole.to;
  }

  /** The whole has become another, as the run goes on; who sees everything, sees everything again. */
  resize(from, to) {
    const full = this.full;
    this.whole = { from, to };
    if (full) [this.from, this.to] = [from, to];
    else this.show(this.from, this.to);
  }

  /** Shows this part. */
  show(from, to) {
    const { whole } = this;
    const least = Math.min((whole.to - whole.from) / 1e6, 0.001) || 0.001;
    const size = Math.min(Math.max(Math.abs(to - from), least), whole.to - whole.from);
    this.from = Math.min(Math.max(Math.min(from, to), whole.from), whole.to - size);
    this.to = this.from + size;
  }

  /** Shows `factor` times as much, what is at `at` staying where it is. */
  zoom(factor, at = (this.from + this.to) / 2) {
    this.show(at - (at - this.from) * factor, at + (this.to - at) * factor);
  }

  /** Moves by a part of what is shown. */
  move(part) {
    const by = (this.to - this.from) * part;
    const from = Math.min(Math.max(this.from + by, this.whole.from), this.whole.to - (this.to - this.from));
    this.show(from, from + (this.to - this.from));
  }

  all() {
    this.from = this.whole.from;
    this.to = this.whole.to;
  }

  /** Where an instant lies, from 0 to 1 within what is shown. */
  place(at) {
    return (at - this.from) / (this.to - this.from);
  }
}
