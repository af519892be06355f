// A worker of Node that starts once: with the package's entry for Node, which holds the module as text.
import { parentPort, workerData } from "node:worker_threads";
import { load } from "../../pkg/inline.js";
import { cold, EMPTY } from "./cold.js";

parentPort.postMessage(await cold(workerData, { load, empty: () => WebAssembly.instantiate(EMPTY) }));
