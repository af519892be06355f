// How a part that is fetched later brings along what it needs: its styles, which it waits for, and the scripts that it
// imports, which are then fetched beside it and not after it. Vite's own helper does more than this page has a use
// for, and every first visit would pay for it.

import type { Plugin } from "vite";

/** The signature is Vite's: a part, the addresses of what it needs, and what those are relative to. */
const HELPER = `
const asked = new Map();
function fetched(address) {
  let done = asked.get(address);
  if (!done) {
    const styles = address.endsWith(".css");
    const link = document.createElement("link");
    link.rel = styles ? "stylesheet" : "modulepreload";
    link.href = address;
    done = styles && new Promise((resolve, reject) => {
      link.onload = resolve;
      link.onerror = () => {
        // The next attempt asks again.
        asked.delete(address);
        link.remove();
        reject(new Error("cannot fetch " + address));
      };
    });
    asked.set(address, done || true);
    document.head.append(link);
  }
  return done;
}
export const __vitePreload = (load, needs = [], base) =>
  Promise.all(needs.map((need) => fetched(new URL(need, base).href))).then(load);
`;

export function smallPreload(): Plugin {
  return {
    name: "perpixel:preload",
    enforce: "pre",
    apply: "build",
    load: (id) => (id.endsWith("vite/preload-helper.js") ? HELPER : null),
  };
}
