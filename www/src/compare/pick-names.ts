// What the terms of the guided pick are called.

import type { LatencyClass } from "perpixel";
import { msg, n, t } from "../language.ts";
import type { Use, Within } from "./pick.ts";

export const USE_NAMES: Record<Use, string> = {
  any: msg("Any licence"),
  open: msg("Open weights"),
  "open-nc": msg("Open, also non-commercial"),
  "apache-2.0": msg("Apache 2.0"),
};

const CLASSES: Record<LatencyClass, string> = { fast: msg("fast"), medium: msg("medium"), slow: msg("slow") };

export function latencyName(latency: LatencyClass): string {
  return t(CLASSES[latency]);
}

export function withinName(within: Within): string {
  if (within === "fast") return t("Stated as fast");
  if (within === "medium") return t("Fast or medium");
  return n(within, "At most {count} second", "At most {count} seconds");
}
