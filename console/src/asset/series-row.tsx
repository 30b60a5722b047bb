import type { SeriesOut } from '../../../src/http/series/series.schema.js';
import { formatBand, formatQuantity, formatScore } from '../format/quantity.js';
import { useTimeZone } from '../format/time-zone.js';
import type { LatestPoint } from '../live/use-latest.js';
import { seriesHref } from '../router/route.js';
import { Sparkline } from './sparkline.js';

export function SeriesRow({ series, latest }: { series: SeriesOut; latest: LatestPoint | undefined }) {
  const { clock } = useTimeZone();
  const anomalous = (latest?.score ?? 0) >= 1;
  return (
    <tr data-series={series.id}>
      <th scope="row">
        <a href={seriesHref(series.id)} title={series.metric}>
          {series.title}
        </a>
        {series.component !== '' && <span className="muted"> {series.component}</span>}
      </th>
      <td className={anomalous ? 'number is-anomalous' : 'number'}>{formatQuantity(latest?.value, series)}</td>
      <td className="number muted">
        {latest && latest.lower === null
          ? 'learning'
          : formatBand(latest?.lower ?? null, latest?.upper ?? null, series)}
      </td>
      <td className={anomalous ? 'number is-anomalous' : 'number muted'}>{formatScore(latest?.score)}</td>
      <td>
        <Sparkline series={series} latest={latest} />
      </td>
      <td className="number muted">{latest ? clock(latest.at) : '–'}</td>
    </tr>
  );
}
