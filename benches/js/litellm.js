// Our side of the comparison with LiteLLM: the same rows of its price map, each quoted for as many images. Called with
// the file that benches/python/litellm_images.py wrote, it holds every figure to the map's own digits and prints the
// microseconds a row.
import { readFileSync } from "node:fs";
import { load } from "../../pkg/inline.js";
import { mustBe, plain, units } from "./exact.js";
import { race } from "./measure.js";

const { count, calculators } = JSON.parse(readFileSync(process.argv[2], "utf8"));
const map = new URL("../../tests/formats/litellm/rows.json", import.meta.url);
const prices = JSON.parse(readFileSync(map, "utf8"));

/** A price by the map's digits; a number that JSON writes with an exponent is not compared. */
function exactly(key) {
  const { output_cost_per_image: price } = prices[key] ?? {};
  const text = String(price);
  return /^\d+(\.\d+)?$/.test(text) ? plain(units(text) * BigInt(count)) : null;
}

const catalog = await load({ data: readFileSync(map), format: "litellm" }, { asOf: "2026-06-01" });
const offers = catalog.compare(undefined, { includeRetired: true }).rows.flatMap((row) => row.offers);
const byPath = new Map(offers.map((offer) => [offer.path, offer]));
const requests = [];
/** Rows that their calculator prices otherwise than the map says; ours are held to the map. */
const differing = [];
for (const [key, theirs] of Object.entries(calculators[0].figures)) {
  const offer = byPath.get(`/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`);
  const exact = exactly(key);
  if (!offer || exact === null) continue;
  const request = { model: offer.model, count, query: { providers: [offer.provider], includeRetired: true } };
  const total = catalog.quote(request).cheapest?.total;
  // A provider may list the model twice; then the quote is of the cheaper row.
  if (total === undefined || offer.total !== plain(units(exact) / BigInt(count))) continue;
  if (catalog.quote(request).cheapest.price !== offer.price) continue;
  mustBe(`the total of ${key}`, total, exact);
  if (Math.abs(theirs - Number(exact)) > 1e-9) differing.push(key);
  requests.push(request);
}
const { times } = await race(
  [{ name: "ours", run: (call) => catalog.quote(requests[call % requests.length]) }],
  { budget: 300, least: 5, leastSlow: 1 },
);
process.stdout.write(JSON.stringify({ rows: requests.length, differing, us: times.ours * 1000 }));
