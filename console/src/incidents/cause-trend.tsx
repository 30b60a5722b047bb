import { useMemo } from 'react';
import type { IncidentDetailOut } from '../../../src/http/incidents/incidents.schema.js';
import type { PointsOut } from '../../../src/http/series/series.schema.js';
import { displayUnit } from '../format/display-unit.js';
import { useTimeZone } from '../format/time-zone.js';
import { seriesHref } from '../router/route.js';
import { chartColumns } from '../series/chart-data.js';
import { useIsDark } from '../series/theme.js';
import { ValueChart } from '../series/value-chart.js';
import { Loaded } from '../ui/loaded.js';
import { Empty } from '../ui/notice.js';
import { Panel } from '../ui/panel.js';
import { gravestOfCause } from './gravest-of-cause.js';
import { hottestInlet } from './hottest-inlet.js';
import { useCourse } from './use-course.js';

/** What the cause itself shows: the series of its gravest alert, with what was expected of it. */
export function CauseTrend({ incident }: { incident: IncidentDetailOut }) {
  const alert = gravestOfCause(incident);
  if (!alert || alert.seriesId === hottestInlet(incident)?.seriesId) return null;
  return (
    <Panel title="The cause" aside={<a href={seriesHref(alert.seriesId)}>{alert.summary}</a>}>
      <Course key={alert.seriesId} incident={incident} seriesId={alert.seriesId} />
    </Panel>
  );
}

function Course({ incident, seriesId }: { incident: IncidentDetailOut; seriesId: number }) {
  return (
    <Loaded what="the course" resource={useCourse(incident, seriesId)}>
      {(data) => (data.points.length === 0 ? <Empty>No point is kept of this time.</Empty> : <Chart data={data} />)}
    </Loaded>
  );
}

function Chart({ data: { series, points, from, to } }: { data: PointsOut }) {
  const time = useTimeZone();
  const isDark = useIsDark();
  const largest = Math.max(0, ...points.map((point) => Math.abs(point.max)));
  const unit = displayUnit(series, largest);
  const columns = useMemo(() => chartColumns(points, unit.factor), [points, unit.factor]);
  return (
    <>
      <ValueChart
        columns={columns}
        unit={unit}
        time={time}
        from={Date.parse(from) / 1000}
        to={Date.parse(to) / 1000}
        identity={[isDark, time.timeZone, unit.symbol].join(' ')}
        onCursor={() => undefined}
        height={180}
      />
      <ul className="chart-key" aria-hidden="true">
        <li className="key-value">{series.title}</li>
        <li className="key-band">expected band</li>
        <li className="key-anomaly">anomaly</li>
      </ul>
    </>
  );
}
