// Starts Debian's own Firefox under Playwright, which speaks WebDriver BiDi to it. What is then opened in it, and
// how, is support.ts's, as for Chromium.

import { existsSync } from "node:fs";
import { type Browser, firefox } from "playwright-core";
import { watch } from "./guard.ts";

const PLACES = ["/usr/bin/firefox-esr", "/usr/bin/firefox"];

/** What this reaches for inside Playwright, whose version is pinned. */
interface Session {
  send(method: string, params?: object): Promise<unknown>;
}
interface Inside {
  _connection: { toImpl(browser: Browser): { _browserSession: Session } };
}

/**
 * Playwright tells every context its colour scheme by a command that Firefox 153 ESR does not have yet, and opens
 * none where that is refused. The scheme is a preference of the whole browser here, so the refusal does not matter.
 */
function forgive(browser: Browser, method: string): void {
  const session = (browser as unknown as Inside)._connection.toImpl(browser)._browserSession;
  const send = session.send.bind(session);
  session.send = (name, params) => {
    const answer = send(name, params);
    if (name !== method) return answer;
    return answer.catch((error: Error) => {
      if (!error.message.includes("unknown command")) throw error;
    });
  };
}

export async function launchFirefox(scheme: "light" | "dark" = "light"): Promise<Browser> {
  const named = process.env.PERPIXEL_FIREFOX;
  const executablePath = (named ? [named] : PLACES).find((place) => existsSync(place));
  if (!executablePath) {
    const where = named ? `at ${named}` : "here";
    throw new Error(
      `there is no Firefox ${where}: run \`make setup-browser\`, or set PERPIXEL_FIREFOX to its path`,
    );
  }
  const browser = await firefox.launch({
    executablePath,
    channel: "moz-firefox",
    firefoxUserPrefs: { "layout.css.prefers-color-scheme.content-override": scheme === "dark" ? 0 : 1 },
  });
  forgive(browser, "emulation.setMediaFeaturesOverride");
  return watch(browser);
}
