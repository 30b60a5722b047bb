import type { SeriesOut } from '../../../src/http/series/series.schema.js';
import { formatBand, formatQuantity, formatScore } from '../format/quantity.js';
import { Instant } from '../format/time-zone.js';
import { isAnomalous } from './chart-data.js';
import type { ChartPoint } from './chart-data.js';

/** The numbers under the cursor, or the newest ones. */
export function Readout({ series, point }: { series: SeriesOut; point: ChartPoint | undefined }) {
  if (!point) return null;
  return (
    <dl className="readout">
      <div>
        <dt>At</dt>
        <dd>
          <Instant at={point.at} />
        </dd>
      </div>
      <div>
        <dt>Value</dt>
        <dd className={isAnomalous(point) ? 'number is-anomalous' : 'number'}>{formatQuantity(point.value, series)}</dd>
      </div>
      <div>
        <dt>Expected</dt>
        <dd className="number">{formatQuantity(point.expected, series)}</dd>
      </div>
      <div>
        <dt>Band</dt>
        <dd className="number">{formatBand(point.lower, point.upper, series)}</dd>
      </div>
      <div>
        <dt>Score</dt>
        <dd className={isAnomalous(point) ? 'number is-anomalous' : 'number'}>{formatScore(point.score)}</dd>
      </div>
    </dl>
  );
}
