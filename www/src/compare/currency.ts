// Another currency as a reader enters it and as the address has it. Nothing is computed with the rate.

import type { Currency } from "./units.ts";

const CODE = /^[A-Z]{3}$/;
const RATE = /^(?:0|[1-9]\d{0,8})(?:\.\d{1,10})?$/;

export function isCode(text: string): boolean {
  return CODE.test(text) && text !== "USD";
}

export function isRate(text: string): boolean {
  return RATE.test(text) && /[1-9]/.test(text);
}

export function readCurrency(text: string): Currency | null {
  const [code = "", perUsd = "", ...more] = text.split(":");
  return more.length === 0 && isCode(code) && isRate(perUsd) ? { code, perUsd } : null;
}
