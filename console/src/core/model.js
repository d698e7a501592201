// @ts-check
/**
 * All that the page knows, in one place. Jobs and runs come from answers (lists, snapshots) and from the events behind a
 * cursor; lists and details read the same objects, so they cannot disagree. Every change marks the model as changed; views
 * are rendered once per animation frame, however many events came.
 */
import { sniff, Wire } from "./wire.js";

/** @typedef {{id: string, type: string, channel: string, topic: string, ts: string, data: any}} Event */
/** @typedef {Record<string, any> & {id: string, state: string}} Entity */

/** So many are kept; the ones that came first go first. */
const MOST_JOBS = 150_000;
const MOST_RUNS = 50_000;
const MOST_EVENTS = 10_000;
const SECONDS = 120;

/** What is answered without a store. */
const STORELESS = new Set(["auth", "subscribe", "unsubscribe"]);

/** Drawing that takes longer, in milliseconds, is followed by a pause three times as long, up to the longest. */
const QUICK = 8;
const LONGEST_PAUSE = 150;

/** What is not kept of a job or run that a list told: whoever shows it asks for it. */
const HEAVY = ["payload", "result", "input", "output", "attempts"];

export class Model {
  wire = new Wire();

  /** @type {{state: "idle" | "connecting" | "open" | "closed", since: number, lastOpen: number | undefined, error: any, greeting: any}} */
  connection = { state: "connecting", since: Date.now(), lastOpen: undefined, error: undefined, greeting: undefined };

  /** @type {Map<string, Entity>} */
  jobs = new Map();
  /** @type {Map<string, Entity>} */
  runs = new Map();
  /** The last events, oldest first. @type {Event[]} */
  events = [];
  /** How many events came in all. */
  eventCount = 0;
  /** Whether the firehose is followed: `waiting`, `live`, `forbidden`, or `gap` for a moment when events were lost. */
  live = "waiting";
  /** When events were lost last. @type {{at: number, message: string} | undefined} */
  gap = undefined;
  /** Since when the server says 503: its store cannot be reached. @type {{since: number, message: string} | undefined} */
  away = undefined;
  /** By second, the newest last: what was enqueued, completed, failed; the waits and run times that were seen. */
  rates = new Rates();
  /** What was asked for by name, with when and how: `stats`, `queues`, `handlers`, … @type {Map<string, Asked>} */
  answers = new Map();

  /** @type {Set<() => void>} */
  #views = new Set();
  /** @type {Set<(event: Event) => void>} */
  #listeners = new Set();
  #scheduled = false;
  /** How many milliseconds the last drawing took: one that takes long leaves time for events and for people. */
  #took = 0;

