/** The two formats of frames (PROTOCOL §3), with integers that stay exact beyond 2⁵³. */

import { BadRequestError, ConnectionError, LinkLost, Unreadable } from "./errors.ts";
import type { Frame } from "./frame.ts";

/** The part of a msgpack library that is used: that of `@msgpack/msgpack` 3. */
export interface MsgpackLibrary {
  encode(value: unknown, options?: { useBigInt64?: boolean; ignoreUndefined?: boolean }): Uint8Array;
  decode(bytes: Uint8Array, options?: { useBigInt64?: boolean }): unknown;
}

/** Turns frames into messages and back. */
export interface Codec {
  readonly format: "json" | "msgpack";
  readonly contentType: string;
  encode(frame: Frame): string | Uint8Array<ArrayBuffer>;
  decode(message: string | ArrayBuffer | Uint8Array): Frame;
}

// A number is marked as a string that begins like this, which no other string does, on its way through JSON.parse.
const MARK = `int-${Math.random().toString(36).slice(2)}${Math.random().toString(36).slice(2)}:`;
const STRING_OR_NUMBER = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d[\d.eE+-]*/g;
const MARKED = new RegExp(`"${MARK}(-?\\d+)"`, "g");

/** Refuses half a character, which JSON can write and no frame may hold. */
function whole<T>(value: T): T {
  if (typeof value === "string" && /\p{Surrogate}/u.test(value)) throw new TypeError("A string holds half a character.");
  return value;
}

/** Reads JSON; with `exact`, integers that a number cannot hold become `bigint`. */
export function parseJson(text: string, exact: boolean): unknown {
  if (/\\ud[89a-f]/i.test(text)) JSON.parse(text, (name, value: unknown) => (whole(name), whole(value)));
  if (!exact || !/\d{16}/.test(text)) return JSON.parse(text);
  let found = false;
  const marked = text.replace(STRING_OR_NUMBER, (token) => {
    if (!/^-?\d{16,}$/.test(token) || Number.isSafeInteger(Number(token))) return token;
    found = true;
    return `"${MARK}${token}"`;
  });
  if (!found) return JSON.parse(text);
  return JSON.parse(marked, (_key, value: unknown) =>
    typeof value === "string" && value.startsWith(MARK) ? BigInt(value.slice(MARK.length)) : value,
  );
}

/** Writes JSON, a `bigint` as the integer that it is. */
export function stringifyJson(value: unknown): string {
  let found = false;
  const text = JSON.stringify(value, (_key, member: unknown) => {
    if (typeof member !== "bigint") return member;
    found = true;
    return MARK + member;
  });
  return found ? text.replace(MARKED, "$1") : text;
}

function json(exact: boolean): Codec {
  const reader = new TextDecoder();
  return {
    format: "json",
    contentType: "application/json",
    encode: (frame) => stringifyJson(frame),
    decode: (message) => parseJson(typeof message === "string" ? message : reader.decode(message), exact) as Frame,
  };
}

/** Makes of a value what the library writes as JSON would: no `undefined`, dates as text, large integers as integers. */
function plain(value: unknown): unknown {
  // Beyond 32 bits the library writes a number as a float, unless it is told that it is an integer.
  if (typeof value === "number") {
    return Number.isSafeInteger(value) && (value > 0xffffffff || value < -0x80000000) ? BigInt(value) : value;
  }
  if (typeof value === "bigint") return BigInt.asIntN(64, value) === value || BigInt.asUintN(64, value) === value ? value : `${value}`;
  if (typeof value === "string") return whole(value);
  if (typeof value === "function" || typeof value === "symbol") return undefined;
  if (typeof value !== "object" || value === null || value instanceof Uint8Array) return value;
  if ("toJSON" in value && typeof value.toJSON === "function") return plain(value.toJSON());
  if (Array.isArray(value)) return value.map((item: unknown) => plain(item) ?? null);
  const members = Object.entries(value).map(([name, member]) => [name, plain(member)] as const);
  return Object.fromEntries(members.filter(([, member]) => member !== undefined));
}

