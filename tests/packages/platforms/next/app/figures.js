import { load } from "perpixel";
import infr from "perpixel/catalogs/infr.json";

export async function figures() {
  const catalog = await load(JSON.stringify(infr));
  const { models, offers } = catalog.info();
  const route = catalog.route({ model: "grok-imagine-quality" });
  const quote = catalog.quote({ model: "grok-imagine-quality", count: 1 });
  return JSON.stringify({
    models,
    offers,
    cheapest: quote.cheapest.price,
    routed: route.provider,
    billed: route.billed,
  });
}
