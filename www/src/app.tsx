// The page as a whole, drawn from the store: by the build into the HTML, and by the browser over it.

import { useEffect, useRef } from "preact/hooks";
import { Messages } from "./components/messages.tsx";
import { PageFooter } from "./components/page-footer.tsx";
import { PageHeader } from "./components/page-header.tsx";
import { t } from "./language.ts";
import { usePage } from "./state.ts";
import { CompareView } from "./views/compare.tsx";
import { FetchedView } from "./views/fetched-view.tsx";
import { PLACES } from "./views/places.ts";

export function App() {
  const { store } = usePage();
  const { view } = store.address.value;
  const title = useRef<HTMLHeadingElement>(null);
  const shown = useRef(view);
  useEffect(() => {
    document.title =
      view === "compare"
        ? t("perpixel: what generative images and video cost")
        : `${t(PLACES[view].name)} · perpixel`;
    if (shown.current === view) return;
    shown.current = view;
    // A new view begins at its top, for the eye and for a screen reader.
    scrollTo(0, 0);
    title.current?.focus({ preventScroll: true });
  });
  return (
    <>
      <PageHeader />
      <main id="main" tabIndex={-1} class={`view-${view}`}>
        <div class="view-head">
          <h1 ref={title} tabIndex={-1}>
            {t(PLACES[view].title)}
          </h1>
          {view === "compare" && <Pledge />}
        </div>
        <Messages />
        {view === "compare" ? <CompareView /> : <FetchedView view={view} />}
      </main>
      <PageFooter />
    </>
  );
}

/** What the page does, and whose figures these are: the build's, or computed here. */
function Pledge() {
  const { store } = usePage();
  return (
    <>
      <p class="promise">
        {t(
          "Every provider’s own billing unit, turned into one exact figure: US dollars per image, with the receipt.",
        )}
      </p>
      <p class="engine-line">
        {store.phase.value === "built"
          ? t("Computed when the page was built. Controls work once the engine has started.")
          : t("Computed in your browser, to the last digit. What you enter stays here.")}
      </p>
    </>
  );
}
