// A link to a place on this page. It moves the focus itself, because following the anchor would put the place
// where the address keeps the page's state; without JavaScript the anchor works as anchors do.

import type { ComponentChildren } from "preact";

interface Props {
  to: string;
  class?: string;
  children: ComponentChildren;
}

export function JumpLink({ to, children, ...rest }: Props) {
  const jump = (event: MouseEvent) => {
    const target = document.getElementById(to);
    if (!target) return;
    event.preventDefault();
    target.focus({ preventScroll: true });
    target.scrollIntoView();
  };
  return (
    <a href={`#${to}`} onClick={jump} class={rest.class ?? ""}>
      {children}
    </a>
  );
}
