import { useSyncExternalStore } from 'react';

const storageName = 'plenum-api-key';

/** The key that requests carry, for the life of the tab, and whether the service has asked for one (or for another). */
export interface ApiKeyState {
  readonly secret: string | null;
  readonly needed: boolean;
}

let state: ApiKeyState = { secret: sessionStorage.getItem(storageName), needed: false };
const listeners = new Set<() => void>();

export function apiKeyState(): ApiKeyState {
  return state;
}

/** Keeps the key until the tab closes and lets requests try again with it. */
export function enterApiKey(secret: string): void {
  sessionStorage.setItem(storageName, secret);
  publish({ secret, needed: false });
}

/** Called when the service answers 401 to a request with this key; a late answer to an earlier key means nothing. */
export function askForApiKey(refused: string | null): void {
  if (!state.needed && refused === state.secret) publish({ secret: state.secret, needed: true });
}

export function useApiKey(): ApiKeyState {
  return useSyncExternalStore(subscribe, apiKeyState);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}

function publish(next: ApiKeyState): void {
  state = next;
  for (const listener of listeners) listener();
}
