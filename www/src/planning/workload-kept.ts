// The workload that the estimate shows, for the comparison of catalogs in another view: as its form was left, or
// as it stands while nobody has touched it.

import type { Workload } from "perpixel";
import { judged } from "../fields.ts";
import { toJob } from "../job.ts";
import type { Store } from "../state.ts";
import { WORKLOAD, WORKLOAD_JUDGES, workloadOf } from "./workload-request.ts";

/** `null` where the form was left with a field that cannot be read. */
export function keptWorkload({ left, address }: Store): Workload | null {
  const { good } = judged(left.value.estimate ?? {}, WORKLOAD, WORKLOAD_JUDGES);
  const { job, volume } = address.value;
  return workloadOf({ ...WORKLOAD, ...good }, toJob(job), volume);
}
