// What an import of the package costs a page, by bundler: the JavaScript and the module, as a server sends them.
import { readdir, readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { brotliCompressSync } from "node:zlib";
import { expect } from "vitest";

/** Scripts that use one part of the package each. */
export const imports = {
  engine: 'import { load } from "perpixel";\nself.load = load;\n',
  helpers: 'import { compare, format } from "perpixel";\nself.helpers = [compare, format];\n',
};

/** Bytes of JavaScript, the same compressed, and how many modules it asks for. */
export type Weight = { scripts: number; brotli: number; modules: number };

/** Weighs what a bundler wrote into a folder. */
export async function weigh(folder: string): Promise<Weight> {
  const files = (await readdir(folder, { recursive: true })).map((file) => join(folder, file));
  const scripts = await Promise.all(
    files.filter((file) => file.endsWith(".js")).map((file) => readFile(file)),
  );
  // Vite writes a file out before it knows that nothing will ask for it.
  const asked = (name: string) => scripts.some((script) => script.includes(name));
  const sum = (sizes: number[]) => sizes.reduce((total, size) => total + size, 0);
  return {
    scripts: sum(scripts.map((script) => script.length)),
    brotli: sum(scripts.map((script) => brotliCompressSync(script).length)),
    modules: files.filter((file) => file.endsWith(".wasm") && asked(basename(file))).length,
  };
}

/** Prints the weight, and holds it to what an import may cost: who only formats amounts gets no engine. */
export function judgeCost(bundler: string, what: string, { scripts, brotli, modules }: Weight): void {
  process.stdout.write(
    `${bundler}, ${what}: ${scripts} bytes of JavaScript, ${brotli} with brotli, ${modules} .wasm\n`,
  );
  expect(modules).toBe(what === "engine" ? 1 : 0);
  expect(brotli).toBeGreaterThan(200);
  expect(brotli).toBeLessThan(what === "engine" ? 9_000 : 1_500);
}
