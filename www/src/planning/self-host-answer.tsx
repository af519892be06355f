// Self-hosting against buying, in sentences, with the receipt of what the machine and the work come to.

import type { AtCount, BreakEven } from "perpixel";
import { Prose } from "../components/prose.tsx";
import { Receipt } from "../components/receipt.tsx";
import { decimal, figure, usd } from "../format.ts";
import { visible } from "../names.ts";
import { useModelName } from "./use-model-name.ts";
import { bounds, counts, isNegative, isNothing, magnitude, savingWords, small } from "./wording.ts";

export function SelfHostSentence({ result }: { result: BreakEven }) {
  const { against, from, surelyFrom, reason } = result;
  return (
    <>
      <p class="sentence">
        {from === null ? (
          <b>{against ? "It never breaks even." : "Nothing is named to compare with."}</b>
        ) : (
          <>
            Breaks even from <b class="figure">{decimal(from)}</b> images a month
            {surelyFrom === null && ", in the best case only"}
            {surelyFrom !== null && surelyFrom !== from && (
              <>
                , surely from <b class="figure">{decimal(surelyFrom)}</b>
              </>
            )}
            <Against result={result} />.
          </>
        )}
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
  return (
    <>
      , against{" "}
      {against.model !== null && (
        <>
          {name(against.model)} at {visible(against.provider)} at{" "}
        </>
      )}
      {figure({ status: against.status, price: against.price }, usd)} an image
    </>
  );
}

export function SelfHostAnswer({ result }: { result: BreakEven }) {
  const { perImage, fixedPerMonth, capacity, machines, atCount, against, receipt } = result;
  return (
    <>
      {against?.disclosure && <p class="disclosure">{visible(against.disclosure, 300)}</p>}
      <ul class="plan-list">
        <li>
          Fixed, whatever is made: <b class="figure">{bounds(fixedPerMonth)}</b> a month.
        </li>
        {perImage && !isNothing(perImage.high) && (
          <li>
            Running cost: <b class="figure">{bounds(perImage, small)}</b> an image.
          </li>
        )}
        {capacity && <li>One machine makes {counts(capacity)} images a month.</li>}
        {machines && (
          <li>
            At the break-even point it takes{" "}
            {machines[0] === machines[1]
              ? `${decimal(machines[0])} of these machines`
              : `${decimal(machines[0])} to ${decimal(machines[1])} of these machines`}
            .
          </li>
        )}
        {atCount && <AtVolume at={atCount} />}
      </ul>
      <details>
        <summary>What it is made of</summary>
        {/* Costs a month and costs an image do not add up to one sum, so none stands below them. */}
        <Receipt lines={receipt} />
      </details>
    </>
  );
}

function AtVolume({ at: { count, selfHosted, machines, bought, saves } }: { at: AtCount }) {
  const [worst, best] = saves ?? [];
  return (
    <li>
      At {decimal(count)} images a month: <b class="figure">{bounds(selfHosted, small)}</b> for running it
      oneself
      {machines && machines[1] !== "1" && ` on up to ${decimal(machines[1])} machines`}
      {bought === null ? (
        ", and no price for buying"
      ) : (
        <>
          , <b class="figure">{usd(bought)}</b> for buying
        </>
      )}
      {worst !== undefined && best !== undefined && <>; self-hosting {between(worst, best)}</>}.
    </li>
  );
}

function between(worst: string, best: string): string {
  if (worst === best) return savingWords(best);
  if (isNegative(best)) return `costs ${small(magnitude(best))} to ${small(magnitude(worst))} more`;
  if (isNegative(worst)) return `costs up to ${small(magnitude(worst))} more or saves up to ${small(best)}`;
  return `saves ${small(worst)} to ${small(best)}`;
}
