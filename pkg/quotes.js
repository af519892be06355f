// Quotes that were asked for before with another count: their words and constants are kept here, the module says the
// amounts, and a fresh object is made of both. A quote of which anything else is not exactly as it was, or may not
// be, goes the way of any call. Amounts come as groups of digits: nothing is computed here.

import { Catalog, failure, generation, inside, Quoter } from "./core.js";
import { amounts, form, grown } from "./wasm/perpixel.js";

const KEPT = 128; // requests of one catalog; with more, all are forgotten
const ONCE = 0; // asked for once: a form costs more than a quote, so that it is made the second time
const WORDS = 5; // an amount is what stands before the point, and up to four groups of three digits behind it

const namesOf = Object.getOwnPropertyNames;
const kept = new WeakMap(); // by catalog: forms by request; ONCE where there is none yet, null where there never is
const formed = new WeakMap(); // the same by quoter

const pieces = new Array(4001); // the texts of groups, made as they are met
let words = new Uint32Array(0); // where the module writes amounts
let wordsOf; // the generation that this is of

/** A group's text: the module says whether a point stands before it, and whether it is the last one. */
function piece(word) {
  const number = word - 1;
  const digits = String(number % 1000).padStart(3, "0");
  const shown = number % 2000 >= 1000 ? digits.replace(/0+$/, "") : digits;
  pieces[word] = number < 2000 ? `.${shown}` : shown;
  return pieces[word];
}

function textAt(at) {
  let text = `${words[at]}`;
  for (let group = at + 1; group < at + WORDS; group += 1) {
    const word = words[group];
    if (word === 0) break;
    text += pieces[word] ?? piece(word);
  }
  return text;
}

// Texts that do not change with the count stand behind those that do, so that all are taken alike.
function formOf(quoter) {
  const answer = inside(() => form(quoter));
  if (answer === null) return null;
  const { quote, negative } = answer;
  const texts = negative.map(() => "");
  const placed = (place, constant) => place ?? texts.push(constant) - 1;
  const side = (places, { total = null, upstream = total, fee = null, billed = null, receipt }) => ({
    total: placed(places.total, upstream),
    fee: placed(places.fee, fee),
    billed: placed(places.billed, billed),
    lines: places.lines.map(([quantity, rate, amount], at) => ({
      line: receipt[at],
      quantity: placed(quantity, receipt[at].quantity),
      rate: placed(rate, receipt[at].rate),
      amount: placed(amount, receipt[at].amount),
    })),
  });
  const cheapest = answer.cheapest && { ...side(answer.cheapest, quote.cheapest), own: quote.cheapest };
  const routed = answer.routed && { ...side(answer.routed, quote.routed), own: quote.routed };
  return { quoter, generation, quote, negative, texts, cheapest, routed };
}

const lineOf = (texts, { line, quantity, rate, amount }) => ({
  ...line,
  quantity: texts[quantity],
  rate: texts[rate],
  amount: texts[amount],
});

function receiptOf(texts, lines) {
  if (lines.length === 1) return [lineOf(texts, lines[0])];
  if (lines.length === 2) return [lineOf(texts, lines[0]), lineOf(texts, lines[1])];
  return lines.map((line) => lineOf(texts, line));
}

function cheapestOf(texts, { own, total, lines }) {
  return { ...own, total: texts[total], receipt: receiptOf(texts, lines) };
}

function routedOf(texts, { own, total, fee, billed, lines }) {
  return {
    ...own,
    upstream: texts[total],
    fee: texts[fee],
    billed: texts[billed],
    receipt: receiptOf(texts, lines),
  };
}

/** The quote for that many; nothing without a form, or where the module does not vouch for every amount. */
function filled(known, count) {
  if (!known || known.generation !== generation) return;
  const { quoter, quote, negative, texts, cheapest, routed } = known;
  try {
    if (!grown(quoter, count)) return;
    // A view is empty once the memory has grown.
    if (words.length === 0 || wordsOf !== generation) [words, wordsOf] = [amounts(), generation];
  } catch (thrown) {
    throw failure(thrown);
  }
  texts[0] = `${count}`;
  for (let at = 1; at < negative.length; at += 1) {
    const text = textAt((at - 1) * WORDS);
    texts[at] = negative[at] ? `-${text}` : text;
  }
  return {
    ...quote,
    job: { ...quote.job },
    count: texts[0],
    cheapest: cheapest && cheapestOf(texts, cheapest),
    routed: routed && routedOf(texts, routed),
  };
}

