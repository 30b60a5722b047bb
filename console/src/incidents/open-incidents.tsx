import type { IncidentOut } from '../../../src/http/incidents/incidents.schema.js';
import type { AlertFilterValue } from '../alerts/alert-filter.js';
import { worstFirst } from '../alerts/worst-first.js';
import { useSite } from '../site/site-context.js';
import { Loaded } from '../ui/loaded.js';
import { Empty } from '../ui/notice.js';
import { Panel } from '../ui/panel.js';
import { IncidentTable } from './incident-table.js';

/** Incidents that are open now, the worst first, and of these the oldest. */
export function OpenIncidents({ filter }: { filter: AlertFilterValue }) {
  const { incidents } = useSite();
  return (
    <Panel title="Open">
      <Loaded what="incidents" resource={incidents}>
        {(open) => {
          const shown = worstFirst(open.filter((incident) => passes(incident, filter)));
          if (open.length === 0) return <Empty>No incident is open.</Empty>;
          if (shown.length === 0) return <Empty>No open incident passes the filter.</Empty>;
          return <IncidentTable incidents={shown} onChanged={incidents.reload} />;
        }}
      </Loaded>
    </Panel>
  );
}

function passes(incident: IncidentOut, { severity, asset }: AlertFilterValue): boolean {
  const isThere = asset === undefined || incident.room === asset || incident.assets.includes(asset);
  return isThere && (severity === undefined || incident.severity === severity);
}
