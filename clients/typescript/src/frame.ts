/** The envelope of everything that is sent (PROTOCOL §2), and what a subscriber gets of an event. */

import type { ErrorBody, FrameType } from "./registry.ts";
import type { EventData } from "./types.ts";

/** The `error` of an error frame (PROTOCOL §8). */
export type ErrorDetail = ErrorBody;

/** Any frame with all that frames may have; the registry has a type for each kind. */
export interface Frame<D = unknown> {
  id?: string;
  type: FrameType;
  method?: string;
  correl_id?: string;
  token?: string;
  app_id?: string;
  org_id?: string;
  data?: D;
  error?: ErrorDetail;
  channel?: string;
  credits?: number;
  ignored?: string[];
  ts?: string;
  traceparent?: string;
}

/** An event as subscribers get it. */
export interface StreamEvent<D = EventData> {
  /** Its cursor: give it as `after` to continue behind it, on this or another connection. */
  id: string;
  /** What happened: `job.completed`, `workflow.failed`, …; `gap` where events were lost and the stream goes on. */
  type: string;
  /** The channel that was subscribed to. */
  channel: string;
  /** What it happened to: `job:<job_id>`, `workflow:<run_id>`, `cron:<entry>`. */
  topic: string;
  /** When it happened, RFC 3339; the same as `ts`. */
  timestamp: string;
  ts: string;
  data: D;
}

/** Makes of an event frame what subscribers get. */
export function eventOf(frame: Frame): StreamEvent {
  const { id = "", channel = "", ts = "" } = frame;
  const data = (frame.data ?? {}) as EventData;
  return { id, type: data.type ?? frame.type, channel, topic: data.topic ?? channel, timestamp: ts, ts, data };
}

/** Makes of the envelope of a request what is sent: one with an id and a time. */
export function requestOf(id: string, method: string, data: unknown, more?: Partial<Frame>): Frame {
  const frame: Frame = { id, type: "request", method, ts: new Date().toISOString(), ...more };
  if (data !== undefined) frame.data = data;
  return frame;
}

/** Makes a text that nobody else makes: 128 bits at random. */
export function randomKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
