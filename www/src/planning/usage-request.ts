// The usage form's fields as text: how a log is read that leaves something open. The log itself is never part of the
// address.

import type { Reading } from "../components/text-field.tsx";
import type { Judges } from "../fields.ts";
import { t } from "../language.ts";

export const USAGE = { without: "cheapest", model: "", provider: "", columns: "" };
export type UsageDraft = typeof USAGE;

/** Lines such as `model: endpoint_id`. */
export function readColumns(text: string): Reading<Record<string, string>> {
  const columns: [string, string][] = [];
  for (const line of text.split("\n").filter((one) => one.trim() !== "")) {
    const [, field, header] = /^\s*(\w+)\s*[:=]\s*(.+?)\s*$/.exec(line) ?? [];
    if (!field || !header) return { ok: false, error: t("One a line: model: name of the column.") };
    columns.push([field, header]);
  }
  return { ok: true, value: Object.fromEntries(columns) };
}

export const USAGE_JUDGES: Judges<UsageDraft> = {
  without: (text) => ["cheapest", "routed", "unpriced"].includes(text),
  columns: (text) => readColumns(text).ok,
};
