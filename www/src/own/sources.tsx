// The reader's own catalogs: a file that is chosen or dropped, or pasted text, joins the loaded catalogs
// and is kept in the browser. What the engine refuses is told and changes nothing.

import { useState } from "preact/hooks";
import { ProblemText } from "../components/messages.tsx";
import type { Reading } from "../components/text-field.tsx";
import type { CatalogFile, Problem } from "../engine/protocol.ts";
import { t } from "../language.ts";
import { visible } from "../names.ts";
import { DropFile } from "../planning/drop-file.tsx";
import { PlanField } from "../planning/plan-field.tsx";
import { PlanForm } from "../planning/plan-form.tsx";
import { usePage } from "../state.ts";
import { readCatalog } from "./catalog-file.ts";
import { dropCatalog, keepCatalog } from "./catalog-storage.ts";
import { IdleCatalogs } from "./idle-catalogs.tsx";
import { inTurn } from "./own-turns.ts";
import { SourceList } from "./source-list.tsx";

const EMPTY = { text: "", name: "" };
/** A pasted catalog is no part of the address, and may be long. */
const LONGEST_PASTE = 70_000_000;

export function Sources({ filter }: { filter(severity: string, source: string): void }) {
  const { store, act } = usePage();
  const [file, setFile] = useState<File | null>(null);
  const [draft, set] = useState(EMPTY);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [notice, setNotice] = useState("");
  const [said, setSaid] = useState("");

  const add = async () => {
    setProblem(null);
    setNotice("");
    setSaid("");
    const sources = store.loaded.value?.info.sources ?? [];
    const taken = ["price book", ...sources.map(({ name }) => name)];
    const read = await readCatalog(file ?? draft.text, draft.name, taken);
    const refused = read.ok
      ? await act.supply((before) => ({ ...before, own: [...before.own, read.answer] }))
      : read.problem;
    setProblem(refused);
    if (refused || !read.ok) return;
    setNotice((await keepCatalog(read.answer)) ?? "");
    // What was chosen or typed meanwhile is the next catalog.
    setFile((now) => (now === file ? null : now));
    set((now) => (now === draft ? EMPTY : now));
    setSaid(
      t("{name} is loaded; all figures are computed with it.", { name: visible(read.answer.name, 80) }),
    );
  };
  const remove = async (name: string) => {
    setProblem(null);
    setNotice("");
    const others = (files: readonly CatalogFile[] = []) => files.filter((one) => one.name !== name);
    const refused = await act.supply((before) => ({
      ...before,
      own: others(before.own),
      idle: others(before.idle),
    }));
    setProblem(refused);
    setSaid(refused ? "" : t("{name} is removed.", { name: visible(name, 80) }));
    if (!refused) setNotice((await dropCatalog(name)) ?? "");
  };
  const drop = (name: string) => void inTurn(() => remove(name));
  const readText = (value: string): Reading<null> =>
    file || value.trim() !== ""
      ? { ok: true, value: null }
      : { ok: false, error: t("Choose a file, drop one here, or paste a catalog.") };
  return (
    <>
      <SourceList filter={filter} remove={drop} />
      <IdleCatalogs remove={drop} />
      <p role="status" class="plan-note">
        {said}
      </p>
      {notice && (
        <div class="message message-notice" role="alert">
          <p>{notice}</p>
        </div>
      )}
      {problem && (
        <div class="message message-problem" role="alert">
          <p>{t("This was refused, and what is loaded stays as it was.")}</p>
          <p>
            <ProblemText problem={problem} />
          </p>
        </div>
      )}
      <details class="plan-more">
        <summary>{t("Add a catalog of your own")}</summary>
        <p class="plan-note">
          {t(
            "Price lists that perpixel reads: rate cards and the price files of other projects. They are kept in this browser and sent nowhere.",
          )}
        </p>
        <PlanForm
          label={t("Your catalogs")}
          submit={t("Add the catalog")}
          busy={busy}
          send={() => {
            if (!readText(draft.text).ok) return false;
            // Until it is kept as well: the next one would come between.
            setBusy(true);
            void inTurn(add).finally(() => setBusy(false));
            return true;
          }}
        >
          <DropFile
            legend={t("The catalog")}
            name="own-file"
            note={t("up to 64 MiB; its format is detected")}
            file={file}
            choose={setFile}
          >
            <PlanField
              name="own-text"
              label={t("Or a catalog pasted here")}
              value={draft.text}
              change={(text) => set((before) => ({ ...before, text }))}
              read={readText}
              lines={4}
              width={48}
              longest={LONGEST_PASTE}
            />
          </DropFile>
          <div class="plan-fields">
            <PlanField
              name="own-name"
              label={t("Name")}
              value={draft.name}
              change={(name) => set((before) => ({ ...before, name }))}
              hint={t("as it is to be listed; the file’s own where empty")}
              width={24}
            />
          </div>
        </PlanForm>
      </details>
    </>
  );
}
