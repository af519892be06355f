// The commands that guard: what changed between two catalogs, what a workload costs against a limit, and what
// is wrong with a catalog. Each says what tripped; the figures are the engine's.
import { isGreater } from "./decimal.js";
import { catalogOf, once, workloadOf } from "./input.js";
import { amount, common, job, jobOptions, loadOptions, Misuse, percentage } from "./options.js";
import * as print from "./print.js";

const percent = (text) => (text === null || text === undefined ? "" : `${text}%`);
const number = (count, noun) => `${count} ${noun}${count === 1 ? "" : "s"}`;

export const diff = {
  usage: "<old.json> <new.json> [--fail-on-rise 5%]",
  about: "what changed from one catalog to a newer one",
  arguments: 2,
  options: {
    "fail-on-rise": {
      type: "string",
      value: "P%",
      about: "exit with 1 when a price rises by more than this",
    },
    workload: { type: "string", value: "FILE", about: "a workload whose total is compared too" },
    ...jobOptions,
    ...common,
  },
  async run(values, paths) {
    if (values.mode?.length > 1) throw new Misuse("a job has one `--mode`");
    const maxRise = percentage(values, "fail-on-rise");
    const request = { job: job(values) };
    if (maxRise !== undefined) request.maxRise = maxRise;
    once([...paths, values.workload]);
    const [older, newer] = [
      await catalogOf(paths.slice(0, 1), loadOptions(values)),
      await catalogOf(paths.slice(1), loadOptions(values)),
    ];
    const workload = await workloadOf(values.workload);
    if (workload !== undefined) request.workload = workload;
    const answer = older.diff(newer, request);

    const rows = answer.changes.map((change) => [
      change.kind,
      change.model,
      change.provider,
      change.before === null ? "" : print.money(change.before, change.status),
      change.after === null ? "" : print.money(change.after, change.status),
      print.change(change.difference),
      percent(change.percent),
      [change.exceeds && "over the limit", change.variant, change.job, change.reason]
        .filter(Boolean)
        .join("; "),
    ]);
    const heads = ["change", "model", "provider", ">before", ">after", ">difference", ">percent", "remarks"];
    const sum = answer.workload;
    const text = print.document(
      rows.length > 0 ? print.table(heads, rows) : "no price changed",
      sum &&
        print.pairs([
          ["workload before", print.money(sum.before)],
          ["workload after", print.money(sum.after)],
          ["difference", [print.change(sum.difference), percent(sum.percent)].filter(Boolean).join(", ")],
        ]),
      `${number(answer.unchanged, "offer")} unchanged`,
    );
    const tripped = [];
    if (answer.exceeded > 0) {
      tripped.push(`${number(answer.exceeded, "rise")} of more than ${values["fail-on-rise"]}`);
    }
    // What cannot be compared cannot be vouched for.
    if (maxRise !== undefined && sum && (sum.before === null || sum.after === null)) {
      tripped.push("the workload has a line without a price, so its rise is unknown");
    }
    return { answer, text, tripped };
  },
};

/** A sum of lines is no surer than they are. */
const statusAmong = (lines) => (lines.some(({ status }) => status !== "exact") ? "approximate" : "exact");

function scenario({ name, total, status, saves, percent: share, lines }) {
  const unpriced = lines.find(({ reason }) => reason);
  return [
    name,
    print.money(total, status),
    saves === null ? "" : print.money(saves),
    percent(share),
    total === null ? unpriced?.reason : "",
  ];
}

const railText = ({ cost, total }, part, status) =>
  `${print.money(cost, status)}${part ? " on what is known" : ""}, ${print.money(total, status)} with it`;

