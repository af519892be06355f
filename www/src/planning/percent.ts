// Percents as people write them and shares as the engine takes them. The point is moved by two digits in the text,
// so that 0.1% is exactly 0.001; no figure passes through a binary float.

import type { Reading } from "../components/text-field.tsx";
import { decimal, isDecimal } from "../format.ts";
import { t } from "../language.ts";

const PERCENT = /^(\d{1,6})(?:\.(\d{1,20}))?\s*%?$/;
/** Digits after the point up to which a percent is shown in full. */
const SHOWN_DIGITS = 4;

/** `2`, `2%` and `0.5 %` as the share that is meant: `"0.02"`, `"0.005"`. */
export function readPercent(text: string, most = 100): Reading<string> {
  const parts = PERCENT.exec(text.trim());
  if (!parts) {
    const error = /\d,\d/.test(text)
      ? t("Write a point: 0.5%.")
      : t("A percentage from 0 to {most}, such as 2 or 0.5%.", { most });
    return { ok: false, error };
  }
  const whole = (parts[1] ?? "").replace(/^0+(?=\d)/, "");
  const fraction = parts[2] ?? "";
  const above = Number(whole) > most || (Number(whole) === most && /[1-9]/.test(fraction));
  if (above) return { ok: false, error: t("At most {most}%.", { most }) };
  const digits = whole.padStart(3, "0");
  const behind = (digits.slice(-2) + fraction).replace(/0+$/, "");
  const share = digits.slice(0, -2) + (behind === "" ? "" : `.${behind}`);
  return { ok: true, value: share };
}

/** A share without a finite decimal form comes as `25/59`; here it gets as many digits as are shown, and more. */
function written(share: string): string {
  const parts = /^(\d{1,40})\/([1-9]\d{0,39})$/.exec(share);
  if (!parts) return share;
  const scale = SHOWN_DIGITS + 4;
  const digits = String((BigInt(parts[1] ?? 0) * 10n ** BigInt(scale)) / BigInt(parts[2] ?? 1));
  const padded = digits.padStart(scale + 1, "0");
  return `${padded.slice(0, -scale)}.${padded.slice(-scale)}1`;
}

/** `"0.02"` as `2%`; more than four digits after the point are cut, marked by "≈". */
export function percentText(exact: string): string {
  const share = written(exact);
  if (!isDecimal(share)) return exact;
  const [whole = "0", fraction = ""] = share.replace("-", "").split(".");
  const digits = fraction.padEnd(2, "0");
  const before = (whole + digits.slice(0, 2)).replace(/^0+(?=\d)/, "");
  const behind = digits.slice(2).replace(/0+$/, "");
  const cut = behind.slice(0, SHOWN_DIGITS).replace(/0+$/, "");
  // What is not nothing never reads so.
  if (before === "0" && cut === "" && behind !== "") return t("below 0.0001%");
  const about = behind.length > SHOWN_DIGITS ? "≈ " : "";
  return `${about}${share.startsWith("-") ? "-" : ""}${decimal(cut === "" ? before : `${before}.${cut}`)}%`;
}
