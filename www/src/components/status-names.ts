// How far a price can be relied on, in words.

import type { Status } from "perpixel";
import { msg } from "../language.ts";

export const STATUS_NAMES: Readonly<Record<Status, string>> = {
  exact: msg("exact"),
  approximate: msg("approximate"),
  range: msg("range"),
  "rate-only": msg("rate only"),
  unknown: msg("unknown"),
};
