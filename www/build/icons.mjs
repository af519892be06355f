// Draws the icons that systems want as PNG from the logo: node www/build/icons.mjs. The result is kept in
// www/public/; the logo itself is www/public/icon.svg.

import { fileURLToPath } from "node:url";
import { draw, logo } from "./drawing.mjs";

const PAPER = "#0e1311";
const LIT = "#45dba0";
const DIM = "#1a4335";
/** Systems cut a maskable icon to any shape within the middle four fifths; Apple's rounds the corners only. */
const ICONS = [
  { name: "icon-192.png", size: 192, share: 0.72, corner: 0.18 },
  { name: "icon-512.png", size: 512, share: 0.72, corner: 0.18 },
  { name: "icon-maskable-512.png", size: 512, share: 0.54, corner: 0 },
  { name: "apple-touch-icon.png", size: 180, share: 0.66, corner: 0 },
];

await draw(
  ICONS.map(({ name, size, share, corner }) => ({
    file: fileURLToPath(new URL(`../public/${name}`, import.meta.url)),
    width: size,
    height: size,
    html: `<style>
      body { margin: 0; inline-size: ${size}px; block-size: ${size}px; display: grid; place-items: center;
        background: ${PAPER}; border-radius: ${corner * size}px }
      html { background: transparent }
      svg { inline-size: ${share * size}px }
    </style>${logo(LIT, DIM)}`,
  })),
);
