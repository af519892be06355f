// Gives the functions that a module imports from its own JavaScript short names, in both: `short-names.js <folder>`.
// wasm-bindgen ends each name in a hash, which no compression makes smaller, and every first visit to the page would
// fetch each of them twice. Nothing but this pair of files uses the names.

import { readFileSync, writeFileSync } from "node:fs";
import { argv } from "node:process";

const folder = argv[2];
const wasmFile = `${folder}/perpixel_bg.wasm`;
const jsFile = `${folder}/perpixel.js`;
const FROM = "./perpixel_bg.js";
const IMPORTS = 2;

const bytes = readFileSync(wasmFile);

/** Reads from a place on; every number of the format that matters here is a LEB128. */
class Reader {
  constructor(at) {
    this.at = at;
  }
  number() {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = bytes[this.at];
      this.at += 1;
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return value;
    }
  }
  name() {
    const length = this.number();
    this.at += length;
    return bytes.toString("utf8", this.at - length, this.at);
  }
  limits() {
    const flags = this.number();
    this.number();
    if (flags & 1) this.number();
  }
}

function number(value) {
  const parts = [];
  for (let rest = value; ; rest >>>= 7) {
    if (rest < 0x80) return Buffer.from([...parts, rest]);
    parts.push((rest & 0x7f) | 0x80);
  }
}
const text = (name) => Buffer.concat([number(Buffer.byteLength(name)), Buffer.from(name)]);

/** Passes over what an import is, after its names. */
function skipKind(reader) {
  const kind = reader.number();
  if (kind === 0) reader.number();
  else if (kind === 1) {
    reader.number();
    reader.limits();
  } else if (kind === 2) reader.limits();
  else if (kind === 3) reader.at += 2;
  else throw new Error(`${wasmFile} imports something of the unknown kind ${kind}`);
}

/** The section with every import of our own under a short name, and the old names in order. */
function renamed(section) {
  const count = section.number();
  const names = [];
  const parts = [number(count)];
  for (let one = 0; one < count; one += 1) {
    const [from, name] = [section.name(), section.name()];
    const start = section.at;
    skipKind(section);
    const short = from === FROM ? names.push(name).toString(36) : name;
    parts.push(text(from), text(from === FROM ? `_${short}` : short), bytes.subarray(start, section.at));
  }
  return [Buffer.concat(parts), names];
}

const whole = [bytes.subarray(0, 8)];
let names = [];
for (const reader = new Reader(8); reader.at < bytes.length; ) {
  const start = reader.at;
  const id = reader.number();
  const length = reader.number();
  const body = reader.at;
  reader.at += length;
  if (id !== IMPORTS) whole.push(bytes.subarray(start, reader.at));
  else {
    const [section, all] = renamed(new Reader(body));
    names = all;
    whole.push(number(id), number(section.length), section);
  }
}

let code = readFileSync(jsFile, "utf8");
names.forEach((name, at) => {
  const places = code.split(`        ${name}: function(`);
  if (places.length !== 2) throw new Error(`${jsFile} does not define ${name} exactly once`);
  code = places.join(`        _${(at + 1).toString(36)}: function(`);
});
writeFileSync(jsFile, code);
writeFileSync(wasmFile, Buffer.concat(whole));
