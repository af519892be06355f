import type { Catalog } from "perpixel/inline";
import { beforeAll, describe, expect, test } from "vitest";
import { NO_TERMS, type Terms, termsInForce, termsQuery } from "../../www/src/compare/pick.ts";
import { type PickRequest, pick } from "../../www/src/engine/pick.ts";
import { tray } from "../../www/src/engine/tray.ts";
import { shipped } from "./support.ts";

const modes: PickRequest["modes"] = ["t2i", "edit"];
let catalog: Catalog;

beforeAll(async () => {
  catalog = await shipped();
});

function picked(terms: Partial<Terms>, budget: string | null = null) {
  return pick(catalog, { job: {}, modes, count: 10_000, terms: { ...NO_TERMS, ...terms }, budget });
}

describe("the guided pick", () => {
  test("without terms nothing binds, and the answers are the cheapest rows with their quotes", () => {
    const { rows, total } = catalog.compare({}, { modes, sort: "price", limit: 3 });
    const { answers, meeting, relaxed } = picked({});
    expect(answers.map(({ row }) => row.id)).toEqual(rows.map(({ model }) => model.id));
    expect(meeting).toBe(total);
    expect(relaxed).toEqual([]);
    for (const { row, quote } of answers) {
      expect(quote).toEqual(catalog.quote({ model: row.id, count: 10_000 }));
    }
  });

  test("every term narrows, and each that binds names who would answer without it", () => {
    const { answers, relaxed } = picked({ minElo: 1300, use: "apache-2.0" });
    const [first] = catalog.compare(
      {},
      { modes, sort: "price", minElo: 1300, licenses: ["apache-2.0"] },
    ).rows;
    expect(answers[0]?.row.id).toBe(first?.model.id);
    for (const { row } of answers) {
      expect(row.license).toBe("apache-2.0");
      expect(row.elo).toBeGreaterThanOrEqual(1300);
    }
    expect(relaxed.map(({ term }) => term)).toEqual(["minElo", "use"]);
    const [score, use] = relaxed;
    const unscored = catalog.compare({}, { modes, sort: "price", licenses: ["apache-2.0"] }).rows[0];
    expect(score?.answer.row.id).toBe(unscored?.model.id);
    const anyone = catalog.compare({}, { modes, sort: "price", minElo: 1300 }).rows[0];
    expect(use?.answer.row.id).toBe(anyone?.model.id);
    expect(use?.answer.quote.cheapest?.total).toBe(
      catalog.quote({ model: anyone?.model.id ?? "", count: 10_000 }).cheapest?.total,
    );
  });

  test("the ratio is the engine's own, of the two prices that are shown", () => {
    const [one] = picked({ minElo: 1300 }).relaxed;
    const { answers } = picked({ minElo: 1300 });
    const dear = answers[0]?.row.cheapest?.price;
    const cheap = one?.answer.row.cheapest?.price;
    expect(Number(one?.multiple)).toBeCloseTo(Number(dear) / Number(cheap), 2);
  });

  test("a limit on latency holds for the offers of the quote too", () => {
    const { answers } = picked({ within: 5 });
    expect(answers.length).toBeGreaterThan(0);
    for (const { row, quote, latencySeconds } of answers) {
      expect(latencySeconds).toBeDefined();
      expect(quote.cheapest?.provider).toBe(row.cheapest?.provider);
      expect(quote.cheapest?.price).toBe(row.cheapest?.price);
    }
    for (const { latency } of picked({ within: "fast" }).answers) expect(latency).toBe("fast");
  });

  test("where nothing meets the terms, the ways out are still named", () => {
    const { answers, relaxed } = picked({ minElo: 4000, within: "fast" });
    expect(answers).toEqual([]);
    expect(relaxed.map(({ term, multiple }) => [term, multiple])).toEqual([["minElo", null]]);
  });

  test("a budget is answered by the engine, for the answers and for what they could be without a term", () => {
    const { answers, relaxed, budget } = picked({ minElo: 1300 }, "50");
    expect(budget).toBe("50");
    for (const { row, quote } of [...answers, ...relaxed.map(({ answer }) => answer)]) {
      const { cheapest } = catalog.quote({ model: row.id, count: 10_000, budget: "50" });
      expect(cheapest?.affords).toMatch(/^\d+$/);
      expect(quote.cheapest?.affords).toBe(cheapest?.affords);
    }
  });

  test("a term that no cheaper answer is behind does not bind", () => {
    const [cheapest] = picked({}).answers;
    const weights = cheapest?.row.weights;
    expect(weights).toBe("open");
    expect(picked({ use: "open" }).relaxed).toEqual([]);
  });

  test("terms at their default ask for nothing", () => {
    expect(termsInForce(NO_TERMS)).toEqual([]);
    expect(termsQuery(NO_TERMS)).toEqual({});
    expect(termsQuery({ minElo: 1200, within: "medium", use: "open-nc" })).toEqual({
      minElo: 1200,
      latency: ["fast", "medium"],
      weights: ["open", "open-nc"],
    });
  });
});

describe("side by side", () => {
  const asked = {
    models: ["gpt-image-2", "flux-2-pro", "no-such-model"],
    modes: ["t2i" as const, "edit" as const],
    job: {},
    count: 777,
    tiers: ["1K" as const, "4K" as const],
    qualities: ["low", "high"],
  };

  test("models stand in the order in which they were ticked, with the package's own figures", () => {
    const { models, missing, now, lines } = tray(catalog, asked);
    expect(models.map(({ row }) => row.id)).toEqual(["gpt-image-2", "flux-2-pro"]);
    expect(missing).toEqual(["no-such-model"]);
    for (const [at, { row, monthly }] of models.entries()) {
      const quote = catalog.quote({ model: row.id, count: 777 });
      expect(monthly.cheapest?.price).toBe(quote.cheapest?.total);
      expect(monthly.routed?.price ?? null).toBe(quote.routed?.billed ?? null);
      expect(now[at]?.price.price).toBe(quote.cheapest?.price);
    }
    expect(lines.map(({ kind, name }) => `${kind} ${name}`)).toEqual([
      "size 1K",
      "size 4K",
      "batch ",
      "quality low",
      "quality high",
    ]);
    const high = lines.at(-1);
    expect(high?.cells.map((cell) => cell?.price.price)).toEqual(["0.21072", now[1]?.price.price]);
    expect(high?.cells.map((cell) => cell?.best)).toEqual([false, true]);
    expect(high?.cells.map((cell) => cell?.unaffected)).toEqual([false, true]);
  });

  test("an alias stands for its model", () => {
    const { rows } = catalog.compare({}, { modes });
    const model = rows
      .map((row) => row.model)
      .find(({ id, aliases }) => id !== "gpt-image-2" && aliases.length > 0);
    const alias = model?.aliases[0] ?? "";
    const { models, missing } = tray(catalog, { ...asked, models: [alias, "gpt-image-2"] });
    expect(models.map(({ row }) => row.id)).toEqual([model?.id, "gpt-image-2"]);
    expect(missing).toEqual([]);
  });
});
