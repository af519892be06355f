// Draws the page at build time: the default job, every row closed, so that the HTML already answers. Runs in
// Node, with the package's Node entry and the catalogs' own date as "today" (a build gives the same bytes on any day).

import { renderToString } from "preact-render-to-string";
import { App } from "./app.tsx";
import { toQuery } from "./compare/filter.ts";
import { termsOf } from "./compare/pick.ts";
import { type Engine, Host } from "./engine/host.ts";
import { readyFrom } from "./engine/loading.ts";
import type { CatalogFile, Loaded, ViewAnswer } from "./engine/protocol.ts";
import { toJob } from "./job.ts";
import { type Actions, createStore, PageContext } from "./state.ts";

/** Nothing can be done to a page that is not live yet. */
const nothing = () => undefined;
const idle: Actions = {
  go: nothing,
  toggle: nothing,
  showAllRows: nothing,
  want: nothing,
  retry: nothing,
  dismiss: nothing,
  notice: nothing,
  speak: nothing,
  supply: () => new Promise(nothing),
  ask: () => new Promise(nothing),
};

export async function prerender(engine: Engine, files: CatalogFile[]): Promise<string> {
  const host = new Host(engine, undefined, readyFrom);
  const undated = (await host.answer({ verb: "load", request: { files } })) as Loaded;
  const asOf = undated.info.newest;
  const loaded = asOf ? ((await host.answer({ verb: "load", request: { files, asOf } })) as Loaded) : undated;
  if (loaded.problems.length > 0)
    throw new Error(`a shipped catalog is broken: ${loaded.problems[0]?.message}`);
  const store = createStore();
  const address = store.address.value;
  const request = {
    job: toJob(address.job),
    query: toQuery(address.job.mode, address),
    count: address.volume,
    terms: termsOf(address),
    budget: address.budget,
    model: null,
    open: [],
    window: null,
  };
  store.loaded.value = loaded;
  store.view.value = (await host.answer({ verb: "view", request })) as ViewAnswer;
  return renderToString(
    <PageContext.Provider value={{ store, act: idle }}>
      <App />
    </PageContext.Provider>,
  );
}
