// What a shared link that was made with prices of another day has to say: of which day those were, of which these are,
// and, where the page has a price history, how many prices have changed since.

import { useEffect, useState } from "preact/hooks";
import { inView, writeAddress } from "../address.ts";
import { day } from "../format.ts";
import { journalOnce } from "../history/fetch.ts";
import type { Journal } from "../history/journal.ts";
import { n, t } from "../language.ts";
import { usePage } from "../state.ts";

/** Prices that are other ones than on the day before, by the later day of the two. */
function changesSince({ tracks }: Journal, at: string, upTo: string): number {
  let changes = 0;
  for (const { steps } of [...tracks.values()].flat()) {
    // What was listed on both days and has another price, or none, on the later one.
    const before = steps.filter(({ date }) => date <= at).at(-1);
    const after = steps.filter(({ date }) => date <= upTo).at(-1);
    if (before?.after != null && before.after !== after?.after) changes += 1;
  }
  return changes;
}

export function AtNotice({ at, newest }: { at: string; newest: string }) {
  const { store, act } = usePage();
  const [changes, setChanges] = useState<number | null>(null);
  useEffect(() => {
    let wanted = true;
    journalOnce(document.baseURI).then(
      (journal) => wanted && journal && at < newest && setChanges(changesSince(journal, at, newest)),
      // The table is as good without it; the Catalogs view says what is wrong with the history.
      () => undefined,
    );
    return () => {
      wanted = false;
    };
  }, [at, newest]);
  const address = store.address.value;
  const catalogs = writeAddress(inView(address, "catalogs", store.left.value.catalogs));
  const days = { made: day(at) ?? at, newest: day(newest) ?? newest };
  return (
    <div class="message message-notice" role="status">
      <p>
        {t("This link was made with prices of {made}; these are of {newest}.", days)}
        {changes !== null && (
          <>
            {" "}
            {n(
              changes,
              "{count} price has changed since, as far as the history goes.",
              "{count} prices have changed since, as far as the history goes.",
            )}{" "}
            <a href={catalogs}>{t("See the catalogs")}</a>
          </>
        )}
      </p>
      <button type="button" onClick={() => act.go({ at: null }, "replace")}>
        {t("Dismiss")}
      </button>
    </div>
  );
}
