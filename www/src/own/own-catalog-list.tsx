// The reader's own catalogs that are loaded: each with its format and what it lists, and a button to remove it.

import { plural } from "../format.ts";
import { visible } from "../names.ts";
import { Figures } from "../planning/figures.tsx";
import { usePage } from "../state.ts";

const FORMATS: Record<string, string> = {
  infr: "infr prices document",
  "rate-card": "rate card",
  litellm: "LiteLLM",
  openrouter: "OpenRouter",
  vercel: "Vercel AI Gateway",
  "models-dev": "models.dev",
  portkey: "Portkey",
  fal: "fal",
};

export function OwnCatalogList({ remove }: { remove(name: string): void }) {
  const { store } = usePage();
  const { own } = store.supplies.value;
  const loaded = store.loaded.value;
  if (own.length === 0) return null;
  const rows = own.map(({ name }) => {
    const source = loaded?.info.sources.find((one) => one.name === name);
    const findings = loaded?.findings.filter((one) => one.source === name).length ?? 0;
    return [
      visible(name),
      source ? (FORMATS[source.format] ?? source.format) : "",
      plural(source?.models ?? 0, "model"),
      plural(source?.offers ?? 0, "offer"),
      plural(findings, "finding"),
      <button
        key={name}
        type="button"
        class="plain"
        aria-label={`Remove ${visible(name)}`}
        onClick={() => remove(name)}
      >
        Remove
      </button>,
    ];
  });
  const heads = ["Name", "Format", "#Models", "#Offers", "#Findings", "Change"];
  return <Figures caption="Your catalogs, added to the shipped ones" heads={heads} rows={rows} />;
}