  /** Says that something changed: views are rendered with the next frame. */
  changed() {
    if (this.#scheduled) return;
    this.#scheduled = true;
    const draw = () => {
      this.#scheduled = false;
      const began = performance.now();
      for (const view of [...this.#views]) {
        try {
          view();
        } catch (error) {
          reportError(error); // The other views are drawn all the same.
        }
      }
      this.#took = performance.now() - began;
    };
    if (this.#took < QUICK) requestAnimationFrame(draw);
    else setTimeout(() => requestAnimationFrame(draw), Math.min(LONGEST_PAUSE, 3 * this.#took));
  }

  /** Has a view rendered whenever something changed; gives what ends it. @param {() => void} view */
  watch(view) {
    this.#views.add(view);
    return () => {
      this.#views.delete(view);
    };
  }

  /** Has every event told, in order; gives what ends it. @param {(event: Event) => void} listener */
  onEvent(listener) {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  /** @param {any} state @param {any} [error] */
  setConnection(state, error) {
    const now = Date.now();
    const { connection } = this;
    if (connection.state === "open" && state !== "open") connection.lastOpen = now;
    if (connection.state !== state) connection.since = now;
    connection.state = state;
    connection.error = state === "open" ? undefined : (error ?? connection.error);
    this.changed();
  }

  /** The server has told who this is. @param {any} greeting */
  greeted(greeting) {
    this.connection.greeting = greeting;
    this.changed();
  }

  /** An answer or an error came: it tells whether the store is there. The client asks again by itself while it is not. @param {string} text */
  heard(text) {
    const { type, correl } = sniff(text);
    if (type === "error" && /"code":503\b/.test(text.slice(0, 2000))) {
      const message = /"message":"((?:[^"\\]|\\.)*)"/.exec(text)?.[1] ?? "";
      this.away = { since: this.away?.since ?? Date.now(), message: JSON.parse(`"${message}"`) };
    } else if (type === "response" && this.away && !STORELESS.has(this.wire.asked(correl) ?? "auth")) {
      this.away = undefined;
    } else return;
    this.changed();
  }

  /** Whether the token may do this; before the server told, no. @param {string} scope */
  may(scope) {
    const scopes = /** @type {string[] | undefined} */ (this.connection.greeting?.scopes);
    return scopes !== undefined && (scopes.includes("*") || scopes.includes(scope));
  }

  // Jobs and runs

  /**
   * Takes a job or run as an answer told it. One from a list is as of some moment that no cursor names: where what is known
   * is newer by the time of its last change, that stays.
   *
   * @param {"jobs" | "runs"} kind
   * @param {any} told
   * @param {{whole?: boolean, cursor?: string}} [how] whole: from `get` or a snapshot; cursor: as of that event
   * @returns {Entity}
   */
  take(kind, told, { whole = false, cursor } = {}) {
    const store = this[kind];
    const known = store.get(told.id);
    const given = { ...told };
    if (!whole) for (const name of HEAVY) delete given[name];
    if (!known) {
      const entity = { ...given, _whole: whole, _n: numberOf(cursor) };
      store.set(told.id, entity);
      trim(store, kind === "jobs" ? MOST_JOBS : MOST_RUNS);
      this.changed();
      return entity;
    }
    const as = numberOf(cursor);
    const older = as === undefined ? Date.parse(told.updated_at) < Date.parse(known.updated_at ?? "") : as < (known._n ?? 0);
    if (older) {
      // What never changes, or what events do not tell, is welcome all the same.
      for (const name in given) if (!(name in known) || (whole && HEAVY.includes(name))) known[name] = given[name];
    } else {
      if (whole) for (const name in known) if (!name.startsWith("_") && !(name in given)) delete known[name];
      Object.assign(known, given);
      known._n = Math.max(known._n ?? 0, as ?? 0);
      delete known._partial;
    }
    if (whole) {
      known._whole = true;
      known._stale = older;
    }
    this.changed();
    return known;
  }

  /** A job or run is gone. @param {"jobs" | "runs"} kind @param {string} id */
  forget(kind, id) {
    const it = this[kind].get(id);
    if (it) it._gone = true;
    this[kind].delete(id);
    this.changed();
  }

  /** Takes an event of the firehose. @param {Event} event */
  apply(event) {
    this.eventCount++;
    if (event.type === "gap") {
      this.gap = { at: Date.now(), message: event.data.error };
    } else if (event.type.startsWith("job.")) {
      this.#applyJob(event);
    } else if (event.type.startsWith("workflow.")) {
      this.#applyRun(event);
    }
    this.rates.note(event, this.jobs);
    this.events.push(event);
    if (this.events.length > MOST_EVENTS * 1.2) this.events.splice(0, this.events.length - MOST_EVENTS);
    for (const listener of this.#listeners) listener(event);
    this.changed();
  }

  /** @param {Event} event */
  #applyJob(event) {
    const { data, ts } = event;
    let job = this.jobs.get(data.job_id);
    if (!job) {
      if (event.type !== "job.enqueued") return; // The first that is heard of it: a list that shows it asks.
      job = { id: data.job_id, name: data.job_name, queue: data.queue, state: "pending", created_at: ts, updated_at: ts, run_at: data.next_run_at ?? ts, retry_count: 0, _partial: true };
      this.jobs.set(job.id, job);
      trim(this.jobs, MOST_JOBS);
    }
    if (!this.#newer(job, event)) return;
    job.state = data.state;
    job._stale = true;
    switch (event.type) {
      case "job.enqueued":
        job.run_at = data.next_run_at ?? job.run_at;
        delete job.completed_at;
        break;
      case "job.started":
        job.started_at = ts;
        job.attempt = data.attempt;
        delete job.percent;
        delete job.note;
        break;
      case "job.progress":
        job.percent = data.percent;
        job.note = data.note;
        break;
      case "job.retrying":
        job.run_at = data.next_run_at;
        job.last_error = data.error ?? job.last_error;
        job.retry_count = data.attempt ?? job.retry_count;
        break;
      case "job.failed":
        job.last_error = data.error ?? job.last_error;
        break;
      default:
    }
    if (data.final) job.completed_at = ts;
    if (data.elapsed_ms !== undefined) job.elapsed_ms = data.elapsed_ms;
  }

  /** @param {Event} event */
  #applyRun(event) {
    const { data, ts } = event;
    let run = this.runs.get(data.run_id);
    if (!run) {
      if (event.type !== "workflow.started") return;
      run = { id: data.run_id, name: data.name, state: data.state, created_at: ts, started_at: ts, updated_at: ts, _partial: true };
      this.runs.set(run.id, run);
      trim(this.runs, MOST_RUNS);
    }
    if (!this.#newer(run, event)) return;
    run.state = data.state;
    run._stale = true;
    if (data.step_name !== undefined) run.step_name = data.step_name;
    run.waiting = event.type === "workflow.waiting";
    if (data.error !== undefined) run.error = data.error;
    if (data.final) run.completed_at = ts;
    else if (event.type === "workflow.started") delete run.completed_at;
  }

  /** Whether an event tells of something that what is known does not hold yet. @param {Entity} it @param {Event} event */
  #newer(it, event) {
    const n = numberOf(event.id);
    if (n !== undefined) {
      if (n <= (it._n ?? 0) || Date.parse(event.ts) < Date.parse(it.updated_at ?? "")) return false;
      it._n = n;
    }
    it.updated_at = event.ts;
    return true;
  }

  // What is asked for by name, and asked for again while somebody looks

  /**
   * The last answer to a question of that name, and whether it is asked now.
   *
   * @param {string} name
   * @returns {Asked}
   */
  answer(name) {
    let asked = this.answers.get(name);
    if (!asked) {
      asked = { value: undefined, error: undefined, at: 0, asking: false };
      this.answers.set(name, asked);
    }
    return asked;
  }

  /**
   * Asks, unless it is being asked. A failure leaves the last answer, and stands beside it.
   *
   * @param {string} name
   * @param {() => Promise<any>} ask
   */
  async refresh(name, ask) {
    const asked = this.answer(name);
    if (asked.asking) return asked;
    asked.asking = true;
    this.changed();
    try {
      asked.value = await ask();
      asked.error = undefined;
      asked.at = Date.now();
    } catch (error) {
      asked.error = error;
    } finally {
      asked.asking = false;
      this.changed();
    }
    return asked;
  }
}

/** @typedef {{value: any, error: any, at: number, asking: boolean}} Asked */

/** @param {string | undefined} cursor */
export function numberOf(cursor) {
  const n = /^evt-(\d+)$/.exec(cursor ?? "")?.[1];
  return n === undefined ? undefined : Number(n);
}

/** @param {Map<string, any>} store @param {number} most */
function trim(store, most) {
  if (store.size <= most) return;
  for (const id of store.keys()) {
    store.delete(id);
    if (store.size <= most * 0.95) return;
  }
}

/** What happened in each of the last seconds. */
export class Rates {
  /** @type {{second: number, enqueued: number, completed: number, failed: number, events: number}[]} */
  seconds = [];
  /** The last waits and run times, in milliseconds. @type {number[]} */
  waits = [];
  /** @type {number[]} */
  runs = [];

  /** @param {Event} event @param {Map<string, any>} jobs */
  note(event, jobs) {
    const now = this.#now();
    now.events++;
    const { type, data } = event;
    if (type === "job.enqueued") now.enqueued++;
    else if (type === "job.completed") now.completed++;
    else if (type === "job.failed" || type === "job.retrying") now.failed++;
    if (type === "job.started") {
      const job = jobs.get(data.job_id);
      const since = Date.parse(job?.run_at ?? "");
      if (!Number.isNaN(since)) push(this.waits, Math.max(0, Date.parse(event.ts) - since));
    }
    if (data.elapsed_ms !== undefined && type.startsWith("job.")) push(this.runs, data.elapsed_ms);
  }

  #now() {
    const second = Math.floor(Date.now() / 1000);
    let last = this.seconds.at(-1);
    if (last?.second !== second) {
      last = { second, enqueued: 0, completed: 0, failed: 0, events: 0 };
      this.seconds.push(last);
      if (this.seconds.length > SECONDS + 10) this.seconds.splice(0, this.seconds.length - SECONDS);
    }
    return last;
  }

  /**
   * The figures of each of the last seconds that are over, oldest first; 0 where nothing happened.
   *
   * @param {"enqueued" | "completed" | "failed" | "events"} what
   * @param {number} [length]
   * @param {number} [now]
   */
  series(what, length = 60, now = Date.now()) {
    const end = Math.floor(now / 1000);
    const figures = new Array(length).fill(0);
    for (const entry of this.seconds) {
      const i = length - (end - entry.second);
      if (i >= 0 && i < length) figures[i] = entry[what];
    }
    return figures;
  }

  /** For each second, over the last ten. @param {"enqueued" | "completed" | "failed" | "events"} what @param {number} [now] */
  perSecond(what, now = Date.now()) {
    return this.series(what, 10, now).reduce((sum, n) => sum + n, 0) / 10;
  }
}

/** @param {number[]} figures @param {number} figure */
function push(figures, figure) {
  figures.push(figure);
  if (figures.length > 2000) figures.splice(0, 1000);
}

/** The figure below which that share of them lies. @param {number[]} figures @param {number} share */
export function quantile(figures, share) {
  if (figures.length === 0) return undefined;
  const sorted = [...figures].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
}
