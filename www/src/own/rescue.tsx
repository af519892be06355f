// Where the engine cannot be had, and with it the view that lists them: the reader's own prices and catalogs as the
// browser keeps them, to be saved as files.

import { useEffect, useState } from "preact/hooks";
import type { CatalogFile } from "../engine/protocol.ts";
import { t } from "../language.ts";
import { visible } from "../names.ts";
import { allBytes } from "./catalog-storage.ts";
import { download } from "./download.ts";
import { BOOK_KEY } from "./kept.ts";

function keptBooks(): string[] {
  try {
    return Object.keys(localStorage)
      .filter((key) => key.startsWith(BOOK_KEY))
      .sort()
      .map((key) => localStorage.getItem(key) ?? "");
  } catch {
    return [];
  }
}

export function Rescue() {
  const [books] = useState(keptBooks);
  const [catalogs, setCatalogs] = useState<CatalogFile[]>([]);
  useEffect(() => {
    allBytes().then(setCatalogs, () => undefined);
  }, []);
  if (books.length + catalogs.length === 0) return null;
  return (
    <>
      <p>{t("Your own prices and catalogs are still kept in this browser:")}</p>
      <p>
        {books.map((text) => (
          <button key={text} type="button" onClick={() => download("price-book", null, text)}>
            {t("Export the price book")}
          </button>
        ))}
        {catalogs.map(({ name, bytes }) => (
          <button key={name} type="button" onClick={() => download("catalog", null, bytes as BlobPart)}>
            {t("Export {name}", { name: visible(name, 80) })}
          </button>
        ))}
      </p>
    </>
  );
}
