// Why a source is refused: the one list of codes, with what to do about each. A refusal is an answer about one
// source, so it stops no other.

const ADVICE = {
  no_variable: "set the environment variable that `headersFromEnv` names",
  not_https: "only `https:` is followed; `--allow-http` also lets `http:` servers of this machine be asked",
  redirects: "name the address that the redirects lead to",
  unreachable: "try again later, or check the address",
  timeout: "try again later, or raise `timeoutSeconds`",
  status: "check the address; some need a key, see `headersFromEnv`",
  too_large: "a catalog has at most 64 MiB",
  echoed_secret: "the answer repeats what `headersFromEnv` sends, so it cannot be kept",
  no_catalog: "look at what the address answers; its format may have changed",
  errors: "see what is wrong with `perpixel validate`; if it is to be tolerated, raise `maxErrors`",
  no_offers: "look at what the address answers; its format may have changed",
  no_prices: "look at what the address answers; its format may have changed",
  jump: "look the prices up; if they are right, raise `maxJump` for one run",
  lost: "look the offers up; if they are gone, raise `maxLost` for one run",
  old_day: "`--as-of` is before the last snapshot; leave it out",
  snapshot: "restore the file, for example from version control",
};

/** A source is not taken over, for a reason that a program can tell by its code. */
export class Refusal extends Error {
  constructor(code, message, details = {}) {
    super(message);
    this.code = code;
    this.help = ADVICE[code];
    this.details = details;
  }
}
