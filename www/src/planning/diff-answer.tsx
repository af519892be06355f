// The changes from one catalog to the next, and what they do to a workload.

import type { Change, ChangeKind } from "perpixel";
import { Prose, Said } from "../components/prose.tsx";
import type { ShownDiff } from "../engine/shown.ts";
import { count, decimal, figure, price, usd } from "../format.ts";
import { msg, n, t, tx } from "../language.ts";
import { visible } from "../names.ts";
import { Figures } from "./figures.tsx";
import { useModelName } from "./use-model-name.ts";
import { isNothing } from "./wording.ts";

const KINDS: Record<ChangeKind, string> = {
  rose: msg("rose"),
  fell: msg("fell"),
  appeared: msg("appeared"),
  vanished: msg("vanished"),
  priced: msg("got a price"),
  unpriced: msg("lost its price"),
};

export function DiffSentence({
  diff: { changes, more, unchanged, workload, exceeded },
}: {
  diff: ShownDiff;
}) {
  const kinds = (Object.keys(KINDS) as ChangeKind[])
    .map(
      (kind) =>
        [
          t(KINDS[kind]),
          changes.filter((change) => change.kind === kind).length + (more?.[kind] ?? 0),
        ] as const,
    )
    .filter(([, number]) => number > 0)
    .map(([name, number]) => `${count(number)} ${name}`)
    .join(", ");
  return (
    <>
      <p class="sentence">
        {changes.length === 0
          ? t("Nothing changed.")
          : n(changes.length + moreOf(more), "{count} change: {kinds}.", "{count} changes: {kinds}.", {
              kinds,
            })}{" "}
        {n(unchanged, "{count} offer is the same.", "{count} offers are the same.")}
      </p>
      {workload && (
        <p>
          {workload.difference !== null && isNothing(workload.difference)
            ? tx("The workload still costs {total}.", {
                total: <b class="figure">{usd(workload.after)}</b>,
              })
            : tx("The workload goes from {before} to {after}{difference}.", {
                before: <b class="figure">{usd(workload.before)}</b>,
                after: <b class="figure">{usd(workload.after)}</b>,
                difference: difference(workload.difference, workload.percent),
              })}
        </p>
      )}
      {exceeded > 0 && (
        <p class="doubt">
          {n(
            exceeded,
            "{count} change rises by more than is tolerated.",
            "{count} changes rise by more than is tolerated.",
          )}
        </p>
      )}
    </>
  );
}

function difference(amount: string | null, percent: string | null): string {
  if (amount === null) return "";
  return ` (${signed(amount)}${percent === null ? "" : `, ${decimal(percent)}%`})`;
}

function signed(text: string): string {
  return text.startsWith("-") ? usd(text) : `+${usd(text)}`;
}

const moreOf = (more: ShownDiff["more"]) => Object.values(more ?? {}).reduce((sum, one) => sum + one, 0);

export function DiffAnswer({ diff: { changes, more } }: { diff: ShownDiff }) {
  const name = useModelName();
  if (changes.length === 0) return null;
  return (
    <Figures
      caption={t("Changes, in USD per image or second")}
      heads={[
        t("Model"),
        t("Provider"),
        t("Change"),
        `#${t("Before")}`,
        `#${t("After")}`,
        `#${t("Difference")}`,
        `#${t("Percent")}`,
        t("About"),
      ]}
      rows={changes.map((change) => [
        name(change.model),
        visible(change.provider),
        t(KINDS[change.kind]) + (change.exceeds ? t(", more than tolerated") : ""),
        side(change, change.before),
        side(change, change.after),
        change.difference === undefined ? "" : signed(change.difference),
        change.percent === undefined ? "" : `${decimal(change.percent)}%`,
        <About key="about" change={change} />,
      ])}
      more={moreOf(more)}
    />
  );
}

function side({ status }: Change, amount: string | null): string {
  return amount === null ? t("none") : figure({ status: status ?? "exact", price: amount }, price);
}

function About({ change: { variant, job, reason } }: { change: Change }) {
  return (
    <>
      <Said>
        {[variant, job]
          .filter(Boolean)
          .map((text) => visible(text))
          .join(", ")}
      </Said>
      {reason && <Prose text={reason} whole />}
    </>
  );
}
