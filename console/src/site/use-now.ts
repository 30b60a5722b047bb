import { useState } from 'react';
import { useRepeat } from '../ui/use-repeat.js';
import { useSite } from './site-context.js';

/**
 * The present of a thing, in epoch ms: the wall clock, or for a simulated thing the twin's clock, which may run ahead.
 */
export function useNow(): (simulated: boolean) => number {
  const { newestAt } = useSite();
  const [wallClock, setWallClock] = useState(() => Date.now());
  useRepeat(1_000, () => setWallClock(Date.now()));
  return (simulated) => (simulated ? (newestAt ?? wallClock) : wallClock);
}
