import type { SeriesOut } from '../../../src/http/series/series.schema.js';
import { allPages } from '../api/all-pages.js';
import { getSeries } from '../api/endpoints.js';
import { useResource } from '../api/use-resource.js';
import { useLatest } from '../live/use-latest.js';
import { Loaded } from '../ui/loaded.js';
import { Empty } from '../ui/notice.js';
import { Panel } from '../ui/panel.js';
import { SeriesRow } from './series-row.js';

const most = 500;

/** Every series of the asset, with its newest value and its last hour. */
export function AssetSeries({ asset }: { asset: string }) {
  const series = useResource(`series of ${asset}`, (signal) =>
    allPages((page) => getSeries({ asset, ...page }, signal), most),
  );
  return (
    <Panel title="Series">
      <Loaded what="series" resource={series}>
        {(items) => (items.length === 0 ? <Empty>Nothing is measured here.</Empty> : <SeriesTable series={items} />)}
      </Loaded>
    </Panel>
  );
}

function SeriesTable({ series }: { series: readonly SeriesOut[] }) {
  const latest = useLatest(series);
  const sorted = [...series].sort(
    (a, b) =>
      a.title.localeCompare(b.title) || a.component.localeCompare(b.component, 'en', { numeric: true }) || a.id - b.id,
  );
  return (
    <div className="scroll">
      <table className="series">
        <thead>
          <tr>
            <th scope="col">Metric</th>
            <th scope="col" className="right">
              Value
            </th>
            <th scope="col" className="right">
              Expected
            </th>
            <th scope="col" className="right">
              Score
            </th>
            <th scope="col">Last hour</th>
            <th scope="col" className="right">
              At
            </th>
          </tr>
        </thead>
        <tbody>
          {sorted.map((one) => (
            <SeriesRow key={one.id} series={one} latest={latest.get(one.id)} />
          ))}
        </tbody>
      </table>
    </div>
  );
}
