// Prices against scores of all rows that the table's filters leave, with the frontier that the engine found among
// them. A chosen mark opens its row in the table; where that row is not in sight, its monthly bill.

import { useCallback } from "preact/hooks";
import { toQuery } from "../compare/filter.ts";
import { ProblemText } from "../components/messages.tsx";
import type { ChartPoints, PricePoint } from "../engine/chart-points.ts";
import { price } from "../format.ts";
import { toJob } from "../job.ts";
import { language, n, t } from "../language.ts";
import { visible } from "../names.ts";
import { Figures } from "../planning/figures.tsx";
import { useLive } from "../planning/use-live.ts";
import { usePage } from "../state.ts";
import { basisOf, usePriceDay } from "./basis.ts";
import { ChartFrame } from "./chart-frame.tsx";
import { drawing, isPlaced, type Placed } from "./price-elo-drawing.tsx";

const MOST_ROWS = 500;
/** More marks than this are no picture; those of the frontier always stay. */
export const MOST_MARKS = 2000;

export function PriceElo() {
  const { store, act } = usePage();
  const address = store.address.value;
  const { job, ...filter } = address;
  // The order of the rows changes nothing here.
  const { sort: _, descending: __, ...query } = toQuery(job.mode, filter);
  const live = useLive("chart-points", { job: toJob(job), query }, (request) =>
    act.ask("chartPoints", request),
  );
  if (live.problem) {
    return (
      <p role="alert" class="error">
        <ProblemText problem={live.problem} />
      </p>
    );
  }
  if (!live.answer) return <p class="muted">{t("Asking the engine…")}</p>;
  return (
    <div aria-busy={live.busy}>
      <Chart answer={live.answer} />
    </div>
  );
}

function Chart({ answer }: { answer: ChartPoints }) {
  const open = useOpenRow();
  const priceDay = usePriceDay();
  const spoken = language();
  const all = answer.points.filter(isPlaced);
  const placed = all.length > MOST_MARKS ? all.filter(({ pareto }, at) => pareto || at < MOST_MARKS) : all;
  const draw = useCallback((width: number) => drawing(placed, open, width), [answer, open, spoken]);
  const missing = missingOf(answer.points, all.length - placed.length);
  if (placed.length === 0) {
    return <p>{[t("No model of these has both a score and a price."), ...missing].join(" ")}</p>;
  }
  const about = [
    basisOf(answer.job, priceDay),
    t("The line joins the models to which no other is both at least as good and at least as cheap."),
    placed.some(({ status }) => status !== "exact") ? t("A hollow mark is an approximate price.") : "",
    ...missing,
  ];
  return (
    <ChartFrame
      title={t("Price against arena score")}
      heading="h3"
      about={about.filter(Boolean).join(" ")}
      draw={draw}
      choosing={t("A click or Enter opens its row in the table.")}
      table={<PointTable points={all} />}
    />
  );
}

function missingOf(points: readonly PricePoint[], undrawn: number): string[] {
  const scoreless = points.filter(({ elo }) => elo === null).length;
  const priceless = points.filter((point) => point.elo !== null && !isPlaced(point)).length;
  const said: string[] = [];
  if (scoreless > 0) said.push(n(scoreless, "{count} model has no score.", "{count} models have no score."));
  if (priceless > 0) {
    said.push(
      n(priceless, "{count} model with a score has no price.", "{count} models with a score have no price."),
    );
  }
  if (undrawn > 0) {
    said.push(n(undrawn, "{count} more is in the table alone.", "{count} more are in the table alone."));
  }
  return said;
}

/** Opens the model's row and goes there. */
function useOpenRow(): (id: string) => void {
  const { store, act } = usePage();
  return useCallback(
    (id: string) => {
      const opened = store.open.value.has(id);
      if (!opened) act.toggle(id);
      // The row is drawn after this turn, if it is drawn at all: of a long table only what is in sight is.
      setTimeout(() => {
        const panel = CSS.escape(`offers-of-${id}`);
        const button = document.querySelector<HTMLElement>(`[aria-controls="${panel}"]`);
        if (button) {
          button.scrollIntoView({ block: "center" });
          button.focus({ preventScroll: true });
          return;
        }
        if (!opened) act.toggle(id);
        act.go({ model: id });
        document.querySelector<HTMLElement>(".estimate")?.scrollIntoView();
      }, 50);
    },
    [store, act],
  );
}

function PointTable({ points }: { points: readonly Placed[] }) {
  const rows = [...points]
    .sort((one, other) => other.elo - one.elo)
    .slice(0, MOST_ROWS)
    .map(({ name, elo, price: text, status, provider, pareto }) => [
      visible(name),
      String(elo),
      `${status === "exact" ? "" : "≈ "}${price(text)}`,
      visible(provider),
      pareto ? t("frontier") : "",
    ]);
  return (
    <Figures
      caption={t("Scores and prices, best first")}
      heads={[t("Model"), `#${t("Elo")}`, `#${t("Price")}`, t("Provider"), t("Frontier")]}
      rows={rows}
      longest={MOST_ROWS}
      more={points.length - rows.length}
    />
  );
}
