// From nothing to the first quote, against the start of a module that does nothing: with the whole module, and in a
// browser with the lean one, as the page starts; and the memory that a large catalog takes. Each sample is a worker of
// its own, the kinds in turn.
import { pricesDocument } from "./documents.js";
import { mustBe } from "./exact.js";
import { median, spread } from "./measure.js";
import { quoteOf } from "./oracle.js";

const COUNT = 1234;

export async function startup({ cold, lean, shipped, quick }) {
  const { bytes, models } = pricesDocument(shipped, 35);
  const [model] = models;
  const starts = { start: { cold, bytes }, ...(lean && { "start-lean": { ...lean, bytes: lean.packed } }) };
  const ours = Object.fromEntries(Object.keys(starts).map((row) => [row, []]));
  const empty = [];
  for (let round = 0; round < (quick ? 5 : 15); round += 1) {
    for (const [row, start] of Object.entries(starts)) {
      const task = { task: "start", bytes: start.bytes, model: model.id, count: COUNT };
      const started = await start.cold(task);
      mustBe("the first quote", started.total, quoteOf(model, COUNT).total);
      ours[row].push(started.ms);
    }
    empty.push((await cold({ task: "empty" })).ms);
  }
  const large = pricesDocument(shipped, 35_000);
  const held = await cold({ task: "memory", bytes: large.bytes });
  mustBe("the number of models", held.models, large.models.length);
  return [
    ...Object.entries(ours).map(([row, times]) => ({
      row,
      times: { ours: median(times), "empty module": median(empty) },
      spreads: { ours: spread(times), "empty module": spread(empty) },
    })),
    { row: "memory", bytes: large.bytes.length, held: held.bytes, ratio: held.bytes / large.bytes.length },
  ];
}
