// What lies in the built folder for hosts and programs: the headers, the table as JSON, the facts, the pictures. The
// figures are the package's, and nothing depends on where the folder is put.

import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Catalog } from "perpixel/inline";
import sirv from "sirv";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { rules } from "../../www/build/headers.ts";
import { filesToKeep } from "../../www/build/offline.ts";
import { POLICY } from "../../www/build/policy.ts";
import { siteFrom } from "../../www/build/site.ts";
import { expectFaults } from "./guard.ts";
import { DIST, launch, live, open, type Site, serve, shipped } from "./support.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const read = (path: string) => readFileSync(join(DIST, path), "utf8");

interface PriceRow {
  model: string;
  mode: string;
  status: string;
  provider: string | null;
  usd: string | null;
  routedProvider: string | null;
  billedUsd: string | null;
  source: string | null;
  path: string | null;
  checked: string | null;
  url: string | null;
}
interface Prices {
  format: string;
  asOf: string;
  feeRate: string;
  image: { per: string; job: unknown; rows: PriceRow[] };
  video: { per: string; rows: PriceRow[] };
}

let site: Site;
let api: Catalog;
let prices: Prices;

beforeAll(async () => {
  [site, api] = await Promise.all([serve(), shipped()]);
  prices = JSON.parse(read("prices.json")) as Prices;
});
afterAll(() => site?.close());

