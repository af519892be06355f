// From nothing to the first quote, against the start of a module that does nothing; and the memory that a large catalog
// takes. Each sample is a worker of its own, the two kinds in turn.
import { pricesDocument } from "./documents.js";
import { mustBe } from "./exact.js";
import { median, spread } from "./measure.js";
import { quoteOf } from "./oracle.js";

const COUNT = 1234;

export async function startup({ cold, shipped, quick }) {
  const { bytes, models } = pricesDocument(shipped, 35);
  const [model] = models;
  const ours = [];
  const empty = [];
  for (let round = 0; round < (quick ? 5 : 15); round += 1) {
    const started = await cold({ task: "start", bytes, model: model.id, count: COUNT });
    mustBe("the first quote", started.total, quoteOf(model, COUNT).total);
    ours.push(started.ms);
    empty.push((await cold({ task: "empty" })).ms);
  }
  const large = pricesDocument(shipped, 35_000);
  const held = await cold({ task: "memory", bytes: large.bytes });
  mustBe("the number of models", held.models, large.models.length);
  return [
    {
      row: "start",
      times: { ours: median(ours), "empty module": median(empty) },
      spreads: { ours: spread(ours), "empty module": spread(empty) },
    },
    { row: "memory", bytes: large.bytes.length, held: held.bytes, ratio: held.bytes / large.bytes.length },
  ];
}
