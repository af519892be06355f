// The commands that ask for prices: one model's offers, the table of all, and where a job is routed.
import { catalogOf, once } from "./input.js";
import {
  common,
  job,
  jobOptions,
  loadOptions,
  Misuse,
  orderOptions,
  policyOptions,
  query,
  queryOptions,
  routing,
  whole,
} from "./options.js";
import * as print from "./print.js";

const open = (values, paths) => catalogOf(paths, loadOptions(values));

/** What makes a difference to what a price is worth: why there is none, and the source's remark. */
const remarks = ({ reason, variant, stale, checked, note }) =>
  [variant, reason, stale && checked ? `read on ${checked}` : "", note].filter(Boolean).join("; ");

const offers = (list) =>
  print.table(
    ["provider", ">price", "per", ">whole job", "rate", "source", "remarks"],
    list.map((offer) => [
      offer.provider,
      print.price(offer),
      offer.per,
      offer.per === "second" && offer.total ? print.money(offer.total, offer.status) : "",
      offer.native,
      offer.source,
      remarks(offer),
    ]),
  );

function quoteTable({ count, cheapest, routed, reason, disclosure }) {
  const rows = [];
  if (cheapest) {
    const { provider, price, total, status } = cheapest;
    rows.push(["cheapest", provider, print.money(price, status), print.money(total, status), "", "", ""]);
  }
  if (routed) {
    const { provider, price, upstream, fee, billed, status } = routed;
    const [each, all, extra, sum] = [price, upstream, fee, billed].map((usd) => print.money(usd, status));
    rows.push(["routed", provider, each, all, extra, sum, disclosure]);
  }
  const heads = ["", "provider", ">price", ">total", ">fee", ">billed", ""];
  const why = reason ? print.pairs([["note", reason]]) : "";
  return print.document(print.titled(`${count} of them`, heads, rows), why).trimEnd();
}

export const price = {
  usage: "<catalog.json>... --model X [--provider P] [--count N]",
  about: "what a model costs, at one provider or at all of them",
  options: {
    model: { type: "string", value: "ID", about: "the model's id" },
    provider: { type: "string", value: "NAME", about: "the provider; every one where absent" },
    count: { type: "string", value: "N", about: "how many; shows what all of them cost" },
    ...jobOptions,
    ...common,
  },
  async run(values, paths) {
    const { model, provider } = values;
    if (model === undefined) throw new Misuse("`price` needs a `--model`");
    if (values.mode?.length > 1) throw new Misuse("a job has one `--mode`");
    const count = whole(values, "count");
    const request = { model, job: job(values) };
    once(paths);
    const catalog = await open(values, paths);
    const only = provider === undefined ? {} : { query: { providers: [provider] } };

    const one = () => catalog.price({ ...request, provider });
    // A table of an unknown id is empty; a route says which ids are near.
    const every = () =>
      catalog.compare(request.job, { models: [model], includeRetired: true }).rows[0] ??
      catalog.route(request);
    const answer = provider === undefined ? every() : one();
    const quote = count === undefined ? undefined : catalog.quote({ ...request, ...only, count });
    const prices = answer.offers ?? [answer];
    const named = { offer: provider === undefined ? undefined : answer, row: provider ? undefined : answer };
    return {
      answer: quote === undefined ? answer : { ...named, quote },
      text: print.document(
        print.harmless(answer.model.id ?? answer.model),
        prices.length > 0 ? offers(prices) : "no offer is known",
        provider === undefined ? "" : print.receipt(answer.receipt),
        quote && quoteTable(quote),
      ),
    };
  },
};

/** Of offers without a price, the one that says most. */
const nearestToPrice = (offers) =>
  ["range", "rate-only"].map((kind) => offers.find(({ status }) => status === kind)).find(Boolean) ??
  offers[0];

