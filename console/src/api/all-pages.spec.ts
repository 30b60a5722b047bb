import { describe, expect, it } from '@jest/globals';
import { allPages } from './all-pages.js';

describe('reading a whole list', () => {
  const pages = new Map([
    [undefined, { items: [1, 2], nextCursor: 'b' }],
    ['b', { items: [3], nextCursor: 'c' }],
    ['c', { items: [4], nextCursor: null }],
  ]);
  const load = ({ cursor }: { cursor: string | undefined }) => Promise.resolve(pages.get(cursor)!);

  it('follows the cursors to the end', async () => {
    expect(await allPages(load)).toEqual([1, 2, 3, 4]);
  });

  it('stops at the limit instead of loading for ever', async () => {
    const endless = () => Promise.resolve({ items: [0, 0], nextCursor: 'again' });
    expect(await allPages(endless, 5)).toHaveLength(6);
  });
});
