import type { PointsOut } from '../../../src/http/series/series.schema.js';
import { formatDuration } from '../format/duration.js';
import { formatCount, formatQuantity } from '../format/quantity.js';
import { Facts } from '../ui/facts.js';
import { isAnomalous } from './chart-data.js';

/** The range in numbers, and what the series is. */
export function SeriesFacts({ data }: { data: PointsOut }) {
  const { series, points, stepMs } = data;
  const mean = points.reduce((sum, point) => sum + point.value, 0) / points.length;
  const lowest = Math.min(...points.map((point) => point.min));
  const highest = Math.max(...points.map((point) => point.max));
  return (
    <Facts
      facts={[
        ['Lowest', formatQuantity(lowest, series)],
        ['Mean', formatQuantity(mean, series)],
        ['Highest', formatQuantity(highest, series)],
        [stepMs === null ? 'Points' : 'Buckets', formatCount(points.length)],
        ['Anomalous', formatCount(points.filter(isAnomalous).length)],
        ['Resolution', stepMs === null ? 'every point' : formatDuration(stepMs)],
        ['Metric', <code key="metric">{series.metric}</code>],
        ['Component', series.component],
        ['Unit (SI)', series.unit === '' ? 'unknown' : series.unit],
        ['Source', series.source],
        ['Series', series.id],
      ]}
    />
  );
}
