// Lets go of what Preact has drawn before. An element stands in its parent's `props.children`, or is kept to be used
// again, long after its component was drawn anew; there it still holds what was drawn then. And where a component was
// left as it is, old and new share their children, whose parent is the new one: so each old drawing leads to the next,
// and one kept element keeps all that came after (https://github.com/preactjs/preact/issues/4909). A replaced drawing
// is read no more once its component has been compared; then its links are cut.

import { options, type VNode } from "preact";

/** A drawing as Preact has it, by the short names that its releases keep for libraries that hook into it. */
interface Drawing {
  /** Its component. */
  __c: { drawing?: Drawing } | null;
  /** Its children. */
  __k: Drawing[] | null;
  /** Its parent. */
  __: Drawing | null;
}

export function letGoOfReplaced(): void {
  const { diffed } = options;
  options.diffed = (vnode) => {
    diffed?.(vnode);
    const drawing = vnode as VNode & Drawing;
    const component = drawing.__c;
    if (!component) return;
    const replaced = component.drawing;
    if (replaced && replaced !== drawing) replaced.__k = replaced.__ = null;
    component.drawing = drawing;
  };
}
