// What the package exports. The interfaces come from the core's own types (types.d.ts), the class Catalog
// from the module's.
/// <reference lib="esnext.disposable" />
import type { Code, Format, LoadOptions, UsdInput } from "./types.js";
import type { Catalog } from "./wasm/perpixel.js";

export type * from "./types.js";
export { Catalog, Quoter, UsageMeter, UsageSheet } from "./wasm/perpixel.js";

/**
 * Where a catalog comes from: its bytes (the fast way) or its text, an address to fetch, a response to read,
 * or bytes or text with a name for findings and receipts and, where it is not to be detected, the format.
 */
export type Source =
  | Uint8Array
  | string
  | URL
  | Response
  | { name?: string; data: Uint8Array | string; format?: Format };

/**
 * Reads price catalogs and answers questions about them.
 *
 * Several sources are merged into one catalog. The WebAssembly module is started with the first call. A row
 * that cannot be read is left out and reported by `Catalog.findings()`.
 *
 * @throws {PerpixelError} when a source is no catalog at all (`not_json`, `wrong_shape`, `fetch_failed`, …),
 *   when an option is wrong (`bad_request`), or when the module itself cannot be started (`module_failed`).
 * @example
 * const catalog = await load(new URL("catalog.json", import.meta.url));
 * console.log(catalog.route({ model: "grok-imagine-quality" }).billed); // "0.051"
 */
export declare function load(sources: Source | Source[], options?: LoadOptions): Promise<Catalog>;

/**
 * A refusal: a mistake in the question, input that cannot be read, a handle that is gone. "No" as an answer
 * is never thrown.
 */
export declare class PerpixelError extends Error {
  private constructor();
  /** Always the same word, in every copy of the package. */
  readonly name: "PerpixelError";
  /** What went wrong. Codes stay; messages may change. */
  readonly code: Code;
  /** Where in the source or the request, as a JSON Pointer, when there is such a place. */
  readonly path?: string;
  /** What to do about it. */
  readonly help?: string;
}

/** Whether a caught value is a {@link PerpixelError}, also when another copy of the package threw it. */
export declare function isPerpixelError(value: unknown): value is PerpixelError;

/**
 * Writes an amount as US dollars in a language's own way, with every digit that it has and at least two after the
 * point: `$0.05406`, `1.234,50 $`. Nothing is rounded, and a price above zero never reads as nothing.
 *
 * @param usd US dollars. An unknown price is `null` and has to be told apart first; it is not 0.
 * @param locale The language as a BCP 47 tag or a list of them; that of the platform where absent.
 * @throws {PerpixelError} of code `bad_request` for what is no plain decimal, and a `RangeError` for what is no tag.
 * @example
 * format("0.05406", "en-US"); // "$0.05406"
 */
export declare function format(usd: UsdInput, locale?: Intl.LocalesArgument): string;

/**
 * Which of two amounts is greater, by their digits and thus exactly: -1, 0 or 1, as `Array.prototype.sort` takes it.
 *
 * @param a US dollars.
 * @param b US dollars.
 * @throws {PerpixelError} of code `bad_request` for what is no plain decimal.
 * @example
 * compare("0.10", "0.1"); // 0
 */
export declare function compare(a: UsdInput, b: UsdInput): -1 | 0 | 1;

/**
 * An amount as a JavaScript number, which is lossy: the nearest one with about 16 digits. Good for the place of a
 * mark in a drawing; never add, multiply or compare money with it.
 *
 * @param usd US dollars.
 * @throws {PerpixelError} of code `bad_request` for what is no plain decimal.
 * @example
 * toNumber("0.05406"); // 0.05406
 */
export declare function toNumber(usd: UsdInput): number;
