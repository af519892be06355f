// What making images oneself costs over the volume, beside what they cost bought: the offer compared with, and up to
// three further models, which are those that the reader chose elsewhere on the page, else the guided pick's.

import type { BreakEven, Job, SelfHost } from "perpixel";
import { useCallback, useMemo } from "preact/hooks";
import { ProblemText } from "../components/messages.tsx";
import type { CostCurve, CurveRequest } from "../engine/protocol.ts";
import { decimal, usd } from "../format.ts";
import { isVideo } from "../job.ts";
import { language, t } from "../language.ts";
import { visible } from "../names.ts";
import { Figures } from "../planning/figures.tsx";
import { useLive } from "../planning/use-live.ts";
import { useModelName } from "../planning/use-model-name.ts";
import { bounds } from "../planning/wording.ts";
import { usePage } from "../state.ts";
import { basisOf, usePriceDay } from "./basis.ts";
import { ChartFrame } from "./chart-frame.tsx";
import { type Bought, drawing, leaves } from "./cost-volume-drawing.tsx";
import { place } from "./scales.ts";

const MOST_MODELS = 3;
const STEPS = 30;
/** Of machines that are added, so many have their step drawn where it is. */
const MOST_MACHINES = 12;
const MOST_COUNT = 1_000_000_000_000;

interface Props {
  request: SelfHost;
  job: Job;
  result: BreakEven;
}

/** The volumes that are asked for: evenly up to beyond the break-even, and on both sides of where a machine is added. */
export function countsFor({ from, surelyFrom, capacity }: BreakEven, count: number): number[] {
  const even = [place(from), place(surelyFrom)].filter((value) => value !== null);
  const last = Math.min(MOST_COUNT, Math.max(10, 1.2 * count, ...even.map((value) => 1.6 * value)));
  const counts = Array.from({ length: STEPS }, (_, at) => (last * (at + 1)) / STEPS);
  for (const one of [capacity?.low, capacity?.high]) {
    const full = place(one);
    if (full === null || full < 1 || last / full > MOST_MACHINES) continue;
    for (let made = full; made < last; made += full) counts.push(Math.floor(made), Math.floor(made) + 1);
  }
  const whole = [1, ...counts, ...even, count].map((value) => Math.round(value));
  return [...new Set(whole)]
    .filter((value) => value >= 1 && value <= MOST_COUNT)
    .sort((one, other) => one - other);
}

/** The same comparison that the answer above it was given for. */
function compared({ request, job, result: { against } }: Props): SelfHost {
  if (request.against?.usd !== undefined || request.against?.model || !against?.model) return request;
  return { ...request, against: { ...request.against, model: against.model, job } };
}

export function CostVolume(props: Props) {
  const { store, act } = usePage();
  const { job, result } = props;
  const { model, pick, volume } = store.address.value;
  const picked = store.view.value?.answers.map(({ row }) => row.id) ?? [];
  const wanted = [...new Set([model, ...pick, ...(model || pick.length > 0 ? [] : picked)])];
  const models = wanted.filter((id) => id !== null && id !== result.against?.model) as string[];
  const asked: CurveRequest = {
    job,
    counts: countsFor(result, volume),
    models: models.slice(0, MOST_MODELS).map((one) => ({ model: one })),
    selfHost: compared(props),
  };
  const video = isVideo(job.mode);
  const live = useLive("cost-curve", video ? null : asked, (request) => act.ask("costCurve", request));
  if (video) return <p>{t("A machine of one’s own is counted for images only.")}</p>;
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
      <Chart curve={live.answer} result={result} />
    </div>
  );
}

function useBought(curve: CostCurve, { against }: BreakEven): Bought[] {
  const name = useModelName();
  return useMemo(() => {
    const named = (model: string | null, provider: string | null) =>
      model === null
        ? t("bought at {price} an image", { price: usd(against?.price) })
        : t("{model} at {provider}", { model: name(model), provider: visible(provider) });
    const first = against
      ? [{ name: named(against.model, against.provider), totals: curve.selfHosted?.bought ?? [] }]
      : [];
    const others = curve.lines.map(({ model, provider, totals }) => ({
      name: named(model, provider),
      totals,
    }));
    return [...first, ...others];
  }, [curve, against, name, language()]);
}

function Chart({ curve, result }: { curve: CostCurve; result: BreakEven }) {
  const { store } = usePage();
  const view = store.view.value;
  const priceDay = usePriceDay();
  const spoken = language();
  const bought = useBought(curve, result);
  const drawn = useMemo(() => bought.filter(({ totals }) => totals.some((one) => one !== null)), [bought]);
  const own = t("a machine of one’s own");
  const draw = useCallback((width: number) => drawing(curve, drawn, own, width), [curve, drawn, own, spoken]);
  const unpriced = bought.filter((one) => !drawn.includes(one)).map((one) => one.name);
  const about = [
    view ? basisOf(view.job, priceDay) : "",
    leaves(curve, drawn) ? t("A line that runs out of the drawing is in the table.") : "",
    unpriced.length > 0 ? t("Without a figure: {list}.", { list: unpriced.join(", ") }) : "",
  ];
  return (
    <ChartFrame
      title={t("Cost against volume")}
      heading="h3"
      about={about.filter(Boolean).join(" ")}
      notes={notesOf(curve, bought[0]?.name)}
      draw={draw}
      table={<CostTable curve={curve} bought={bought} own={own} />}
    />
  );
}

/** Whether a machine that is added makes it cost more again, though the break-even is behind, in the best case. */
function fallsBack({ counts, selfHosted }: CostCurve): boolean {
  const from = place(selfHosted?.from);
  if (!selfHosted || from === null) return false;
  return counts.some((count, at) => {
    const [own, bought] = [place(selfHosted.totals[at]?.low), place(selfHosted.bought[at])];
    return count > from && own !== null && bought !== null && own > bought;
  });
}

export function notesOf(curve: CostCurve, other: string | undefined): string[] {
  const said = breakEvenNote(curve, other);
  if (!fallsBack(curve)) return said;
  return [...said, t("Where a machine is added, it costs more again until that one is busy enough.")];
}

function breakEvenNote({ selfHosted }: CostCurve, other: string | undefined): string[] {
  const { from = null, surelyFrom = null } = selfHosted ?? {};
  if (other === undefined) return [];
  if (from === null) return [t("A machine of one’s own never costs less than {other}.", { other })];
  const values = { from: decimal(from), other };
  if (surelyFrom === null) {
    return [
      t(
        "From {from} images a month on, a machine of one’s own costs no more than {other}, in the best case.",
        values,
      ),
    ];
  }
  if (surelyFrom === from) {
    return [t("From {from} images a month on, a machine of one’s own costs no more than {other}.", values)];
  }
  return [
    t(
      "From {from} images a month on, a machine of one’s own may cost no more than {other}; from {surely} on it surely does not.",
      { ...values, surely: decimal(surelyFrom) },
    ),
  ];
}

function CostTable({
  curve: { counts, selfHosted },
  bought,
  own,
}: {
  curve: CostCurve;
  bought: Bought[];
  own: string;
}) {
  const rows = counts.map((count, at) => {
    const self = selfHosted?.totals[at];
    return [
      decimal(String(count)),
      self ? bounds(self) : "–",
      ...bought.map(({ totals }) => {
        const total = totals[at];
        return total == null ? "–" : usd(total);
      }),
    ];
  });
  return (
    <Figures
      caption={t("Cost a month, by images a month")}
      heads={[`#${t("Images a month")}`, `#${own}`, ...bought.map(({ name }) => `#${name}`)]}
      rows={rows}
    />
  );
}
