// Starts Debian's WebKitGTK, its small browser driven over HTTP by the WebDriver protocol, on a screen of its own that
// nobody sees. Every host but this machine is reached by way of a proxy that only writes down what it is asked for. What
// browsers report of a policy goes to the test server, as for the other browsers.

import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";

const DRIVERS = ["/usr/bin/WebKitWebDriver"];
const SCREENS = ["/usr/bin/Xvfb"];
/** Its folder has the architecture and its own version in its path. */
const LIBRARIES = ["/usr/libexec", "/usr/lib", "/usr/lib/x86_64-linux-gnu", "/usr/lib/aarch64-linux-gnu"];
/** WebDriver's own name of the field that refers to an element. */
const ELEMENT = "element-6066-11e4-a52e-4f735466cecf";
const PATIENCE_MS = 40_000;

interface Places {
  driver: string;
  browser: string;
  screen: string;
}

/** Where the three programs are, or which one is missing. */
export function findWebKit(): Places | { missing: string } {
  const named = process.env.PERPIXEL_WEBKITDRIVER;
  const driver = (named ? [named] : DRIVERS).find((place) => existsSync(place));
  const screen = SCREENS.find((place) => existsSync(place));
  const browser = LIBRARIES.filter((folder) => existsSync(folder))
    .flatMap((folder) =>
      readdirSync(folder)
        .filter((name) => name.startsWith("webkit"))
        .map((name) => `${folder}/${name}/MiniBrowser`),
    )
    .find((place) => existsSync(place));
  if (!driver) return { missing: named ?? "WebKitWebDriver" };
  if (!browser) return { missing: "MiniBrowser" };
  if (!screen) return { missing: "Xvfb" };
  return { driver, browser, screen };
}

export interface WebKit {
  /** What the driver says of itself. */
  version: string;
  /** What other hosts were asked for. */
  foreign: string[];
  go(url: string): Promise<void>;
  /** Runs a function in the page. It is sent as its text and closes over nothing. */
  run<A extends readonly unknown[], R>(work: (...args: A) => R, ...args: A): Promise<Awaited<R>>;
  /** The texts of what a selector finds, as shown. */
  texts(css: string): Promise<string[]>;
  click(css: string): Promise<void>;
  type(css: string, text: string): Promise<void>;
  /** Asks again and again until there is an answer. */
  until<T>(what: string, ask: () => Promise<T | null | undefined | false>): Promise<T>;
  close(): Promise<void>;
}

const firstLine = (child: ChildProcess, what: string) =>
  new Promise<string>((resolve, reject) => {
    child.stdout?.once("data", (data: Buffer) => resolve(data.toString().trim()));
    child.once("error", reject);
    child.once("exit", (code) => reject(new Error(`${what} ended with ${code}`)));
  });

const listening = (server: Server) =>
  new Promise<number>((resolve) =>
    server.listen(0, "127.0.0.1", () => resolve((server.address() as AddressInfo).port)),
  );

async function freePort(): Promise<number> {
  const server = createServer();
  const port = await listening(server);
  await new Promise((closed) => server.close(closed));
  return port;
}

/** A browser that has not started by then does not start. */
const STARTED_MS = 17_000;

const pause = (ms: number) => new Promise((done) => setTimeout(done, ms));

/** Starts it, and starts it anew where it has not come up in its time: now and then it hangs on the way. */
export async function launchWebKit(places: Places): Promise<WebKit> {
  for (let left = 2; ; left--) {
    try {
      return await launchOnce(places);
    } catch (error) {
      if (left === 0) throw error;
      process.stderr.write(`WebKitGTK is started once more: ${error}\n`);
    }
  }
}