export const compare = {
  usage: "<catalog.json>...",
  about: "every model with its cheapest offer and its route",
  options: { ...queryOptions, ...orderOptions, ...jobOptions, ...common },
  async run(values, paths) {
    const [asked, kept] = [job(values), query(values)];
    once(paths);
    const catalog = await open(values, paths);
    const answer = catalog.compare(asked, kept);
    const rows = answer.rows.map(({ model, offers, cheapest, routed }) => {
      const offer = offers[cheapest] ?? nearestToPrice(offers);
      const serves = routed.provider !== null;
      const why = cheapest !== null ? "" : offer ? offer.reason : "no offer is known";
      return [
        model.id,
        model.vendor,
        model.elo,
        offer ? print.price(offer) : "unknown",
        offer?.per,
        cheapest === null ? "" : offer.provider,
        routed.provider,
        serves ? print.money(routed.billed, routed.status) : "",
        serves ? routed.disclosure : "",
        [why, serves ? routed.reason : ""].filter(Boolean).join("; "),
      ];
    });
    const heads = [
      "model",
      "vendor",
      ">elo",
      ">cheapest",
      "per",
      "at",
      "routed to",
      ">billed",
      "",
      "remarks",
    ];
    const count = rows.length < answer.total ? `${rows.length} of ${answer.total} models` : "";
    const text = print.document(
      `for ${print.harmless(print.job(answer.job))}`,
      rows.length > 0 ? print.table(heads, rows) : "no model meets the query",
      count,
    );
    return { answer, text };
  },
};

function chosen({ model, provider, upstream, fee, billed, status, per, reason, disclosure }) {
  if (provider === null)
    return [
      ["model", model],
      ["provider", "none"],
      ["reason", reason],
    ];
  const usd = (amount) => print.money(amount, status);
  return [
    ["model", model],
    ["provider", provider],
    ["upstream", `${usd(upstream)} per ${per}`],
    ["fee", usd(fee)],
    ["billed", print.billed(usd(billed), disclosure)],
    ["note", reason],
  ];
}

export const route = {
  usage: "<catalog.json>... [--model X]",
  about: "who serves a job, at which price, and why not the others",
  options: {
    model: { type: "string", value: "ID", about: "the model; any that the query keeps where absent" },
    ...queryOptions,
    ...policyOptions,
    ...jobOptions,
    ...common,
  },
  async run(values, paths) {
    const request = { ...routing(values), job: job(values) };
    if (values.model !== undefined) request.model = values.model;
    once(paths);
    const catalog = await open(values, paths);
    const answer = catalog.route(request);
    const { alternative } = answer;
    const text = print.document(
      print.pairs(chosen(answer)),
      alternative &&
        print.pairs([
          ["cheaper", `${alternative.model} at ${alternative.provider}, Elo ${alternative.elo}`],
          ["upstream", print.money(alternative.upstream, alternative.status)],
          ["saves", `${print.money(alternative.saves)} (${alternative.percent}%)`],
        ]),
      print.titled(
        "shares",
        ["model", "provider", ">price", ">share"],
        (answer.shares ?? []).map(({ model, provider, price, share }) => [
          model,
          provider,
          print.money(price),
          share,
        ]),
      ),
      print.titled(
        "fallbacks",
        ["model", "provider", ">price", "remarks"],
        answer.fallbacks.map((offer) => [offer.model, offer.provider, print.price(offer), remarks(offer)]),
      ),
      print.titled(
        "what limits cost",
        ["limit", "without it", "provider", ">price", ">saves"],
        (answer.binding ?? []).map(({ constraint, without, saves }) => [
          constraint,
          without.model,
          without.provider,
          print.money(without.price, without.status),
          saves === null ? "" : print.money(saves),
        ]),
      ),
      print.titled(
        "refused",
        ["model", "provider", ">cheaper by", "reason"],
        answer.refused.map(({ model, provider, costsMore, message }) => [
          model,
          provider,
          costsMore === undefined ? "" : print.money(costsMore),
          message,
        ]),
      ),
    );
    return { answer, text };
  },
};
