import type { AlertOut } from '../../../src/http/alerts/alerts.schema.js';
import type { IncidentDetailOut } from '../../../src/http/incidents/incidents.schema.js';
import { seriesHref } from '../router/route.js';
import { Loaded } from '../ui/loaded.js';
import { Empty } from '../ui/notice.js';
import { Panel } from '../ui/panel.js';
import { hottestInlet } from './hottest-inlet.js';
import { TrendChart } from './trend-chart.js';
import { useCourse } from './use-course.js';

/** The course of the hottest inlet towards its limits; nothing when no inlet is in trouble. */
export function InletTrend({ incident }: { incident: IncidentDetailOut }) {
  const inlet = hottestInlet(incident);
  if (!inlet) return null;
  return (
    <Panel
      title="Hottest inlet"
      aside={
        <a href={seriesHref(inlet.seriesId)}>
          {inlet.assetId} {inlet.component}
        </a>
      }
    >
      <Course key={inlet.seriesId} incident={incident} inlet={inlet} />
    </Panel>
  );
}

function Course({ incident, inlet }: { incident: IncidentDetailOut; inlet: AlertOut }) {
  return (
    <Loaded what="the course" resource={useCourse(incident, inlet.seriesId)}>
      {({ points }) =>
        points.length === 0 ? (
          <Empty>No point is kept of this time.</Empty>
        ) : (
          <TrendChart points={points} outlook={incident.state === 'open' ? incident.timeToLimit : []} />
        )
      }
    </Loaded>
  );
}
