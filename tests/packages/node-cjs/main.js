const { readFile } = require("node:fs/promises");
const { join } = require("node:path");
const { load } = require("perpixel");

async function main() {
  const catalog = await load(await readFile(join(__dirname, "catalog.json")));
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
}

main();
