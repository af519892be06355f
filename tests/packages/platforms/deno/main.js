import { load } from "perpixel";
import infr from "perpixel/catalogs/infr.json" with { type: "json" };

const catalog = await load(JSON.stringify(infr));
const { models, offers } = catalog.info();
const route = catalog.route({ model: "grok-imagine-quality" });
const quote = catalog.quote({ model: "grok-imagine-quality", count: 1 });
console.log(
  JSON.stringify({
    models,
    offers,
    cheapest: quote.cheapest.price,
    routed: route.provider,
    billed: route.billed,
  }),
);
