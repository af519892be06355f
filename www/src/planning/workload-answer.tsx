// What a workload costs: in a sentence, by line with receipts, by provider and month, what paying adds, other
// ways to buy it and the cheapest one. A line without a price stands with its reason, never as zero.

import type { Estimate, EstimateLine, Scenario } from "perpixel";
import { Prose, Said } from "../components/prose.tsx";
import { Receipt } from "../components/receipt.tsx";
import { decimal, figure, UNKNOWN, usd } from "../format.ts";
import { jobName } from "../job.ts";
import { msg, n, t, tx } from "../language.ts";
import { visible } from "../names.ts";
import { Figures } from "./figures.tsx";
import { largest, Measure } from "./measure.tsx";
import { useModelName } from "./use-model-name.ts";
import { bySign, following, outputs } from "./wording.ts";

const CHEAPEST = {
  less: msg("The cheapest assignment saves {amount}."),
  more: msg("The cheapest assignment costs {amount} more."),
  same: msg("No other assignment is cheaper."),
};

function months(number: number): string {
  return number === 1 ? t("a month") : n(number, "in {count} month", "in {count} months");
}

export function EstimateSentence({ estimate }: { estimate: Estimate }) {
  const { total, known, status, wanted, unpriced, perThousand, disclosure, cheapest } = estimate;
  const time = months(estimate.months);
  return (
    <>
      <p class="sentence">
        {total === null && unpriced === estimate.lines.length && <b>{t("None of the lines has a price.")}</b>}
        {total === null &&
          unpriced < estimate.lines.length &&
          tx("The total is {unknown}: {lines}. The others come to {known} {time}.", {
            unknown: <b>{t(UNKNOWN)}</b>,
            lines: n(unpriced, "{count} line has no price", "{count} lines have no price"),
            known: <b class="figure">{usd(known)}</b>,
            time,
          })}
        {total !== null &&
          tx("{outputs} cost {total} {time}.", {
            outputs: outputs(wanted),
            total: <b class="figure">{figure({ status, price: total }, usd)}</b>,
            time,
          })}{" "}
        {total !== null &&
          perThousand !== null &&
          t("That is {price} for 1,000.", { price: figure({ status, price: perThousand }) })}{" "}
        {cheapest.saves !== null && bySign(cheapest.saves, CHEAPEST, following([status, cheapest.status]))}
      </p>
      {disclosure && (
        <p class="disclosure">
          <Said>{visible(disclosure, 300)}</Said>
        </p>
      )}
    </>
  );
}

export function EstimateAnswer({ estimate }: { estimate: Estimate }) {
  const { lines, byProvider, byMonth, rail, alternatives, cheapest, made, wanted } = estimate;
  const most = largest(lines.map(({ total }) => total));
  return (
    <>
      {made !== wanted && <p>{t("Made and paid for: {outputs}.", { outputs: outputs(made) })}</p>}
      <Figures
        caption={t("By line")}
        heads={[
          t("Line"),
          t("Provider"),
          t("Job"),
          `#${t("Made")}`,
          `#${t("Price")}`,
          `#${t("Total")}`,
          t("To scale"),
        ]}
        rows={lines.map((line) => [
          <LineName key="line" line={line} />,
          line.provider === null ? t("none") : visible(line.provider),
          jobName(line.job),
          decimal(line.made),
          figure({ status: line.price === null ? "unknown" : line.status, price: line.price }),
          figure({ status: line.total === null ? "unknown" : line.status, price: line.total }, usd),
          <Measure key="size" amount={line.total} most={most} tone={line.routed ? "routed" : "cheapest"} />,
        ])}
      />
      <LineReceipts lines={lines} />
      <Ways ways={[cheapest, ...alternatives]} total={estimate.total} />
      {byProvider.length > 1 && (
        <Figures
          caption={t("By provider")}
          heads={[t("Provider"), `#${t("Made")}`, `#${t("Total")}`]}
          rows={byProvider.map((one) => [
            visible(one.provider),
            decimal(one.made),
            figure({ status: one.status, price: one.total }, usd),
          ])}
        />
      )}
      {byMonth.length > 1 && (
        <Figures
          caption={t("By month")}
          heads={[`#${t("Month")}`, `#${t("Wanted")}`, `#${t("Made")}`, `#${t("Total")}`]}
          rows={byMonth.map((one) => [
            one.month,
            decimal(one.wanted),
            decimal(one.made),
            figure({ status: one.status, price: one.total }, usd),
          ])}
          longest={120}
        />
      )}
      {rail && (
        <details>
          <summary>
            {t("Paying costs {cost}, {total} with the total", {
              cost: usd(rail.cost),
              total: usd(rail.total),
            })}
          </summary>
          <Receipt lines={rail.receipt} label={t("paying")} total={rail.cost} status="exact" />
        </details>
      )}
      <p class="muted">{t("Prices are those of today; a retirement within the months is not foreseen.")}</p>
    </>
  );
}

