// The fields of a size that is none of the usual ones.

import { MAX_EDGE_PX, type Size } from "../job.ts";
import { t } from "../language.ts";
import { type Reading, TextField } from "./text-field.tsx";

interface Props {
  size: { width: number; height: number };
  change(size: Size): void;
}

export function FreeSize({ size: { width, height }, change }: Props) {
  const read = (text: string) => readInteger(text, 1, MAX_EDGE_PX);
  return (
    <>
      <TextField
        label={t("Width, px")}
        name="width"
        shown={String(width)}
        read={read}
        change={(value) => change({ kind: "pixels", width: value, height })}
        numeric
        width={6}
      />
      <TextField
        label={t("Height, px")}
        name="height"
        shown={String(height)}
        read={read}
        change={(value) => change({ kind: "pixels", width, height: value })}
        numeric
        width={6}
      />
    </>
  );
}

/** Reads a whole number between two bounds. */
function readInteger(text: string, least: number, most: number): Reading<number> {
  const trimmed = text.trim();
  const value = /^\d{1,9}$/.test(trimmed) ? Number(trimmed) : Number.NaN;
  if (value >= least && value <= most) return { ok: true, value };
  return { ok: false, error: t("A whole number from {least} to {most}.", { least, most }) };
}
