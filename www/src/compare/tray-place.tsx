// Where the ticked models stand side by side. The code for it is fetched with the first tick.

import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";
import { t } from "../language.ts";
import { usePage } from "../state.ts";

let kept: ComponentType | null = null;

export function TrayPlace() {
  const { store } = usePage();
  const wanted = store.live.value && store.address.value.pick.length > 0;
  const [, redraw] = useState(0);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    if (!wanted || kept || failed) return;
    import("./tray.tsx").then(
      (code) => {
        kept = code.Tray;
        redraw((times) => times + 1);
      },
      () => setFailed(true),
    );
  }, [wanted, failed]);
  if (!wanted) return null;
  if (kept) {
    const Tray = kept;
    return <Tray />;
  }
  if (!failed) return null;
  return (
    <p role="alert">
      {t("This part could not be fetched.")}{" "}
      <button type="button" class="plain" onClick={() => setFailed(false)}>
        {t("Try again")}
      </button>
    </p>
  );
}
