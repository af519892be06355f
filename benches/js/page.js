// One run in a browser, as a function that the driver calls. The package is not bundled: it is the file that a page
// would import.
import * as perpixel from "/pkg/index.js";
import { suite } from "./suite.js";

const coldBy = (script) => (task) =>
  new Promise((resolve, reject) => {
    const worker = new Worker(script, { type: "module" });
    worker.onerror = (event) => reject(new Error(event.message || "the worker did not start"));
    worker.onmessage = ({ data }) => {
      if (data === "ready") return worker.postMessage(task);
      worker.terminate();
      if (data.fault) reject(new Error(data.fault));
      else resolve(data);
    };
  });

const cold = coldBy("/benches/js/cold-chromium.js");

globalThis.bench = async (options) => {
  const shipped = await (await fetch("/www/catalogs/infr.json")).text();
  const say = (name) => console.info(name);
  const lean = { cold: coldBy("/benches/js/cold-lean.js"), packed: Uint8Array.from(options.packed) };
  return suite({ perpixel, shipped, cold, lean, say, collect: globalThis.gc }, options);
};
