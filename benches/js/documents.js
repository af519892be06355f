// Makes prices documents of any size out of the shipped one: copy after copy of its models, each with an id, a name and
// prices of its own, every claim of the document still true. The same numbers come out on every machine. Beside the
// text stand the prices as whole micro-dollars, which the oracle computes with.

/** Micro-dollars of a price in the shipped document, which has at most six places. */
function micro(price) {
  const [whole, fraction = ""] = String(price).split(".");
  if (fraction.length > 6) throw new Error(`a price with more than six places: ${price}`);
  return Number(whole + fraction.padEnd(6, "0"));
}

/** The double whose shortest text is the decimal: it divides once and adds nothing. */
const dollars = (amount, scale = 1_000_000) => amount / scale;

function raised(offer, by) {
  return offer?.price_pi == null ? offer : { ...offer, price_pi: dollars(micro(offer.price_pi) + by) };
}

function copyOf(model, copy, place) {
  // Every price of a model rises by the same amount, so that who is cheapest stays who it was.
  const by = copy === 0 ? 0 : 10 * ((copy * 7919 + place * 104_729) % 9973);
  const { routed } = model;
  const upstream = routed.upstream_pi === null ? null : micro(routed.upstream_pi) + by;
  return {
    ...model,
    id: copy === 0 ? model.id : `${model.id}-x${copy}`,
    name: copy === 0 ? model.name : `${model.name} ${copy}`,
    elo: model.elo === null || copy === 0 ? model.elo : 900 + ((copy * 31 + place * 17) % 600),
    providers: model.providers.map((offer) => raised(offer, by)),
    cheapest: raised(model.cheapest, by),
    routed:
      upstream === null
        ? routed
        : { ...routed, upstream_pi: dollars(upstream), billed_pi: dollars(upstream * 102, 100_000_000) },
    endpoint: copy === 0 ? model.endpoint : `${model.endpoint}-x${copy}`,
  };
}

/** The document with so many models: its bytes, its text, and its models with `offers` in micro-dollars. */
export function pricesDocument(shipped, count) {
  const base = JSON.parse(shipped);
  const models = Array.from({ length: count }, (_, at) => {
    const place = at % base.models.length;
    return copyOf(base.models[place], Math.floor(at / base.models.length), place);
  });
  const text = JSON.stringify({ ...base, model_count: count, models }, null, 2);
  return { text, bytes: new TextEncoder().encode(text), models: models.map(exactly) };
}

function exactly({ id, providers, routed }) {
  const offers = providers.map(({ name, price_pi, unit }) => ({
    provider: name,
    unit,
    micro: price_pi === null ? null : micro(price_pi),
  }));
  return { id, offers, routed: routed.provider };
}

/** A stream of whole numbers below a bound, the same on every machine (mulberry32). */
export function numbers(seed) {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}
