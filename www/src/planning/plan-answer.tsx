// Where a form answers: a line that says how the answer stands to what is filled in, the sentence that is read out
// when it changes, the problem where there is no answer, and below them the tables.

import type { ComponentChildren } from "preact";
import { ProblemText } from "../components/messages.tsx";
import { t } from "../language.ts";
import type { Live } from "./use-live.ts";

interface Props {
  live: Live<unknown>;
  /** Said where the answer is for what was filled in before. */
  formerNote?: string;
  /** Said where there is nothing yet. */
  empty?: ComponentChildren;
  /** What changes with the answer, in sentences. */
  sentence?: ComponentChildren;
  children?: ComponentChildren;
}

export function PlanAnswer({ live, formerNote, empty, sentence, children }: Props) {
  const { problem, answer, former, busy, retry } = live;
  const note =
    formerNote ?? t("This answer is for what was filled in before: what is filled in now has none.");
  return (
    <div class={former ? "plan-answer former" : "plan-answer"} aria-busy={busy}>
      <div role="status" class="plan-sentence">
        <p class="plan-state">
          {former && <span class="doubt">{note}</span>}
          {busy && (
            <span class="muted" aria-hidden="true">
              {t("Working…")}
            </span>
          )}
        </p>
        {problem && (
          <p class="message message-problem">
            <span>
              <ProblemText problem={problem} />
            </span>
            {retry && (
              <button type="button" onClick={retry}>
                {t("Try again")}
              </button>
            )}
          </p>
        )}
        {answer === null ? !problem && !busy && empty : sentence}
      </div>
      {answer !== null && children}
    </div>
  );
}
