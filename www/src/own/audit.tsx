// Where sources contradict each other: both figures with where they stand, how far apart they are, the probable cause,
// and what is at stake for one output.

import type { Cause, Usd } from "perpixel";
import { Prose } from "../components/prose.tsx";
import { SourceLink } from "../components/source-link.tsx";
import type { AuditedFinding, AuditPlace } from "../engine/protocol.ts";
import { day, times, usd } from "../format.ts";
import { msg, n, t, tx } from "../language.ts";
import { visible } from "../names.ts";
import { Figures } from "../planning/figures.tsx";
import { largest, Measure } from "../planning/measure.tsx";
import { PlanAnswer } from "../planning/plan-answer.tsx";
import { useLive } from "../planning/use-live.ts";
import { useModelName } from "../planning/use-model-name.ts";
import { usePage } from "../state.ts";

const CAUSES: Record<Cause, string> = {
  "float-residue": msg("the residue of binary floating point"),
  "cents-and-dollars": msg("cents were taken for dollars"),
  "per-thousand": msg("a price per thousand was taken for one"),
  "per-million": msg("a price per million was taken for one"),
  "megapixel-rule": msg("another size of a megapixel"),
  "resolution-tier": msg("the price of another resolution"),
  quality: msg("the price of another quality"),
  "other-model": msg("the price of another model"),
  "text-token-rate": msg("the rate of text tokens for image tokens"),
  stale: msg("one of them was read long before the other"),
  unknown: msg("no usual mistake explains it"),
};

export function Audit() {
  const { store, act } = usePage();
  const live = useLive("audit", {}, () => act.ask("audit", null));
  const { found = [], total = 0 } = live.answer ?? {};
  const sources = store.loaded.value?.info.sources.filter(({ offers }) => offers > 0) ?? [];
  // The engine lists the widest gap first.
  const widest = found[0]?.finding;
  return (
    <PlanAnswer
      live={live}
      sentence={
        found.length === 0 ? (
          <p class="sentence">
            {sources.length < 2
              ? t("Fewer than two sources state prices, so nothing can disagree.")
              : t("No two sources state different prices for one provider and model.")}
          </p>
        ) : (
          <p class="sentence">
            {n(
              total,
              "{count} price is stated differently by two sources.",
              "{count} prices are stated differently by two sources.",
            )}{" "}
            {widest &&
              tx("The widest gap is {amount} for one output.", {
                amount: <b class="figure">{usd(widest.atStake)}</b>,
              })}
          </p>
        )
      }
    >
      {found.length > 0 && <AuditTable found={found} more={total - found.length} />}
    </PlanAnswer>
  );
}

function AuditTable({ found, more }: { found: readonly AuditedFinding[]; more: number }) {
  const name = useModelName();
  const most = largest(found.map(({ finding }) => finding.atStake));
  return (
    <>
      <Figures
        caption={t("Two sources, one provider and model, two prices")}
        heads={[
          t("Model"),
          t("Provider"),
          `#${t("One figure")}`,
          `#${t("The other")}`,
          `#${t("Factor")}`,
          t("Probable cause"),
          `#${t("At stake")}`,
          t("To scale"),
        ]}
        rows={found.map(({ finding, places }) => [
          name(finding.model),
          visible(finding.provider),
          <Stated key="one" figure={finding.figures[0]} place={places[0]} />,
          <Stated key="other" figure={finding.figures[1]} place={places[1]} />,
          times(finding.factor),
          <span key="cause" class="audit-cause">
            {t(CAUSES[finding.cause])}
          </span>,
          usd(finding.atStake),
          <Measure key="size" amount={finding.atStake} most={most} />,
        ])}
        more={more}
      />
      <p class="muted">
        {t("What is at stake is the difference for one output.")}{" "}
        <Prose text={found[0]?.finding.help ?? ""} whole />
      </p>
    </>
  );
}

function Stated({ figure, place }: { figure: Usd; place: AuditPlace }) {
  return (
    <>
      {usd(figure)}
      <small class="source-about">
        {visible(place.source, 60)}
        {place.checked && `, ${day(place.checked)}`}
        {place.url && (
          <>
            {" · "}
            <SourceLink url={place.url} />
          </>
        )}
      </small>
    </>
  );
}
