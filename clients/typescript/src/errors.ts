/** Errors of the client, told apart by `instanceof`. Those that the server sent carry its `code` and `details`. */

import type { ErrorDetail } from "./frame.ts";

/** The root of all errors of this client. */
export class DispatchError extends Error {
  override readonly name: string = "DispatchError";

  constructor(
    message: string,
    code?: number,
    details?: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.code = code;
    this.details = details;
  }

  /** The code of the server's error frame (PROTOCOL §8); absent on errors that arose on this side. */
  readonly code: number | undefined;
  /** What programs may decide by beside the code: the path of a misfit, a cursor, milliseconds to wait, an incident. */
  readonly details: string | undefined;
}

/** 400, 405, 413, 415: the request itself is wrong, and will be as wrong again. */
export class BadRequestError extends DispatchError {
  override readonly name = "BadRequestError";
}

/** 401, or 408 before authentication: the token was refused, has ended, or did not come in time. */
export class AuthError extends DispatchError {
  override readonly name = "AuthError";

  constructor(message: string, code = 401, details?: string, options?: ErrorOptions) {
    super(message, code, details, options);
  }
}

/** 403: the token lacks a scope, or the frame names a foreign tenant. */
export class ForbiddenError extends DispatchError {
  override readonly name = "ForbiddenError";
}

/** 404: it does not exist for this identity. */
export class NotFoundError extends DispatchError {
  override readonly name = "NotFoundError";
}

/** 409: it is not in a state that allows this, or a key is taken. */
export class ConflictError extends DispatchError {
  override readonly name = "ConflictError";
}

/** 410: events after the cursor are no longer kept. Subscribe with `details` as `after` for all that there still is. */
export class GapError extends DispatchError {
  override readonly name = "GapError";
}

/** 429: too many requests under way, too many subscriptions, or a rate that is used up. */
export class RateLimitError extends DispatchError {
  override readonly name = "RateLimitError";
}

/** 500, 503: the server failed, is stopping, or is without its store. */
export class ServerError extends DispatchError {
  override readonly name = "ServerError";
}

/** The connection could not be made, or was lost, and what was asked was not, or must not be, asked again. */
export class ConnectionError extends DispatchError {
  override readonly name: string = "ConnectionError";
}

/** The client was closed, by `close()` or by the signal that it was made with. */
export class ClosedError extends ConnectionError {
  override readonly name = "ClosedError";
}

/** Nothing came in time. What was asked may still take effect. */
export class TimeoutError extends DispatchError {
  override readonly name = "TimeoutError";
}

/** The job or run that was waited for failed or was cancelled. */
export class OutcomeError<T = unknown> extends DispatchError {
  override readonly name = "OutcomeError";
  /** The whole job or run as it ended. */
  readonly outcome: T;

  constructor(message: string, outcome: T) {
    super(message);
    this.outcome = outcome;
  }
}

/** The connection ended while something was under way on it. `sent` tells whether the server may have seen it. */
export class LinkLost extends ConnectionError {
  readonly sent: boolean;

  constructor(message: string, sent: boolean, cause?: unknown) {
    super(message, undefined, undefined, { cause });
    this.sent = sent;
  }
}

/** A message in msgpack could not be read by the library in use: the next connection is made in JSON, which can say all. */
export class Unreadable extends LinkLost {}

type ErrorClass = new (message: string, code: number, details?: string) => DispatchError;

const CLASSES: Record<number, ErrorClass> = {
  400: BadRequestError,
  401: AuthError,
  403: ForbiddenError,
  404: NotFoundError,
  405: BadRequestError,
  408: AuthError,
  409: ConflictError,
  410: GapError,
  413: BadRequestError,
  415: BadRequestError,
  429: RateLimitError,
};

/** Makes the error that an error frame tells of. */
export function errorOf(error: ErrorDetail | undefined): DispatchError {
  const code = Number(error?.code ?? 500);
  const Class = CLASSES[code] ?? (code >= 500 ? ServerError : DispatchError);
  return new Class(error?.message ?? "The server answered with an error that tells nothing.", code, error?.details ?? undefined);
}
