// Models side by side: the job's price, and the prices at other sizes, by batch and at each step of quality. One
// comparison of the engine a line, of the ticked models alone, so that its order and its multiples are theirs.

import type { Catalog, Comparison, Job, PricedOffer, Row } from "perpixel";
import { cheapestCell, tableRow } from "./rows.ts";
import type { Tray, TrayCell, TrayLine, TrayModel, TrayRequest } from "./tray-types.ts";

export function tray(catalog: Catalog, { models, modes, job, count, tiers, qualities }: TrayRequest): Tray {
  const compared = (some: Job): Comparison =>
    catalog.compare(some, { models, modes, sort: "price", includeRetired: true });
  const { rows, job: asked } = compared(job);
  // An alias in a link stands for the model that it is another name of.
  const place = ({ id, aliases }: Row["model"]) => models.findIndex((one) => [id, ...aliases].includes(one));
  const sorted = [...rows].sort((one, other) => place(one.model) - place(other.model));
  const ids = sorted.map(({ model }) => model.id);
  const line = (kind: TrayLine["kind"], name: string, some: Job): TrayLine => ({
    kind,
    name,
    cells: cells(compared(some).rows, ids),
  });
  const { width: _, height: __, resolution: ___, ...sizeless } = job;
  return {
    job: asked,
    count,
    models: sorted.map((row) => modelOf(catalog, row, job, count)),
    missing: models.filter((_, at) => !rows.some(({ model }) => place(model) === at)),
    now: cells(rows, ids),
    lines: [
      ...tiers.map((resolution) => line("size", resolution, { ...sizeless, resolution })),
      line("batch", "", { ...job, batch: true }),
      ...qualities.map((quality) => line("quality", quality, { ...job, quality })),
    ],
  };
}

/** The rows' figures in the order of the models; the rows come cheapest first. */
function cells(rows: Row[], ids: string[]): (TrayCell | null)[] {
  const [least] = rows.map(cheapestOf);
  return ids.map((id) => {
    const row = rows.find(({ model }) => model.id === id);
    const offer = row && cheapestOf(row);
    if (!offer) return null;
    return {
      price: cheapestCell(offer),
      multiple: row.multiple,
      best: offer.price === least?.price,
      unaffected: offer.code === "setting_not_offered",
    };
  });
}

function cheapestOf({ cheapest, offers }: Row): PricedOffer | undefined {
  return cheapest === null ? undefined : offers[cheapest];
}

function modelOf(catalog: Catalog, row: Row, job: Job, count: number): TrayModel {
  const { model, offers, routed } = row;
  const cheapest = cheapestOf(row);
  const served = offers.find((one) => one.provider === routed.provider && one.price === routed.upstream);
  const shown = cheapest === served ? [cheapest] : [cheapest, served];
  const quote = catalog.quote({ model: model.id, job, count });
  const said: TrayModel = {
    row: tableRow(row),
    monthly: {
      cheapest: quote.cheapest && { status: quote.cheapest.status, price: quote.cheapest.total },
      routed: quote.routed?.billed ? { status: quote.routed.status, price: quote.routed.billed } : null,
    },
    sources: shown.filter((offer): offer is PricedOffer => offer !== undefined).map(sourceOf),
  };
  if (cheapest?.latency) said.latency = cheapest.latency;
  if (cheapest?.latencySeconds) said.latencySeconds = cheapest.latencySeconds;
  return said;
}

function sourceOf({ provider, source, url, checked }: PricedOffer): TrayModel["sources"][number] {
  return { provider, source, url, checked: checked ?? null };
}
