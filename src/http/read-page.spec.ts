import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { decodeCursor } from './cursor.js';
import { readPage } from './read-page.js';

/** The pages of a list of this many items, by their numbers, as a client that follows the cursors sees them. */
async function pagesOf(size: number, limit: number) {
  const all = Array.from({ length: size }, (_, index) => index + 1);
  const pages: (readonly number[])[] = [];
  let cursor: string | null | undefined;
  while (cursor !== null) {
    const after = decodeCursor(cursor, z.object({ after: z.number() }))?.after ?? 0;
    const page = await readPage(
      limit,
      (most) => Promise.resolve(all.slice(after, after + most)),
      (last) => ({ after: last }),
    );
    pages.push(page.items);
    cursor = page.nextCursor;
  }
  return pages;
}

describe('a list that is read page by page', () => {
  it('leads from page to page, each item once', async () => {
    expect(await pagesOf(5, 2)).toEqual([[1, 2], [3, 4], [5]]);
  });

  it('ends with its last page when that is exactly full, instead of promising an empty one', async () => {
    expect(await pagesOf(4, 2)).toEqual([
      [1, 2],
      [3, 4],
    ]);
    expect(await pagesOf(2, 2)).toEqual([[1, 2]]);
  });

  it('of nothing has one page', async () => {
    expect(await pagesOf(0, 2)).toEqual([[]]);
  });
});
