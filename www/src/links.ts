// The only way from a catalog's URL to a link. Catalogs are written by strangers, so a URL is matched against
// a narrow pattern before anything parses it: https, a plain host without user info or port, printable ASCII.

const HTTPS = /^https:\/\/[A-Za-z0-9.-]+(?:\/[\x21-\x5b\x5d-\x7e]*)?$/;
const LONGEST = 2048;

export interface SafeLink {
  href: string;
  /** Where the link leads, from the parsed URL: this is what the reader is shown. */
  host: string;
}

/** `url` as a link that is safe to click, or `null` if it must stay text. */
export function safeHref(url: string | null | undefined): SafeLink | null {
  if (typeof url !== "string" || url.length > LONGEST || !HTTPS.test(url)) return null;
  let parsed: URL;
  try {
    parsed = new URL(url);
  } catch {
    return null;
  }
  if (parsed.protocol !== "https:" || parsed.username !== "" || parsed.password !== "") return null;
  if (parsed.hostname === "" || parsed.port !== "") return null;
  return { href: parsed.href, host: parsed.hostname };
}
