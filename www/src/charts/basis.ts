// What a chart's figures are for, in words: the job as the engine understood it, and the day of the prices.

import type { JobAnswer } from "perpixel";
import { day } from "../format.ts";
import { jobName } from "../job.ts";
import { t } from "../language.ts";
import { usePage } from "../state.ts";

/** The day that the newest loaded prices are of. */
export function usePriceDay(): string {
  return day(usePage().store.loaded.value?.info.newest) ?? t("an unknown day");
}

/** `For 1024×1024, high quality; prices of 24 May 2026.` */
export function basisOf(job: JobAnswer, priceDay: string): string {
  return t("For {job}; newest prices of {day}.", { job: jobName(job), day: priceDay });
}

/** The same for drawings over sizes, where the job's own size plays no part. */
export function sizelessBasisOf(job: JobAnswer, priceDay: string): string {
  // The name of a job begins with its size.
  const settings = jobName(job).split(", ").slice(1).join(", ");
  if (settings === "") return t("For square images; newest prices of {day}.", { day: priceDay });
  return t("For square images, {settings}; newest prices of {day}.", { settings, day: priceDay });
}
