// The two things that the page says about being kept: that it is, and that there is a newer one.

import { t } from "../language.ts";

export function Ready({ close }: { close(): void }) {
  return (
    <p class="offline-ready">
      {t("Ready offline: this page now works without a network.")}{" "}
      <button type="button" class="plain" onClick={close}>
        {t("Close")}
      </button>
    </p>
  );
}

interface UpdateProps {
  reload(): void;
  later(): void;
}

export function Update({ reload, later }: UpdateProps) {
  return (
    <p>
      {t("A new version is ready.")}{" "}
      <button type="button" onClick={reload}>
        {t("Reload")}
      </button>{" "}
      <button type="button" class="plain" onClick={later}>
        {t("Later")}
      </button>
    </p>
  );
}
