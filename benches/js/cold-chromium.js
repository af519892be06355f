// A worker of a browser that starts once: with the package's entry for browsers, which fetches the module and compiles
// it while it arrives. The empty module comes the same way.
import { load } from "/pkg/index.js";
import { cold } from "./cold.js";

const empty = () => WebAssembly.instantiateStreaming(fetch("/empty.wasm"));
self.onmessage = async ({ data }) => {
  try {
    self.postMessage(await cold(data, { load, empty }));
  } catch (error) {
    self.postMessage({ fault: String(error) });
  }
};
// A message that comes before the imports have ended would be lost.
self.postMessage("ready");
