// What changed: another catalog file against the loaded ones, and what that does to the workload of its form.

import type { Signal } from "@preact/signals";
import type { Workload } from "perpixel";
import { useId, useState } from "preact/hooks";
import { Choice } from "../components/choice.tsx";
import type { Reading } from "../components/text-field.tsx";
import { toJob } from "../job.ts";
import { visible } from "../names.ts";
import { usePage } from "../state.ts";
import { DiffAnswer, DiffSentence } from "./diff-answer.tsx";
import { readPercent } from "./percent.ts";
import { PlanAnswer } from "./plan-answer.tsx";
import { PlanField } from "./plan-field.tsx";
import { PlanForm } from "./plan-form.tsx";
import { optional, valueIn } from "./read.ts";
import { useAsk } from "./use-ask.ts";

const ALL = "";
const SIDES = [
  { value: "newer", name: "It is newer" },
  { value: "older", name: "It is older" },
];
const readRise: (text: string) => Reading<string | null> = optional((text) => readPercent(text, 1000));

export function DiffForm({ workload }: { workload: Signal<Workload | null> }) {
  const { store } = usePage();
  const id = useId();
  const [file, setFile] = useState<File | null>(null);
  const [tried, setTried] = useState(false);
  const [side, setSide] = useState<"newer" | "older">("newer");
  const [replaces, setReplaces] = useState(ALL);
  const [rise, setRise] = useState("");
  const { asked, ask } = useAsk("diff");
  const sources = (store.loaded.value?.info.sources ?? []).filter(({ format }) => format !== "price-book");
  const filled = workload.value !== null;
  const missing = tried && !file;

  const choose = (chosen: File | null) => {
    setFile(chosen);
    // `infr.json` and `infr-2026-06.json` are most likely the same source.
    const stem = (name: string) => name.replace(/\.json$/, "");
    const same = sources.find(({ name }) => chosen?.name.startsWith(stem(name)));
    if (chosen) setReplaces(same?.name ?? ALL);
  };
  const send = () => {
    setTried(true);
    const most = readRise(rise);
    if (!file || !most.ok) return false;
    void compare(file, valueIn(most));
    return true;
  };
  const compare = async (chosen: File, maxRise: string | undefined) => {
    const request = {
      job: toJob(store.address.value.job),
      ...(workload.value ? { workload: workload.value } : {}),
      ...(maxRise === undefined ? {} : { maxRise }),
    };
    const bytes = new Uint8Array(await chosen.arrayBuffer());
    await ask({
      file: { name: chosen.name, bytes },
      replaces: replaces === ALL ? null : replaces,
      side,
      request,
    });
  };
  return (
    <>
      <PlanForm label="What changed" submit="Compare" busy={asked.busy} send={send}>
        <div class="plan-fields">
          <div class={missing ? "field field-error" : "field"}>
            <label for={id}>A catalog file</label>
            <input
              id={id}
              name="diff-file"
              type="file"
              accept=".json,application/json"
              aria-invalid={missing ? "true" : undefined}
              aria-describedby={`${id}-note`}
              onChange={(event) => choose(event.currentTarget.files?.[0] ?? null)}
            />
            <span id={`${id}-note`} class={missing ? "field-note error" : "field-note"} aria-live="polite">
              {missing ? "Choose a file." : "a prices document or a rate card"}
            </span>
          </div>
          <Choice
            label="Its age"
            name="diff-side"
            value={side}
            options={SIDES}
            change={(value) => setSide(value === "older" ? "older" : "newer")}
          />
          <Choice
            label="It stands for"
            name="diff-replaces"
            value={replaces}
            options={[
              { value: ALL, name: "all loaded catalogs" },
              ...sources.map(({ name }) => ({ value: name, name: visible(name) })),
            ]}
            change={setReplaces}
          />
          <PlanField
            label="Tolerated rise, %"
            name="diff-rise"
            value={rise}
            change={setRise}
            read={readRise}
            hint="larger ones are marked"
            numeric
            width={6}
          />
        </div>
        <p class="muted">
          {filled
            ? "The workload of the form above is compared too."
            : "Fill in the workload form to see what the changes do to it."}
        </p>
      </PlanForm>
      <PlanAnswer asked={asked} sentence={asked.answer && <DiffSentence diff={asked.answer} />}>
        {asked.answer && <DiffAnswer diff={asked.answer} />}
      </PlanAnswer>
    </>
  );
}
