import { readFile } from "node:fs/promises";
import { load } from "perpixel";

const catalog = await load(await readFile(new URL("catalog.json", import.meta.url)));
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
