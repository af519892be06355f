// The ticked models: a bar that stays in sight while something is ticked, and below it the models side by side. The
// figures are asked for again with every tick, and whenever the job or the catalogs change.

import "../styles/tray.css";
import { useEffect, useState } from "preact/hooks";
import { JumpLink } from "../components/jump-link.tsx";
import { ProblemText } from "../components/messages.tsx";
import type { Outcome } from "../engine/protocol.ts";
import type { Tray as Answer } from "../engine/tray-types.ts";
import { isVideo, modesOf, QUALITIES, RESOLUTIONS, toJob } from "../job.ts";
import { n, t } from "../language.ts";
import { visible } from "../names.ts";
import { useModelName } from "../planning/use-model-name.ts";
import { usePage } from "../state.ts";
import { TrayTable } from "./tray-table.tsx";

export function Tray() {
  const { store, act } = usePage();
  const { pick } = store.address.value;
  const outcome = useSideBySide();
  const without = (id: string) => act.go({ pick: pick.filter((one) => one !== id) });
  const nameOf = useModelName();
  return (
    <>
      <section class="tray-bar" aria-label={t("Ticked models")}>
        <ul class="chips">
          {pick.map((id) => (
            <li key={id}>
              <button type="button" onClick={() => without(id)}>
                {visible(nameOf(id), 40)}
                <span aria-hidden="true"> ×</span>
                <span class="hidden">{t(", take it off")}</span>
              </button>
            </li>
          ))}
        </ul>
        {pick.length > 1 ? (
          <JumpLink to="side-by-side" class="tray-jump">
            {n(pick.length, "Compare {count} model", "Compare {count} models")}
          </JumpLink>
        ) : (
          <span class="muted">{t("Tick another model to compare.")}</span>
        )}
        <button type="button" class="plain" onClick={() => act.go({ pick: [] })}>
          {t("Clear")}
        </button>
      </section>
      {pick.length > 1 && (
        <section class="tray" id="side-by-side" tabIndex={-1} aria-labelledby="side-by-side-title">
          <h3 id="side-by-side-title">{t("Side by side")}</h3>
          {outcome?.ok && <TrayTable tray={outcome.answer} remove={without} />}
          {outcome && !outcome.ok && (
            <p class="error">
              <ProblemText problem={outcome.problem} />
            </p>
          )}
        </section>
      )}
    </>
  );
}

/** The engine's answer for what is ticked now; while the next one comes, the last one stays. */
function useSideBySide(): Outcome<Answer> | null {
  const { store, act } = usePage();
  const { pick, job, volume } = store.address.value;
  const loaded = store.loaded.value;
  const [outcome, setOutcome] = useState<Outcome<Answer> | null>(null);
  const question = JSON.stringify({
    models: pick,
    modes: modesOf(job.mode),
    job: toJob(job),
    count: volume,
    tiers: RESOLUTIONS.filter((tier) => tier.endsWith("p") === isVideo(job.mode) && tier !== "0.5K"),
    qualities: QUALITIES,
  });
  // Other catalogs give other figures, so `loaded` asks anew.
  useEffect(() => {
    const request = JSON.parse(question);
    if (request.models.length < 2) return;
    let wanted = true;
    void act.ask("tray", request).then((next) => wanted && setOutcome(next));
    return () => {
      wanted = false;
    };
  }, [act, question, loaded]);
  return outcome;
}
