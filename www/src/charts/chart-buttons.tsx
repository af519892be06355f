// Takes a drawing along: copied as text or picture, or saved as a file. What became of it is said.

import { useState } from "preact/hooks";
import { t } from "../language.ts";
import { fileName, png, save, svgText } from "./picture.ts";

interface Props {
  title: string;
  svg(): SVGSVGElement | null;
}

export function ChartButtons({ title, svg }: Props) {
  const [note, setNote] = useState("");
  const name = fileName(title);
  const take = (work: (markup: string) => Promise<string>) => () => {
    const element = svg();
    if (!element) return;
    setNote("");
    work(svgText(element, title)).then(setNote, () => setNote(t("This browser could not make the picture.")));
  };
  const saveSvg = async (markup: string) => {
    save(new Blob([markup], { type: "image/svg+xml" }), `${name}.svg`);
    return t("Saved as {file}.", { file: `${name}.svg` });
  };
  const savePng = async (markup: string) => {
    save(await png(markup), `${name}.png`);
    return t("Saved as {file}.", { file: `${name}.png` });
  };
  const copySvg = async (markup: string) => {
    try {
      await navigator.clipboard.writeText(markup);
      return t("Copied as SVG.");
    } catch {
      await saveSvg(markup);
      return t("The browser does not let the page copy; it was saved as {file} instead.", {
        file: `${name}.svg`,
      });
    }
  };
  const copyPng = async (markup: string) => {
    try {
      // Handed over as a promise: some browsers allow copying only within the click itself.
      await navigator.clipboard.write([new ClipboardItem({ "image/png": png(markup) })]);
      return t("Copied as PNG.");
    } catch {
      await savePng(markup);
      return t("The browser does not let the page copy; it was saved as {file} instead.", {
        file: `${name}.png`,
      });
    }
  };
  return (
    <div class="chart-buttons">
      <button type="button" class="plain" onClick={take(copySvg)}>
        {t("Copy as SVG")}
      </button>
      <button type="button" class="plain" onClick={take(copyPng)}>
        {t("Copy as PNG")}
      </button>
      <button type="button" class="plain" onClick={take(saveSvg)}>
        {t("Save as SVG")}
      </button>
      <button type="button" class="plain" onClick={take(savePng)}>
        {t("Save as PNG")}
      </button>
      <p role="status" class="muted">
        {note}
      </p>
    </div>
  );
}
