// What of a long answer crosses to the page: as much of each list as is ever drawn, and how much more there is. A large
// catalog has more offers to refuse, and two of them more changes, than a page can take at once.

import type { ChangeKind, Diff, Refused, Route } from "perpixel";

/** More than any of the page's tables draws. */
export const MOST_SHOWN = 500;

export interface ShownRoute extends Route {
  /** How many of each list were left out, where any were. */
  more?: { fallbacks: number; refused: number; shares: number };
}

export interface ShownDiff extends Diff {
  /** How many changes of each kind were left out, where any were. */
  more?: Partial<Record<ChangeKind, number>>;
}

const left = (list: readonly unknown[]) => Math.max(0, list.length - MOST_SHOWN);

export function shownRoute(route: Route): ShownRoute {
  const { fallbacks, refused, shares = [] } = route;
  const more = { fallbacks: left(fallbacks), refused: left(refused), shares: left(shares) };
  if (more.fallbacks + more.refused + more.shares === 0) return route;
  const shown: ShownRoute = {
    ...route,
    more,
    fallbacks: fallbacks.slice(0, MOST_SHOWN),
    refused: dearFirst(refused).slice(0, MOST_SHOWN),
  };
  if (route.shares) shown.shares = shares.slice(0, MOST_SHOWN);
  return shown;
}

/** What choosing the other would have saved comes first. */
function dearFirst(refused: readonly Refused[]): Refused[] {
  return [
    ...refused.filter(({ costsMore }) => costsMore !== undefined),
    ...refused.filter(({ costsMore }) => costsMore === undefined),
  ];
}

export function shownDiff(diff: Diff): ShownDiff {
  const { changes } = diff;
  if (left(changes) === 0) return diff;
  const more: Partial<Record<ChangeKind, number>> = {};
  for (const { kind } of changes.slice(MOST_SHOWN)) more[kind] = (more[kind] ?? 0) + 1;
  return { ...diff, changes: changes.slice(0, MOST_SHOWN), more };
}
