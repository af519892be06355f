// The lines of a price and what they add up to. The sum is the engine's own total, never one made here.

import type { Line, Status } from "perpixel";
import { decimal, figure, usd } from "../format.ts";
import { t } from "../language.ts";
import { visible } from "../names.ts";
import { Said } from "./prose.tsx";

interface Props {
  lines: Line[];
  /** What the sum is of, such as "per image"; without it no sum is shown. */
  label?: string;
  total?: string | null | undefined;
  /** How far the sum can be relied on: it is no surer than the price that it explains. */
  status?: Status | null;
}

function amount(line: Line): string {
  const low = usd(line.amount);
  switch (line.certainty) {
    case "about":
      return `≈ ${low}`;
    case "from":
      return t("from {price}", { price: low });
    case "upTo":
      return t("up to {price}", { price: low });
    case "range":
      return line.high ? `${low} – ${usd(line.high.amount)}` : t("from {price}", { price: low });
    default:
      return low;
  }
}

export function Receipt({ lines, label, total, status }: Props) {
  if (lines.length === 0) return <p class="muted">{t("There are no lines: no price is known.")}</p>;
  return (
    <table class="receipt">
      <thead>
        <tr>
          <th scope="col">{t("Line")}</th>
          <th scope="col">{t("Quantity")}</th>
          <th scope="col">{t("Rate")}</th>
          <th scope="col">{t("Amount")}</th>
        </tr>
      </thead>
      <tbody>
        {lines.map((line, at) => (
          <tr key={at}>
            <th scope="row">
              <Said>{visible(line.label)}</Said>
              {line.rule && (
                <small>
                  <Said>{visible(line.rule)}</Said>
                </small>
              )}
            </th>
            <td>
              {decimal(line.quantity)} <Said>{visible(line.unit)}</Said>
            </td>
            <td>{usd(line.rate)}</td>
            <td>{amount(line)}</td>
          </tr>
        ))}
      </tbody>
      {label && (
        <tfoot>
          <tr>
            <th scope="row" colSpan={3}>
              {t("Sum, {what}", { what: label })}
            </th>
            <td>{status === "approximate" ? figure({ status, price: total ?? null }, usd) : usd(total)}</td>
          </tr>
        </tfoot>
      )}
    </table>
  );
}
