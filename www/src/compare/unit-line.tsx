// What the chosen unit and currency mean, in a line under the table. It is fetched when a reader leaves the usual ones.

import type { ViewAnswer } from "../engine/protocol.ts";
import { decimal } from "../format.ts";
import { isVideo } from "../job.ts";
import { n, t } from "../language.ts";
import type { Unit } from "./units.ts";

export function UnitLine({ view }: { view: ViewAnswer }) {
  const { unit = "each", currency } = view.display ?? {};
  const meaning = meaningOf(unit, isVideo(view.job.mode), view.count);
  return (
    <p class="unit-line">
      {meaning}
      {currency && (
        <>
          {meaning && " "}
          {t(
            "Every figure in {code} is approximate: it is the price in US dollars times {rate}, the rate that you entered and no source states. Sums, receipts and the order of the rows stay in US dollars.",
            { code: currency.code, rate: decimal(currency.perUsd) },
          )}
        </>
      )}
    </p>
  );
}

function meaningOf(unit: Unit, video: boolean, count: number): string {
  switch (unit) {
    case "each":
      return "";
    case "clip":
      return t("Per clip: the whole output of this job, from its first second to its last.");
    case "thousand":
      return video
        ? t("Per 1,000 clips: a thousand times the price of one clip. No discount for quantity is assumed.")
        : t("Per 1,000 images: a thousand times the price of one. No discount for quantity is assumed.");
    case "megapixel":
      return t(
        "Per megapixel: the price of one image over the pixels of this job, at 1 MP = 1024×1024 = 1,048,576 px. It is no rate that a vendor bills by.",
      );
    case "month":
      return video
        ? n(
            count,
            "Per month: {count} clip at that price. Subscriptions and free quotas are left out.",
            "Per month: {count} clips at that price. Subscriptions and free quotas are left out.",
          )
        : n(
            count,
            "Per month: {count} image at that price. Subscriptions and free quotas are left out.",
            "Per month: {count} images at that price. Subscriptions and free quotas are left out.",
          );
  }
}
