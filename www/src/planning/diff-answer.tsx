// The changes from one catalog to the next, and what they do to a workload.

import type { Change, ChangeKind, Diff } from "perpixel";
import { Prose } from "../components/prose.tsx";
import { count, figure, plural, price, usd } from "../format.ts";
import { visible } from "../names.ts";
import { Figures } from "./figures.tsx";
import { useModelName } from "./use-model-name.ts";
import { isNothing } from "./wording.ts";

const KINDS: Record<ChangeKind, string> = {
  rose: "rose",
  fell: "fell",
  appeared: "appeared",
  vanished: "vanished",
  priced: "got a price",
  unpriced: "lost its price",
};

export function DiffSentence({ diff: { changes, unchanged, workload, exceeded } }: { diff: Diff }) {
  const kinds = (Object.keys(KINDS) as ChangeKind[])
    .map((kind) => [KINDS[kind], changes.filter((change) => change.kind === kind).length] as const)
    .filter(([, number]) => number > 0)
    .map(([name, number]) => `${count(number)} ${name}`);
  return (
    <>
      <p class="sentence">
        {changes.length === 0
          ? "Nothing changed"
          : `${plural(changes.length, "change")}: ${kinds.join(", ")}`}
        ; {plural(unchanged, "offer is", "offers are")} the same.
      </p>
      {workload && (
        <p>
          {workload.difference !== null && isNothing(workload.difference) ? (
            <>
              The workload still costs <b class="figure">{usd(workload.after)}</b>.
            </>
          ) : (
            <>
              The workload goes from <b class="figure">{usd(workload.before)}</b> to{" "}
              <b class="figure">{usd(workload.after)}</b>
              {workload.difference !== null && ` (${signed(workload.difference)}`}
              {workload.percent !== null && `, ${visible(workload.percent)}%`}
              {workload.difference !== null && ")"}.
            </>
          )}
        </p>
      )}
      {exceeded > 0 && (
        <p class="doubt">{plural(exceeded, "change rises", "changes rise")} by more than is tolerated.</p>
      )}
    </>
  );
}

function signed(text: string): string {
  return text.startsWith("-") ? usd(text) : `+${usd(text)}`;
}

export function DiffAnswer({ diff: { changes } }: { diff: Diff }) {
  const name = useModelName();
  if (changes.length === 0) return null;
  return (
    <Figures
      caption="Changes, in USD per image or second"
      heads={["Model", "Provider", "Change", "#Before", "#After", "#Difference", "#Percent", "About"]}
      rows={changes.map((change) => [
        name(change.model),
        visible(change.provider),
        KINDS[change.kind] + (change.exceeds ? ", more than tolerated" : ""),
        side(change, change.before),
        side(change, change.after),
        change.difference === undefined ? "" : signed(change.difference),
        change.percent === undefined ? "" : `${visible(change.percent)}%`,
        <About key="about" change={change} />,
      ])}
    />
  );
}

function side({ status }: Change, amount: string | null): string {
  return amount === null ? "none" : figure({ status: status ?? "exact", price: amount }, price);
}

function About({ change: { variant, job, reason } }: { change: Change }) {
  return (
    <>
      {[variant, job]
        .filter(Boolean)
        .map((text) => visible(text))
        .join(", ")}
      {reason && <Prose text={reason} whole />}
    </>
  );
}
