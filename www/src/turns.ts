/**
 * Gives turns to work that must not overlap: each piece begins once all that came before it is done, whether or not
 * that failed. No work may wait for another turn.
 */
export function turns(): <T>(work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const made = last.then(work);
    last = made.catch(() => undefined);
    return made;
  };
}
