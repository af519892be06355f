// A view whose code is fetched when it is opened. Until it is here, and when it cannot be had, a sentence stands in
// its place; code that came once is kept.

import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { View } from "../address.ts";
import { t } from "../language.ts";
import { usePage } from "../state.ts";
import { FETCHED } from "./places.ts";

type Fetched = Exclude<View, "compare">;
const here = new Map<Fetched, ComponentType>();

export function FetchedView({ view }: { view: Fetched }) {
  const { store } = usePage();
  const [, redraw] = useState(0);
  const [failed, setFailed] = useState(false);
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    setFailed(false);
    if (here.has(view)) return;
    let wanted = true;
    FETCHED[view]().then(
      (code) => {
        here.set(view, code.default);
        if (wanted) redraw((times) => times + 1);
      },
      () => wanted && setFailed(true),
    );
    return () => {
      wanted = false;
    };
  }, [view, attempt]);
  const Content = here.get(view);
  if (store.phase.value === "no-catalog" && view !== "catalogs") {
    return <p>{t("There is no catalog, so there is nothing to plan with.")}</p>;
  }
  if (Content) return <Content />;
  if (!failed) return <p class="muted">{t("This part is being fetched…")}</p>;
  return (
    <p role="alert">
      {t("This part could not be fetched.")}{" "}
      <button type="button" class="plain" onClick={() => setAttempt(attempt + 1)}>
        {t("Try again")}
      </button>
    </p>
  );
}
