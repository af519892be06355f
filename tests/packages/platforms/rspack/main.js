import { load } from "perpixel";

// The shipped catalog as a file of its own, whose bytes are the fast way in.
const catalog = await load(new URL("perpixel/catalogs/infr.json", import.meta.url));
const { models, offers } = catalog.info();
const route = catalog.route({ model: "grok-imagine-quality" });
const quote = catalog.quote({ model: "grok-imagine-quality", count: 1 });
document.querySelector("output").textContent = JSON.stringify({
  models,
  offers,
  cheapest: quote.cheapest.price,
  routed: route.provider,
  billed: route.billed,
});
