// The table: sorting it, and pricing and ranking all of it anew for another size.
import Big from "big.js";
import Decimal from "decimal.js";
import { pricesDocument } from "./documents.js";
import { mustBe, plain } from "./exact.js";
import { race } from "./measure.js";
import { cheapestOf, ranked } from "./oracle.js";

const BY_PRICE = { sort: "price" };
const WINDOW = { sort: "price", limit: 50 };
/** How many models of the document make 5,000 offers. */
const MODELS_OF_5000 = 1787;

const sorted = (objects, order) =>
  objects
    .slice()
    .sort(order)
    .map(({ id }) => id);

export async function table({ perpixel: { load }, shipped, pace }) {
  return [await sorting(load, shipped, pace), await repricing(load, shipped, pace)];
}

async function sorting(load, shipped, pace) {
  const { bytes, models } = pricesDocument(shipped, 35_000);
  const catalog = await load(bytes, { asOf: "2026-06-30" });
  const byPrice = ranked(models);
  const expected = byPrice.map(({ id }) => id);
  // What is priced is kept, as the peers' objects have their prices at hand; the order is found anew each time.
  const places = () => catalog.order(undefined, BY_PRICE);
  const all = catalog.ids();
  const listed = Array.from(places(), (place) => all[place]);
  mustBe("the number of ids", listed.length, expected.length);
  for (const [at, id] of expected.entries()) mustBe(`id ${at}`, listed[at], id);

  // A model without a price comes last; the peers take it for infinitely dear.
  const priced = models.map((model) => ({ id: model.id, best: cheapestOf(model) }));
  const objects = (make, dearest) =>
    priced.map(({ id, best }) => ({ id, price: best === null ? dearest : make(plain(best.price)) }));
  const floats = objects(Number, Number.POSITIVE_INFINITY);
  const bigs = objects((text) => new Big(text), new Big("1e9"));
  const decimals = objects((text) => new Decimal(text), new Decimal(Number.POSITIVE_INFINITY));
  const byFloat = () => sorted(floats, (a, b) => a.price - b.price);
  mustBe("the first id by float", byFloat()[0], expected[0]);
  const result = await race(
    [
      { name: "ours", run: places },
      {
        name: "ours, ids as CSV",
        run: () => catalog.export("csv", undefined, BY_PRICE, { columns: ["id"] }),
        rounds: 3,
      },
      { name: "ours, first 50 rows", run: () => catalog.compare(undefined, WINDOW) },
      { name: "objects by float", run: byFloat },
      { name: "big.js", run: () => sorted(bigs, (a, b) => a.price.cmp(b.price)), rounds: 3 },
      { name: "decimal.js", run: () => sorted(decimals, (a, b) => a.price.cmp(b.price)), rounds: 3 },
    ],
    pace(1),
  );
  catalog.free();
  return { row: "sort", ...result };
}

async function repricing(load, shipped, pace) {
  const { bytes, models } = pricesDocument(shipped, MODELS_OF_5000);
  const catalog = await load(bytes, { asOf: "2026-06-30" });
  const offers = models.reduce((sum, model) => sum + model.offers.length, 0);
  for (const [width, height] of [
    [1024, 1536],
    [777, 1333],
  ]) {
    const { rows } = catalog.compare({ width, height }, WINDOW);
    for (const [at, { id, best }] of ranked(models, width * height)
      .slice(0, WINDOW.limit)
      .entries()) {
      mustBe(`row ${at} at ${width}×${height}`, rows[at].model.id, id);
      mustBe(`the price in row ${at}`, rows[at].offers[rows[at].cheapest].price, plain(best.price));
    }
  }
  // Another size each time, so that nothing can be kept from the call before.
  let width = 512;
  const next = () => {
    width = width >= 2048 ? 512 : width + 1;
    return width;
  };
  const result = await race(
    [{ name: "ours", run: () => catalog.compare({ width: next(), height: 1024 }, WINDOW) }],
    pace(1),
  );
  catalog.free();
  return { row: "reprice", offers, ...result };
}
