/** The layer below `Dispatch` as other clients of this protocol offer it: frames by method, events by handler. */

import { Dispatch } from "./client.ts";
import type { Frame, StreamEvent } from "./frame.ts";
import type { CallOptions, DispatchOptions } from "./options.ts";
import type { Subscription } from "./subscription.ts";

export interface TransportOptions extends Omit<DispatchOptions, "format"> {
  format?: string;
}

export class Transport {
  readonly #client: Dispatch;
  readonly #handlers = new Map<string, ((event: StreamEvent) => void)[]>();
  readonly #subscriptions = new Map<string, Subscription>();
  #onClose: (() => void) | undefined;

  constructor(options: TransportOptions) {
    let open = false;
    this.#client = new Dispatch({
      ...(options as DispatchOptions),
      onStateChange: (state, error) => {
        if (open && state !== "open") this.#onClose?.();
        open = state === "open";
        options.onStateChange?.(state, error);
      },
    });
  }

  /** Connects and authenticates; resolves with the session's id. */
  connect(): Promise<string> {
    return this.#client.connect();
  }

  /** Calls a method; resolves with the response frame. Events of what `subscribe` names go to the handlers. */
  async request(method: string, data?: unknown, options?: CallOptions): Promise<Frame> {
    const channel = (data as { channel?: string } | undefined)?.channel;
    if (channel === undefined || (method !== "subscribe" && method !== "unsubscribe")) {
      return this.#client.frame(method, data, options);
    }
    await this.#subscriptions.get(channel)?.return();
    this.#subscriptions.delete(channel);
    if (method === "unsubscribe") return { type: "response", data: { channel, status: "unsubscribed" } };
    const subscription = this.#client.subscribe(channel, data as { after?: string; credits?: number });
    this.#subscriptions.set(channel, subscription);
    const { cursor, snapshot } = await subscription.ready();
    void this.#deliver(subscription);
    return { type: "response", data: { channel, status: "subscribed", cursor, snapshot } };
  }

  async #deliver(subscription: Subscription): Promise<void> {
    const { channel } = subscription;
    try {
      for await (const event of subscription) {
        for (const handler of this.#handlers.get(channel) ?? []) handler(event);
      }
    } catch {
      // Whoever listens hears of the end as of any other; there is nobody here to be given the error.
      this.#onClose?.();
    } finally {
      if (this.#subscriptions.get(channel) === subscription) this.#subscriptions.delete(channel);
    }
  }

  /** Has a handler called with each event of a channel that was subscribed to by `request`. */
  onEvent(channel: string, handler: (event: StreamEvent) => void): void {
    this.#handlers.set(channel, [...(this.#handlers.get(channel) ?? []), handler]);
  }

  /** Forgets the handlers of a channel. */
  removeEvent(channel: string): void {
    this.#handlers.delete(channel);
  }

  /** Has a handler called whenever a connection has ended. */
  setOnClose(handler: () => void): void {
    this.#onClose = handler;
  }

  getSessionId(): string {
    return this.#client.sessionId;
  }

  close(): void {
    void this.#client.close();
  }
}
