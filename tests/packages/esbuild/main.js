import { load } from "perpixel/inline";

const catalog = await load(await fetch("catalog.json"));
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
