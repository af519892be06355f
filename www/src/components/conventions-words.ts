// The words of the conventions that are the same for every catalog. The build writes them into the HTML, and there the
// page finds them again: a first visit does not fetch them twice.

import { msg } from "../language.ts";

/** Which figure or mark, and what it means. */
export type Words = readonly (readonly [name: string, meaning: string])[];

export const WORDS: Words = [
  [
    msg("Price"),
    msg(
      "US dollars for one 1024×1024 image at the model’s standard quality, unless you set another job; for video, US dollars for one second of output, and beside it for the whole clip.",
    ),
  ],
  [
    msg("Megapixel"),
    msg(
      "On this page 1 MP is 1024×1024 = 1,048,576 pixels. Vendors differ: some count 1,000,000 pixels and bill the fraction, some round up to whole megapixels. The receipt says which rule was used.",
    ),
  ],
  [
    msg("Exact, ≈, unknown"),
    msg(
      "A plain figure is exact to its last digit. “≈” marks one that the source does not state for this very job, or one that is shortened to fit; the opened row has all its digits. “Rate only” means the rate is known but not what the job comes to; “unknown” means no price is published; “not offered” and “not routed” mean nobody sells or serves it. Unknown is never counted as free, and comes last in every order. A dotted line marks a price that was read more than 90 days ago.",
    ),
  ],
  [msg("Frontier"), msg("No other model in the list is both at least as good by Elo and at least as cheap.")],
  [
    msg("Latency"),
    msg(
      "As the source of an offer states it, in seconds or in a word. Most state none, and a limit leaves those out.",
    ),
  ],
  [
    msg("A month"),
    msg(
      "The number of images or clips you entered, at that price, exactly. Subscriptions and free quotas are left out. “Not quoted” marks a row that a filter leaves with a dearer offer than its provider’s cheapest.",
    ),
  ],
];
