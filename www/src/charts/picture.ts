// A drawing as a picture that stands alone: an SVG text with every colour resolved and nothing fetched, and the
// same as PNG. The page's policy allows images from `data:` addresses only, so that is how the PNG is drawn.

/** What a drawing takes from the page's styles. */
const RESOLVED = [
  "fill",
  "stroke",
  "stroke-width",
  "stroke-dasharray",
  "stroke-linejoin",
  "stroke-linecap",
  "opacity",
  "font-size",
  "font-weight",
] as const;
const SVG = "http://www.w3.org/2000/svg";
const HEAD = 30;
const EDGE = 8;
const PIXELS = 2;

function resolve(original: Element, copy: Element): void {
  const computed = getComputedStyle(original);
  for (const { name } of [...copy.attributes]) {
    if (/^(?:class|tabindex|role|aria-.*|data-(?!passing$).*|focusable|id|style)$/.test(name))
      copy.removeAttribute(name);
  }
  if (original instanceof SVGGElement || original instanceof SVGSVGElement) return;
  for (const name of RESOLVED) copy.setAttribute(name, computed.getPropertyValue(name).replaceAll("px", ""));
}

function text(name: string, content: string, attributes: Record<string, string | number> = {}): Element {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  element.textContent = content;
  return element;
}

/** The drawing as an SVG text that needs no style sheet, font or file, with its title above it. */
export function svgText(svg: SVGSVGElement, title: string): string {
  const copy = svg.cloneNode(true) as SVGSVGElement;
  const copies = copy.querySelectorAll("*");
  svg.querySelectorAll("*").forEach((original, at) => {
    const twin = copies[at];
    if (twin) resolve(original, twin);
  });
  resolve(svg, copy);
  for (const passing of copy.querySelectorAll("[data-passing]")) passing.remove();
  const { width, height } = svg.viewBox.baseVal;
  const { color, backgroundColor } = getComputedStyle(svg);
  const outer = { x: -EDGE, y: -HEAD, width: width + 2 * EDGE, height: height + HEAD + EDGE };
  copy.setAttribute("viewBox", [outer.x, outer.y, outer.width, outer.height].join(" "));
  copy.setAttribute("width", String(outer.width));
  copy.setAttribute("height", String(outer.height));
  copy.setAttribute("font-family", "sans-serif");
  copy.prepend(
    text("title", title),
    text("rect", "", { ...outer, fill: backgroundColor }),
    text("text", title, { x: 0, y: 14 - HEAD + 4, fill: color, "font-size": 14, "font-weight": 650 }),
  );
  return new XMLSerializer().serializeToString(copy);
}

function imageOf(svg: string): Promise<HTMLImageElement> {
  return new Promise((resolve, reject) => {
    const image = new Image();
    image.onload = () => resolve(image);
    image.onerror = () => reject(new Error("the drawing cannot be made a picture"));
    image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  });
}

export async function png(svg: string): Promise<Blob> {
  const image = await imageOf(svg);
  const canvas = document.createElement("canvas");
  canvas.width = image.width * PIXELS;
  canvas.height = image.height * PIXELS;
  const context = canvas.getContext("2d");
  if (!context) throw new Error("the browser has no canvas");
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) => {
    canvas.toBlob(
      (blob) => (blob ? resolve(blob) : reject(new Error("the canvas gives no picture"))),
      "image/png",
    );
  });
}

/** Offers the file for saving. */
export function save(blob: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  // The browser reads it after this turn.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/** A file name of plain characters. */
export function fileName(text: string): string {
  const plain = text.toLowerCase().replace(/[^a-z0-9.]+/g, "-");
  return plain.replace(/^[-.]+|[-.]+$/g, "").slice(0, 60) || "chart";
}
