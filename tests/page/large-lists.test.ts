// What crosses of long lists, and how models are found by name where there are too many to list.

import type { Diff, Route } from "perpixel";
import { expect, test } from "vitest";
import { namesAnswer } from "../../www/src/engine/names.ts";
import type { ModelName } from "../../www/src/engine/protocol.ts";
import { MOST_SHOWN, shownDiff, shownRoute } from "../../www/src/engine/shown.ts";

const model = (id: string, name: string, more: Partial<ModelName> = {}): ModelName => ({
  id,
  name,
  modes: ["t2i"],
  retired: false,
  ...more,
});
const MODELS = [
  model("flux-2", "FLUX.2"),
  model("flux-2-pro", "FLUX.2 pro"),
  model("kling-3", "Kling 3", { modes: ["t2v"] }),
  model("my-flux", "Mine"),
  model("old-flux", "FLUX 1", { retired: true }),
];
const found = (request: Parameters<typeof namesAnswer>[1]) =>
  namesAnswer(MODELS, request).map(({ id }) => id);

test.each([
  ["", ["flux-2", "flux-2-pro", "kling-3", "my-flux"]],
  ["FLUX", ["flux-2", "flux-2-pro", "my-flux"]],
  ["pro flux", ["flux-2-pro"]],
  ["flux-2-pro", ["flux-2-pro"]],
  ["flux-2", ["flux-2", "flux-2-pro"]],
  // A retired model is found by its whole id alone.
  ["flux 1", []],
  [" old-flux ", ["old-flux"]],
  ["nothing", []],
])("models found by %j", (text, ids) => {
  expect(found({ text, limit: 10 })).toEqual(ids);
});

test("of the modes asked about, no more than asked for, and by their ids", () => {
  expect(found({ text: "", modes: ["t2v", "i2v"], limit: 10 })).toEqual(["kling-3"]);
  expect(found({ text: "flux", limit: 1 })).toEqual(["flux-2"]);
  expect(found({ ids: ["old-flux", "flux-2", "unknown"] })).toEqual(["flux-2", "old-flux"]);
});

function route(offers: number): Route {
  const refused = Array.from({ length: offers }, (_, at) => ({
    provider: `p${at}`,
    message: "dearer",
    ...(at === offers - 1 ? { costsMore: "0.01" } : {}),
  }));
  const fallbacks = Array.from({ length: offers }, (_, at) => ({ provider: `p${at}` }));
  return { provider: "p", refused, fallbacks } as unknown as Route;
}

test("a route crosses as it is, or with as much of its lists as can be drawn", () => {
  const short = route(MOST_SHOWN);
  expect(shownRoute(short)).toBe(short);
  const long = shownRoute(route(MOST_SHOWN + 3));
  expect(long.more).toEqual({ fallbacks: 3, refused: 3, shares: 0 });
  expect([long.fallbacks.length, long.refused.length]).toEqual([MOST_SHOWN, MOST_SHOWN]);
  expect(long.fallbacks[0]?.provider).toBe("p0");
  // What choosing the other would have saved is not left out.
  expect(long.refused[0]?.costsMore).toBe("0.01");
  expect(long).not.toHaveProperty("shares");
});

test("changes that are left out are counted by kind", () => {
  const changes = Array.from({ length: MOST_SHOWN + 5 }, (_, at) => ({ kind: at % 2 ? "up" : "down" }));
  const diff = { changes, unchanged: 1 } as unknown as Diff;
  const shown = shownDiff(diff);
  expect(shown.changes).toHaveLength(MOST_SHOWN);
  expect(shown.more).toEqual({ up: 2, down: 3 });
  const few = { ...diff, changes: diff.changes.slice(0, MOST_SHOWN) };
  expect(shownDiff(few)).toBe(few);
});
