import type { IncidentOut } from '../../../src/http/incidents/incidents.schema.js';
import type { AlertFilterValue } from '../alerts/alert-filter.js';
import { getIncidents } from '../api/endpoints.js';
import type { Page } from '../api/endpoints.js';
import { usePages } from '../api/use-pages.js';
import { useLive } from '../live/live-context.js';
import { Loaded } from '../ui/loaded.js';
import { LoadMore } from '../ui/load-more.js';
import { Empty } from '../ui/notice.js';
import { Panel } from '../ui/panel.js';
import { IncidentTable } from './incident-table.js';

/** Incidents that have resolved, newest first. */
export function IncidentHistory({ filter }: { filter: AlertFilterValue }) {
  const query = { state: 'resolved', severity: filter.severity, within: filter.asset, limit: 50 };
  const pages = usePages<IncidentOut, Page<IncidentOut>>(`incidents ${JSON.stringify(query)}`, (cursor, signal) =>
    getIncidents({ ...query, cursor }, signal),
  );
  useLive({
    onIncident: ({ state }) => {
      if (state === 'resolved') pages.first.reload();
    },
    onConnected: pages.first.reload,
  });
  const isFiltered = filter.severity !== undefined || filter.asset !== undefined;

  return (
    <Panel title="History">
      <Loaded what="incidents" resource={pages.first}>
        {() =>
          pages.items.length === 0 ? (
            <Empty>
              {isFiltered ? 'No earlier incident passes the filter.' : 'No incident has been resolved yet.'}
            </Empty>
          ) : (
            <>
              <IncidentTable incidents={pages.items} onChanged={pages.first.reload} />
              <LoadMore pages={pages} />
            </>
          )
        }
      </Loaded>
    </Panel>
  );
}
