// The lines of a workload, one group of fields each: its part of the volume and what may serve it first, its name
// and its provider behind a fold.

import { Choice } from "../components/choice.tsx";
import type { Reading } from "../components/text-field.tsx";
import { MODE_NAMES } from "../job.ts";
import { t } from "../language.ts";
import { TIER_NAMES, TIERS } from "../terms.ts";
import { PlanField } from "./plan-field.tsx";
import { More } from "./plan-form.tsx";
import { readPart } from "./read.ts";
import { type LineDraft, needsModel, readLineElo } from "./workload-request.ts";

interface Props {
  lines: readonly LineDraft[];
  change(lines: LineDraft[], step?: "push" | "replace"): void;
}

/** A share that is left alone is all there is. */
function without(lines: readonly LineDraft[], line: LineDraft): LineDraft[] {
  const rest = lines.filter((one) => one !== line);
  const [only] = rest;
  return rest.length === 1 && only?.part.trim().endsWith("%") ? [{ ...only, part: "100%" }] : rest;
}

export function WorkloadLines({ lines, change }: Props) {
  return (
    <ol class="plan-lines">
      {lines.map((line, at) => (
        <li key={at}>
          <WorkloadLine
            line={line}
            number={at + 1}
            put={(part, step) =>
              change(
                lines.map((one) => (one === line ? { ...line, ...part } : one)),
                step,
              )
            }
            remove={lines.length > 1 ? () => change(without(lines, line), "push") : null}
          />
        </li>
      ))}
    </ol>
  );
}

interface LineProps {
  line: LineDraft;
  number: number;
  put(part: Partial<LineDraft>, step?: "push" | "replace"): void;
  remove: (() => void) | null;
}

function WorkloadLine({ line, number, put, remove }: LineProps) {
  const text = (name: "name" | "model" | "provider" | "elo" | "part") => ({
    name: `line-${name}`,
    value: line[name],
    change: (value: string) => put({ [name]: value }),
  });
  const readModel = (): Reading<null> =>
    needsModel(line)
      ? { ok: false, error: t("Name a model, or choose a score or a tier.") }
      : { ok: true, value: null };
  const tiers = TIERS.map((tier) => ({ value: tier === "any" ? "" : tier, name: t(TIER_NAMES[tier]) }));
  const seldom = [line.name, line.provider].filter((value) => value.trim() !== "").length;
  return (
    <fieldset class="plan-line">
      <legend>
        {t("Line {number}", { number })}
        {line.mode && `, ${t(MODE_NAMES[line.mode])}`}
      </legend>
      {remove && (
        <button
          type="button"
          class="plain plan-remove"
          onClick={(event) => {
            // The button goes with its line, and would take the focus along.
            event.currentTarget.closest("form")?.querySelector<HTMLElement>(".plan-add")?.focus();
            remove();
          }}
        >
          {t("Remove")}
          <span class="hidden"> {t("line {number}", { number })}</span>
        </button>
      )}
      <div class="plan-pair">
        <PlanField
          {...text("part")}
          label={t("A month, or share")}
          read={readPart}
          hint={t("8,000 or 80%")}
          numeric
          width={8}
          required
        />
        <PlanField
          {...text("model")}
          label={t("Model")}
          read={readModel}
          list="plan-models"
          hint={t("empty: the cheapest")}
          width={16}
          required
        />
        <PlanField {...text("elo")} label={t("Elo of at least")} read={readLineElo} numeric width={8} />
        <Choice
          label={t("Price tier")}
          name="line-tier"
          value={line.tier}
          options={tiers}
          change={(tier) => put({ tier }, "push")}
        />
      </div>
      <More label={t("Name and provider")} set={seldom}>
        <PlanField {...text("name")} label={t("Name")} width={12} />
        <PlanField
          {...text("provider")}
          label={t("Provider")}
          list="plan-providers"
          hint={t("empty: the cheapest")}
          width={14}
        />
      </More>
    </fieldset>
  );
}
