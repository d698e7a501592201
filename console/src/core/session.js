// @ts-check
/**
 * The connection: the TypeScript client over one WebSocket, with a tap that sees every frame. What it learns goes into the
 * model; nobody else sets `model.connection`.
 */
import { Dispatch } from "../lib/dispatch.js";

const TOKEN = "dwp.token";

/** The token that was given in this tab. @returns {string | undefined} */
export function token() {
  return sessionStorage.getItem(TOKEN) ?? undefined;
}

/** Where the server's transports are: told by the page, relative to it, so that it holds behind any base path. */
export function serverUrl() {
  const meta = /** @type {HTMLMetaElement | null} */ (document.querySelector('meta[name="dwp"]'));
  const url = new URL(meta?.content ?? "../dwp", document.baseURI);
  url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
  url.hash = "";
  return url;
}

/** @typedef {ReturnType<typeof openSession>} ConsoleSession */

/**
 * Makes the client, and begins to connect.
 *
 * @param {import("./model.js").Model} model
 */
export function openSession(model) {
  const { wire } = model;

  /** A WebSocket that shows the wire what passes. */
  class TappedSocket extends WebSocket {
    /** @param {string} url */
    constructor(url) {
      super(url);
      let greeted = false;
      this.addEventListener("message", ({ data }) => {
        if (typeof data !== "string") return;
        wire.note("in", data);
        if (!data.slice(0, 200).includes('"type":"event"')) model.heard(data);
        if (greeted) return;
        greeted = true;
        const frame = JSON.parse(data);
        if (frame.type === "response" && frame.data?.session_id) model.greeted(frame.data);
      });
    }

    /** @param {any} message */
    send(message) {
      if (typeof message === "string") wire.note("out", message);
      super.send(message);
    }
  }

  const client = new Dispatch({
    url: serverUrl(),
    ...(token() !== undefined && { token: /** @type {string} */ (token()) }),
    webSocket: /** @type {any} */ (TappedSocket),
    maxRetries: Infinity,
    baseDelay: 250,
    maxDelay: 5000,
    credits: 8192,
    onStateChange: (state, error) => model.setConnection(state, error),
  });
  client.connect().catch((/** @type {Error} */ error) => model.setConnection(client.state, error));
  return client;
}

/** Keeps the token for this tab and begins anew with it; without one, forgets it. @param {string | undefined} given */
export function signIn(given) {
  if (given) sessionStorage.setItem(TOKEN, given);
  else sessionStorage.removeItem(TOKEN);
  location.reload();
}
