// What the engine has to answer, computed from the made documents with whole numbers and by plain loops.
import { ONE, plain, units } from "./exact.js";

const MICRO = ONE / 1_000_000n;
const REFERENCE_PX = 1_048_576n;

/** USD in units of 10^-30 for one image of so many pixels; null where the document does not let one know. */
export function priceOf({ micro, unit }, pixels = 1_048_576) {
  if (micro === null) return null;
  const price = BigInt(micro) * MICRO;
  if (pixels === 1_048_576) return price;
  if (unit === "token") return null;
  if (unit === "mp") return (price * BigInt(pixels)) / REFERENCE_PX;
  return price;
}

/** The cheapest offer of a model, of equal ones the first listed. */
export function cheapestOf(model, pixels) {
  let best = null;
  for (const { provider, ...offer } of model.offers) {
    const price = priceOf(offer, pixels);
    if (price !== null && (best === null || price < best.price)) best = { provider, price };
  }
  return best;
}

/** The models from the cheapest to the dearest, of equal ones the first listed, those without a price last. */
export function ranked(models, pixels) {
  const priced = models.map((model) => ({ id: model.id, best: cheapestOf(model, pixels) }));
  const order = (a, b) => {
    if (a.best === null || b.best === null) return Number(a.best === null) - Number(b.best === null);
    return a.best.price < b.best.price ? -1 : Number(a.best.price > b.best.price);
  };
  return priced.sort(order);
}

/** What so many images cost at the cheapest offer, and billed where the model is routed. */
export function quoteOf(model, count) {
  const best = cheapestOf(model);
  const routed = model.offers.find(({ provider }) => provider === model.routed);
  const upstream = routed && priceOf(routed) * BigInt(count);
  return {
    total: best && plain(best.price * BigInt(count)),
    billed: upstream === undefined ? null : plain((upstream * 102n) / 100n),
  };
}

/** The sum of plain decimals, as a plain decimal. */
export const sum = (texts) => plain(texts.reduce((total, text) => total + units(text), 0n));
