import { useCallback, useRef } from 'react';
import { useRepeat } from './use-repeat.js';

/** What is wanted by calling the answer, however often, is done at most every `ms` while the tab is visible. */
export function usePaced(ms: number, act: () => void): () => void {
  const isWanted = useRef(false);
  useRepeat(ms, () => {
    if (!isWanted.current) return;
    isWanted.current = false;
    act();
  });
  return useCallback(() => {
    isWanted.current = true;
  }, []);
}