const part = (text) => `${text.length}:${text}`;

/** Fields and values one after another; nothing where one is an array, or nests deeper than a job does. */
function fieldsOf(object, outer) {
  let fields = "";
  for (const name of namesOf(object)) {
    if (outer && name === "count") continue;
    const value = object[name];
    fields += part(name);
    if (typeof value === "string") fields += `"${part(value)}`;
    else if (typeof value === "number" || typeof value === "boolean") fields += `${value};`;
    else if (value === undefined || value === null) fields += "~";
    else {
      const inner =
        outer && typeof value === "object" && !Array.isArray(value) ? fieldsOf(value, false) : undefined;
      if (inner === undefined) return;
      fields += `{${inner}}`;
    }
  }
  return fields;
}

/**
 * What tells a request from any other, its count apart, where it is plain data: the model alone where it states nothing
 * else, as most do, which no id that begins like a longer key is.
 */
function keyOf(request) {
  const names = namesOf(request);
  if (names.length === 2 && (names[0] === "model" ? names[1] === "count" : names[1] === "model")) {
    const { model } = request;
    if (typeof model === "string" && model[0] !== "\0") return model;
  }
  if (Array.isArray(request)) return;
  const fields = fieldsOf(request, true);
  return fields === undefined ? undefined : `\0${fields}`;
}

/** The request as it is now, each field read once. */
function copyOf(request) {
  const copy = { ...request };
  for (const name of namesOf(copy))
    if (copy[name] !== null && typeof copy[name] === "object") copy[name] = { ...copy[name] };
  return copy;
}

function forget(forms) {
  for (const known of forms?.values() ?? []) known?.quoter?.free();
  forms?.clear();
}

/** What is known of the key from now on, after it was asked for with success. */
function learn(catalog, key, request) {
  const forms = kept.get(catalog) ?? new Map();
  kept.set(catalog, forms);
  if (forms.get(key) !== ONCE) {
    if (forms.size >= KEPT) forget(forms);
    forms.set(key, ONCE);
    return;
  }
  forms.set(key, null);
  const copy = copyOf(request);
  // What is read again may have become something else.
  if (keyOf(copy) !== key) return;
  const quoter = catalog.quoter(copy);
  const known = formOf(quoter);
  if (known === null) quoter.free();
  forms.set(key, known);
}

/** Gives catalogs and quoters the short way, in front of the one that they have. */
export function hasten() {
  const { quote: quoteOf, free: freeCatalog } = Catalog.prototype;
  const { quote: quoteFor, free: freeQuoter } = Quoter.prototype;
  give(Catalog, {
    quote(request) {
      let key;
      let count;
      try {
        if (typeof request === "object" && request !== null) {
          count = request.count;
          key = keyOf(request);
        }
      } catch {
        // A field that cannot be read: the module says so.
      }
      if (key === undefined || typeof count !== "number") return quoteOf.call(this, request);
      const known = kept.get(this)?.get(key);
      const answer = filled(known, count);
      if (answer !== undefined) return answer;
      const whole = quoteOf.call(this, request);
      if (known === undefined || known === ONCE) inPeace(() => learn(this, key, request));
      return whole;
    },
    free() {
      forget(kept.get(this));
      kept.delete(this);
      freeCatalog.call(this);
    },
  });
  give(Quoter, {
    quote(count) {
      const known = formed.get(this);
      const answer = typeof count === "number" ? filled(known, count) : undefined;
      if (answer !== undefined) return answer;
      const whole = quoteFor.call(this, count);
      if (known === undefined) formed.set(this, ONCE);
      else if (known === ONCE) inPeace(() => formed.set(this, formOf(this)));
      return whole;
    },
    free() {
      formed.delete(this);
      freeQuoter.call(this);
    },
  });
}

function give({ prototype }, methods) {
  for (const name of namesOf(methods)) prototype[name] = methods[name];
  if (Symbol.dispose) prototype[Symbol.dispose] = methods.free;
}

/** The quote is there already: what stops its being kept, the next call tells. */
function inPeace(work) {
  try {
    work();
  } catch {
    // A module that has stopped, or a catalog that a field freed while it was read.
  }
}
