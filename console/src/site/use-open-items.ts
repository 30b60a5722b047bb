import { useMemo, useRef, useState } from 'react';
import { useResource } from '../api/use-resource.js';
import type { Resource } from '../api/use-resource.js';
import { toldSince } from './live-changes.js';
import type { LiveChanges } from './live-changes.js';

/** Things of which those that are open are shown, such as alerts. */
export interface OpenItems<T> extends Resource<readonly T[]> {
  /** Takes in how one of them is now, as a live event tells it. */
  readonly keep: (item: T) => void;
}

/** What is open: loaded, then kept by what `keep` is told. A reload forgets the latter but for what it is told meanwhile. */
export function useOpenItems<T extends { readonly id: string }>(
  key: string,
  load: (signal: AbortSignal) => Promise<readonly T[]>,
  isOpen: (item: T) => boolean,
): OpenItems<T> {
  const [changed, setChanged] = useState<LiveChanges<T>>(new Map());
  const newest = useRef(changed);
  newest.current = changed;
  const loaded = useResource(key, async (signal) => {
    const told = newest.current;
    const items = await load(signal);
    setChanged((now) => toldSince(told, now));
    return items;
  });
  const before = loaded.data;
  const data = useMemo(() => {
    if (!before) return undefined;
    const all = new Map([...before.map((item) => [item.id, item] as const), ...changed]);
    return [...all.values()].filter(isOpen);
  }, [before, changed, isOpen]);
  return { ...loaded, data, keep: (item) => setChanged((earlier) => new Map(earlier).set(item.id, item)) };
}
