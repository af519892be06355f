// What can be done with a catalog of the reader's own: save it as it was given, and remove it.

import type { CatalogFile } from "../engine/protocol.ts";
import { t } from "../language.ts";
import { visible } from "../names.ts";
import { usePage } from "../state.ts";
import { download } from "./download.ts";

interface Props {
  file: CatalogFile;
  remove(name: string): void;
}

export function OwnButtons({ file: { name, bytes }, remove }: Props) {
  const { store } = usePage();
  return (
    <>
      <button
        type="button"
        class="plain"
        aria-label={t("Export {name}", { name: visible(name) })}
        onClick={() => download("catalog", store.today.value, bytes as BlobPart)}
      >
        {t("Export")}
      </button>{" "}
      <button
        type="button"
        class="plain"
        aria-label={t("Remove {name}", { name: visible(name) })}
        onClick={() => remove(name)}
      >
        {t("Remove")}
      </button>
    </>
  );
}