function estimateText(answer) {
  const { lines, months, rail } = answer;
  const priced = lines.filter(({ total }) => total !== null);
  const whole = statusAmong(priced);
  return print.document(
    print.table(
      ["line", "model", "provider", "job", ">made", ">price", ">fee", ">total", "remarks"],
      lines.map((line) => [
        line.name,
        line.model,
        line.provider,
        print.job(line.job),
        line.made,
        print.money(line.price, line.status),
        line.routed ? print.money(line.fee, line.status) : "",
        print.billed(print.money(line.total, line.status), line.routed ? answer.disclosure : null),
        line.reason,
      ]),
    ),
    print.pairs([
      ["months", months],
      ["wanted", answer.wanted],
      ["made", answer.made],
      ["total", print.billed(print.money(answer.total, answer.status), answer.disclosure)],
      ["of it known", answer.total === null ? print.money(answer.known, whole) : null],
      ["per thousand", answer.perThousand && print.money(answer.perThousand, answer.status)],
      ["paying costs", rail && railText(rail, answer.total === null, whole)],
    ]),
    print.titled(
      "by provider",
      ["provider", ">made", ">total"],
      answer.byProvider.map(({ provider, made, total, status }) => [
        provider,
        made,
        print.money(total, status),
      ]),
    ),
    print.titled(
      "by month",
      [">month", ">made", ">total"],
      (months > 1 ? answer.byMonth : []).map(({ month, made, total, status }) => [
        month,
        made,
        print.money(total, status),
      ]),
    ),
    print.titled(
      "in other ways",
      ["way", ">total", ">saves", ">percent", "remarks"],
      [...answer.alternatives, answer.cheapest].map(scenario),
    ),
  );
}

export const estimate = {
  usage: "<catalog.json>... --workload workload.json [--max-total 500]",
  about: "what a workload costs; exits with 1 over the limit or without a price",
  options: {
    workload: { type: "string", value: "FILE", about: "what is made, as JSON (`-` for standard input)" },
    "max-total": { type: "string", value: "USD", about: "exit with 1 when the total is more than this" },
    ...common,
  },
  async run(values, paths) {
    if (values.workload === undefined) throw new Misuse("`estimate` needs a `--workload`");
    const most = amount(values, "max-total");
    once([...paths, values.workload]);
    const workload = await workloadOf(values.workload);
    const answer = (await catalogOf(paths, loadOptions(values))).estimate(workload);
    const tripped = [];
    if (answer.unpriced > 0) tripped.push(`${number(answer.unpriced, "line")} without a price`);
    if (most !== undefined && isGreater(answer.known, most)) {
      tripped.push(`the total is over the limit: $${answer.known} is more than $${most}`);
    }
    return { answer, text: estimateText(answer), tripped };
  },
};

export const validate = {
  usage: "<catalog.json>... [--strict]",
  about: "what is wrong with catalogs; exits with 1 on errors",
  options: {
    strict: { type: "boolean", about: "exit with 1 on warnings too" },
    ...common,
  },
  async run(values, paths) {
    once(paths);
    const catalog = await catalogOf(paths, loadOptions(values));
    const answer = catalog.findings();
    const { models, offers, priced } = catalog.info();
    const of = (severity) => answer.filter((finding) => finding.severity === severity).length;
    const counts = `${number(of("error"), "error")}, ${number(of("warning"), "warning")}, ${of("info")} for information`;
    const advice = new Map(answer.map(({ code, help }) => [`${code} ${help}`, [code, help]]));
    const text = print.document(
      answer.length > 0 &&
        print.table(
          ["severity", "code", "source", "place", "model", "provider", "message"],
          answer.map((one) => [
            one.severity,
            one.code,
            one.source,
            one.path,
            one.model,
            one.provider,
            one.message,
          ]),
        ),
      print.titled("what to do", ["code", "advice"], [...advice.values()]),
      `${counts}; ${number(models, "model")}, ${number(offers, "offer")}, ${priced} with a price`,
    );
    const tripped = [];
    if (of("error") > 0) tripped.push(`the catalog has ${number(of("error"), "error")}`);
    if (values.strict && of("warning") > 0)
      tripped.push(`the catalog has ${number(of("warning"), "warning")}`);
    return { answer, text, tripped };
  },
};
