// What comes in: catalogs and workloads as a whole, logs in pieces, from files or standard input.
import { createReadStream } from "node:fs";
import { basename } from "node:path";
import { load } from "../inline.js";
import { Misuse } from "./options.js";
import { harmless } from "./print.js";

/** Input that cannot be read. */
export class Unreadable extends Error {
  constructor(message, help) {
    super(message);
    this.help = help;
  }
}

const WHY = {
  ENOENT: "there is no such file",
  EISDIR: "it is a folder",
  EACCES: "reading it is not permitted",
};

/** The pieces of a file, or of standard input where the path is `-`. */
export async function* pieces(path) {
  try {
    yield* path === "-" ? process.stdin : createReadStream(path, { highWaterMark: 256 * 1024 });
  } catch (error) {
    if (typeof error?.syscall !== "string") throw error;
    const name = path === "-" ? "standard input" : `\`${harmless(path)}\``;
    throw new Unreadable(`cannot read ${name}: ${WHY[error.code] ?? harmless(error.code)}`);
  }
}

export async function whole(path) {
  const parts = [];
  for await (const part of pieces(path)) parts.push(part);
  return Buffer.concat(parts);
}

/** Refuses a second `-`: standard input can be read once. */
export function once(paths) {
  if (paths.filter((path) => path === "-").length > 1) {
    throw new Misuse("standard input (`-`) can be read only once");
  }
}

export async function catalogOf(paths, options) {
  const sources = [];
  for (const path of paths) {
    sources.push({ name: path === "-" ? "standard input" : basename(path), data: await whole(path) });
  }
  return load(sources, options);
}

/** A file's text, without a byte order mark. */
export const text = async (path) => (await whole(path)).toString("utf8").replace(/^\ufeff/, "");

export async function workloadOf(path) {
  if (path === undefined) return undefined;
  const document = await text(path);
  try {
    return JSON.parse(document);
  } catch (error) {
    const why = harmless(error.message);
    throw new Unreadable(
      `the workload \`${harmless(path)}\` is not JSON: ${why}`,
      "check the file with any JSON tool",
    );
  }
}
