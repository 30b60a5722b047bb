import { useRef } from 'react';
import type { IncidentDetailOut } from '../../../src/http/incidents/incidents.schema.js';
import { getIncident } from '../api/endpoints.js';
import { useResource } from '../api/use-resource.js';
import type { Resource } from '../api/use-resource.js';
import { useLive } from '../live/live-context.js';
import { useRepeat } from '../ui/use-repeat.js';

/** In a storm an incident changes with every alert; its page follows at this pace. */
const followMs = 1_000;

/** One incident with its alerts and timeline, as it is now. */
export function useIncident(id: string): Resource<IncidentDetailOut> {
  const loaded = useResource(`incident ${id}`, (signal) => getIncident(id, signal));
  const isStale = useRef(false);
  useLive({
    onIncident: (incident) => {
      if (incident.id === id) isStale.current = true;
    },
    onConnected: loaded.reload,
  });
  useRepeat(followMs, () => {
    if (!isStale.current) return;
    isStale.current = false;
    loaded.reload();
  });
  return loaded;
}
