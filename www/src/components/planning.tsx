// The planning forms and the reader's own catalogs and prices as closed parts of the page. Their code is fetched when one is opened or the section is
// scrolled to, so that the first visit does not pay for it.

import { useEffect, useRef, useState } from "preact/hooks";
import { usePage } from "../state.ts";

export type Part = "route" | "workload" | "self-hosting" | "usage" | "changes" | "catalogs" | "prices";
type Forms = typeof import("../planning/forms.tsx");

const PARTS: readonly [part: Part, title: string, about: string][] = [
  ["route", "Route a job", "who serves it, at what fee, and what your constraints cost"],
  ["workload", "Workload", "what a mix of jobs costs over months, and how to buy it cheaper"],
  ["self-hosting", "Self-hosting", "from how many images a month a machine of your own pays"],
  ["usage", "Usage log", "what a log of past requests cost, row by row, in your browser"],
  ["changes", "What changed", "another catalog against the loaded ones"],
  ["catalogs", "Your catalogs", "price files of your own beside the shipped ones"],
  ["prices", "Your prices", "what you pay by contract, and your discounts"],
];

export function Planning() {
  const section = useRef<HTMLElement>(null);
  const [opened, setOpened] = useState<ReadonlySet<Part>>(new Set());
  const [forms, setForms] = useState<Forms | null>(null);
  const [failed, setFailed] = useState(false);
  const fetchForms = () => {
    setFailed(false);
    import("../planning/forms.tsx").then(setForms, () => setFailed(true));
  };
  useEffect(() => {
    const near = new IntersectionObserver(([entry]) => {
      if (!entry?.isIntersecting) return;
      near.disconnect();
      fetchForms();
    });
    if (section.current) near.observe(section.current);
    return () => near.disconnect();
  }, []);
  const { store } = usePage();
  return (
    <section ref={section} class="planning" id="planning" tabIndex={-1} aria-labelledby="planning-title">
      <h2 id="planning-title">Planning</h2>
      {PARTS.map(([part, title, about]) => (
        <details
          key={part}
          id={`plan-${part}`}
          onToggle={(event) => {
            if (event.target !== event.currentTarget || !event.currentTarget.open) return;
            setOpened((before) => new Set(before).add(part));
            if (!forms) fetchForms();
          }}
        >
          <summary>
            <h3>{title}</h3> <span class="muted">{about}</span>
          </summary>
          {store.phase.value === "no-catalog" && part !== "catalogs" ? (
            <p>There is no catalog, so there is nothing to plan with.</p>
          ) : forms && opened.has(part) ? (
            <forms.PlanningForm part={part} />
          ) : failed ? (
            <p role="alert">
              The form could not be fetched.{" "}
              <button type="button" class="plain" onClick={fetchForms}>
                Try again
              </button>
            </p>
          ) : (
            <p class="muted">The form comes once the engine has started.</p>
          )}
        </details>
      ))}
      {forms && <forms.Suggestions />}
    </section>
  );
}
