// What the reader must know before the figures: what a link asked for and did not get, and what could not be
// loaded. Each problem names what failed, its code, and what to do.

import type { Problem } from "../engine/protocol.ts";
import { t, tx } from "../language.ts";
import { visible } from "../names.ts";
import { usePage } from "../state.ts";
import { Prose } from "./prose.tsx";

export function ProblemText({ problem }: { problem: Problem }) {
  return (
    <>
      <strong>{visible(problem.subject)}</strong>: <Prose text={problem.message} />{" "}
      <code>{problem.code}</code>
      {problem.path && <> {tx("at {place}", { place: <code>{visible(problem.path)}</code> })}</>}
      {problem.help && (
        <span class="help">{tx("What to do: {remedy}.", { remedy: <Prose text={problem.help} /> })}</span>
      )}
    </>
  );
}

export function Messages() {
  const { store, act } = usePage();
  const notices = store.notices.value;
  const problems = store.problems.value;
  return (
    <>
      {notices.length > 0 && (
        <div class="message message-notice" role="status">
          <ul>
            {notices.map((notice) => (
              <li key={notice}>{notice}</li>
            ))}
          </ul>
          <button type="button" onClick={act.dismiss}>
            {t("Dismiss")}
          </button>
        </div>
      )}
      {problems.length > 0 && (
        <div class="message message-problem" role="alert">
          <p>
            {store.loaded.value
              ? t("Some catalogs could not be loaded; what you see is without them.")
              : t("No catalog could be loaded, so there are no prices to show.")}
          </p>
          <ul>
            {problems.map((problem) => (
              <li key={problem.subject}>
                <ProblemText problem={problem} />
              </li>
            ))}
          </ul>
          <button type="button" onClick={act.retry}>
            {t("Try again")}
          </button>
        </div>
      )}
    </>
  );
}
