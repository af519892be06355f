// The page's entry: draws the app over what the build prerendered as soon as the engine has its first answer. If
// the engine cannot be had, the prerendered figures stay as they are and a message above them says so.

import "./styles/index.css";
import { render } from "preact";
import { App } from "./app.tsx";
import { EngineFailed } from "./components/engine-failed.tsx";
import { Controller } from "./controller.ts";
import { EngineClient } from "./engine/client.ts";
import { spawnInPage, spawnWorker } from "./engine/spawn.ts";
import { day } from "./format.ts";
import { language, speak } from "./language.ts";
import { keepForOffline } from "./offline/start.ts";
import { fetchActs } from "./on-act.tsx";
import { anythingKept, readKept, watchKept } from "./own/kept.ts";
import { letGoOfReplaced } from "./replaced.ts";
import { keepLanguage, keptLanguage } from "./settings.ts";
import { PageContext } from "./state.ts";

/** The reader's calendar day, not the one in Greenwich. */
function today(): string {
  const now = new Date();
  const two = (part: number) => String(part).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

/** Until what the build made is on the screen: it answers already, so nothing may come before it. */
function painted(): Promise<void> {
  // A page in the background is not painted.
  if (document.hidden) return Promise.resolve();
  return new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
}

const app = document.getElementById("app");
const status = document.getElementById("status");
/** Stands in the HTML and comes into sight by itself, so that it is seen even while the scripts are missing. */
const late = document.querySelector(".late");

if (app && status) {
  letGoOfReplaced();
  const client = new EngineClient(spawnWorker, { fallback: spawnInPage });
  const controller = new Controller({
    client,
    location,
    history,
    base: document.baseURI,
    today: today(),
    kept: () => readKept(controller, false),
    async speak(language) {
      await speak(language);
      document.documentElement.lang = language;
      keepLanguage(language);
    },
    drawn() {
      late?.remove();
      render(null, status);
      render(
        <PageContext.Provider value={controller}>
          <App />
        </PageContext.Provider>,
        app,
      );
      keepForOffline();
    },
    failed(reason) {
      late?.remove();
      render(<EngineFailed reason={reason} retry={() => void controller.start(false)} />, status);
    },
  });
  addEventListener("popstate", () => void controller.readLocation());
  addEventListener("hashchange", () => void controller.readLocation());
  // Whatever is pressed first may be a link to another view, or a change that Back undoes.
  for (const pressed of ["pointerdown", "keydown"]) {
    addEventListener(pressed, () => void fetchActs().catch(() => undefined), { once: true });
  }
  const wanted = keptLanguage();
  // The words come while the engine starts; without them the page is in English.
  const spoken = wanted === "en" ? Promise.resolve() : speak(wanted).catch(() => undefined);
  void Promise.all([spoken, painted()]).then(() => {
    document.documentElement.lang = language();
    // The first date that is written costs some 20 ms: better while the engine is on its way than in the first draw.
    setTimeout(() => day(today()));
    watchKept(() => void readKept(controller, true));
    return controller.start(anythingKept());
  });
}
