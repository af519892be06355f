// Lists as the text of one field of the address. Items are parted by commas (`open,closed`); of a list of records
// each is parted by `~`, and its pairs are `name:text` parted by commas (`part:80%,elo:1200~part:20%,model:a`). The
// four signs `, : ~ !` in a text are written with a `!` before them, so that any text comes back as it was. An empty
// item of a list, and an empty text of a record, is left out. What has another form is refused as a whole.

/** Short of what an address holds in one field. */
const MOST_RECORDS = 50;

function escaped(text: string): string {
  return text.replace(/[,:~!]/g, "!$&");
}

/** The parts between the sign where it is not escaped, as they are written. */
function parts(text: string, sign: string): string[] {
  const found = [""];
  for (let at = 0; at < text.length; at += 1) {
    const one = text.charAt(at);
    if (one === sign) found.push("");
    else if (one === "!") {
      found[found.length - 1] += text.slice(at, at + 2);
      at += 1;
    } else found[found.length - 1] += one;
  }
  return found;
}

/** `null` where a sign stands alone, or a `!` before something that needs none. */
function plain(written: string): string | null {
  if (!/^(?:[^,:~!]|![,:~!])*$/u.test(written)) return null;
  return written.replace(/!([,:~!])/g, "$1");
}

export function writeList(items: readonly string[]): string {
  return items
    .filter((item) => item !== "")
    .map(escaped)
    .join(",");
}

export function readList(text: string): string[] | null {
  if (text === "") return [];
  const items = parts(text, ",").map(plain);
  const good = items.filter((item) => item !== null && item !== "") as string[];
  return good.length === items.length ? good : null;
}

export type Texts = Readonly<Record<string, string>>;

export function writeRecords(records: readonly Texts[]): string {
  return records
    .map((record) =>
      Object.entries(record)
        .filter(([, text]) => text !== "")
        .map(([name, text]) => `${name}:${escaped(text)}`)
        .join(","),
    )
    .join("~");
}

/** Records of these names alone, each at most once. The empty text is one empty record. */
export function readRecords(text: string, names: readonly string[]): Texts[] | null {
  const written = parts(text, "~");
  if (written.length > MOST_RECORDS) return null;
  const records: Texts[] = [];
  for (const one of written) {
    const record: Record<string, string> = {};
    for (const pair of one === "" ? [] : parts(one, ",")) {
      const [name = "", value, ...more] = parts(pair, ":");
      const read = value === undefined ? null : plain(value);
      if (read === null || read === "" || more.length > 0) return null;
      if (!names.includes(name) || Object.hasOwn(record, name)) return null;
      record[name] = read;
    }
    records.push(record);
  }
  return records;
}
