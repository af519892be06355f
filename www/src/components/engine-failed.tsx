// Stands above the prerendered page when the engine cannot be had. The figures below are still true of the
// catalog that was built in, for the default job only; the message says exactly that.

import { t } from "../language.ts";
import { visible } from "../names.ts";
import { anythingKept } from "../own/kept.ts";
import { Later } from "./later.tsx";

const fetchRescue = () => import("../own/rescue.tsx").then(({ Rescue }) => Rescue);

interface Props {
  reason: string;
  retry(): void;
}

export function EngineFailed({ reason, retry }: Props) {
  return (
    <div class="message message-problem" role="alert">
      <p>
        <strong>{t("The price engine could not be started.")}</strong>{" "}
        {t(
          "The figures below are those of the build: the default job of 10,000 images a month at 1024×1024, whatever the address says. Controls do not work.",
        )}
      </p>
      <p class="help">
        {t("Reason: {reason}. A browser that runs WebAssembly and a complete copy of this page are needed.", {
          reason: visible(reason, 300),
        })}
      </p>
      <button type="button" onClick={retry}>
        {t("Try again")}
      </button>
      {anythingKept() && <Later load={fetchRescue} with={{}} />}
    </div>
  );
}