/** Makes of what the library read what JSON would have given: numbers where they are exact. */
function numbers(value: unknown, exact: boolean): unknown {
  if (typeof value === "bigint") {
    const number = Number(value);
    return !exact || Number.isSafeInteger(number) ? number : value;
  }
  if (Array.isArray(value)) return value.map((item: unknown) => numbers(item, exact));
  if (value instanceof Date) return value.toISOString().replace(".000Z", "Z"); // The timestamp extension.
  if (typeof value !== "object" || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value;
  const members = value as Record<string, unknown>;
  for (const name of Object.keys(members)) members[name] = numbers(members[name], exact);
  return members;
}

function msgpack(library: MsgpackLibrary, exact: boolean): Codec {
  return {
    format: "msgpack",
    contentType: "application/msgpack",
    encode: (frame) =>
      library.encode(plain(frame), { useBigInt64: true, ignoreUndefined: true }) as Uint8Array<ArrayBuffer>,
    decode: (message) => {
      const bytes = typeof message === "string" ? new TextEncoder().encode(message) : new Uint8Array(message);
      return numbers(library.decode(bytes, { useBigInt64: true }), exact) as Frame;
    },
  };
}

/** The codecs of a client: the one that it sends with, and both to read with, since a message tells its own format. */
export class Codecs {
  readonly json: Codec;
  readonly binary: Codec | undefined;

  private constructor(exact: boolean, library: MsgpackLibrary | undefined) {
    this.json = json(exact);
    this.binary = library && msgpack(library, exact);
  }

  /** Makes the codecs of a format, with the library that was given or else the one that is installed. */
  static async load(format: string, exact: boolean, library?: MsgpackLibrary): Promise<Codecs> {
    if (format === "msgpack" && !library) {
      try {
        library = await optional<MsgpackLibrary>("@msgpack/msgpack");
      } catch (cause) {
        throw new ConnectionError(
          "The format msgpack needs the package @msgpack/msgpack: install it, or give it as the option `msgpack`.",
          undefined,
          undefined,
          { cause },
        );
      }
    } else if (format !== "msgpack" && format !== "json") {
      throw new BadRequestError(`There is no format '${format}'; there are json and msgpack.`, 400);
    }
    return new Codecs(exact, format === "msgpack" ? library : undefined);
  }

  /** The codec of a format that the server named. */
  of(format: string | undefined): Codec {
    return format === "msgpack" && this.binary ? this.binary : this.json;
  }

  /** Reads a message; throws `Unreadable` where the other format may do better. */
  decode(message: string | ArrayBuffer | Uint8Array): Frame {
    const codec = typeof message === "string" || !this.binary ? this.json : this.binary;
    try {
      return codec.decode(message);
    } catch (cause) {
      const Class = codec === this.binary ? Unreadable : LinkLost;
      throw new Class(`The server sent what is no frame: ${String(cause)}`, true, cause);
    }
  }
}

/** Encodes, or says in a sentence why the data cannot be sent. */
export function encode(codec: Codec, frame: Frame): string | Uint8Array<ArrayBuffer> {
  try {
    return codec.encode(frame);
  } catch (cause) {
    throw new BadRequestError(`The data cannot be sent as ${codec.format}: ${String(cause)}`, 400, undefined, { cause });
  }
}

/** The size of a message in octets. */
export function octets(message: string | Uint8Array): number {
  if (typeof message !== "string") return message.byteLength;
  return message.length * 3 < 1024 ? message.length * 3 : new TextEncoder().encode(message).byteLength;
}

/** Loads a package if it is installed. Bundlers leave it alone, since its name is no literal here. */
export async function optional<T>(name: string): Promise<T> {
  return (await import(/* @vite-ignore */ /* webpackIgnore: true */ name)) as T;
}
