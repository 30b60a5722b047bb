import { useMemo, useSyncExternalStore } from 'react';
import { routeOf } from './route.js';
import type { Route } from './route.js';

/** The current place; changes with links, the back button and the address bar. */
export function useRoute(): Route {
  const hash = useSyncExternalStore(subscribe, () => location.hash);
  return useMemo(() => routeOf(hash), [hash]);
}

function subscribe(listener: () => void): () => void {
  window.addEventListener('hashchange', listener);
  return () => window.removeEventListener('hashchange', listener);
}