async function launchOnce(places: Places): Promise<WebKit> {
  const foreign: string[] = [];
  const proxy = createServer((request, response) => {
    foreign.push(`${request.method} ${request.url}`);
    response.writeHead(502).end();
  });
  proxy.on("connect", (request, socket) => {
    foreign.push(`CONNECT ${request.url}`);
    socket.destroy();
  });
  const [proxyPort, port] = await Promise.all([listening(proxy), freePort()]);
  const screen = spawn(
    places.screen,
    ["-displayfd", "1", "-screen", "0", "1280x900x24", "-nolisten", "tcp"],
    {
      stdio: ["ignore", "pipe", "ignore"],
    },
  );
  const display = `:${await firstLine(screen, "the screen")}`;
  const driver = spawn(places.driver, [`--port=${port}`], {
    stdio: "ignore",
    env: {
      ...process.env,
      DISPLAY: display,
      GDK_BACKEND: "x11",
      LIBGL_ALWAYS_SOFTWARE: "1",
      LANG: "C.UTF-8",
    },
  });

  async function call(
    method: string,
    path: string,
    body?: object,
    signal: AbortSignal | null = null,
  ): Promise<unknown> {
    const init = body ? { method, body: JSON.stringify(body), signal } : { method, signal };
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, init);
    const { value } = (await answer.json()) as { value: { error?: string; message?: string } };
    if (!answer.ok) throw new Error(`${method} ${path}: ${value.error}: ${value.message}`);
    return value;
  }
  async function until<T>(what: string, ask: () => Promise<T | null | undefined | false>): Promise<T> {
    const end = performance.now() + PATIENCE_MS;
    for (let last: unknown; ; await pause(50)) {
      try {
        const answer = await ask();
        if (answer) return answer;
      } catch (error) {
        last = error;
      }
      if (performance.now() > end) throw new Error(`waited in vain: ${what}`, { cause: last });
    }
  }

  async function stop(): Promise<void> {
    driver.kill();
    screen.kill();
    proxy.closeAllConnections();
    await new Promise((closed) => proxy.close(closed));
  }
  async function begin(): Promise<{ sessionId: string; capabilities: { browserVersion: string } }> {
    await until("the driver", () => call("GET", "/status"));
    const address = `127.0.0.1:${proxyPort}`;
    const wanted = {
      capabilities: {
        alwaysMatch: {
          browserName: "MiniBrowser",
          "webkitgtk:browserOptions": { binary: places.browser, args: ["--automation"] },
          proxy: { proxyType: "manual", httpProxy: address, sslProxy: address, noProxy: ["127.0.0.1"] },
        },
      },
    };
    return (await call("POST", "/session", wanted, AbortSignal.timeout(STARTED_MS))) as {
      sessionId: string;
      capabilities: { browserVersion: string };
    };
  }
  // What was started is ended, also where no browser comes of it.
  const created = await begin().catch(async (error: unknown) => {
    await stop();
    throw error;
  });
  const session = `/session/${created.sessionId}`;
  await call("POST", `${session}/window/rect`, { x: 0, y: 0, width: 1280, height: 900 });

  const run: WebKit["run"] = async (work, ...args) => {
    const script = `return Promise.resolve((${work.toString()})(...arguments))`;
    return (await call("POST", `${session}/execute/sync`, { script, args })) as never;
  };
  const find = (css: string) =>
    until(css, async () => {
      const found = await call("POST", `${session}/element`, { using: "css selector", value: css });
      return (found as Record<string, string>)[ELEMENT];
    });
  return {
    version: created.capabilities.browserVersion,
    foreign,
    run,
    until,
    go: async (url) => void (await call("POST", `${session}/url`, { url })),
    texts: (css) =>
      run((query) => [...document.querySelectorAll<HTMLElement>(query)].map((it) => it.innerText), css),
    click: async (css) => void (await call("POST", `${session}/element/${await find(css)}/click`, {})),
    type: async (css, text) =>
      void (await call("POST", `${session}/element/${await find(css)}/value`, { text })),
    async close() {
      await call("DELETE", session).catch(() => undefined);
      await stop();
    },
  };
}