describe("_headers", () => {
  /** The blocks of the file: a path, then its headers. */
  const blocks = () => {
    const found = new Map<string, Map<string, string>>();
    let block = new Map<string, string>();
    for (const line of read("_headers").split("\n").filter(Boolean)) {
      if (line.startsWith("/")) {
        expect(found.has(line)).toBe(false);
        block = new Map();
        found.set(line, block);
      } else {
        const [, name = "", value = ""] = /^ {2}([\w-]+): (.+)$/.exec(line) ?? [];
        expect(name).not.toBe("");
        block.set(name, value);
      }
    }
    return found;
  };
  const fits = (pattern: string, path: string) =>
    pattern === path || (pattern.endsWith("*") && path.startsWith(pattern.slice(0, -1)));

  test("has the policy of the HTML, and what only a header can say", () => {
    const html = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(read("index.html"))?.[1];
    expect(html).toBe(POLICY);
    for (const page of ["/", "/index.html", "/embed.html"]) {
      expect(blocks().get(page)?.get("Content-Security-Policy")).toBe(`${html}; frame-ancestors 'none'`);
    }
    const everywhere = blocks().get("/*");
    expect(everywhere?.get("X-Content-Type-Options")).toBe("nosniff");
    expect(everywhere?.get("Referrer-Policy")).toBe("no-referrer");
    expect(everywhere?.get("Permissions-Policy")).toContain("geolocation=()");
  });

  test("lets the page, its worker and its service worker do their work", async () => {
    const files = sirv(DIST, {
      dev: true,
      setHeaders(response, path) {
        for (const [pattern, block] of blocks())
          if (fits(pattern, path) || (path === "/" && fits(pattern, "/")))
            for (const [name, value] of block) response.setHeader(name, value);
      },
    });
    const server = createServer((request, response) => {
      files(request, response, () => {
        response.writeHead(404).end();
      });
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", () => resolve()));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    const browser = await launch();
    try {
      const opened = await open(browser, { ...site, url }, "", { serviceWorkers: "allow" });
      const { page, complaints } = opened;
      await live(page);
      const response = await page.request.get(url);
      expect(response.headers()["content-security-policy"]).toContain("frame-ancestors 'none'");
      expect(page.workers()).toHaveLength(1);
      await page.getByText("Ready offline").waitFor({ timeout: 20_000 });
      await page.goto(`${url}embed.html`);
      await page.locator("perpixel-price").first().locator('[part="price"]').waitFor();
      expect(complaints).toEqual([]);
      // No other page may frame this one.
      expectFaults(/frame-ancestors 'none'/);
      const host = await (await browser.newContext()).newPage();
      await host.evaluate((address) => {
        const frame = document.createElement("iframe");
        frame.src = address;
        document.body.append(frame);
      }, url);
      await expect.poll(() => host.frames()[1]?.url()).toBe("chrome-error://chromewebdata/");
    } finally {
      await browser.close();
      server.closeAllConnections();
      server.close();
    }
  });

  test("gives no file a header twice, for hosts that would join the values", () => {
    for (const path of [
      "/",
      "/index.html",
      "/sw.js",
      "/embed.js",
      "/prices.json",
      "/assets/a.js",
      "/catalogs/a.json",
      "/perpixel.html",
    ]) {
      const names = [...blocks()]
        .filter(([pattern]) => fits(pattern, path))
        .flatMap(([, block]) => [...block.keys()]);
      expect(new Set(names).size, path).toBe(names.length);
      expect(names, path).toContain("Cache-Control");
    }
  });

  test("keeps for ever only what has a hash in its name, and shares what others embed", () => {
    for (const [path, headers] of rules(["index.html"])) {
      const forever = headers["Cache-Control"]?.includes("immutable") ?? false;
      expect(forever, path).toBe(path === "/assets/*");
    }
    for (const name of readdirSync(join(DIST, "assets"))) expect(name).toMatch(/-[\w-]{8}\.\w+$/);
    for (const path of ["/embed.js", "/assets/*", "/catalogs/*", "/prices.json"])
      expect(blocks().get(path)?.get("Access-Control-Allow-Origin")).toBe("*");
    // Opened from the host the one file would stand under the page's policy.
    expect(blocks().get("/perpixel.html")?.get("Content-Security-Policy")).toBe(undefined);
    expect(blocks().get("/perpixel.html")?.get("Content-Disposition")).toContain("attachment");
  });
});

describe("prices.json", () => {
  test("has the package's own figures for every image model", () => {
    expect(prices.format).toBe("perpixel/prices@1");
    expect(prices.asOf).toBe(api.info().newest);
    expect(prices.feeRate).toBe(api.info().feeRate);
    expect(prices.image.per).toBe("image");
    expect(prices.image.job).toEqual({ width: 1024, height: 1024, quality: "standard" });
    const { rows } = api.compare({}, { sort: "price", modes: ["t2i", "edit"] });
    expect(prices.image.rows.map(({ model }) => model)).toEqual(rows.map(({ model }) => model.id));
    rows.forEach((row, at) => {
      const said = prices.image.rows[at];
      const offer = row.cheapest === null ? undefined : row.offers[row.cheapest];
      expect(said?.usd, row.model.id).toBe(offer?.price ?? null);
      expect(said?.provider).toBe(offer?.provider ?? null);
      expect(said?.checked).toBe(offer?.checked ?? null);
      expect(said?.url).toBe(offer?.url ?? null);
      expect(said?.billedUsd).toBe(row.routed.billed);
      if (row.routed.billed) expect(said?.routedProvider).toBe(row.routed.provider);
      if (offer) expect(said?.status).toBe(offer.status);
      else expect(["unknown", "rate-only", "retired", "not-offered"]).toContain(said?.status);
    });
  });

  test("and for video, per second, in both modes", () => {
    expect(prices.video.per).toBe("second");
    for (const mode of ["t2v", "i2v"] as const) {
      const { rows } = api.compare({ mode }, { sort: "price", modes: [mode] });
      const said = prices.video.rows.filter((row) => row.mode === mode);
      expect(said.map(({ model, usd }) => [model, usd])).toEqual(
        rows.map(({ model, offers, cheapest }) => [
          model.id,
          cheapest === null ? null : offers[cheapest]?.price,
        ]),
      );
    }
  });

  test("money is a string, an unknown price is null, every row has every field", () => {
    const rows = [...prices.image.rows, ...prices.video.rows];
    const fields = Object.keys(rows[0] ?? {}).join();
    for (const row of rows) {
      expect(Object.keys(row).join()).toBe(fields);
      for (const amount of [row.usd, row.billedUsd])
        if (amount !== null) expect(amount).toMatch(/^\d+(\.\d+)?$/);
      if (row.usd === null) expect(row.status).not.toMatch(/exact|approximate/);
    }
    expect(rows.some(({ usd }) => usd === null)).toBe(true);
  });

  test("names the place of each price in a catalog that lies beside it", () => {
    for (const { source, path, model } of prices.image.rows) {
      if (source === null || path === null) continue;
      const parts = path.split("/").slice(1);
      const place = parts.reduce<unknown>(
        (value, part) => (value as Record<string, unknown>)?.[part],
        JSON.parse(read(`catalogs/${source}`)),
      );
      expect(place, `${model}: ${source}${path}`).toBeTypeOf("object");
    }
  });
});

describe("llms.txt", () => {
  const links = (text: string) => [...text.matchAll(/\]\(([^)]+)\)/g)].map(([, link = ""]) => link);

  test("every address in it exists, under any path", async () => {
    const text = read("llms.txt");
    const all = links(text);
    expect(all).toEqual(expect.arrayContaining(["prices.json", "schema/rate-card.json", "docs/embed.md"]));
    for (const link of all) {
      expect(link).not.toMatch(/^(?:\/|\w+:)/);
      expect((await fetch(new URL(link, site.url))).status, link).toBe(200);
    }
  });

  test("so does every link of the guides that lie beside it", () => {
    for (const name of readdirSync(join(DIST, "docs"))) {
      for (const link of links(read(`docs/${name}`)).filter((one) => !/^(?:https:|#)/.test(one))) {
        const path = join(DIST, "docs", link.replace(/#.*/, ""));
        expect(existsSync(path), `${name}: ${link}`).toBe(true);
      }
    }
  });
});

describe("the page's head", () => {
  const attribute = (html: string, pattern: RegExp) => pattern.exec(html)?.[1];

  test("names icons and a manifest that exist and are what they say", () => {
    const html = read("index.html");
    for (const [, href = ""] of html.matchAll(
      /<link rel="(?:icon|apple-touch-icon|manifest)"[^>]*href="([^"]+)"/g,
    )) {
      expect(href).toMatch(/^\.\//);
      expect(existsSync(join(DIST, href)), href).toBe(true);
    }
    const manifest = JSON.parse(read("manifest.webmanifest")) as {
      start_url: string;
      scope: string;
      icons: { src: string; sizes: string; type: string; purpose?: string }[];
    };
    expect([manifest.start_url, manifest.scope]).toEqual(["./", "./"]);
    expect(manifest.icons.some(({ purpose }) => purpose === "maskable")).toBe(true);
    for (const { src, sizes, type } of manifest.icons) {
      const bytes = readFileSync(join(DIST, src));
      if (type !== "image/png") continue;
      expect(`${bytes.readUInt32BE(16)}x${bytes.readUInt32BE(20)}`, src).toBe(sizes);
    }
    const card = readFileSync(join(DIST, "card.png"));
    expect([card.readUInt32BE(16), card.readUInt32BE(20)]).toEqual([1200, 630]);
  });

  test("without a known site nothing names one; with it the picture has its whole address", () => {
    expect(read("index.html")).not.toMatch(/og:image|canonical/);
    const folder = mkdtempSync(join(tmpdir(), "perpixel-site-"));
    try {
      execFileSync(
        join(root, "node_modules/.bin/vite"),
        ["build", "www", "--outDir", folder, "--emptyOutDir", "--logLevel", "error"],
        {
          cwd: root,
          env: { ...process.env, NODE_ENV: "production", PERPIXEL_SITE: "https://prices.example/a" },
        },
      );
      const html = readFileSync(join(folder, "index.html"), "utf8");
      const picture = attribute(html, /property="og:image" content="([^"]+)"/);
      expect(picture).toBe("https://prices.example/a/card.png");
      expect(attribute(html, /rel="canonical" href="([^"]+)"/)).toBe("https://prices.example/a/");
      expect(readFileSync(join(folder, "llms.txt"), "utf8")).toContain(
        "https://prices.example/a/prices.json",
      );
      // The same catalogs give the same bytes.
      expect(readFileSync(join(folder, "prices.json"), "utf8")).toBe(read("prices.json"));
    } finally {
      rmSync(folder, { recursive: true });
    }
  }, 60_000);

  test.each(["prices.example", "ftp://prices.example/", "https://prices.example/?a=b"])(
    "%s is no site",
    (text) => {
      expect(() => siteFrom({ PERPIXEL_SITE: text })).toThrow("PERPIXEL_SITE");
    },
  );
});

describe("the list of what is kept offline", () => {
  test("has every script, style, module and catalog, and nothing that is for others", () => {
    const paths = filesToKeep(DIST).map(([path]) => path);
    expect(paths).toContain("");
    for (const folder of ["assets", "catalogs"])
      for (const name of readdirSync(join(DIST, folder)))
        expect(paths.includes(`${folder}/${name}`), name).toBe(!name.startsWith("embed-"));
    for (const path of [
      "prices.json",
      "perpixel.html",
      "card.png",
      "embed.js",
      "llms.txt",
      "sw.js",
      "_headers",
    ])
      expect(paths).not.toContain(path);
    // What the worker was given, with the hashes of the files as they lie here.
    const worker = read("sw.js");
    for (const [path, hash] of filesToKeep(DIST)) expect(worker, path).toContain(hash || path);
    expect(statSync(join(DIST, "sw.js")).size).toBeLessThan(20_000);
  });
});

test("the page's addresses are all relative, so that it works from any folder", () => {
  for (const page of ["index.html", "embed.html"]) {
    const html = read(page).replace(/<pre>.*?<\/pre>/gs, "");
    const links = [...html.matchAll(/\s(?:href|src)="([^"]+)"/g)].map(([, link = ""]) => link);
    for (const link of links) expect(link, page).toMatch(/^(?:\.\/|#|https:\/\/)/);
  }
});
