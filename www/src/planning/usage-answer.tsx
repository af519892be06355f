// What a usage log costs: totals, what other providers would have charged, by model, provider and month, why rows
// have no price, and by which columns it was read.

import type { UsageAlternative, UsageReport, UsageSum } from "perpixel";
import { Prose, Said } from "../components/prose.tsx";
import { count, decimal, figure, usd } from "../format.ts";
import { msg, n, t, tx } from "../language.ts";
import { visible } from "../names.ts";
import { Figures } from "./figures.tsx";
import { largest, Measure } from "./measure.tsx";
import { useModelName } from "./use-model-name.ts";
import { bySign, following, outputs } from "./wording.ts";

const CHEAPEST = {
  less: msg("The cheapest provider of each row saves {amount}."),
  more: msg("The cheapest provider of each row costs {amount} more."),
  same: msg("Each row was made at its cheapest provider."),
};

export function UsageSentence({ report, name }: { report: UsageReport; name: string }) {
  const { rows, priced, unpriced, assumed, total, status, made, cheapest, disclosure } = report;
  const log = visible(name, 80);
  return (
    <>
      <p class="sentence">
        {rows === 0 && t("There is no row in {log}, only headers.", { log })}
        {rows > 0 &&
          priced === 0 &&
          n(
            rows,
            "The {count} row of {log} has no price.",
            "None of the {count} rows of {log} has a price.",
            {
              log,
            },
          )}
        {priced > 0 && (
          <>
            {tx("{rows} of {log} cost {total} for {outputs}.", {
              rows: n(priced, "The {count} priced row", "The {count} priced rows"),
              log,
              total: <b class="figure">{figure({ status, price: total }, usd)}</b>,
              outputs: outputs(made),
            })}{" "}
            {unpriced > 0 && (
              <>
                <b>
                  {n(
                    unpriced,
                    "{count} row has no price and is not in it.",
                    "{count} rows have no price and are not in it.",
                  )}
                </b>{" "}
              </>
            )}
            {bySign(cheapest.saves, CHEAPEST, following([cheapest.status]))}
          </>
        )}
      </p>
      {assumed > 0 && (
        <p>
          {n(
            assumed,
            "{count} row names no provider, so a price is assumed.",
            "{count} rows name no provider, so a price is assumed.",
          )}
        </p>
      )}
      {disclosure && (
        <p class="disclosure">
          <Said>{visible(disclosure, 300)}</Said>
        </p>
      )}
    </>
  );
}

export function UsageAnswer({ report }: { report: UsageReport }) {
  const { alternatives, cheapest, columns, ignored, kinds } = report;
  const name = useModelName();
  const named = (sums: UsageSum[]) => sums.map((sum) => ({ ...sum, name: name(sum.name) }));
  return (
    <>
      <Unpriced report={report} />
      {alternatives.length > 0 && (
        <Figures
          caption={t(
            "What each provider would have charged for the rows that it can serve; a saving below zero costs more",
          )}
          heads={[t("Provider"), `#${t("Rows")}`, `#${t("There")}`, `#${t("As it was")}`, `#${t("Saves")}`]}
          rows={[
            ...(cheapest.rows > 0 ? [way(cheapest, t("the cheapest of each row"))] : []),
            ...alternatives.map((one) => way(one, visible(one.provider))),
          ]}
        />
      )}
      <Sums caption={t("By model")} head={t("Model")} sums={named(report.byModel)} />
      <Sums caption={t("By provider")} head={t("Provider")} sums={report.byProvider} />
      <Sums caption={t("By month")} head={t("Month")} sums={report.byMonth} />
      {kinds.length > 0 && (
        <details>
          <summary>{t("What one costs, by model, provider and job")}</summary>
          <Figures
            caption={t("Prices used")}
            heads={[
              t("Model"),
              t("Provider"),
              `#${t("Price")}`,
              `#${t("Rows")}`,
              `#${t("Outputs")}`,
              `#${t("Total")}`,
              t("Source"),
            ]}
            rows={kinds.map((kind) => [
              name(kind.model),
              visible(kind.provider),
              figure(kind),
              count(kind.rows),
              decimal(kind.made),
              figure({ status: kind.status, price: kind.total }, usd),
              visible(kind.source),
            ])}
          />
        </details>
      )}
      <p class="muted">
        {tx("Read by {columns}.", {
          columns: columns.map(({ field, header }, at) => (
            <span key={field}>
              {at > 0 && ", "}
              {visible(field)}
              {header !== field && (
                <> ({tx("from {header}", { header: <code>{visible(header, 60)}</code> })})</>
              )}
            </span>
          )),
        })}{" "}
        {ignored.length > 0
          ? t("Columns that play no part: {columns}.", { columns: visible(ignored.join(", "), 400) })
          : t("No column is left over.")}
      </p>
    </>
  );
}

function Unpriced({ report: { reasons, listed, unpriced } }: { report: UsageReport }) {
  return (
    <>
      {reasons.length > 0 && (
        <Figures
          caption={t("Why rows have no price")}
          heads={[t("Reason"), `#${t("Rows")}`]}
          rows={reasons.map((reason) => [
            <Prose key="reason" text={reason.message} whole />,
            count(reason.rows),
          ])}
        />
      )}
      {listed.length > 0 && (
        <details>
          <summary>
            {listed.length < unpriced
              ? n(
                  listed.length,
                  "The first {count} row without a price",
                  "The first {count} rows without a price",
                )
              : t("The rows without a price")}
          </summary>
          <Figures
            caption={t("Rows without a price, counted after the headers")}
            heads={[`#${t("Row")}`, t("Reason")]}
            rows={listed.map((row) => [count(row.row), <Prose key="reason" text={row.message} whole />])}
          />
        </details>
      )}
    </>
  );
}

function Sums({ caption, head, sums }: { caption: string; head: string; sums: UsageSum[] }) {
  if (sums.length === 0) return null;
  const most = largest(sums.map(({ total }) => total));
  return (
    <Figures
      caption={caption}
      heads={[head, `#${t("Rows")}`, `#${t("Outputs")}`, `#${t("Total")}`, t("To scale")]}
      rows={sums.map((sum) => [
        sum.name === "" ? t("none stated") : visible(sum.name),
        count(sum.rows),
        decimal(sum.made),
        figure({ status: sum.status, price: sum.total }, usd),
        <Measure key="size" amount={sum.total} most={most} />,
      ])}
    />
  );
}

function way({ rows, total, current, saves, status }: UsageAlternative, name: string) {
  const one = (price: string) => figure({ status, price }, usd);
  return [name, count(rows), one(total), one(current), one(saves)];
}
