import { useState } from 'react';
import type { Page } from './endpoints.js';
import { useResource } from './use-resource.js';
import type { Resource } from './use-resource.js';
import { ApiProblem } from './problem.js';

/** A list that grows by a page at a time. */
export interface Pages<T, P extends Page<T>> {
  readonly first: Resource<P>;
  readonly items: readonly T[];
  readonly hasMore: boolean;
  readonly loadMore: () => Promise<void>;
  readonly moreProblem: ApiProblem | undefined;
}

interface Tail<T> {
  readonly of: unknown;
  readonly items: readonly T[];
  readonly nextCursor: string | null;
  readonly problem?: ApiProblem;
}

/** The first page comes by itself and again on reload, which drops the later ones; `loadMore` appends the next. */
export function usePages<T, P extends Page<T>>(
  key: string,
  loadPage: (cursor: string | undefined, signal?: AbortSignal) => Promise<P>,
): Pages<T, P> {
  const first = useResource(key, (signal) => loadPage(undefined, signal));
  const [grown, setGrown] = useState<Tail<T> | undefined>(undefined);
  const head = first.data;
  const tail = grown?.of === head ? grown : undefined;
  const nextCursor = tail ? tail.nextCursor : (head?.nextCursor ?? null);

  const loadMore = async () => {
    if (nextCursor === null) return;
    const before = { of: head, items: tail?.items ?? [], nextCursor };
    try {
      const page = await loadPage(nextCursor);
      setGrown({ of: head, items: [...before.items, ...page.items], nextCursor: page.nextCursor });
    } catch (error) {
      setGrown({ ...before, problem: ApiProblem.from(error) });
    }
  };

  return {
    first,
    items: [...(head?.items ?? []), ...(tail?.items ?? [])],
    hasMore: nextCursor !== null,
    loadMore,
    moreProblem: tail?.problem,
  };
}
