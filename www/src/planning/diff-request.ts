// Reading the fields of the comparison of catalogs.

import type { Reading } from "../components/text-field.tsx";
import { readPercent } from "./percent.ts";
import { optional } from "./read.ts";

export const readRise: (text: string) => Reading<string | null> = optional((text) => readPercent(text, 1000));