/** A line that has no name of its own goes by its model's. */
function lineName(line: EstimateLine, model: string): string {
  const own = visible(line.name);
  return own === model || own === line.model ? model : `${own}, ${model}`;
}

function LineName({ line }: { line: EstimateLine }) {
  const name = useModelName();
  const model = name(line.model);
  const own = visible(line.name);
  return (
    <>
      {own === model || own === line.model ? (
        model
      ) : (
        <>
          {own} <small>{model}</small>
        </>
      )}
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
              <summary>{t("Receipt of {line}", { line: lineName(line, name(line.model)) })}</summary>
              <Receipt
                lines={line.receipt}
                label={line.routed ? t("fee included") : t("of the line")}
                total={line.total}
                status={line.status}
              />
              {line.source && (
                <p class="muted">{t("Stated by {source}.", { source: visible(line.source) })}</p>
              )}
            </details>
          )}
        </div>
      ))}
    </div>
  );
}

function saved({ saves, percent }: Scenario): string {
  if (saves === null) return t(UNKNOWN);
  return percent === null ? usd(saves) : `${usd(saves)} (${decimal(percent)}%)`;
}

/** The engine's own names of two ways; the others are as they were typed. */
function wayName({ name }: Scenario): string {
  if (name === "Cheapest") return t("The cheapest assignment");
  return name === "routed" ? t("Routed, with its fee") : visible(name);
}

function Ways({ ways, total }: { ways: Scenario[]; total: string | null }) {
  const name = useModelName();
  const most = largest([total, ...ways.map((way) => way.total)]);
  return (
    <>
      <Figures
        caption={t("Other ways to buy the same; a saving below zero costs more")}
        heads={[t("Way"), `#${t("Total")}`, `#${t("Saves")}`, t("To scale")]}
        rows={ways.map((way) => [
          wayName(way),
          figure({ status: way.total === null ? "unknown" : way.status, price: way.total }, usd),
          saved(way),
          <Measure
            key="size"
            amount={way.total}
            most={most}
            tone={way.name === "routed" ? "routed" : "cheapest"}
          />,
        ])}
      />
      <div class="plan-receipts">
        {ways.map((way, at) => (
          <details key={at}>
            <summary>{t("{way}, line by line", { way: wayName(way) })}</summary>
            {way.disclosure && (
              <p class="disclosure">
                <Said>{visible(way.disclosure, 300)}</Said>
              </p>
            )}
            <Figures
              caption={t("Lines of “{way}”", { way: wayName(way) })}
              heads={[t("Line"), t("Model"), t("Provider"), `#${t("Total")}`, `#${t("Saves")}`]}
              rows={way.lines.map((line) => [
                visible(line.name),
                name(line.model),
                line.provider === null ? t("none") : visible(line.provider),
                line.total === null ? (
                  <Prose key="reason" text={line.reason ?? UNKNOWN} />
                ) : (
                  figure({ status: line.status, price: line.total }, usd)
                ),
                line.saves === null ? t(UNKNOWN) : usd(line.saves),
              ])}
            />
          </details>
        ))}
      </div>
    </>
  );
}
