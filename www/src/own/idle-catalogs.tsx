// The reader's own catalogs that the browser keeps and the engine refused when the page was opened: the message over
// the page says why; here they can be saved and removed.

import { t } from "../language.ts";
import { visible } from "../names.ts";
import { usePage } from "../state.ts";
import { OwnButtons } from "./own-buttons.tsx";

export function IdleCatalogs({ remove }: { remove(name: string): void }) {
  const { store } = usePage();
  const { idle = [] } = store.supplies.value;
  if (idle.length === 0) return null;
  return (
    <>
      <p>{t("Kept in this browser, but not loaded:")}</p>
      <ul>
        {idle.map((file) => (
          <li key={file.name}>
            {visible(file.name, 80)} <OwnButtons file={file} remove={remove} />
          </li>
        ))}
      </ul>
    </>
  );
}
