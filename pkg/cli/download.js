// Fetching one source's bytes: https only, redirects followed one by one, a time and a size that nothing
// exceeds. It says nothing of what the bytes mean, and no message of it carries a query or a header's value.
import { readFileSync } from "node:fs";
import { harmless } from "./print.js";
import { Refusal } from "./refusal.js";

const MOST_BYTES = 64 * 1024 * 1024; // what the engine takes
const MOST_REDIRECTS = 5;
const SECRET_LENGTH = 8; // a shorter value may stand in a catalog by chance
const LOCAL = new Set(["localhost", "127.0.0.1", "[::1]"]);
const { version } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"));

/** An address without its query, which may hold a key. */
const plain = (url) => `\`${harmless(`${url.protocol}//${url.host}${url.pathname}`.slice(0, 200))}\``;

function checkScheme(url, allowHttp) {
  if (url.protocol === "https:" && url.username === "" && url.password === "") return;
  if (url.protocol === "http:" && allowHttp && LOCAL.has(url.hostname)) return;
  throw new Refusal("not_https", `${plain(url)} is no \`https:\` address`);
}

/** The headers that the environment holds, by name. */
function secretsOf({ headersFromEnv = {} }) {
  return Object.entries(headersFromEnv).map(([name, variable]) => {
    const value = process.env[variable];
    if (!value) throw new Refusal("no_variable", `the environment variable \`${variable}\` is not set`);
    // Node's own complaint would print the value.
    if (!/^[\x20-\x7e]+$/.test(value)) {
      throw new Refusal("no_variable", `the environment variable \`${variable}\` holds no header's value`);
    }
    return [name, value];
  });
}

/** Where a redirect leads to; null for an answer that is none. */
function redirectOf(response, url) {
  if (![301, 302, 303, 307, 308].includes(response.status)) return null;
  const location = response.headers.get("location");
  if (location === null || !URL.canParse(location, url)) {
    throw new Refusal("redirects", `${plain(url)} redirects to no address`);
  }
  return new URL(location, url);
}

async function answerOf(first, secrets, allowHttp, signal) {
  const headers = { accept: "application/json, */*;q=0.5", "user-agent": `perpixel/${version}` };
  let url = first;
  let known = true; // whether every address so far is of the server that the secrets are for
  for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects += 1) {
    checkScheme(url, allowHttp);
    known &&= url.origin === first.origin;
    const sent = known ? { ...headers, ...Object.fromEntries(secrets) } : headers;
    const response = await fetch(url, { headers: sent, redirect: "manual", signal });
    const next = redirectOf(response, url);
    if (next === null) return response;
    await response.body?.cancel();
    url = next;
  }
  throw new Refusal("redirects", `${plain(first)} redirects more than ${MOST_REDIRECTS} times`);
}

/** The bytes of an answer, read only as far as the limit, whatever it claims to have. */
async function bytesOf(response) {
  const parts = [];
  let length = 0;
  for await (const part of response.body ?? []) {
    length += part.length;
    if (length > MOST_BYTES) {
      throw new Refusal("too_large", `the answer has more than ${MOST_BYTES} bytes`);
    }
    parts.push(part);
  }
  return Buffer.concat(parts, length);
}

/** What an address answers, as bytes, or the refusal. */
export async function download(source, { allowHttp }) {
  const url = new URL(source.url);
  const secrets = secretsOf(source);
  const end = new AbortController();
  const { signal } = end;
  const timer = setTimeout(() => end.abort(), source.timeoutSeconds * 1_000);
  try {
    const response = await answerOf(url, secrets, allowHttp, signal);
    if (response.status !== 200) {
      throw new Refusal("status", `${plain(url)} answers with HTTP status ${response.status}`);
    }
    const bytes = await bytesOf(response);
    for (const [name, value] of secrets) {
      if (value.length >= SECRET_LENGTH && bytes.includes(value)) {
        throw new Refusal("echoed_secret", `the answer holds the value of the header \`${name}\``);
      }
    }
    return bytes;
  } catch (error) {
    if (error instanceof Refusal) throw error;
    if (signal.aborted) {
      throw new Refusal("timeout", `${plain(url)} takes more than ${source.timeoutSeconds} s`);
    }
    const why = error?.cause?.code ?? error?.code ?? "the connection broke";
    throw new Refusal("unreachable", `${plain(url)} cannot be read: ${harmless(why)}`);
  } finally {
    clearTimeout(timer);
    end.abort(); // nothing is left open, whatever happened
  }
}
