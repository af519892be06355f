// What a usage log costs: totals, by model, provider and month, why rows have no price, what other providers
// would have charged, and by which columns it was read.

import type { UsageAlternative, UsageReport, UsageSum } from "perpixel";
import { Prose } from "../components/prose.tsx";
import { count, decimal, figure, plural, usd } from "../format.ts";
import { visible } from "../names.ts";
import { Figures } from "./figures.tsx";
import { outputs, savingWords } from "./wording.ts";

export function UsageSentence({ report, name }: { report: UsageReport; name: string }) {
  const { rows, priced, unpriced, assumed, total, status, made, cheapest, disclosure } = report;
  return (
    <>
      <p class="sentence">
        {rows === 0 ? (
          <>There is no row in {visible(name, 80)}, only headers.</>
        ) : priced === 0 ? (
          <>
            None of the {plural(rows, "row")} of {visible(name, 80)} has a price.
          </>
        ) : (
          <>
            The {plural(priced, "priced row")} of {visible(name, 80)} {priced === 1 ? "costs" : "cost"}{" "}
            <b class="figure">{figure({ status, price: total }, usd)}</b> for {outputs(made)}
            {unpriced > 0 && (
              <>
                ; <b>{plural(unpriced, "row has", "rows have")} no price</b> and{" "}
                {unpriced === 1 ? "is" : "are"} not in it
              </>
            )}
            . The cheapest provider of each row {savingWords(cheapest.saves)}.
          </>
        )}
      </p>
      {assumed > 0 && <p>{plural(assumed, "row names", "rows name")} no provider, so a price is assumed.</p>}
      {disclosure && <p class="disclosure">{visible(disclosure, 300)}</p>}
    </>
  );
}

export function UsageAnswer({ report }: { report: UsageReport }) {
  const { reasons, listed, unpriced, alternatives, cheapest, columns, ignored, kinds } = report;
  return (
    <>
      <Sums caption="By model" head="Model" sums={report.byModel} />
      <Sums caption="By provider" head="Provider" sums={report.byProvider} />
      <Sums caption="By month" head="Month" sums={report.byMonth} />
      {kinds.length > 0 && (
        <details>
          <summary>What one costs, by model, provider and job</summary>
          <Figures
            caption="Prices used"
            heads={["Model", "Provider", "#Price", "#Rows", "#Outputs", "#Total", "Source"]}
            rows={kinds.map((kind) => [
              visible(kind.model),
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
      {reasons.length > 0 && (
        <Figures
          caption="Why rows have no price"
          heads={["Reason", "#Rows"]}
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
              ? `The first ${plural(listed.length, "row")} without a price`
              : "The rows without a price"}
          </summary>
          <Figures
            caption="Rows without a price, counted after the headers"
            heads={["#Row", "Reason"]}
            rows={listed.map((row) => [count(row.row), <Prose key="reason" text={row.message} whole />])}
          />
        </details>
      )}
      {alternatives.length > 0 && (
        <Figures
          caption="What each provider would have charged for the rows that it can serve; a saving below zero costs more"
          heads={["Provider", "#Rows", "#There", "#As it was", "#Saves"]}
          rows={[
            ...(cheapest.rows > 0 ? [way(cheapest, "the cheapest of each row")] : []),
            ...alternatives.map((one) => way(one, visible(one.provider))),
          ]}
        />
      )}
      <p class="muted">
        Read by{" "}
        {columns.map(({ field, header }, at) => (
          <span key={field}>
            {at > 0 && ", "}
            {visible(field)}
            {header !== field && (
              <>
                {" "}
                from <code>{visible(header, 60)}</code>
              </>
            )}
          </span>
        ))}
        .{" "}
        {ignored.length > 0
          ? `Columns that play no part: ${visible(ignored.join(", "), 400)}.`
          : "No column is left over."}
      </p>
    </>
  );
}

function Sums({ caption, head, sums }: { caption: string; head: string; sums: UsageSum[] }) {
  if (sums.length === 0) return null;
  return (
    <Figures
      caption={caption}
      heads={[head, "#Rows", "#Outputs", "#Total"]}
      rows={sums.map((sum) => [
        sum.name === "" ? "none stated" : visible(sum.name),
        count(sum.rows),
        decimal(sum.made),
        figure({ status: sum.status, price: sum.total }, usd),
      ])}
    />
  );
}

function way({ rows, total, current, saves, status }: UsageAlternative, name: string) {
  const one = (price: string) => figure({ status, price }, usd);
  return [name, count(rows), one(total), one(current), one(saves)];
}
