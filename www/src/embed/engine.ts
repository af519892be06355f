// What answers the price elements of a page: one engine with the catalogs that lie beside the script, loaded when the
// first of them asks. It runs on the page's own thread, because a worker cannot be started from another site.

import type { Mode, PricedOffer } from "perpixel";
import { load } from "perpixel/lean";
import { fetchPackedCatalogs } from "../engine/packed.ts";
import type { LoadRequest } from "../engine/protocol.ts";
import { type Ready, readyFromPacked } from "../engine/ready.ts";
import { Refused } from "../engine/refusal.ts";
import { isVideo } from "../sizes.ts";
import type { Wanted } from "./request.ts";

/** An offer, or why there is none. */
export interface Answer {
  name: string;
  offer: PricedOffer | null;
  reason: string | null;
  /** What the page has to be told about a model of clips alone. */
  mode: Mode | null;
}
export type Ask = (wanted: Wanted) => Answer;

/** The visitor's calendar day. */
function today(): string {
  const now = new Date();
  const two = (part: number) => String(part).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

async function read(request: LoadRequest): Promise<Ready> {
  const { packed } = request;
  if (packed === undefined) {
    const { readyFrom } = await import("../engine/loading.ts");
    return readyFrom(await import("perpixel"), request);
  }
  try {
    return await readyFromPacked({ load }, request);
  } catch (error) {
    if (!(error instanceof Refused) || error.problem.code !== "unknown_format") throw error;
    const { documents } = await import("../engine/documents.ts");
    return documents.read(await import("perpixel"), request, packed);
  }
}

/** Loads the catalogs under `base`. */
export async function open(base: string): Promise<Ask> {
  const { files, problems, packed } = await fetchPackedCatalogs(base);
  if (files.length === 0) throw new Error(problems[0]?.message ?? "there is no catalog");
  const { catalog } = await read({ files, asOf: today(), ...(packed && { packed: base }) });
  return ({ model, provider, job }) => {
    const query = { models: [model], ...(provider ? { providers: [provider] } : {}) };
    const [row] = catalog.compare(job, query).rows;
    if (!row) {
      const known = provider !== null && catalog.compare(job, { models: [model] }).rows.length > 0;
      const reason = known ? `\`${provider}\` does not sell it` : `no catalog lists \`${model}\``;
      return { name: model, offer: null, reason, mode: null };
    }
    const { modes } = row.model;
    const offer =
      row.cheapest === null
        ? (row.offers.find(({ status }) => status === "rate-only") ?? row.offers[0])
        : row.offers[row.cheapest];
    return {
      name: row.model.name,
      offer: offer ?? null,
      reason: offer ? (offer.price === null ? (offer.reason ?? null) : null) : "nobody sells it",
      mode: modes.every(isVideo) ? (modes[0] ?? null) : null,
    };
  };
}
