// What stands around a route: the same model at the neighbouring settings, larger sizes that cost less, and who
// sells directly where nobody serves. Whether one costs less is told by the digits of the engine's figures.

import type { Around, Neighbour } from "../engine/protocol.ts";
import { decimal, figure, usd } from "../format.ts";
import { jobName } from "../job.ts";
import { msg, t, tx } from "../language.ts";
import { visible } from "../names.ts";
import { Figures } from "./figures.tsx";
import { largest, Measure } from "./measure.tsx";
import { useModelName } from "./use-model-name.ts";
import { isLess, perName, small } from "./wording.ts";

const CHANGES = {
  size: msg("another size"),
  quality: msg("another quality"),
  batch: msg("batch or not"),
};

export function DirectSeller({ around: { direct } }: { around: Around }) {
  const name = useModelName();
  if (!direct) return null;
  return (
    <p>
      {tx("Bought directly, the cheapest is {model} at {provider}: {price} {per}.", {
        model: <b>{name(direct.model)}</b>,
        provider: visible(direct.provider),
        price: <b class="figure">{figure(direct, usd)}</b>,
        per: perName(direct.per),
      })}
    </p>
  );
}

export function Neighbours({ around: { neighbours, savings } }: { around: Around }) {
  const [own, ...others] = neighbours;
  if (!own) return null;
  if (others.length === 0) {
    return (
      <p>
        {t(
          "As far as its sources say, this model costs the same at the neighbouring sizes and qualities, in batch or not.",
        )}
      </p>
    );
  }
  const most = largest(neighbours.map(({ cheapest }) => cheapest?.total));
  return (
    <>
      {savings.map(({ provider, size, saves, percent }) => (
        <p class="saving" key={`${provider}${size.width}x${size.height}`}>
          {t("At {provider}, {width}×{height} is no smaller and costs {amount} less ({percent}%).", {
            provider: visible(provider),
            width: String(size.width),
            height: String(size.height),
            amount: small(saves),
            percent: decimal(percent),
          })}
        </p>
      ))}
      <Figures
        caption={t("The same model at other settings, USD for one output")}
        heads={[
          t("Job"),
          t("Changed"),
          `#${t("Routed")}`,
          t("Served by"),
          `#${t("Cheapest offer")}`,
          t("Sold by"),
          t("To scale"),
        ]}
        rows={neighbours.map((one) => [
          jobName(one.job),
          one.change === null ? t("as asked") : t(CHANGES[one.change]),
          one.routed ? <Total key="routed" here={own.routed} there={one.routed} /> : t("nobody serves"),
          one.routed ? visible(one.routed.provider) : "",
          one.cheapest ? <Total key="cheapest" here={own.cheapest} there={one.cheapest} /> : t("no price"),
          one.cheapest ? visible(one.cheapest.provider) : "",
          <Measure key="scale" amount={one.cheapest?.total} most={most} />,
        ])}
      />
    </>
  );
}

interface TotalProps {
  here: Neighbour["routed"];
  there: NonNullable<Neighbour["routed"]>;
}

/** A figure, and whether it is lower than that of the job as it is asked. */
function Total({ here, there }: TotalProps) {
  return (
    <>
      {here && isLess(there.total, here.total) && <span class="tag tag-best">{t("cheaper")}</span>}{" "}
      {figure({ ...there, price: there.total })}
    </>
  );
}
