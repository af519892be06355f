// Self-hosting against buying, in sentences, with the receipt of what the machine and the work come to.

import type { AtCount, BreakEven, Status } from "perpixel";
import { Prose, Said } from "../components/prose.tsx";
import { Receipt } from "../components/receipt.tsx";
import { decimal, figure, usd } from "../format.ts";
import { msg, t, tx } from "../language.ts";
import { visible } from "../names.ts";
import { largest, Measure } from "./measure.tsx";
import { useModelName } from "./use-model-name.ts";
import { bounds, bySign, counts, following, isNegative, isNothing, magnitude, small } from "./wording.ts";

const SELF_HOSTING = {
  less: msg("Self-hosting saves {amount}."),
  more: msg("Self-hosting costs {amount} more."),
  same: msg("Both cost the same."),
};

export function SelfHostSentence({ result }: { result: BreakEven }) {
  const { against, from, surelyFrom, reason } = result;
  return (
    <>
      <p class="sentence">
        {from === null ? (
          <b>{against ? t("It never breaks even.") : t("Nothing is named to compare with.")}</b>
        ) : surelyFrom === null ? (
          tx("Breaks even from {from} images a month, in the best case only.", {
            from: <b class="figure">{decimal(from)}</b>,
          })
        ) : surelyFrom === from ? (
          tx("Breaks even from {from} images a month.", { from: <b class="figure">{decimal(from)}</b> })
        ) : (
          tx("Breaks even from {from} images a month, surely from {surely}.", {
            from: <b class="figure">{decimal(from)}</b>,
            surely: <b class="figure">{decimal(surelyFrom)}</b>,
          })
        )}{" "}
        <Against result={result} />
      </p>
      {reason && (
        <p class="muted">
          <Prose text={reason} whole />
        </p>
      )}
    </>
  );
}

function Against({ result: { against } }: { result: BreakEven }) {
  const name = useModelName();
  if (!against) return null;
  const price = figure({ status: against.status, price: against.price }, usd);
  if (against.model === null) return <>{t("Bought, an image costs {price}.", { price })}</>;
  const at = { model: name(against.model), provider: visible(against.provider), price };
  return <>{t("Bought, it is {model} at {provider} for {price} an image.", at)}</>;
}

export function SelfHostAnswer({ result, labour }: { result: BreakEven; labour: boolean }) {
  const { perImage, fixedPerMonth, capacity, machines, atCount, against, receipt } = result;
  const [few, many] = machines ?? ["1", "1"];
  return (
    <>
      {against?.disclosure && (
        <p class="disclosure">
          <Said>{visible(against.disclosure, 300)}</Said>
        </p>
      )}
      {atCount && <AtVolume at={atCount} bought={against?.status} />}
      <ul class="plan-list">
        <li>
          {tx("Fixed, whatever is made: {amount} a month.", {
            amount: <b class="figure">{bounds(fixedPerMonth)}</b>,
          })}{" "}
          {!labour && t("Nobody’s work is counted; it is often the larger part.")}
        </li>
        {perImage && !isNothing(perImage.high) && (
          <li>
            {tx("Running cost: {amount} an image.", {
              amount: <b class="figure">{bounds(perImage, small)}</b>,
            })}
          </li>
        )}
        {capacity && <li>{t("One machine makes {images} images a month.", { images: counts(capacity) })}</li>}
        {machines && (few !== "1" || many !== "1") && (
          <li>
            {few === many
              ? t("At the break-even point it takes {few} of these machines.", { few: decimal(few) })
              : t("At the break-even point it takes {few} to {many} of these machines.", {
                  few: decimal(few),
                  many: decimal(many),
                })}
          </li>
        )}
      </ul>
      <details>
        <summary>{t("What it is made of")}</summary>
        {/* Costs a month and costs an image do not add up to one sum, so none stands below them. */}
        <Receipt lines={receipt} />
      </details>
    </>
  );
}

interface AtVolumeProps {
  at: AtCount;
  /** How sure the price is that is bought at. */
  bought: Status | undefined;
}

function AtVolume({
  at: { count, selfHosted, machines, bought, saves },
  bought: status = "exact",
}: AtVolumeProps) {
  const one = following([status, selfHosted.status === "range" ? "exact" : selfHosted.status], small);
  const [worst, best] = saves ?? [];
  const most = largest([selfHosted.high, bought]);
  const needed = machines && machines[1] !== "1" ? machines[1] : null;
  return (
    <section class="plan-versus" aria-label={t("At this volume")}>
      <p>
        {t("At {count} images a month:", { count: decimal(count) })}{" "}
        {worst !== undefined && best !== undefined && between(worst, best, one)}
      </p>
      <dl>
        <dt>{t("Run oneself")}</dt>
        <dd>
          <b class="figure">{bounds(selfHosted, small)}</b>{" "}
          {needed && <small>{t("on up to {machines} machines", { machines: decimal(needed) })}</small>}
          <Measure amount={selfHosted.high} most={most} tone="routed" />
        </dd>
        <dt>{t("Bought")}</dt>
        <dd>
          {bought === null ? t("no price") : <b class="figure">{figure({ status, price: bought }, usd)}</b>}
          <Measure amount={bought} most={most} />
        </dd>
      </dl>
    </section>
  );
}

function between(worst: string, best: string, one: (text: string) => string): string {
  if (worst === best) return bySign(best, SELF_HOSTING, one);
  const [low, high] = [one(magnitude(worst)), one(magnitude(best))];
  if (isNegative(best)) return t("Self-hosting costs {high} to {low} more.", { high, low });
  if (isNegative(worst))
    return t("Self-hosting costs up to {low} more or saves up to {high}.", { low, high });
  return t("Self-hosting saves {low} to {high}.", { low, high });
}
