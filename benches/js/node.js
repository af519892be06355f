// One run in Node: `node --expose-gc node.js [--quick] [--only=<group>,…]` writes the figures as JSON to stdout.
import { readFileSync } from "node:fs";
import { Worker } from "node:worker_threads";
import * as perpixel from "../../pkg/inline.js";
import { options } from "./options.js";
import { suite } from "./suite.js";

function cold(workerData) {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL("./cold-node.js", import.meta.url), { workerData });
    worker.once("message", (answer) => worker.terminate().then(() => resolve(answer)));
    worker.once("error", reject);
  });
}

const shipped = readFileSync(new URL("../../www/catalogs/infr.json", import.meta.url), "utf8");
const say = (name) => process.stderr.write(` ${name}`);
const figures = await suite({ perpixel, shipped, cold, say, collect: globalThis.gc }, options(process.argv));
process.stdout.write(JSON.stringify(figures));
