// Answers the calls of the planning forms: routes, workloads, self-hosting, usage logs and what changed between
// catalogs. It hands the engine's answers on as they are. A log's meter lives here from its first piece to its
// report; a fresh host knows no meters, which is how the page learns that a log has to be read anew.

import type { Catalog, UsageMeter } from "perpixel";
import { around, audited, costCurve } from "./plan-calls.ts";
import type { CatalogFile, DiffCall, PlanAnswer, PlanCall } from "./protocol.ts";
import { Refused, refusing } from "./refusal.ts";
import { type ShownDiff, shownDiff, shownRoute } from "./shown.ts";

/** What is loaded, and how to load the same with one file changed. */
export interface Ground {
  catalog: Catalog;
  files: CatalogFile[];
  load(files: CatalogFile[]): Promise<Catalog>;
}

export class Planner {
  #meters = new Map<number, UsageMeter>();

  async answer(call: PlanCall, ground: Ground): Promise<PlanAnswer> {
    const { catalog } = ground;
    switch (call.verb) {
      case "route":
        return refusing("route", () => shownRoute(catalog.route(call.request)));
      case "estimate":
        return refusing("workload", () => catalog.estimate(call.request));
      case "breakEven":
        return refusing("self-hosting", () => catalog.breakEven(call.request));
      case "around":
        return refusing("route", () => around(catalog, call.request.route, call.request.model));
      case "costCurve":
        return refusing("cost curve", () => costCurve(catalog, call.request));
      case "audit":
        return refusing("audit", () => audited(catalog));
      case "diff":
        return refusing(call.request.file.name, () => this.#diff(call.request, ground));
      case "usageBegin": {
        const { meter, options } = call.request;
        this.#meters.set(meter, await refusing("log", () => catalog.meter(options)));
        return null;
      }
      case "usagePush":
        return this.#reading(call.request.meter, (meter) => meter.push(call.request.chunk));
      case "usageFinish": {
        const report = await this.#reading(call.request.meter, (meter) => meter.finish());
        this.#drop(call.request.meter);
        return report;
      }
      case "usageCancel":
        this.#drop(call.request.meter);
        return null;
    }
  }

  #drop(id: number): void {
    this.#meters.get(id)?.free();
    this.#meters.delete(id);
  }

  /** A log that is refused is not read on, so its meter is of no more use. */
  async #reading<T>(id: number, work: (meter: UsageMeter) => T): Promise<T> {
    const meter = this.#meters.get(id);
    if (!meter) {
      throw new Refused({
        subject: "log",
        code: "log_lost",
        message: "the price engine was started anew while the log was read",
        help: "read the log again from its start",
      });
    }
    try {
      return await refusing("log", () => work(meter));
    } catch (error) {
      this.#drop(id);
      throw error;
    }
  }

  /** The file takes the place of a loaded one, so that what the others say of it stays the same on both sides. */
  async #diff(
    { file, replaces, side, request }: DiffCall,
    { catalog, files, load }: Ground,
  ): Promise<ShownDiff> {
    const changed =
      replaces === null
        ? [file]
        : files.map((one) => (one.name === replaces ? { name: one.name, bytes: file.bytes } : one));
    const other = await load(changed);
    try {
      return shownDiff(side === "newer" ? catalog.diff(other, request) : other.diff(catalog, request));
    } finally {
      other.free();
    }
  }
}
