import type { AlertOut } from '../../../src/http/alerts/alerts.schema.js';
import { getAlerts } from '../api/endpoints.js';
import type { Page } from '../api/endpoints.js';
import { usePages } from '../api/use-pages.js';
import { useLive } from '../live/live-context.js';
import { Loaded } from '../ui/loaded.js';
import { LoadMore } from '../ui/load-more.js';
import { Empty } from '../ui/notice.js';
import { Panel } from '../ui/panel.js';
import type { AlertFilterValue } from './alert-filter.js';
import { AlertTable } from './alert-table.js';

/** Alerts that have resolved, newest first. */
export function AlertHistory({ filter }: { filter: AlertFilterValue }) {
  const query = { state: 'resolved', severity: filter.severity, within: filter.asset, limit: 50 };
  const pages = usePages<AlertOut, Page<AlertOut>>(`history ${JSON.stringify(query)}`, (cursor, signal) =>
    getAlerts({ ...query, cursor }, signal),
  );
  useLive({
    onAlert: (alert) => {
      if (alert.state === 'resolved') pages.first.reload();
    },
    onConnected: pages.first.reload,
  });
  const isFiltered = filter.severity !== undefined || filter.asset !== undefined;

  return (
    <Panel title="History">
      <Loaded what="alerts" resource={pages.first}>
        {() =>
          pages.items.length === 0 ? (
            <Empty>{isFiltered ? 'No earlier alert passes the filter.' : 'No alert has been resolved yet.'}</Empty>
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
