// One run in a browser, as a function that the driver calls. The package is not bundled: it is the file that a page
// would import.
import * as perpixel from "/pkg/index.js";
import { suite } from "./suite.js";

function cold(task) {
  return new Promise((resolve, reject) => {
    const worker = new Worker("/benches/js/cold-chromium.js", { type: "module" });
    worker.onerror = (event) => reject(new Error(event.message || "the worker did not start"));
    worker.onmessage = ({ data }) => {
      if (data === "ready") return worker.postMessage(task);
      worker.terminate();
      if (data.fault) reject(new Error(data.fault));
      else resolve(data);
    };
  });
}

globalThis.bench = async (options) => {
  const shipped = await (await fetch("/www/catalogs/infr.json")).text();
  const say = (name) => console.info(name);
  return suite({ perpixel, shipped, cold, say, collect: globalThis.gc }, options);
};
