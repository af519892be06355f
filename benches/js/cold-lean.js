// A worker of a browser that starts once, as the page's own does: with the lean module, which opens a packed catalog.
import { load } from "/lean/index.js";
import { cold } from "./cold.js";

// The lean module takes sources in one form alone.
const engine = { load: (data, options) => load({ data }, options) };
self.onmessage = async ({ data }) => {
  try {
    self.postMessage(await cold(data, engine));
  } catch (error) {
    self.postMessage({ fault: String(error) });
  }
};
self.postMessage("ready");
