// Draws HTML as a PNG with the machine's Chromium, for the pictures of the page that are kept in the repository.

import { existsSync } from "node:fs";
import { chromium } from "playwright-core";

const PLACES = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** The pattern of the logo, row by row: what is lit, and what is not. */
const LIT = ["1110", "1001", "1110", "1000"];

/** The logo in a square of 32 by 32. */
export function logo(lit, dim) {
  const squares = LIT.flatMap((row, y) =>
    [...row].map((cell, x) => {
      const fill = cell === "1" ? lit : dim;
      return `<rect x="${1 + 8 * x}" y="${1 + 8 * y}" width="6" height="6" fill="${fill}"/>`;
    }),
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">${squares.join("")}</svg>`;
}

/** Writes each picture: its file, its size in pixels, and the HTML of it. */
export async function draw(pictures) {
  const executablePath = process.env.PERPIXEL_CHROMIUM ?? PLACES.find((place) => existsSync(place));
  if (!executablePath) throw new Error("no Chromium was found: set PERPIXEL_CHROMIUM to its path");
  const sandbox = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  const browser = await chromium.launch({
    executablePath,
    args: ["--disable-background-networking", ...sandbox],
  });
  try {
    const page = await browser.newPage();
    for (const { file, width, height, html } of pictures) {
      await page.setViewportSize({ width, height });
      await page.setContent(`<!doctype html><meta charset="utf-8">${html}`);
      await page.screenshot({ path: file, omitBackground: true });
      console.log(`${file}  ${width} by ${height}`);
    }
  } finally {
    await browser.close();
  }
}
