// What the tests of forced faults share: the modules that break on demand in the place of the shipped ones, a fault put
// into one message on its way to the engine, and the time from the act until the page is right again. The modules are
// built by `.make/faulty`.

import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Page } from "playwright-core";
import { DIST, type Replacements } from "./support.ts";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const ASSETS = `${DIST}/assets/`;

/** Set for hours of it instead of seconds. */
export const LONG = Boolean(process.env.PERPIXEL_LONG);

/** How an instance breaks. The two stacks are the platform's and the one within the module's memory. */
export const KINDS = ["panic", "stack", "frames", "memory"] as const;
export type Kind = (typeof KINDS)[number] | "loop";

/** Begins a text that breaks the instance each time it is read. */
export const MARK = "perpixel-fault:";

export interface Part {
  /** The file's name in the built page. */
  name: string;
  bytes: Buffer;
  integrity: string;
}

function integrityIn(folder: string): string {
  const [, integrity] =
    /"(sha256-[^"]+)"/.exec(readFileSync(`${folder}/perpixel_bg.integrity.js`, "utf8")) ?? [];
  if (!integrity) throw new Error(`${folder} states no hash: build it first`);
  return integrity;
}

function partOf(folder: string): Part {
  const bytes = readFileSync(`${folder}/perpixel_bg.wasm`);
  const name = readdirSync(ASSETS)
    .filter((file) => file.endsWith(".wasm") && statSync(ASSETS + file).size === bytes.length)
    .find((file) => readFileSync(ASSETS + file).equals(bytes));
  if (!name) throw new Error(`the page was built of another module than ${folder}: build it again`);
  return { name, bytes, integrity: integrityIn(folder) };
}

/** The two modules of the built page. */
export const lean = () => partOf(here("../../pkg/wasm-lean"));
export const whole = () => partOf(here("../../pkg/wasm"));

/** Replaces modules in the page, together with the hashes that its scripts hold them to. */
export function instead(modules: { part: Part; bytes: Buffer; integrity?: string }[]): Replacements {
  const scripts = readdirSync(ASSETS)
    .filter((file) => file.endsWith(".js"))
    .flatMap((file): Replacements => {
      const text = readFileSync(ASSETS + file, "utf8");
      let changed = text;
      for (const { part, integrity } of modules) {
        if (integrity) changed = changed.replaceAll(part.integrity, integrity);
      }
      return changed === text ? [] : [[new RegExp(`${file}$`), { type: "text/javascript", body: changed }]];
    });
  return [
    ...scripts,
    ...modules.map(({ part, bytes }): Replacements[number] => [
      new RegExp(`${part.name}$`),
      { type: "application/wasm", body: bytes },
    ]),
  ];
}

/** Both modules, as they break on demand. */
export function faulty(): Replacements {
  return instead(
    [
      [lean(), "wasm-lean"],
      [whole(), "wasm"],
    ].map(([part, name]) => {
      const folder = here(`../../target/faulty/${name}`);
      if (!existsSync(folder)) throw new Error("there are no modules that break on demand: run .make/faulty");
      const bytes = readFileSync(`${folder}/perpixel_bg.wasm`);
      return { part: part as Part, bytes, integrity: integrityIn(folder) };
    }),
  );
}

interface Armed {
  perpixelArmed?: string;
}

/** Lets a test put a fault into the next question that the page asks its worker; what is asked again is as it was. */
export function armable(): void {
  const Plain = globalThis.Worker;
  const scope = globalThis as Armed;
  globalThis.Worker = class extends Plain {
    override postMessage(message: unknown, ...rest: never[]): void {
      const { call } = message as { call: { verb: string; request: { query: object } } };
      const text = scope.perpixelArmed;
      let sent = message;
      if (text && call.verb !== "load") {
        delete scope.perpixelArmed;
        const broken = call.verb === "view" ? { query: { ...call.request.query, text } } : { model: text };
        sent = { ...(message as object), call: { ...call, request: { ...call.request, ...broken } } };
      }
      super.postMessage(sent, ...rest);
    }
  };
}

/** What a reader sees of the engine's answer: the total, and the rows in their order. */
export interface Seen {
  total: string;
  rows: string[];
}

export interface Round {
  kind: Kind;
  volume: string;
  expected: Seen;
}

/**
 * Types a volume, whose view breaks the engine, and waits until the page shows what is expected: milliseconds from the
 * act to the figures, for each round. Throws what the page shows instead where it is not right in time.
 */
export function rounds(page: Page, list: Round[], mark = MARK): Promise<number[]> {
  return page.evaluate(
    async ([all, prefix]) => {
      const input = document.querySelector<HTMLInputElement>('input[name="volume"]');
      if (!input) throw new Error("the page has no field of the volume");
      const write = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value")?.set;
      const text = (selector: string) =>
        document.querySelector<HTMLElement>(selector)?.textContent?.trim() ?? "";
      const seen = () =>
        JSON.stringify({
          total: text(".side-routed .side-total"),
          rows: [...document.querySelectorAll(".prices .model-name")].map((name) => name.textContent),
        });
      const times: number[] = [];
      for (const { kind, volume, expected } of all) {
        const wanted = JSON.stringify(expected);
        if (seen() === wanted) throw new Error("the page showed the answer before the question");
        (globalThis as { perpixelArmed?: string }).perpixelArmed = prefix + kind;
        const began = performance.now();
        write?.call(input, volume);
        input.dispatchEvent(new Event("input", { bubbles: true }));
        await new Promise<void>((resolve, reject) => {
          const late = setTimeout(() => {
            watch.disconnect();
            reject(new Error(`after ${kind} the page shows ${seen()} and not ${wanted}: ${text("main")}`));
          }, 20_000);
          const check = () => {
            if (seen() !== wanted) return;
            clearTimeout(late);
            watch.disconnect();
            resolve();
          };
          const watch = new MutationObserver(check);
          watch.observe(document.body, { subtree: true, childList: true, characterData: true });
        });
        times.push(performance.now() - began);
        if ("perpixelArmed" in globalThis) throw new Error("the fault was never asked for");
      }
      return times;
    },
    [list, mark] as const,
  );
}

/** Types into a field and waits for the total: milliseconds from the one to the other. */
export function typed(page: Page, field: string, text: string, total: string): Promise<number> {
  return page.evaluate(
    async ([name, value, wanted]) => {
      const input = document.querySelector<HTMLInputElement>(`input[name="${name}"]`);
      const write = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value")?.set;
      const shown = () => document.querySelector(".side-routed .side-total")?.textContent?.trim();
      if (shown() === wanted) throw new Error("the page showed the answer before the question");
      const began = performance.now();
      write?.call(input, value);
      input?.dispatchEvent(new Event("input", { bubbles: true }));
      while (shown() !== wanted) {
        if (performance.now() - began > 20_000)
          throw new Error(`the page shows ${shown()} and not ${wanted}`);
        await new Promise((next) => requestAnimationFrame(next));
      }
      return performance.now() - began;
    },
    [field, text, total] as const,
  );
}

/** Of times: the middle one, what 99 of 100 stay below, and the longest. */
export function spread(times: number[]): { median: number; most: number; longest: number } {
  const sorted = [...times].sort((one, other) => one - other);
  const at = (share: number) =>
    Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0);
  return { median: at(0.5), most: at(0.99), longest: at(1) };
}
