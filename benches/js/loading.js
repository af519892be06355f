// From the document's bytes to a catalog that answers, against the parser that every JavaScript engine has built in,
// which understands nothing of prices. Freeing is off the clock on both sides.

import { pricesDocument } from "./documents.js";
import { mustBe, plain } from "./exact.js";
import { race } from "./measure.js";
import { quoteOf, ranked } from "./oracle.js";

const DAY = { asOf: "2026-06-30" };
const WINDOW = { sort: "price", limit: 50 };

const free = (catalog) => catalog.free();

/** Models, offers and prices are all there, and what it says of them is exact. */
async function verify(load, { bytes, models }) {
  const catalog = await load(bytes, DAY);
  const { models: listed, offers, priced } = catalog.info();
  const all = models.flatMap((model) => model.offers);
  mustBe("the number of models", listed, models.length);
  mustBe("the number of offers", offers, all.length);
  mustBe("the number of prices", priced, all.filter(({ micro }) => micro !== null).length);
  const faults = catalog
    .findings()
    .filter(({ code }) => code !== "no_price" && code !== "listed_as_other_model");
  mustBe(
    "the number of findings beside those of the shipped document",
    faults.filter(({ code }) => code !== "more_findings").length,
    0,
  );
  for (let at = 0; at < models.length; at += Math.ceil(models.length / 50)) {
    const { cheapest, routed } = catalog.quote({ model: models[at].id, count: 1 });
    const { total, billed } = quoteOf(models[at], 1);
    mustBe(`the cheapest price of ${models[at].id}`, cheapest?.total ?? null, total);
    mustBe(`the billed price of ${models[at].id}`, routed?.billed ?? null, billed);
  }
  verifyTable(catalog.compare(undefined, WINDOW), models);
  catalog.free();
}

function verifyTable({ total, rows }, models) {
  const expected = ranked(models).slice(0, WINDOW.limit);
  mustBe("the number of rows", total, models.length);
  mustBe("the number of rows shown", rows.length, expected.length);
  for (const [at, { id, best }] of expected.entries()) {
    const { model, offers, cheapest } = rows[at];
    mustBe(`row ${at}`, model.id, id);
    mustBe(
      `the price in row ${at}`,
      cheapest === null ? null : offers[cheapest].price,
      best && plain(best.price),
    );
  }
}

export async function loading({ perpixel: { load }, shipped, pace, collect }) {
  const answers = [];
  const perModel = {};
  for (const count of [35, 3500, 35_000]) {
    const document = pricesDocument(shipped, count);
    const { text, bytes } = document;
    await verify(load, document);
    const large = count > 35;
    const result = await race(
      [
        { name: "ours", run: () => load(bytes, DAY), waits: true, after: free },
        { name: "JSON.parse", run: () => JSON.parse(text), after: () => {} },
        {
          name: "TextDecoder + JSON.parse",
          run: () => JSON.parse(new TextDecoder().decode(bytes)),
          after: () => {},
        },
        ...(count > 3500
          ? []
          : [
              { name: "ours from a string", run: () => load(text, DAY), waits: true, after: free, rounds: 5 },
            ]),
      ],
      { ...pace(count > 3500 ? 3 : 1), ...(large && { collect }) },
    );
    answers.push({ row: `load-${count}`, bytes: bytes.length, ...result });
    perModel[count] = result.times.ours / count;
    if (count > 3500) continue;
    const table = await race(
      [
        {
          name: "ours",
          async run() {
            const catalog = await load(new Response(bytes), DAY);
            return [catalog, catalog.compare(undefined, WINDOW)];
          },
          waits: true,
          after: ([catalog]) => catalog.free(),
        },
        { name: "resp.json()", run: () => new Response(bytes).json(), waits: true, after: () => {} },
      ],
      { ...pace(1), ...(large && { collect }) },
    );
    answers.push({ row: `response-${count}`, ...table });
  }
  answers.push({ row: "load-growth", ratio: perModel[35_000] / perModel[3500] });
  return answers;
}
