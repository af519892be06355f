// The terms of the guided pick: a volume that is typed, and three choices from lists. What reads a volume is fetched
// when the field is entered.

import { useState } from "preact/hooks";
import type { Address } from "../address.ts";
import { Choice } from "../components/choice.tsx";
import { type Reading, TextField } from "../components/text-field.tsx";
import { count, usd } from "../format.ts";
import { isVideo } from "../job.ts";
import { t } from "../language.ts";
import { actsHere, fetchActs } from "../on-act.tsx";
import { usePage } from "../state.ts";
import { USES, type Use, WITHIN_STEPS, type Within } from "./pick.ts";
import { USE_NAMES, withinName } from "./pick-names.ts";

const ELO_STEPS = [1100, 1150, 1200, 1250, 1300, 1350, 1400];

/** What reads a volume to price, or with a dollar sign a budget to spend; and what fetches it. */
function useReading() {
  const [failed, setFailed] = useState(false);
  const [, redraw] = useState(0);
  const fetch = () => {
    if (actsHere()) return;
    setFailed(false);
    fetchActs().then(
      () => redraw((times) => times + 1),
      () => setFailed(true),
    );
  };
  const read = (text: string): Reading<Partial<Address>> | null => {
    const acts = actsHere();
    if (acts) return acts.readAsked(text);
    return failed ? { ok: false, error: t("This part could not be fetched.") } : null;
  };
  return { read, fetch };
}

function eloOptions(current: number | null) {
  const steps = current === null || ELO_STEPS.includes(current) ? ELO_STEPS : [...ELO_STEPS, current].sort();
  return [
    { value: "", name: t("any score") },
    ...steps.map((elo) => ({ value: String(elo), name: t("{elo} or more", { elo: String(elo) }) })),
  ];
}

function withinOptions(current: Within | null) {
  const usual: readonly Within[] = WITHIN_STEPS;
  const steps = current === null || usual.includes(current) ? usual : [...usual, current];
  return [
    { value: "", name: t("any latency") },
    ...steps.map((within) => ({ value: String(within), name: withinName(within) })),
  ];
}

function readWithin(value: string): Within | null {
  return WITHIN_STEPS.find((within) => String(within) === value) ?? (value === "" ? null : Number(value));
}

function askedName(spent: boolean, video: boolean): string {
  if (spent) return t("Budget a month");
  return video ? t("Clips a month") : t("Images a month");
}

export function PickTerms() {
  const { store, act } = usePage();
  const { volume, budget, minElo, within, use, job } = store.address.value;
  const { read, fetch } = useReading();
  return (
    <fieldset class="estimate-terms" disabled={!store.live.value}>
      <legend class="hidden">{t("Terms of the estimate")}</legend>
      <TextField
        label={askedName(budget !== null, isVideo(job.mode))}
        name="volume"
        shown={budget === null ? count(volume) : usd(budget)}
        read={read}
        enter={fetch}
        change={(value) => act.go(value, "replace")}
        hint={t("10k, 1.2M or $50")}
        width={12}
      />
      <Choice
        label={t("Arena score (Elo)")}
        name="elo"
        value={minElo === null ? "" : String(minElo)}
        options={eloOptions(minElo)}
        change={(value) => act.go({ minElo: value === "" ? null : Number(value) })}
      />
      <Choice
        label={t("Latency")}
        name="within"
        value={within === null ? "" : String(within)}
        options={withinOptions(within)}
        change={(value) => act.go({ within: readWithin(value) })}
      />
      <Choice
        label={t("Licence")}
        name="use"
        value={use}
        options={USES.map((one) => ({ value: one, name: t(USE_NAMES[one]) }))}
        change={(value) => act.go({ use: value as Use })}
      />
    </fieldset>
  );
}
