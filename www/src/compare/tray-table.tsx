// Ticked models as columns and what is known of them as rows. A row whose cells are not all the same is marked, in
// words too, and the others can be left out.

import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { SourceLink } from "../components/source-link.tsx";
import type { Tray, TrayCell, TrayLine } from "../engine/tray-types.ts";
import { day, figure, NOT_ROUTED, times, UNKNOWN, usd } from "../format.ts";
import { isVideo, jobName, WEIGHTS_NAMES } from "../job.ts";
import { n, t } from "../language.ts";
import { visible } from "../names.ts";
import { latencyName } from "./pick-names.ts";

interface Line {
  name: string;
  /** What tells the cells apart. */
  texts: string[];
  cells?: ComponentChildren[];
  best?: boolean[];
}

interface Props {
  tray: Tray;
  remove(id: string): void;
}

export function TrayTable({ tray, remove }: Props) {
  const [all, setAll] = useState(true);
  const { models, missing } = tray;
  const lines = linesOf(tray).map((line) => ({ ...line, differs: new Set(line.texts).size > 1 }));
  const shown = lines.filter(({ differs }) => all || differs);
  return (
    <>
      {missing.length > 0 && (
        <p class="doubt">
          {t("In no catalog for this job, so left out: {models}.", {
            models: missing.map((id) => visible(id, 60)).join(", "),
          })}
        </p>
      )}
      <label class="check">
        <input type="checkbox" checked={!all} onChange={(event) => setAll(!event.currentTarget.checked)} />
        {t("Only what differs")}
      </label>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard. */}
      <section class="tray-scroller" aria-labelledby="side-by-side-caption" tabIndex={0}>
        <table class="side-by-side">
          <caption id="side-by-side-caption">
            {isVideo(tray.job.mode)
              ? t("US dollars per second at {job}", { job: jobName(tray.job) })
              : t("US dollars per image at {job}", { job: jobName(tray.job) })}
          </caption>
          <thead>
            <tr>
              <td />
              {models.map(({ row }) => (
                <th key={row.id} scope="col">
                  {visible(row.name)}
                  <button type="button" class="plain" onClick={() => remove(row.id)}>
                    {t("Take off")}
                    <span class="hidden">: {visible(row.name)}</span>
                  </button>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map(({ name, texts, cells, best, differs }) => (
              <tr key={name} class={differs ? "differs" : ""}>
                <th scope="row">
                  {name}
                  {differs && <span class="hidden">{t(", differs")}</span>}
                </th>
                {models.map(({ row }, at) => (
                  <td key={row.id} class={differs && best?.[at] ? "best" : ""}>
                    {cells ? cells[at] : texts[at]}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </>
  );
}

function linesOf(tray: Tray): Line[] {
  const { models, now, lines, count, job } = tray;
  const of = (name: string, text: (model: Tray["models"][number]) => string): Line => ({
    name,
    texts: models.map(text),
  });
  const video = isVideo(job.mode);
  const month = video
    ? n(count, "{count} clip a month", "{count} clips a month")
    : n(count, "{count} image a month", "{count} images a month");
  return [
    priceLine(t("Cheapest"), now),
    of(t("Routed, billed"), ({ row: { routed } }) =>
      routed ? figure({ status: routed.status, price: routed.billed }, usd) : t(NOT_ROUTED),
    ),
    of(t("Routed by way of"), ({ row }) => (row.routed ? visible(row.routed.provider) : "–")),
    of(`${month}, ${t("cheapest")}`, ({ monthly }) =>
      monthly.cheapest ? figure(monthly.cheapest, usd) : t(UNKNOWN),
    ),
    of(`${month}, ${t("routed")}`, ({ monthly }) =>
      monthly.routed ? figure(monthly.routed, usd) : t(NOT_ROUTED),
    ),
    ...lines
      .filter(({ kind, cells }) => kind !== "quality" || cells.some((cell) => cell && !cell.unaffected))
      .map((line) => priceLine(nameOf(line), line.cells)),
    of(t("Elo"), ({ row }) => (row.elo === null ? t(UNKNOWN) : String(row.elo))),
    of(t("On the frontier of these"), ({ row }) => (row.pareto ? t("yes") : t("no"))),
    of(t("Vendor"), ({ row }) => visible(row.vendor) || t(UNKNOWN)),
    of(t("Licence"), ({ row }) => visible(row.license) || t(UNKNOWN)),
    of(t("Weights"), ({ row: { weights } }) =>
      weights && Object.hasOwn(WEIGHTS_NAMES, weights)
        ? t(WEIGHTS_NAMES[weights as keyof typeof WEIGHTS_NAMES])
        : visible(weights) || t(UNKNOWN),
    ),
    of(t("Latency"), ({ latency, latencySeconds }) =>
      latencySeconds
        ? t("{seconds} s", { seconds: visible(latencySeconds, 40) })
        : latency
          ? latencyName(latency)
          : t(UNKNOWN),
    ),
    of(t("Offers"), ({ row }) => String(row.offers)),
    of(t("Dearest over cheapest offer"), ({ row }) => times(row.spread) || "–"),
    of(t("Retires"), ({ row: { retires, replacement } }) => {
      const date = day(retires);
      if (!date) return t("not announced");
      return replacement
        ? t("{date}, then {replacement}", { date, replacement: visible(replacement) })
        : date;
    }),
    {
      name: t("Stated by"),
      texts: models.map(() => ""),
      cells: models.map(({ sources }) => <Sources sources={sources} />),
    },
  ];
}

function nameOf({ kind, name }: TrayLine): string {
  if (kind === "batch") return t("Through batch");
  return kind === "size" ? t("At {tier}", { tier: name }) : t("{quality} quality", { quality: name });
}

function priceLine(name: string, cells: TrayLine["cells"]): Line {
  return {
    name,
    texts: cells.map((cell) => (cell ? figure(cell.price) : t(UNKNOWN))),
    cells: cells.map((cell) => <Price cell={cell} />),
    best: cells.map((cell) => cell?.best ?? false),
  };
}

function Price({ cell }: { cell: TrayCell | null }) {
  if (!cell) return <span class="muted">{t(UNKNOWN)}</span>;
  const { price, multiple, unaffected } = cell;
  return (
    <>
      <span class="figure">{figure(price)}</span>{" "}
      {multiple && multiple !== "1" && <span class="multiple">{times(multiple)}</span>}
      <small>
        {unaffected
          ? t("{provider}, whatever is chosen", { provider: visible(price.provider) })
          : visible(price.provider)}
      </small>
    </>
  );
}

function Sources({ sources }: Pick<Tray["models"][number], "sources">) {
  return (
    <ul>
      {sources.map(({ provider, source, url, checked }) => (
        <li key={`${provider} ${source}`}>
          {visible(provider)}: {url ? <SourceLink url={url} /> : visible(source)}
          {checked && <small>{day(checked)}</small>}
        </li>
      ))}
    </ul>
  );
}
