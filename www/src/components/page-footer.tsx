// The foot of the page: the same page for later and for programs, and what the page does not do.

import { t } from "../language.ts";

/** In the one-file page there is nothing beside it to link to. */
const ALONE = import.meta.env.MODE === "single";

export function PageFooter() {
  return (
    <footer class="page-footer">
      {!ALONE && (
        <ul>
          <li>
            <a href="./perpixel.html" download="perpixel.html">
              {t("Download as one HTML file")}
            </a>
          </li>
          <li>
            <a href="./prices.json">{t("The table as JSON")}</a>
          </li>
          <li>
            <a href="./schema/rate-card.json">{t("Schema of a rate card")}</a>
          </li>
          <li>
            <a href="./docs/api.html">{t("API reference")}</a>
          </li>
        </ul>
      )}
      <p>{t("No account, no server, no cookies: the catalogs are read and priced on your own machine.")}</p>
    </footer>
  );
}
