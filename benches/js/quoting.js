// One quote, over and over for models and counts that change, against LLM token pricing by genai-prices and against
// float, big.js and decimal.js computing nothing but the figures.
import { calcPrice } from "@pydantic/genai-prices";
import Big from "big.js";
import Decimal from "decimal.js";
import { pricesDocument } from "./documents.js";
import { mustBe, plain } from "./exact.js";
import { race } from "./measure.js";
import { cheapestOf, quoteOf, sum } from "./oracle.js";

// 26 significant digits are enough for every product here, so that decimal.js is exact too.
Decimal.set({ precision: 40, toExpNeg: -30, toExpPos: 40 });

const LLM = [
  ["gpt-4o", "openai"],
  ["gpt-4o-mini", "openai"],
  ["claude-3-5-haiku-latest", "anthropic"],
  ["gemini-2.0-flash", "google"],
];
const countOf = (call) => 1 + ((call * 7919) % 100_000);

function verify(catalog, asked) {
  for (const [call, model] of asked.entries()) {
    const count = countOf(call);
    const { cheapest, routed } = catalog.quote({ model: model.id, count });
    const { total, billed } = quoteOf(model, count);
    mustBe(`the total of ${count} × ${model.id}`, cheapest?.total ?? null, total);
    mustBe(`what is billed for ${count} × ${model.id}`, routed?.billed ?? null, billed);
    for (const [side, figure] of [
      [cheapest, total],
      [routed, billed],
    ]) {
      if (figure !== null)
        mustBe("the sum of a receipt", sum(side.receipt.map(({ amount }) => amount)), figure);
    }
  }
}

export async function quoting({ perpixel: { load }, shipped, pace }) {
  const { bytes, models } = pricesDocument(shipped, 35);
  const catalog = await load(bytes, { asOf: "2026-06-30" });
  verify(catalog, models);
  const asked = models.filter((model) => cheapestOf(model) !== null);
  const ids = asked.map(({ id }) => id);
  const prices = asked.map((model) => plain(cheapestOf(model).price));
  const decimals = new Map(ids.map((id, at) => [id, new Decimal(prices[at])]));
  const bigs = new Map(ids.map((id, at) => [id, new Big(prices[at])]));
  const floats = new Map(ids.map((id, at) => [id, Number(prices[at])]));
  const idOf = (call) => ids[call % ids.length];
  const decimalTotal = (call) => decimals.get(idOf(call)).times(countOf(call)).toFixed();
  const bigTotal = (call) => bigs.get(idOf(call)).times(countOf(call)).toFixed();
  const quoters = new Map(ids.map((model) => [model, catalog.quoter({ model })]));
  const ourTotal = (call) => quoters.get(idOf(call)).total(countOf(call));
  const quoted = (call) => catalog.quote({ model: idOf(call), count: countOf(call) }).cheapest.total;
  for (const [call, model] of asked.entries()) {
    const { total } = quoteOf(model, countOf(call));
    mustBe("decimal.js's total", decimalTotal(call), total);
    mustBe("big.js's total", bigTotal(call), total);
    mustBe("our total", ourTotal(call), total);
    mustBe("our quote's total", quoted(call), total);
  }
  const llm = (call) => {
    const [model, providerId] = LLM[call % LLM.length];
    return calcPrice({ input_tokens: countOf(call), output_tokens: 1000 }, model, { providerId });
  };
  for (const call of LLM.keys())
    if (!(llm(call)?.total_price > 0)) throw new Error(`no price for ${LLM[call]}`);

  const object = await race(
    [
      { name: "ours", run: (call) => catalog.quote({ model: idOf(call), count: countOf(call) }) },
      { name: "ours, offers found before", run: (call) => quoters.get(idOf(call)).quote(countOf(call)) },
      { name: "genai-prices calcPrice", run: llm },
    ],
    pace(1),
  );
  const total = await race(
    [
      { name: "ours", run: ourTotal },
      { name: "ours, by a whole quote", run: quoted },
      { name: "decimal.js", run: decimalTotal },
      { name: "big.js", run: bigTotal },
      { name: "float", run: (call) => String(floats.get(idOf(call)) * countOf(call)) },
    ],
    pace(1),
  );
  for (const quoter of quoters.values()) quoter.free();
  catalog.free();
  return [
    { row: "quote", ...object },
    { row: "quote-total", ...total },
  ];
}
