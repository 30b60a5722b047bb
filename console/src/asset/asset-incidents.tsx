import { worstFirst } from '../alerts/worst-first.js';
import { IncidentTable } from '../incidents/incident-table.js';
import { useSite } from '../site/site-context.js';
import { Panel } from '../ui/panel.js';

/** Open incidents that the asset has caused or is hit by; nothing at all when there are none. */
export function AssetIncidents({ asset }: { asset: string }) {
  const { openIncidents, incidents } = useSite();
  const here = worstFirst(openIncidents.filter(({ assets }) => assets.includes(asset)));
  if (here.length === 0) return null;
  return (
    <Panel title="Open incidents">
      <IncidentTable incidents={here} onChanged={incidents.reload} />
    </Panel>
  );
}
