// The lines of a workload, one group of fields each.

import { Choice } from "../components/choice.tsx";
import type { Reading } from "../components/text-field.tsx";
import { MODE_NAMES, TIER_NAMES, TIERS } from "../job.ts";
import { PlanField } from "./plan-field.tsx";
import { readPart } from "./read.ts";
import { type LineDraft, needsModel, readLineElo } from "./workload-request.ts";

const TIER_OPTIONS = TIERS.map((tier) => ({ value: tier, name: TIER_NAMES[tier] }));

interface Props {
  lines: LineDraft[];
  change(lines: LineDraft[]): void;
}

export function WorkloadLines({ lines, change }: Props) {
  return (
    <ol class="plan-lines">
      {lines.map((line, at) => (
        <li key={line.key}>
          <WorkloadLine
            line={line}
            number={at + 1}
            put={(part) => change(lines.map((one) => (one === line ? { ...line, ...part } : one)))}
            remove={lines.length > 1 ? () => change(lines.filter((one) => one !== line)) : null}
          />
        </li>
      ))}
    </ol>
  );
}

interface LineProps {
  line: LineDraft;
  number: number;
  put(part: Partial<LineDraft>): void;
  remove: (() => void) | null;
}

function WorkloadLine({ line, number, put, remove }: LineProps) {
  const text = (name: "name" | "model" | "provider" | "minElo" | "part") => ({
    name: `line-${name}`,
    value: line[name],
    change: (value: string) => put({ [name]: value }),
  });
  const readModel = (): Reading<null> =>
    needsModel(line)
      ? { ok: false, error: "Name a model, or choose a tier or a score." }
      : { ok: true, value: null };
  return (
    <fieldset class="plan-fields">
      <legend>
        Line {number}
        {line.mode && `, ${MODE_NAMES[line.mode].toLowerCase()}`}
      </legend>
      <PlanField {...text("name")} label="Name" width={12} />
      <PlanField {...text("model")} label="Model" read={readModel} list="plan-models" width={22} />
      <Choice
        label="Or of a price tier"
        name="line-tier"
        value={line.tier}
        options={TIER_OPTIONS}
        change={(tier) => put({ tier })}
      />
      <PlanField {...text("minElo")} label="Or Elo of at least" read={readLineElo} numeric width={8} />
      <PlanField
        {...text("provider")}
        label="Provider"
        list="plan-providers"
        hint="empty: the cheapest"
        width={14}
      />
      <PlanField
        {...text("part")}
        label="A month, or share"
        read={readPart}
        hint="8,000 or 80%"
        numeric
        width={10}
      />
      {remove && (
        <button type="button" class="plain plan-remove" onClick={remove}>
          Remove<span class="hidden"> line {number}</span>
        </button>
      )}
    </fieldset>
  );
}
