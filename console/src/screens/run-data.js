// @ts-check
/** A run with its timeline, kept fresh: the whole once, then what had not ended, whenever something happened. */

/** The shortest pause between two questions for the same timeline. */
const PAUSE_MS = 200;

export class Timeline {
  /** By seq, in order. @type {Map<number, any>} */
  #entries = new Map();
  /** @type {any[]} */
  #sorted = [];
  /** @type {Promise<void> | undefined} */
  #asking;
  #again = false;
  #anew = false;
  /** @type {any} */
  error = undefined;
  loaded = false;
  /** How often it has changed. */
  changes = 0;
  /** How many entries came while it is loaded for the first time. */
  get size() {
    return this.#entries.size;
  }

  /** @param {any} client @param {string} runId @param {() => void} changed */
  constructor(client, runId, changed) {
    this.client = client;
    this.runId = runId;
    this.changed = changed;
  }

  /** Oldest first. */
  get entries() {
    return this.#sorted;
  }

  /** Something happened: asks again, soon. With `anew` everything, since a replay forgets entries. @param {boolean} [anew] */
  refresh(anew = false) {
    this.#anew ||= anew;
    if (this.#asking) {
      this.#again = true;
      return this.#asking;
    }
    this.#asking = this.#go().finally(() => {
      this.#asking = undefined;
    });
    return this.#asking;
  }

  async #go() {
    for (;;) {
      this.#again = false;
      const began = performance.now();
      await this.#ask();
      if (!this.#again) return;
      // A large timeline is asked for less often, so that it takes a part of the time only.
      await new Promise((resolve) => setTimeout(resolve, Math.max(PAUSE_MS, 3 * (performance.now() - began))));
    }
  }

  async #ask() {
    const anew = this.#anew || !this.loaded;
    this.#anew = false;
    /** @type {Map<number, any>} */
    const fresh = anew ? new Map() : this.#entries;
    try {
      for (let after = anew ? 0 : this.#ended(); ; ) {
        const page = await this.client.request("workflow.timeline", { run_id: this.runId, ...(after > 0 && { after_seq: after }) });
        for (const entry of page) fresh.set(entry.seq, entry);
        if (page.length === 0) break;
        after = page.at(-1).seq;
        if (!this.loaded) {
          this.#show(fresh);
        }
      }
      this.#show(fresh);
      this.loaded = true;
      this.error = undefined;
    } catch (error) {
      this.error = error;
    }
    this.changed();
  }

  /** @param {Map<number, any>} entries */
  #show(entries) {
    this.#entries = entries;
    this.changes++;
    this.#sorted = [...entries.values()].sort((a, b) => a.seq - b.seq);
    this.changed();
  }

  /** The place behind which something may be new: before the first entry that had not ended. */
  #ended() {
    let last = 0;
    for (const entry of this.#sorted) {
      if (entry.state === "running" || entry.state === "waiting") break;
      last = entry.seq;
    }
    return last;
  }
}
