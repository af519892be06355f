// The views of the page by address: what each is called, and where its code is. The comparison is part of the first
// visit; the others are fetched when they are opened.

import type { ComponentType } from "preact";
import type { View } from "../address.ts";
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

export const FETCHED: Readonly<Record<Exclude<View, "compare">, () => Promise<{ default: ComponentType }>>> =
  {
    estimate: () => import("./estimate.tsx"),
    route: () => import("./route.tsx"),
    usage: () => import("./usage.tsx"),
    catalogs: () => import("./catalogs.tsx"),
  };
