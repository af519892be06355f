// What one model costs at each of its providers, for the job of the table: a bar for each offer from zero to its
// price, a bar between two bounds where only those are known. What has no figure at all is said in words.

import type { PricedOffer, Row } from "perpixel";
import { useCallback } from "preact/hooks";
import { STATUS_NAMES } from "../components/status-names.ts";
import { day, figure, times, usd } from "../format.ts";
import { language, t } from "../language.ts";
import { visible } from "../names.ts";
import { Figures } from "../planning/figures.tsx";
import { usePage } from "../state.ts";
import { BottomAxis } from "./axes.tsx";
import { basisOf, usePriceDay } from "./basis.ts";
import { ChartFrame, type Drawing } from "./chart-frame.tsx";
import { cut, widthOf } from "./labels.ts";
import { type Mark, toneClass } from "./marks.tsx";
import { offerNames } from "./offer-names.ts";
import { numberAxis, place, spaced } from "./scales.ts";

const CHEAPEST = 0;
const OTHERS = 7;
const NARROW = 480;
const TOP = 8;
const BAR = 10;

interface Bar {
  name: string;
  offer: PricedOffer;
  /** The figure as the table writes it. */
  written: string;
  cheapest: boolean;
  /** From where to where the bar runs, as numbers for the drawing alone. */
  from: number;
  to: number;
}

/** The offers with a figure, cheapest first. */
export function barsOf({ offers, cheapest }: Row): Bar[] {
  const names = offerNames(offers);
  const bars = offers.flatMap((offer, at): Bar[] => {
    const exact = place(offer.price);
    const [low, high] = [place(offer.low), place(offer.high)];
    const to = exact ?? high ?? low;
    if (to === null) return [];
    const from = exact === null && low !== null && high !== null ? low : 0;
    return [{ name: names[at] ?? "", offer, written: figure(offer), cheapest: at === cheapest, from, to }];
  });
  return bars.sort((one, other) => (one.from || one.to) - (other.from || other.to));
}

function sentence({ name, offer, written, cheapest }: Bar): string {
  const read = day(offer.checked);
  return [
    `${name}: ${offer.per === "second" ? t("{price} a second", { price: written }) : written}`,
    cheapest ? t("cheapest") : times(offer.multiple),
    offer.status === "exact" ? "" : t(STATUS_NAMES[offer.status]),
    read ? t("read on {day}", { day: read }) : "",
  ]
    .filter(Boolean)
    .join(", ");
}

function drawing(bars: readonly Bar[], width: number): Drawing {
  const narrow = width < NARROW;
  const names = bars.map(({ name }) => cut(name, narrow ? 34 : 28));
  const row = narrow ? 38 : 24;
  const left = narrow ? 4 : Math.max(...names.map(widthOf)) + 8;
  const right = Math.max(left + 80, width - Math.max(...bars.map(({ written }) => widthOf(written))) - 18);
  const plot = { left, right, top: TOP, bottom: TOP + bars.length * row };
  const ends = bars.map(({ to }) => to);
  const along = spaced(
    numberAxis(ends, {
      range: [left, right],
      label: usd,
      zero: true,
      ticks: Math.max(2, (right - left) / 120),
    }),
  );
  const y = (at: number) => TOP + at * row + (narrow ? row - 12 : row / 2);
  const unsure = ({ offer }: Bar) => offer.status !== "exact";
  const tone = ({ cheapest }: Bar) => (cheapest ? CHEAPEST : OTHERS);
  const body = (
    <>
      {along.ticks.map(({ at }) => (
        <path key={at} class="chart-grid" d={`M${at} ${plot.top}V${plot.bottom}`} />
      ))}
      {bars.map((bar, at) => (
        <g key={at}>
          <rect
            class={`chart-bar ${toneClass(tone(bar))}${unsure(bar) ? " chart-hollow" : ""}`}
            x={along.at(bar.from)}
            y={y(at) - BAR / 2}
            width={Math.max(1, along.at(bar.to) - along.at(bar.from))}
            height={BAR}
          />
          <text
            class="chart-text chart-name"
            x={narrow ? left : left - 8}
            y={narrow ? y(at) - 11 : y(at) + 4}
            text-anchor={narrow ? "start" : "end"}
          >
            {names[at]}
          </text>
          <text class="chart-text chart-name" x={along.at(bar.to) + 12} y={y(at) + 4}>
            {bar.written}
          </text>
        </g>
      ))}
      <BottomAxis
        axis={along}
        plot={plot}
        title={bars[0]?.offer.per === "second" ? t("USD per second") : t("USD per image")}
      />
    </>
  );
  const marks = bars.map(
    (bar, at): Mark => ({
      x: along.at(bar.to),
      y: y(at),
      series: tone(bar),
      hollow: unsure(bar),
      label: sentence(bar),
    }),
  );
  return { height: plot.bottom + 44, body, marks };
}

export function ProviderPrices({ row }: { row: Row }) {
  const { store } = usePage();
  const priceDay = usePriceDay();
  const spoken = language();
  const view = store.view.value;
  const bars = barsOf(row);
  const draw = useCallback((width: number) => drawing(barsOf(row), width), [row, spoken]);
  const names = offerNames(row.offers);
  const list = row.offers
    .flatMap((offer, at) =>
      bars.some((bar) => bar.offer === offer) ? [] : [{ offer, name: names[at] ?? "" }],
    )
    .map(({ offer, name }) => t("{name} ({status})", { name, status: t(STATUS_NAMES[offer.status]) }))
    .join(", ");
  const without = list === "" ? "" : t("Without a figure: {list}.", { list });
  if (bars.length === 0) return <p>{without || t("Nobody offers this model here.")}</p>;
  const about = [
    view ? basisOf(view.job, priceDay) : "",
    bars.some(({ offer }) => offer.status !== "exact") ? t("A hollow bar is no exact price.") : "",
    without,
  ];
  return (
    <ChartFrame
      title={t("Price of {model} by provider", { model: visible(row.model.name) })}
      about={about.filter(Boolean).join(" ")}
      draw={draw}
      table={<OfferTable row={row} />}
    />
  );
}

function OfferTable({ row: { model, offers } }: { row: Row }) {
  const names = offerNames(offers);
  return (
    <Figures
      caption={t("Offers of {model}", { model: visible(model.name) })}
      heads={[t("Provider"), `#${t("Price")}`, t("Status"), `#${t("Times the cheapest")}`, t("Read on")]}
      rows={offers.map((offer, at) => [
        names[at],
        figure(offer),
        t(STATUS_NAMES[offer.status]),
        times(offer.multiple),
        day(offer.checked) ?? t("date unknown"),
      ])}
    />
  );
}
