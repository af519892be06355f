// Where a planning form answers: the sentence that is read out when it changes, the problem where there is no
// answer, and below it the tables.

import type { ComponentChildren } from "preact";
import { ProblemText } from "../components/messages.tsx";
import type { Asked } from "./use-ask.ts";

interface Props {
  asked: Asked<unknown>;
  /** What changes with the answer, in sentences. */
  sentence?: ComponentChildren;
  children?: ComponentChildren;
}

export function PlanAnswer({ asked, sentence, children }: Props) {
  const { problem, answer, outdated } = asked;
  return (
    <div class="plan-answer">
      {problem && (
        <div class="message message-problem" role="alert">
          <p>
            <ProblemText problem={problem} />
          </p>
        </div>
      )}
      <div aria-live="polite" class="plan-sentence">
        {answer !== null && outdated && (
          <p class="doubt">The job or the catalogs above have changed since this was computed.</p>
        )}
        {answer !== null && sentence}
      </div>
      {answer !== null && children}
    </div>
  );
}
