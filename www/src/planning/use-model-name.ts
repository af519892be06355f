// A model by the name that people read; its id where the catalogs do not list it.

import { useMemo } from "preact/hooks";
import { t } from "../language.ts";
import { visible } from "../names.ts";
import { usePage } from "../state.ts";

export function useModelName(): (id: string | null) => string {
  const { store } = usePage();
  const models = store.loaded.value?.models;
  return useMemo(() => {
    const names = new Map((models ?? []).map(({ id, name }) => [id, name]));
    return (id) => (id === null ? t("no model") : visible(names.get(id) ?? id));
  }, [models]);
}
