// @ts-check
/** The last frames that went over the socket, as text; looked into when somebody looks. */

const MOST = 1000;
/** Of one frame, what is kept. */
const LONGEST = 64_000;

/** @typedef {{n: number, way: "in" | "out", at: number, text: string, size: number}} Passed */

export class Wire {
  /** @type {Passed[]} */
  frames = [];
  /** How many passed so far, each way. */
  seen = { in: 0, out: 0, octetsIn: 0, octetsOut: 0 };
  paused = false;
  #n = 0;
  /** The methods of the last requests, by their ids. @type {Map<string, string>} */
  #asked = new Map();

  /** @param {"in" | "out"} way @param {string} text */
  note(way, text) {
    this.seen[way]++;
    this.seen[way === "in" ? "octetsIn" : "octetsOut"] += text.length;
    this.#n++;
    if (way === "out") this.#remember(sniff(text));
    if (this.paused) return;
    const kept = text.length > LONGEST ? text.slice(0, LONGEST) + "…" : text;
    this.frames.push({ n: this.#n, way, at: Date.now(), text: withoutToken(kept), size: text.length });
    if (this.frames.length > 2 * MOST) this.frames.splice(0, this.frames.length - MOST);
  }

  /** The method of the request with that id. @param {string | undefined} id */
  asked(id) {
    return id === undefined ? undefined : this.#asked.get(id);
  }

  /** @param {ReturnType<typeof sniff>} frame */
  #remember({ id, method }) {
    if (id === undefined || method === undefined) return;
    this.#asked.set(id, method);
    if (this.#asked.size > 2 * MOST) for (const old of [...this.#asked.keys()].slice(0, MOST)) this.#asked.delete(old);
  }

  /** What a frame is about: the method, the channel, or what it answers. @param {ReturnType<typeof sniff>} frame */
  title({ method, channel, correl, id }) {
    const asked = this.asked(correl);
    return method ?? (asked && `answer to ${asked}`) ?? channel ?? (correl ? `answer to ${correl}` : (id ?? "grant of credits"));
  }

  clear() {
    this.frames = [];
  }
}

/** Credentials are seen by nobody, and end up in no screenshot. @param {string} text */
function withoutToken(text) {
  return text.includes('"token"') ? text.replace(/("token"\s*:\s*")(?:[^"\\]|\\.)*"/g, '$1…"') : text;
}

/**
 * What a frame is, told from its text. Of large ones only the beginning is looked at.
 *
 * @param {string} text
 */
export function sniff(text) {
  const head = text.slice(0, 600);
  /** @param {string} name */
  const member = (name) => new RegExp(`"${name}"\\s*:\\s*"((?:[^"\\\\]|\\\\.)*)"`).exec(head)?.[1];
  const type = member("type") ?? "request";
  return { type, id: member("id"), correl: member("correl_id"), method: member("method"), channel: member("channel") };
}
