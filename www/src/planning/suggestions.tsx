// The lists of models and providers that fields of the forms suggest from. They are asked for when such a field is
// entered; of models, where the catalogs list many, only those come that go with what is typed.

import { useEffect, useState } from "preact/hooks";
import { visible } from "../names.ts";
import { usePage } from "../state.ts";
import { MODELS, PROVIDERS, sought } from "./sought.ts";
import { useModels } from "./use-models.ts";

export function Suggestions() {
  const entered = sought.value;
  const models = useModels(entered?.list === MODELS ? entered.text : null);
  const providers = useProviders(entered?.list === PROVIDERS);
  return (
    <>
      <datalist id={MODELS}>
        {models
          .filter(({ retired }) => !retired)
          .map(({ id, name }) => (
            <option key={id} value={id}>
              {visible(name)}
            </option>
          ))}
      </datalist>
      <datalist id={PROVIDERS}>
        {providers.map((provider) => (
          <option key={provider} value={provider} />
        ))}
      </datalist>
    </>
  );
}

/** Everyone who sells something, by name. */
function useProviders(wanted: boolean): readonly string[] {
  const { store, act } = usePage();
  const loaded = store.loaded.value;
  const [known, setKnown] = useState<{ of: typeof loaded; names: string[] }>({ of: null, names: [] });
  const missing = wanted && loaded !== known.of;
  useEffect(() => {
    if (!missing) return;
    let still = true;
    void act.ask("facets", { job: {}, query: {} }).then((outcome) => {
      if (!still || !outcome.ok) return;
      const values = outcome.answer.find(({ field }) => field === "providers")?.values ?? [];
      setKnown({ of: loaded, names: values.map(({ value }) => value).sort() });
    });
    return () => {
      still = false;
    };
  }, [act, loaded, missing]);
  return known.names;
}
