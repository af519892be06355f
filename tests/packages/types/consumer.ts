// Compiled, never run: right use that must compile and wrong use that must not.
import {
  Catalog,
  type Comparison,
  isPerpixelError,
  type Job,
  load,
  PerpixelError,
  type Quote,
  type Route,
  type Source,
} from "perpixel";
import { load as loadInline } from "perpixel/inline";
import { load as loadWeb } from "perpixel/web";

export async function right(bytes: Uint8Array, response: Response): Promise<string | null> {
  const sources: Source[] = [
    "{}",
    bytes,
    response,
    new URL("https://example.com/catalog.json"),
    { name: "mine", data: bytes },
  ];
  const catalog: Catalog = await load(sources, { asOf: "2026-05-24" });
  const job: Job = { mode: "t2i", width: 1024, height: 1024 };
  const table: Comparison = catalog.compare(job, { sort: "elo", weights: ["open"] });
  const first = table.rows[0]?.cheapest;
  const route: Route = catalog.route({ model: "flux", job });
  const quote: Quote = catalog.quote({ model: "flux", count: 10 });
  const price: string | null = catalog.price({ model: "flux", provider: "fal" }).price;
  const same: (typeof load)[] = [loadInline, loadWeb];
  catalog[Symbol.dispose]();
  catalog.free();
  return [first, same, quote.cheapest?.total, price].length > 0 ? route.billed : null;
}

export function caught(error: unknown): string | undefined {
  if (error instanceof PerpixelError) return error.code;
  if (isPerpixelError(error)) return error.path ?? error.help;
  return undefined;
}

export function wrong(catalog: Catalog): void {
  // @ts-expect-error a source is text, bytes, an address or a response
  load(1);
  // @ts-expect-error a catalog comes from load
  new Catalog();
  // @ts-expect-error money is text: it is never computed with in JavaScript
  catalog.route({ model: "flux" }).billed * 2;
  // @ts-expect-error there is no such mode
  catalog.compare({ mode: "text" });
  // @ts-expect-error a quote is for a number of images
  catalog.quote({ model: "flux" });
  // @ts-expect-error there is no such order
  catalog.models({ sort: "beauty" });
}
