import { useMemo, useState } from 'react';
import type { AlertOut } from '../../../src/http/alerts/alerts.schema.js';
import { allPages } from '../api/all-pages.js';
import { getAlerts } from '../api/endpoints.js';
import { useResource } from '../api/use-resource.js';
import type { Resource } from '../api/use-resource.js';
import { useLive } from '../live/live-context.js';

/** Alerts that fire now: loaded, then kept by live events, and loaded again after a lost connection. */
export function useOpenAlerts(): Resource<readonly AlertOut[]> {
  const [changed, setChanged] = useState<ReadonlyMap<string, AlertOut>>(new Map());
  const loaded = useResource('open-alerts', async (signal) => {
    const alerts = await allPages((page) => getAlerts({ state: 'firing', ...page }, signal), 5_000);
    setChanged(new Map());
    return alerts;
  });
  useLive({
    onAlert: (alert) => setChanged((before) => new Map(before).set(alert.id, alert)),
    onConnected: loaded.reload,
  });
  const before = loaded.data;
  const data = useMemo(() => {
    if (!before) return undefined;
    const all = new Map([...before.map((alert) => [alert.id, alert] as const), ...changed]);
    return [...all.values()].filter((alert) => alert.state === 'firing');
  }, [before, changed]);
  return { ...loaded, data };
}
