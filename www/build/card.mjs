// Draws the picture that stands beside a link to the page: node www/build/card.mjs. It is kept in
// www/public/card.png and states no price, because it is older than any catalog that is read after it.

import { fileURLToPath } from "node:url";
import { draw, logo } from "./drawing.mjs";

const html = `<style>
  body { margin: 0; inline-size: 1200px; block-size: 630px; box-sizing: border-box; padding: 88px 96px;
    display: grid; grid-template: auto 1fr auto / 1fr 300px; gap: 0 72px; background: #0e1311; color: #e9efeb;
    font-family: "Liberation Sans", Arial, sans-serif }
  .brand { font: 700 34px "DejaVu Sans Mono", monospace; color: #45dba0; margin: 0; grid-column: 1 }
  h1 { font-size: 80px; line-height: 1.06; letter-spacing: -0.025em; margin: 0; align-self: center; grid-column: 1 }
  p.units { grid-column: 1 / -1; margin: 0; font: 24px "DejaVu Sans Mono", monospace; color: #a9b6af }
  p.units b { color: #45dba0; font-weight: 400 }
  .mark { grid-area: 1 / 2 / 3 / 3; align-self: center }
  svg { inline-size: 300px; display: block }
</style>
<p class="brand">perpixel</p>
<h1>What an image costs, wherever you buy it</h1>
<div class="mark">${logo("#45dba0", "#1a3a2f")}</div>
<p class="units">image · megapixel · token · credit · GPU second <b>→ exact US dollars</b></p>`;

await draw([
  {
    file: fileURLToPath(new URL("../public/card.png", import.meta.url)),
    width: 1200,
    height: 630,
    html,
  },
]);
