// The lists of models and providers that fields of the forms suggest from.

import { visible } from "../names.ts";
import { usePage } from "../state.ts";

export function Suggestions() {
  const { store } = usePage();
  const loaded = store.loaded.value;
  return (
    <>
      <datalist id="plan-models">
        {loaded?.models
          .filter(({ retired }) => !retired)
          .map(({ id, name }) => (
            <option key={id} value={id}>
              {visible(name)}
            </option>
          ))}
      </datalist>
      <datalist id="plan-providers">
        {loaded?.providers.map((provider) => (
          <option key={provider} value={provider} />
        ))}
      </datalist>
    </>
  );
}
