// The shipped catalogs as imports and as bytes, which must say the same.
import { readFile } from "node:fs/promises";
import { load } from "perpixel";
import parsed from "perpixel/catalogs/infr.json" with { type: "json" };
import schema from "perpixel/schema/rate-card.json" with { type: "json" };

const names = process.argv.slice(2);
const files = await Promise.all(
  names.map((name) => readFile(new URL(import.meta.resolve(`perpixel/catalogs/${name}`)))),
);
const asOf = "2026-05-24";
const all = await load(files, { asOf });
const again = await load(
  files.map((file) => JSON.stringify(JSON.parse(file))),
  { asOf },
);
const one = await load(JSON.stringify(parsed), { asOf });
console.log(
  JSON.stringify({
    models: one.info().models,
    offers: one.info().offers,
    sources: all.info().sources.length,
    same: JSON.stringify(all.compare().rows) === JSON.stringify(again.compare().rows),
    priced: all.compare().rows.filter(({ cheapest }) => cheapest !== null).length,
    schema: schema.title,
  }),
);
