import { createContext, useContext, useEffect, useRef, useState, useSyncExternalStore } from 'react';
import type { ReactNode } from 'react';
import { send } from '../api/client.js';
import { LiveFeed } from './live-feed.js';
import type { LiveInterest, LiveListener, LiveStatus } from './live-feed.js';

const LiveContext = createContext<LiveFeed | undefined>(undefined);

/** Gives the views below it the one live feed of the tab. */
export function LiveProvider({ children }: { children: ReactNode }) {
  const [feed] = useState(() => new LiveFeed(openEvents));
  useEffect(() => {
    const follow = () => feed.pause(document.visibilityState === 'hidden');
    follow();
    document.addEventListener('visibilitychange', follow);
    return () => {
      document.removeEventListener('visibilitychange', follow);
      feed.pause(true);
    };
  }, [feed]);
  return <LiveContext value={feed}>{children}</LiveContext>;
}

/** Hears live events while the component is shown. Handlers may change freely; series and metric reconnect. */
export function useLive(listener: LiveListener): void {
  const feed = useFeed();
  const newest = useRef(listener);
  newest.current = listener;
  const series = (listener.series ?? []).join(',');
  const { metric } = listener;

  useEffect(
    () =>
      feed.follow({
        series: series === '' ? [] : series.split(',').map(Number),
        ...(metric === undefined ? {} : { metric }),
        onPoints: (points) => newest.current.onPoints?.(points),
        onAlert: (alert) => newest.current.onAlert?.(alert),
        onIncident: (incident) => newest.current.onIncident?.(incident),
        onQuiet: () => newest.current.onQuiet?.(),
        onTwin: () => newest.current.onTwin?.(),
        onConnected: () => newest.current.onConnected?.(),
      }),
    [feed, series, metric],
  );
}

export function useLiveStatus(): LiveStatus {
  const feed = useFeed();
  return useSyncExternalStore(feed.onStatus, feed.status);
}

function useFeed(): LiveFeed {
  const feed = useContext(LiveContext);
  if (!feed) throw new Error('BUG: live views stand inside LiveProvider');
  return feed;
}

/** By fetch and not by EventSource, because the latter cannot carry an API key. */
async function openEvents(interest: LiveInterest, signal: AbortSignal): Promise<ReadableStream<Uint8Array>> {
  const response = await send('GET', '/events', { query: { ...interest }, signal });
  if (!response.body) throw new Error('BUG: an event stream has a body');
  return response.body;
}
