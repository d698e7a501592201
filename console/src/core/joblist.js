// @ts-check
/**
 * The jobs that a filter lists, newest first, and live: pages from the server, and in front of them what events brought. It
 * holds ids; the jobs are the model's. While somebody reads further down or has picked jobs, what is new waits.
 */
import { fits } from "./filter.js";

const FIRST = 100;
const NEXT = 1000;
const MOST_FRESH = 100_000;

export class JobList {
  /** From the server, newest first. @type {string[]} */
  paged = [];
  /** From events, oldest first. @type {string[]} */
  fresh = [];
  /** New ones that wait to be shown. @type {string[]} */
  waiting = [];
  /** Whether what is new is shown at once. */
  following = true;
  /** Jobs that match by now, of which no more is known than that. */
  unseen = 0;
  loading = false;
  /** @type {any} */
  error = undefined;
  /** @type {string | undefined} */
  cursor = undefined;
  loaded = false;

  #ids = new Set();
  #client;
  #model;
  #data;
  #over = false;

  /** @param {any} client @param {import("./model.js").Model} model @param {Record<string, string>} data */
  constructor(client, model, data) {
    this.#client = client;
    this.#model = model;
    this.#data = data;
    this.stop = model.onEvent((event) => this.#note(event));
  }

  end() {
    this.#over = true;
    this.stop();
  }

  get length() {
    return this.fresh.length + this.paged.length;
  }

  /** The id at a place, from the newest on. @param {number} i */
  at(i) {
    const { fresh, paged } = this;
    return i < fresh.length ? /** @type {string} */ (fresh[fresh.length - 1 - i]) : /** @type {string} */ (paged[i - fresh.length]);
  }

  /** Shows what is new, too. */
  reveal() {
    for (const id of this.waiting) this.fresh.push(id);
    this.waiting = [];
    this.#model.changed();
  }

  /** Asks for the next page. */
  async more() {
    if (this.loading || (this.loaded && this.cursor === undefined)) return;
    this.loading = true;
    this.#model.changed();
    try {
      const page = await this.#client.request("job.list", { ...this.#data, limit: this.loaded ? NEXT : FIRST, cursor: this.cursor });
      if (this.#over) return;
      for (const told of page.jobs) {
        this.#model.take("jobs", told);
        if (this.#ids.has(told.id)) continue;
        this.#ids.add(told.id);
        this.paged.push(told.id);
      }
      this.cursor = page.next_cursor;
      this.loaded = true;
      this.error = undefined;
    } catch (error) {
      this.error = error;
    } finally {
      this.loading = false;
      this.#model.changed();
    }
  }

  /** Asks for the newest ones once more, and puts in front what was not there. */
  async refresh() {
    if (this.loading || !this.loaded) return;
    this.loading = true;
    this.unseen = 0;
    try {
      const page = await this.#client.request("job.list", { ...this.#data, limit: FIRST });
      if (this.#over) return;
      for (const told of page.jobs.reverse()) {
        this.#model.take("jobs", told);
        this.#add(told.id);
      }
      this.error = undefined;
    } catch (error) {
      this.error = error;
    } finally {
      this.loading = false;
      this.#model.changed();
    }
  }

  /** @param {string} id */
  #add(id) {
    if (this.#ids.has(id)) return;
    this.#ids.add(id);
    const into = this.following ? this.fresh : this.waiting;
    into.push(id);
    if (into.length > MOST_FRESH * 1.1) for (const old of into.splice(0, into.length - MOST_FRESH)) this.#ids.delete(old);
  }

  /** @param {import("./model.js").Event} event */
  #note(event) {
    if (event.type === "gap") {
      this.unseen++;
      return;
    }
    const id = event.data.job_id;
    if (id === undefined || event.topic !== `job:${id}` || this.#ids.has(id)) return;
    const job = this.#model.jobs.get(id);
    if (!job) {
      if (this.#data.state === event.data.state) this.unseen++;
      return;
    }
    const fit = fits(job, this.#data);
    if (fit === undefined) this.unseen++;
    else if (fit) this.#add(id);
  }
}
