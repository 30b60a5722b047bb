/** How things are now by what live events told, by their ids. */
export type LiveChanges<T> = ReadonlyMap<string, T>;

/**
 * What a load that has ended may not know of: what was told while it was on its way. `before` is what had been told when it
 * began, which its answer holds.
 */
export function toldSince<T>(before: LiveChanges<T>, now: LiveChanges<T>): LiveChanges<T> {
  return new Map([...now].filter(([id, item]) => before.get(id) !== item));
}
