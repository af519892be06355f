// Answers as sources: their bodies come in pieces, break off, were read before, or are none, and each is the catalog or
// a refusal that says so.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, inject, test } from "vitest";

const installed = join(inject("installed"), "node-esm/node_modules/perpixel");
const { isPerpixelError, load }: typeof import("perpixel") = await import(join(installed, "inline.js"));
const bytes = new Uint8Array(await readFile(join(inject("installed"), "node-esm/catalog.json")));

/** An answer whose body comes in these pieces, and may break off behind them. */
function answer(pieces: unknown[], fault?: Error): Response {
  const left = [...pieces];
  return new Response(
    new ReadableStream({
      pull(controller) {
        if (left.length > 0) controller.enqueue(left.shift());
        else if (fault) controller.error(fault);
        else controller.close();
      },
    }),
  );
}

function pieces(length: number): Uint8Array[] {
  const all: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; at += length) all.push(bytes.subarray(at, at + length));
  return all;
}

async function refusal(source: Response) {
  const error: unknown = await load(source).catch((thrown) => thrown);
  if (!isPerpixelError(error)) throw error;
  return [error.code, error.message];
}

test.each([1, 7, 1000, 1e6])("a body in pieces of %i bytes is the catalog", async (length) => {
  using whole = await load(bytes);
  using catalog = await load(answer(pieces(length)));
  expect(catalog.compare()).toEqual(whole.compare());
});

test("a body that breaks off, or was read before, could not be fetched", async () => {
  const [code, message] = await refusal(answer(pieces(1000), new Error("the line is dead")));
  expect(code).toBe("fetch_failed");
  expect(message).toContain("the line is dead");
  const read = new Response(bytes);
  await read.text();
  expect((await refusal(read))[0]).toBe("fetch_failed");
  const held = new Response(bytes);
  held.body?.getReader();
  expect((await refusal(held))[0]).toBe("fetch_failed");
});

test("a body of something else than bytes is none", async () => {
  for (const piece of ["{}", 5, null, {}, new ArrayBuffer(2)]) {
    expect((await refusal(answer([piece])))[0]).toBe("fetch_failed");
  }
});

test("an answer without a body is an empty document", async () => {
  for (const empty of [new Response(), new Response(null), new Response(""), answer([])]) {
    expect((await refusal(empty))[0]).toBe("not_json");
  }
});
