import type { Page } from './endpoints.js';

const pageSize = 1000;

/** Every item of a list, following its cursors; stops at `most` items so that a huge site cannot freeze a view. */
export async function allPages<T>(
  loadPage: (query: { limit: number; cursor: string | undefined }) => Promise<Page<T>>,
  most = 20_000,
): Promise<readonly T[]> {
  const items: T[] = [];
  let cursor: string | undefined;
  do {
    const page = await loadPage({ limit: pageSize, cursor });
    items.push(...page.items);
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined && items.length < most);
  return items;
}
