// The views of the page by address: what each is called, and where its code is. The comparison is part of the first
// visit; the others are fetched when they are opened.

import type { View } from "../address.ts";
import type { Load } from "../components/later.tsx";
import { msg } from "../language.ts";

interface Place {
  /** In the navigation. */
  name: string;
  /** Over the view. */
  title: string;
}

export const PLACES: Readonly<Record<View, Place>> = {
  compare: { name: msg("Compare"), title: msg("What an image costs, wherever you buy it") },
  estimate: { name: msg("Estimate"), title: msg("What a workload costs, month by month") },
  route: { name: msg("Route"), title: msg("Who serves a job, and at what price") },
  usage: { name: msg("Usage"), title: msg("What a log of requests cost") },
  catalogs: { name: msg("Catalogs"), title: msg("Where the prices come from") },
};

export const FETCHED: Readonly<Record<Exclude<View, "compare">, Load<object>>> = {
  estimate: () => import("./estimate.tsx").then((code) => code.default),
  route: () => import("./route.tsx").then((code) => code.default),
  usage: () => import("./usage.tsx").then((code) => code.default),
  catalogs: () => import("./catalogs.tsx").then((code) => code.default),
};
