/** Deadlines and pauses that end when nobody waits any more. */

import { TimeoutError } from "./errors.ts";

/** The longest that a timer can wait; beyond it, it would fire at once. */
export const LONGEST = 0x7fffffff;

/**
 * Does some work under a deadline and a signal; the work's own signal tells it that nobody waits for it any more.
 * `why` tells what is known of the reason when the time is up.
 */
export function within<T>(
  what: string,
  timeout: number,
  signal: AbortSignal | undefined,
  work: (gone: AbortSignal) => Promise<T>,
  why?: () => Error | undefined,
): Promise<T> {
  if (signal?.aborted) return Promise.reject(signal.reason as Error);
  return new Promise<T>((resolve, reject) => {
    const gone = new AbortController();
    const end = (error: unknown): void => {
      reject(error as Error);
      gone.abort(error);
    };
    const aborted = (): void => end(signal?.reason);
    const timed = timeout > 0 && timeout <= LONGEST;
    const late = (): void => {
      const cause = why?.();
      const reason = cause ? ` The last attempt failed: ${cause.message}` : "";
      end(new TimeoutError(`${what} took longer than ${timeout} ms.${reason}`, undefined, undefined, { cause }));
    };
    const timer = timed ? setTimeout(late, timeout) : 0;
    signal?.addEventListener("abort", aborted);
    work(gone.signal)
      .then(resolve, reject)
      .finally(() => {
        clearTimeout(timer);
        signal?.removeEventListener("abort", aborted);
      });
  });
}

/** Waits for a while, or until the signal. */
export function pause(ms: number, gone?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      gone?.removeEventListener("abort", end);
      resolve();
    };
    const timer = setTimeout(end, Math.min(ms, LONGEST));
    if (gone?.aborted) end();
    else gone?.addEventListener("abort", end);
  });
}

/** The pause before attempt `n`, counted from 0: doubling, and drawn from its upper half so that a crowd spreads out. */
export function backoff(n: number, base: number, longest: number): number {
  const pause = Math.min(base * 2 ** Math.min(n, 30), longest);
  return pause * (0.5 + Math.random() / 2);
}
