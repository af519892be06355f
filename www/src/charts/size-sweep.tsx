// What one model costs at other sizes, at each provider: from which size on another one is the cheapest, and which
// larger sizes cost less, in words beside the drawing.

import type { Row } from "perpixel";
import { useCallback, useMemo } from "preact/hooks";
import { toQuery } from "../compare/filter.ts";
import { ProblemText } from "../components/messages.tsx";
import type { SizeSweep as Answer, SweptOffer } from "../engine/chart-points.ts";
import { decimal, price, usd } from "../format.ts";
import { isVideo, toJob } from "../job.ts";
import { language, n, t } from "../language.ts";
import { visible } from "../names.ts";
import { Figures } from "../planning/figures.tsx";
import { useLive } from "../planning/use-live.ts";
import { usePage } from "../state.ts";
import { sizelessBasisOf, usePriceDay } from "./basis.ts";
import { ChartFrame } from "./chart-frame.tsx";
import { offerNames } from "./offer-names.ts";
import { place } from "./scales.ts";
import { drawing, edges, type NamedOffer } from "./size-sweep-drawing.tsx";

/** More lines than this are no drawing. */
const MOST_LINES = 16;
const MOST_HINTS = 3;

export function SizeSweep({ row }: { row: Row }) {
  const { store, act } = usePage();
  const { job, ...filter } = store.address.value;
  const request = { model: row.model.id, job: toJob(job), query: toQuery(job.mode, filter) };
  const video = isVideo(job.mode);
  const live = useLive(`size-sweep ${row.model.id}`, video ? null : request, (asked) =>
    act.ask("sizeSweep", asked),
  );
  if (video) return <p>{t("Clips are sold by resolution, not by size in pixels.")}</p>;
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
      <Chart name={visible(row.model.name)} answer={live.answer} />
    </div>
  );
}

function hasPrice({ prices }: SweptOffer): boolean {
  return prices.some((one) => place(one?.price) !== null);
}

function Chart({ name, answer }: { name: string; answer: Answer }) {
  const priceDay = usePriceDay();
  const spoken = language();
  const named = useMemo(() => {
    const names = offerNames(answer.offers);
    return answer.offers.map((offer, at): NamedOffer => ({ ...offer, name: names[at] ?? "" }));
  }, [answer]);
  const priced = useMemo(() => named.filter(hasPrice), [named]);
  const offers = useMemo(() => priced.slice(0, MOST_LINES), [priced]);
  const draw = useCallback((width: number) => drawing(answer, offers, width), [answer, offers, spoken]);
  const unpriced = named.filter((offer) => !hasPrice(offer)).map((offer) => offer.name);
  const without = unpriced.length > 0 ? t("Without a figure: {list}.", { list: unpriced.join(", ") }) : "";
  if (offers.length === 0) return <p>{without || t("Nobody offers this model here.")}</p>;
  const more = priced.length - offers.length;
  const about = [
    sizelessBasisOf(answer.job, priceDay),
    n(answer.sizes.length, "Priced at {count} size.", "Priced at {count} sizes."),
    more > 0
      ? n(more, "{count} more offer is in the table alone.", "{count} more offers are in the table alone.")
      : "",
    without,
  ];
  return (
    <ChartFrame
      title={t("Price of {model} by size", { model: name })}
      about={about.filter(Boolean).join(" ")}
      notes={notesOf(answer)}
      draw={draw}
      table={<SizeTable name={name} answer={answer} offers={priced} />}
    />
  );
}

/** The lowest price of a provider at a size, and the same as it is written. */
function cheapestAt(
  { offers }: Answer,
  provider: string,
  at: number,
): { text: string; written: string } | null {
  const own = offers.flatMap(({ provider: one, prices }) => {
    const { price: text = null, status = "unknown" } = (one === provider && prices[at]) || {};
    if (text === null) return [];
    return [{ text, written: `${status === "exact" ? "" : "≈ "}${price(text)}` }];
  });
  return own.reduce<(typeof own)[number] | null>(
    (least, one) => (least === null || (place(one.text) ?? 0) < (place(least.text) ?? 0) ? one : least),
    null,
  );
}

/** The flips by their numbers in the drawing, and after them the sizes that cost less than a smaller one. */
export function notesOf(answer: Answer): string[] {
  const { sizes, flips, hints } = answer;
  const flipped = flips.map(({ at, before, after }, nth) => {
    const now = cheapestAt(answer, after, at);
    const former = cheapestAt(answer, before, at);
    const values = {
      number: String(nth + 1),
      size: edges(sizes[at]?.width),
      before: visible(before),
      after: visible(after),
      price: now?.written ?? "",
      former: former?.written ?? "",
    };
    if (!former) {
      return t(
        "{number}: from {size} on, {after} is the cheapest at {price}; {before} has no price there.",
        values,
      );
    }
    if (former.text === now?.text) {
      return t("{number}: from {size} on, {after} at {price} costs as little as {before}.", values);
    }
    return t("{number}: from {size} on, {after} at {price} is cheaper than {before} at {former}.", values);
  });
  const first =
    flips.length === 0 ? [t("The same provider is the cheapest at all of these sizes.")] : flipped;
  // At each provider the hint that saves the largest share.
  const best = new Map<string, Answer["hints"][number]>();
  for (const hint of hints) {
    const known = best.get(hint.provider);
    if (!known || Number(hint.percent) > Number(known.percent)) best.set(hint.provider, hint);
  }
  const said = [...best.values()].slice(0, MOST_HINTS).map(({ at, instead, provider, saves, percent }) =>
    t("At {provider}, {larger} costs {percent} % less than {size} ({usd} saved an image).", {
      provider: visible(provider),
      larger: edges(sizes[instead]?.width),
      size: edges(sizes[at]?.width),
      percent: decimal(percent),
      usd: usd(saves),
    }),
  );
  return [...first, ...said];
}

function SizeTable({
  name,
  answer: { sizes, flips },
  offers,
}: {
  name: string;
  answer: Answer;
  offers: NamedOffer[];
}) {
  const rows = sizes.map(({ width }, at) => [
    edges(width),
    ...offers.map(({ prices }) => {
      const one = prices[at];
      if (!one || one.price === null) return "–";
      return `${one.status === "exact" ? "" : "≈ "}${price(one.price)}`;
    }),
    flips
      .filter((flip) => flip.at === at)
      .map(({ after }) => visible(after))
      .join(", "),
  ]);
  const heads = offers.map((offer) => `#${offer.name}`);
  return (
    <Figures
      caption={t("Prices of {model} by size and provider", { model: name })}
      heads={[t("Size"), ...heads, t("Cheapest from here on")]}
      rows={rows}
    />
  );
}
