// A chart as a closed part of the page. Its code, its data and its drawing come when it is opened, and go again
// when it is closed.

import { useEffect, useRef, useState } from "preact/hooks";
import { Later, type Load } from "../components/later.tsx";
import { t } from "../language.ts";

interface Props<P> {
  name: string;
  load: Load<P>;
  with: P;
}

export function ChartPart<P extends object>({ name, load, with: props }: Props<P>) {
  const element = useRef<HTMLDetailsElement>(null);
  const [open, setOpen] = useState(false);
  // The prerendered page may have been opened before this code ran.
  useEffect(() => setOpen(element.current?.open === true), []);
  return (
    <details ref={element} class="chart-part" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{name}</summary>
      {open && (
        <Later load={load} with={props}>
          <p class="muted">{t("This part is being fetched…")}</p>
        </Later>
      )}
    </details>
  );
}
