// The model of the bill where the catalogs list too many for a choice: a field that suggests while one types. It is
// fetched where it is needed.

import { useEffect, useId, useState } from "preact/hooks";
import { modesOf } from "../job.ts";
import { t } from "../language.ts";
import { visible } from "../names.ts";
import { useModels } from "../planning/use-models.ts";
import { isVideo } from "../sizes.ts";
import { usePage } from "../state.ts";

const IMAGES = modesOf(null);
const CLIPS = ["t2v", "i2v"];

export function ModelSearch() {
  const { store, act } = usePage();
  const id = useId();
  const [draft, setDraft] = useState<string | null>(null);
  const view = store.view.value;
  const models = useModels(draft, isVideo(view?.job.mode) ? CLIPS : IMAGES);
  const chosen = view?.chosen;
  const typed = draft?.trim() ?? "";
  const named = models.some((model) => model.id === typed);
  useEffect(() => {
    if (named && typed !== store.address.peek().model) act.go({ model: typed });
  }, [act, store, named, typed]);
  const note =
    draft === null ? visible(chosen?.name ?? "") : t("a name or an id; choose from the suggestions");
  return (
    <div class="field">
      <label for={id}>{t("Monthly bill for")}</label>
      <input
        id={id}
        name="model"
        type="text"
        autoComplete="off"
        spellcheck={false}
        size={26}
        maxLength={200}
        list={`${id}-list`}
        value={draft ?? chosen?.id ?? ""}
        aria-describedby={`${id}-note`}
        placeholder={chosen?.id}
        // What stands in the field would be all that the browser suggests.
        onFocus={() => setDraft("")}
        onInput={(event) => setDraft(event.currentTarget.value)}
        onBlur={() => setDraft(null)}
      />
      <span id={`${id}-note`} class="field-note">
        {note}
      </span>
      <datalist id={`${id}-list`}>
        {models.map((model) => (
          <option key={model.id} value={model.id}>
            {visible(model.name)}
          </option>
        ))}
      </datalist>
    </div>
  );
}
