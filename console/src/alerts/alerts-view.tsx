import { useState } from 'react';
import type { AlertOut } from '../../../src/http/alerts/alerts.schema.js';
import { getAlerts } from '../api/endpoints.js';
import type { Page } from '../api/endpoints.js';
import { usePages } from '../api/use-pages.js';
import { useLive } from '../live/live-context.js';
import { Loaded } from '../ui/loaded.js';
import { LoadMore } from '../ui/load-more.js';
import { Empty } from '../ui/notice.js';
import { Panel } from '../ui/panel.js';
import { AlertFilter, noFilter } from './alert-filter.js';
import type { AlertFilterValue } from './alert-filter.js';
import { AlertTable } from './alert-table.js';

/** Open alerts first, then the history; both follow the filter and the live events. */
export function AlertsView() {
  const [filter, setFilter] = useState(noFilter);
  return (
    <>
      <div className="view-head">
        <h1>Alerts</h1>
        <AlertFilter value={filter} onChange={setFilter} />
      </div>
      <AlertList title="Open" state="firing" filter={filter} />
      <AlertList title="History" state="resolved" filter={filter} />
    </>
  );
}

interface AlertListProps {
  readonly title: string;
  readonly state: 'firing' | 'resolved';
  readonly filter: AlertFilterValue;
}

function AlertList({ title, state, filter }: AlertListProps) {
  const query = { state, severity: filter.severity, asset: filter.asset, limit: 50 };
  const pages = usePages<AlertOut, Page<AlertOut>>(JSON.stringify(query), (cursor, signal) =>
    getAlerts({ ...query, cursor }, signal),
  );
  useLive({ onAlert: pages.first.reload, onConnected: pages.first.reload });
  const isFiltered = filter.severity !== undefined || filter.asset !== undefined;
  const nothing = state === 'firing' ? 'No alert is open.' : 'No alert has been resolved yet.';

  return (
    <Panel title={title}>
      <Loaded what="alerts" resource={pages.first}>
        {() =>
          pages.items.length === 0 ? (
            <Empty>{isFiltered ? 'No alert passes the filter.' : nothing}</Empty>
          ) : (
            <>
              <AlertTable alerts={pages.items} onChanged={pages.first.reload} />
              <LoadMore pages={pages} />
            </>
          )
        }
      </Loaded>
    </Panel>
  );
}
