// Begins keeping the page for later once it is drawn and idle, so that the first visit does not wait for it. Not
// while developing, and not from a disk, where no service worker can be had.

// The styles come with the page: a place for notices that is not in its place yet would move what stands below.
import "./offline.css";

let begun = false;

export function keepForOffline(): void {
  if (begun || import.meta.env.DEV || !("serviceWorker" in navigator) || !/^https?:$/.test(location.protocol))
    return;
  begun = true;
  // The page works without it, so a failure is nothing to tell the reader; the next visit tries again.
  const begin = () =>
    void import("./registration.tsx").then(({ register }) => register()).catch(() => undefined);
  // Safari has no idle callback.
  if (typeof requestIdleCallback === "function") requestIdleCallback(begin, { timeout: 10_000 });
  else setTimeout(begin, 2000);
}
