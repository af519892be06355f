// What a workload costs: in a sentence, by line with receipts, by provider and month, what paying adds, other
// ways to buy it and the cheapest one. A line without a price stands with its reason, never as zero.

import type { Estimate, EstimateLine, Scenario } from "perpixel";
import { Prose } from "../components/prose.tsx";
import { Receipt } from "../components/receipt.tsx";
import { decimal, figure, plural, usd } from "../format.ts";
import { jobName } from "../job.ts";
import { visible } from "../names.ts";
import { Figures } from "./figures.tsx";
import { useModelName } from "./use-model-name.ts";
import { outputs, savingWords } from "./wording.ts";

function months(number: number): string {
  return number === 1 ? "a month" : `in ${plural(number, "month")}`;
}

export function EstimateSentence({ estimate }: { estimate: Estimate }) {
  const { total, known, status, wanted, unpriced, perThousand, disclosure, cheapest } = estimate;
  return (
    <>
      <p class="sentence">
        {total === null ? (
          <>
            The total is <b>unknown</b>: {plural(unpriced, "line has", "lines have")} no price. The others
            come to <b class="figure">{usd(known)}</b> {months(estimate.months)}.
          </>
        ) : (
          <>
            {outputs(wanted)} cost{wanted === "1" && "s"}{" "}
            <b class="figure">{figure({ status, price: total }, usd)}</b> {months(estimate.months)}
            {perThousand !== null && `, ${figure({ status, price: perThousand })} for 1,000`}.
          </>
        )}
        {cheapest.saves !== null && <> The cheapest assignment {savingWords(cheapest.saves)}.</>}
      </p>
      {disclosure && <p class="disclosure">{visible(disclosure, 300)}</p>}
    </>
  );
}

export function EstimateAnswer({ estimate }: { estimate: Estimate }) {
  const { lines, byProvider, byMonth, rail, alternatives, cheapest, made, wanted } = estimate;
  const name = useModelName();
  return (
    <>
      {made !== wanted && <p>Made and paid for: {outputs(made)}.</p>}
      <Figures
        caption="By line"
        heads={["Line", "Model", "Provider", "Job", "#Made", "#Price", "#Total"]}
        rows={lines.map((line) => [
          visible(line.name),
          name(line.model),
          line.provider === null ? "none" : visible(line.provider),
          jobName(line.job),
          decimal(line.made),
          figure({ status: line.price === null ? "unknown" : line.status, price: line.price }),
          figure({ status: line.total === null ? "unknown" : line.status, price: line.total }, usd),
        ])}
      />
      <LineReceipts lines={lines} />
      {byProvider.length > 0 && (
        <Figures
          caption="By provider"
          heads={["Provider", "#Made", "#Total"]}
          rows={byProvider.map((one) => [
            visible(one.provider),
            decimal(one.made),
            figure({ status: one.status, price: one.total }, usd),
          ])}
        />
      )}
      {byMonth.length > 1 && (
        <Figures
          caption="By month"
          heads={["#Month", "#Wanted", "#Made", "#Total"]}
          rows={byMonth.map((one) => [
            one.month,
            decimal(one.wanted),
            decimal(one.made),
            figure({ status: one.status, price: one.total }, usd),
          ])}
        />
      )}
      {rail && (
        <details>
          <summary>
            Paying costs {usd(rail.cost)}, {usd(rail.total)} with the total
          </summary>
          <Receipt lines={rail.receipt} label="paying" total={rail.cost} status="exact" />
        </details>
      )}
      <Ways ways={[cheapest, ...alternatives]} />
    </>
  );
}

function LineReceipts({ lines }: { lines: EstimateLine[] }) {
  const name = useModelName();
  return (
    <div class="plan-receipts">
      {lines.map((line, at) => (
        <div key={at}>
          {line.reason && (
            <p class={line.total === null ? "doubt" : "muted"}>
              <b>{visible(line.name)}</b>: <Prose text={line.reason} whole />
            </p>
          )}
          {line.total !== null && (
            <details>
              <summary>
                Receipt of {visible(line.name)}, {name(line.model)}
              </summary>
              <Receipt
                lines={line.receipt}
                label={line.routed ? "fee included" : "of the line"}
                total={line.total}
                status={line.status}
              />
              {line.source && <p class="muted">Stated by {visible(line.source)}.</p>}
            </details>
          )}
        </div>
      ))}
    </div>
  );
}

function saved({ saves, percent }: Scenario): string {
  if (saves === null) return "unknown";
  return percent === null ? usd(saves) : `${usd(saves)} (${visible(percent)}%)`;
}

function Ways({ ways }: { ways: Scenario[] }) {
  const name = useModelName();
  return (
    <>
      <Figures
        caption="Other ways to buy the same; a saving below zero costs more"
        heads={["Way", "#Total", "#Saves"]}
        rows={ways.map((way) => [
          visible(way.name),
          figure({ status: way.total === null ? "unknown" : way.status, price: way.total }, usd),
          saved(way),
        ])}
      />
      <div class="plan-receipts">
        {ways.map((way, at) => (
          <details key={at}>
            <summary>{visible(way.name)}, line by line</summary>
            <Figures
              caption={`Lines of ${visible(way.name)}`}
              heads={["Line", "Model", "Provider", "#Total", "#Saves"]}
              rows={way.lines.map((line) => [
                visible(line.name),
                name(line.model),
                line.provider === null ? "none" : visible(line.provider),
                line.total === null ? (
                  <Prose key="reason" text={line.reason ?? "unknown"} />
                ) : (
                  figure({ status: line.status, price: line.total }, usd)
                ),
                line.saves === null ? "unknown" : usd(line.saves),
              ])}
            />
          </details>
        ))}
      </div>
    </>
  );
}
