// Registers the service worker and tells the reader two things: once that the page is kept for use without a
// network, and each time that a newer version lies ready. It never reloads a page that its reader did not ask to.

import { render } from "preact";
import { SERVICE_WORKER, trusted } from "../trusted.ts";
import { Ready, Update } from "./notices.tsx";

/** How long the good news stands. */
const READY_MS = 10_000;

function place(): HTMLElement {
  const element = document.createElement("div");
  element.className = "offline-notice";
  // A live region speaks of what changes in it, so it has to be there before.
  element.setAttribute("role", "status");
  document.body.append(element);
  return element;
}

export async function register(): Promise<void> {
  const notice = place();
  const clear = () => render(null, notice);
  const registration = await navigator.serviceWorker.register(trusted(SERVICE_WORKER), {
    updateViaCache: "none",
  });
  const first = registration.active === null;
  let accepted = false;

  const offer = (waiting: ServiceWorker) => {
    const reload = () => {
      accepted = true;
      if (waiting.state === "installed") waiting.postMessage("take-over");
      // Another window of the page was quicker, or the version after this one was.
      else location.reload();
    };
    render(<Update reload={reload} later={clear} />, notice);
  };
  const seen = new Set<ServiceWorker>();
  const watch = (worker: ServiceWorker | null) => {
    if (!worker || seen.has(worker)) return;
    seen.add(worker);
    const look = () => {
      if (worker.state === "installed" && registration.active && registration.active !== worker)
        offer(worker);
      if (worker.state === "activated" && first && seen.size === 1) {
        render(<Ready close={clear} />, notice);
        setTimeout(() => notice.querySelector(".offline-ready") && clear(), READY_MS);
      }
    };
    worker.addEventListener("statechange", look);
    look();
  };

  let controlled = navigator.serviceWorker.controller !== null;
  navigator.serviceWorker.addEventListener("controllerchange", () => {
    if (accepted) location.reload();
    // The first one to take control of this page changes nothing in it.
    else if (controlled && registration.active) offer(registration.active);
    controlled = true;
  });
  registration.addEventListener("updatefound", () => watch(registration.installing));
  watch(registration.installing);
  watch(registration.waiting);
}
