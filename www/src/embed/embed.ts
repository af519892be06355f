// The element `<perpixel-price>`: what one image or second of a model costs, as text on somebody else's page. It
// needs nothing of that page but leave to load this script's folder, takes its looks from it, and shows what stands
// between its tags until there is a price. docs/embed.md is its manual.

import { visible } from "../names.ts";
import type { Answer, Ask } from "./engine.ts";
import { ATTRIBUTES, type Attributes, pageHash, Unusable, type Wanted, wanted } from "./request.ts";
import { day, figure, usable, words } from "./words.ts";

/** The folder of this script: the page, the catalogs and the engine are in it too. */
const BASE = new URL(/* @vite-ignore */ "./", import.meta.url).href;

const STYLE = `
:host { display: inline; font: inherit; color: var(--perpixel-color, inherit) }
:host([hidden]) { display: none }
[part~="price"] { font-weight: var(--perpixel-price-weight, 600); font-variant-numeric: tabular-nums;
  color: var(--perpixel-price-color, inherit) }
[part~="about"], [part~="date"] { color: var(--perpixel-muted-color, inherit) }
[part~="link"] { color: var(--perpixel-link-color, inherit) }
`;

let styles: CSSStyleSheet | undefined;
let engine: Promise<Ask> | null = null;

/** One engine for all elements of a page. After a failure the next one to ask tries again. */
function ready(): Promise<Ask> {
  engine ??= import("./engine.ts")
    .then(({ open }) => open(BASE))
    .catch((error: unknown) => {
      engine = null;
      throw error;
    });
  return engine;
}

function sheet(): CSSStyleSheet {
  if (!styles) {
    styles = new CSSStyleSheet();
    styles.replaceSync(STYLE);
  }
  return styles;
}

function span(part: string, text: string): HTMLSpanElement {
  const element = document.createElement("span");
  element.setAttribute("part", part);
  element.textContent = text;
  return element;
}

const LONGEST = 200;

/** A message as text: what it quotes in backticks stands in quotation marks. */
function plain(message: string | null): string {
  return visible(message?.replace(/`([^`]*)`/g, "“$1”"), LONGEST);
}

class PerpixelPrice extends HTMLElement {
  static observedAttributes: readonly string[] = ATTRIBUTES;
  #root = this.attachShadow({ mode: "open" });
  /** Counts changes, so that the answer to an older question is not shown. */
  #asked = 0;

  constructor() {
    super();
    this.#root.adoptedStyleSheets = [sheet()];
  }

  connectedCallback(): void {
    void this.#show();
  }

  attributeChangedCallback(_: string, before: string | null, after: string | null): void {
    if (this.isConnected && before !== after) void this.#show();
  }

  #attributes(): Attributes {
    const values = ATTRIBUTES.map((name) => [name, this.getAttribute(name)]);
    return Object.fromEntries(values) as Attributes;
  }

  async #show(): Promise<void> {
    this.#asked += 1;
    const asked = this.#asked;
    const attributes = this.#attributes();
    const locale = usable(attributes.locale);
    // Several attributes that change together are one question.
    await null;
    if (asked !== this.#asked || !this.isConnected) return;
    this.#put(this.#waiting(words(locale).loading));
    this.ariaBusy = "true";
    try {
      const want = wanted(attributes);
      const ask = await ready();
      if (asked === this.#asked) this.#put(...this.#priced(want, ask(want), locale));
    } catch (error) {
      if (asked === this.#asked) this.#put(...this.#failed(error, locale));
    }
    if (asked === this.#asked) this.ariaBusy = null;
  }

  #put(...nodes: Node[]): void {
    this.#root.replaceChildren(...nodes);
  }

  /** What the page's author wrote between the tags, or else the words. */
  #waiting(text: string): HTMLElement {
    const slot = document.createElement("slot");
    slot.append(span("loading", text));
    return slot;
  }

  #priced(want: Wanted, { name, offer, reason, mode }: Answer, locale: string): Node[] {
    const said = words(locale);
    const link = document.createElement("a");
    link.setAttribute("part", "link");
    link.href = BASE + pageHash(want, mode);
    link.textContent = said.more;
    link.setAttribute("aria-label", `${said.more}: ${visible(name, LONGEST)}, perpixel`);
    if (!offer) return [span("none", `${said.none}: ${plain(reason)}`), " ", link].map(node);
    const { text, priced } = figure(offer, locale);
    if (!priced) {
      const why = reason && offer.status !== "rate-only" ? `${text}: ${plain(reason)}` : text;
      return [span("none", visible(why, 2 * LONGEST)), " ", link].map(node);
    }
    const per = offer.per === "second" ? said.second : said.image;
    const date = day(offer.checked, locale);
    const nodes: (Node | string)[] = [
      span("price", text),
      " ",
      span("about", `${per} ${said.at} ${visible(offer.provider, LONGEST)}`),
    ];
    // The comma goes with the date when that is hidden.
    if (date) nodes.push(span("date", `, ${said.read} ${date}`));
    nodes.push(" ", link);
    return nodes.map(node);
  }

  #failed(error: unknown, locale: string): Node[] {
    const said = words(locale);
    const message = error instanceof Error ? error.message : String(error);
    // What the author of the page can mend is told; a network that fails is not the reader's to mend.
    if (error instanceof Unusable) return [span("error", `${said.none}: ${plain(message)}`)];
    const slot = document.createElement("slot");
    const problem = span("error", said.none);
    problem.title = plain(message);
    slot.append(problem);
    return [slot];
  }
}

function node(part: Node | string): Node {
  return typeof part === "string" ? document.createTextNode(part) : part;
}

if (!customElements.get("perpixel-price")) customElements.define("perpixel-price", PerpixelPrice);
