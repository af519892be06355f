// The command that prices a usage log. The log is read in pieces, so its length does not matter.
import { isGreater } from "./decimal.js";
import { catalogOf, once, pieces } from "./input.js";
import { amount, common, loadOptions, Misuse, record, whole } from "./options.js";
import * as print from "./print.js";

const sums = (title, list, unnamed) =>
  print.titled(
    title,
    [title.replace("by ", ""), ">rows", ">made", ">total"],
    list.map(({ name, rows, made, total, status }) => [
      name || unnamed,
      rows,
      made,
      print.money(total, status),
    ]),
  );

function rowsOf({ code, message, rows }, listed) {
  const places = listed.filter((row) => row.code === code && row.message === message).slice(0, 3);
  const more = places.length < rows ? ", …" : "";
  return places.length > 0 ? `${places.map(({ row }) => row).join(", ")}${more}` : "";
}

function reportText(report) {
  const { rows, priced, unpriced, assumed, status, total, cheapest } = report;
  const saving = ({ provider, rows: served, current, total: there, saves, status: sure }) => [
    provider || "the cheapest of each row",
    served,
    print.money(current, status),
    print.money(there, sure),
    print.money(saves, sure),
  ];
  return print.document(
    print.pairs([
      ["total", print.billed(print.money(total, status), report.disclosure)],
      ["rows", `${rows}, ${priced} with a price and ${unpriced} without`],
      ["outputs", report.made],
      ["assumed", assumed > 0 ? `${assumed} ${assumed === 1 ? "row names" : "rows name"} no provider` : null],
      ["columns", report.columns.map(({ field, header }) => `${field} from \`${header}\``).join(", ")],
      ["ignored", report.ignored.map((header) => `\`${header}\``).join(", ")],
    ]),
    sums("by model", report.byModel),
    sums("by provider", report.byProvider),
    sums("by month", report.byMonth, "no date"),
    print.titled(
      "without a price",
      [">rows", "code", "reason", "in rows"],
      report.reasons.map((reason) => [
        reason.rows,
        reason.code,
        reason.message,
        rowsOf(reason, report.listed),
      ]),
    ),
    priced > 0 &&
      print.titled(
        "elsewhere",
        ["provider", ">rows", ">cost", ">there", ">saves"],
        [...report.alternatives, cheapest].map(saving),
      ),
  );
}

export const usage = {
  usage: "<log.csv> --catalog catalog.json [--catalog …] [--max-total X]",
  about: "what a usage log (CSV or JSON lines, `-` for standard input) costs",
  arguments: 1,
  options: {
    catalog: { type: "string", multiple: true, value: "FILE", about: "a price catalog; may be repeated" },
    format: { type: "string", value: "FORMAT", about: "csv or json-lines; told from the log where absent" },
    column: {
      type: "string",
      multiple: true,
      value: "FIELD=HEADER",
      about: "which column holds what; may be repeated",
    },
    model: { type: "string", value: "ID", about: "the model of rows that name none" },
    provider: { type: "string", value: "NAME", about: "the provider of rows that name none" },
    "without-provider": {
      type: "string",
      value: "HOW",
      about: "cheapest, routed or unpriced: rows that name no provider",
    },
    "max-total": {
      type: "string",
      value: "USD",
      about: "exit with 1 over this total, or when a row has no price",
    },
    "allow-unpriced": {
      type: "string",
      value: "N",
      about: "so many rows may lack a price under --max-total",
    },
    ...common,
  },
  async run(values, [log]) {
    if (!values.catalog) throw new Misuse("`usage` needs a `--catalog`");
    const most = amount(values, "max-total");
    const allowed = whole(values, "allow-unpriced");
    if (allowed !== undefined && most === undefined)
      throw new Misuse("`--allow-unpriced` needs a `--max-total`");
    once([log, ...values.catalog]);
    const options = {
      format: values.format,
      columns: record(values, "column"),
      model: values.model,
      provider: values.provider,
      withoutProvider: values["without-provider"],
    };
    const asked = Object.entries(options).filter(([, value]) => value !== undefined);
    const catalog = await catalogOf(values.catalog, loadOptions(values));
    const meter = catalog.meter(Object.fromEntries(asked));
    for await (const piece of pieces(log)) meter.push(piece);
    const answer = meter.finish();

    const tripped = [];
    if (most !== undefined && answer.unpriced > (allowed ?? 0)) {
      tripped.push(`${answer.unpriced} of ${answer.rows} rows have no price, so the total is not known`);
    }
    if (most !== undefined && answer.total !== null && isGreater(answer.total, most)) {
      tripped.push(`the total is over the limit: $${answer.total} is more than $${most}`);
    }
    return { answer, text: reportText(answer), tripped };
  },
};
