// How wide a drawing may be: as wide as the element it stands in.

import { useEffect, useRef, useState } from "preact/hooks";

/** Drawn for before the element has a width, and on paper where it never gets one. */
const AT_FIRST = 640;
const LEAST = 220;

export function useWidth() {
  const element = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(AT_FIRST);
  useEffect(() => {
    if (!element.current) return;
    const observer = new ResizeObserver(([entry]) => {
      const inline = Math.floor(entry?.contentRect.width ?? 0);
      // Within a closed part it has none.
      if (inline > 0) setWidth(Math.max(LEAST, inline));
    });
    observer.observe(element.current);
    return () => observer.disconnect();
  }, []);
  return { element, width };
}
