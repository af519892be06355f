// Compiled, never run: what `require` gives has the same types as what `import` gives.
import perpixel = require("perpixel");
import inline = require("perpixel/inline");

export async function right(bytes: Uint8Array): Promise<string | undefined> {
  const catalog: perpixel.Catalog = await perpixel.load(bytes);
  const same: typeof perpixel.load = inline.load;
  const total: perpixel.Usd | undefined = catalog.quote({ model: "flux", count: 1 }).cheapest?.total;
  // An application that uses both forms hands answers from one part to the other.
  const imported = await import("perpixel");
  const other: perpixel.Catalog = await imported.load(bytes);
  return [same, other].length > 1 && total ? imported.format(total) : undefined;
}

export function caught(error: unknown): perpixel.Code | undefined {
  return perpixel.isPerpixelError(error) ? error.code : undefined;
}

export function wrong(): void {
  // @ts-expect-error a catalog comes from load
  new perpixel.Catalog();
  // @ts-expect-error there is no such export
  perpixel.parse;
}
