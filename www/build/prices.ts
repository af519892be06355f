// Writes `prices.json`: the normalized table at a stable address, for programs that want the figures and not the
// page. It is priced by the package at build time, on the catalogs' own newest day, so that the same catalogs
// give the same bytes on any day. docs/hosting.md says what the fields mean.

import { join } from "node:path";
import type { Catalog, Mode, Row } from "perpixel";
import type { Plugin } from "vite";
import { tableRow } from "../src/engine/rows.ts";
import { readCatalogs } from "./catalogs.ts";

const FORMAT = "perpixel/prices@1";
const IMAGE: Mode[] = ["t2i", "edit"];

export function prices(root: string): Plugin {
  return {
    name: "perpixel:prices",
    apply: "build",
    async generateBundle() {
      const source = write(await read(join(root, "catalogs")));
      this.emitFile({ type: "asset", fileName: "prices.json", source });
    },
  };
}

async function read(folder: string): Promise<Catalog> {
  // The package's types say what it is; its path keeps the bundler of this file from looking for it.
  const inline = new URL("../../pkg/inline.js", import.meta.url).href;
  const { load } = (await import(inline)) as typeof import("perpixel/inline");
  const files = readCatalogs(folder).map(({ name, bytes }) => ({ name, data: bytes }));
  const undated = await load(files);
  const { newest } = undated.info();
  return newest ? load(files, { asOf: newest }) : undated;
}

/** One row a line, so that two versions can be compared line by line. */
function write(catalog: Catalog): string {
  const images = catalog.compare({}, { sort: "price", modes: IMAGE });
  const clips = (["t2v", "i2v"] as const).flatMap((mode) =>
    catalog.compare({ mode }, { sort: "price", modes: [mode] }).rows.map((row) => plain(row, mode)),
  );
  const usual = (row: Row) => plain(row, row.model.modes.includes("t2i") ? "t2i" : "edit");
  const { width, height } = images.job;
  const info = catalog.info();
  const members: [name: string, value: string][] = [
    ["format", JSON.stringify(FORMAT)],
    ["asOf", JSON.stringify(info.asOf)],
    ["oldest", JSON.stringify(info.oldest)],
    ["newest", JSON.stringify(info.newest)],
    ["feeRate", JSON.stringify(info.feeRate)],
    ["disclosure", JSON.stringify(info.feeDisclosure)],
    ["image", list("image", { width, height, quality: "standard" }, images.rows.map(usual))],
    ["video", list("second", { resolution: "standard", seconds: "standard" }, clips)],
  ];
  return `{\n${members.map(([name, value]) => `  "${name}": ${value}`).join(",\n")}\n}\n`;
}

function list(per: string, job: object, rows: object[]): string {
  const lines = rows.map((row) => `      ${JSON.stringify(row)}`).join(",\n");
  return `{\n    "per": "${per}",\n    "job": ${JSON.stringify(job)},\n    "rows": [\n${lines}\n    ]\n  }`;
}

/** Every field in every row, null where there is nothing to say, so that a row can become a line of a sheet. */
function plain(row: Row, mode: Mode) {
  const { id, name, vendor, elo, license, cheapest, unpriced, routed } = tableRow(row);
  const offer = row.cheapest === null ? undefined : row.offers[row.cheapest];
  return {
    model: id,
    name,
    vendor,
    mode,
    elo,
    license,
    status: cheapest?.status ?? unpriced,
    provider: cheapest?.provider ?? null,
    usd: cheapest?.price ?? null,
    low: cheapest?.low ?? null,
    high: cheapest?.high ?? null,
    certainty: cheapest?.certainty ?? null,
    routedProvider: routed?.provider ?? null,
    routedStatus: routed?.status ?? null,
    billedUsd: routed?.billed ?? null,
    source: cheapest?.source ?? null,
    path: cheapest?.path ?? null,
    checked: offer?.checked ?? null,
    url: offer?.url ?? null,
  };
}
