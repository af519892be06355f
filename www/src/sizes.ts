// The usual sizes of images, and which modes make clips: what the page and the engine's host have in common. No
// words stand here, so that the worker carries none.

import type { Mode } from "perpixel";

/** The usual sizes of images beside the standard one. */
export const USUAL_SIZES: readonly [width: number, height: number][] = [
  [512, 512],
  [1024, 1536],
  [1536, 1024],
  [1280, 720],
  [1920, 1080],
  [2048, 2048],
];

export function isVideo(mode: Mode | null | undefined): boolean {
  return mode === "t2v" || mode === "i2v";
}
