import { encodeCursor } from './cursor.js';

/** Items of a list and where the next page begins; null on the last page, also when that is exactly full. */
export interface ReadPage<T> {
  readonly items: readonly T[];
  readonly nextCursor: string | null;
}

/**
 * Reads at most `limit` items and leads on behind the last of them. `read` is asked for one item more than that: only it
 * tells a full last page from one that others follow.
 */
export async function readPage<T>(
  limit: number,
  read: (limit: number) => Promise<readonly T[]>,
  positionOf: (last: T) => Parameters<typeof encodeCursor>[0],
): Promise<ReadPage<T>> {
  const found = await read(limit + 1);
  const items = found.slice(0, limit);
  const last = found.length > limit ? items.at(-1) : undefined;
  return { items, nextCursor: last === undefined ? null : encodeCursor(positionOf(last)) };
}

/** The position of what is listed by its start, newest first. */
export function startOf({ startsAt, id }: { readonly startsAt: number; readonly id: string }) {
  return { startsAt, id };
}
