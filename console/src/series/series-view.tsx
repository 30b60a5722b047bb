import { useState } from 'react';
import { AlertTable } from '../alerts/alert-table.js';
import { getAlerts } from '../api/endpoints.js';
import { useResource } from '../api/use-resource.js';
import { useTimeZone } from '../format/time-zone.js';
import { useLive } from '../live/live-context.js';
import { assetHref } from '../router/route.js';
import { SimulatedBadge } from '../ui/badges.js';
import { Choice } from '../ui/choice.js';
import { Loaded } from '../ui/loaded.js';
import { Panel } from '../ui/panel.js';
import { SeriesWhy } from '../why/series-why.js';
import { rangeNames, ranges } from './range.js';
import type { RangeName } from './range.js';
import { SeriesCharts } from './series-charts.js';
import { SeriesFacts } from './series-facts.js';
import { useSeriesPoints } from './use-series-points.js';

/** One series over time: what it was, what was expected, and what was anomalous. */
export function SeriesView({ id }: { id: number }) {
  const [range, setRange] = useState<RangeName>('1 h');
  const [chosenAt, setChosenAt] = useState<number | undefined>(undefined);
  const points = useSeriesPoints(id, ranges[range]);
  const { zoneName } = useTimeZone();
  const series = points.data?.series;
  return (
    <>
      <div className="view-head">
        <h1>
          {series ? (
            <>
              {series.title} <span className="kind">{series.component}</span>{' '}
              <a href={assetHref(series.assetId)}>{series.assetId}</a> <SimulatedBadge when={series.simulated} />
            </>
          ) : (
            `Series ${id}`
          )}
        </h1>
        <Choice label="Range" options={rangeNames} value={range} onChange={setRange} />
      </div>
      <Panel title={`Last ${range}`} aside={<span className="muted">times in {zoneName}</span>}>
        <Loaded what="points" resource={points}>
          {(data) => (
            <>
              <SeriesCharts key={range} data={data} onChoose={setChosenAt} />
              <SeriesFacts data={data} />
            </>
          )}
        </Loaded>
      </Panel>
      <SeriesWhy id={id} at={chosenAt} />
      <SeriesAlerts id={id} />
    </>
  );
}

function SeriesAlerts({ id }: { id: number }) {
  const alerts = useResource(`alerts of series ${id}`, (signal) => getAlerts({ series: id, limit: 20 }, signal));
  useLive({
    onAlert: (alert) => {
      if (alert.seriesId === id) alerts.reload();
    },
    onQuiet: alerts.reload,
  });
  if (alerts.data?.items.length === 0) return null;
  return (
    <Panel title="Alerts of this series">
      <Loaded what="alerts" resource={alerts}>
        {({ items }) => <AlertTable alerts={items} isOfOnePlace onChanged={alerts.reload} />}
      </Loaded>
    </Panel>
  );
}
