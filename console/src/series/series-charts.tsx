import { useMemo, useState } from 'react';
import type { PointsOut } from '../../../src/http/series/series.schema.js';
import { displayUnit } from '../format/display-unit.js';
import { useTimeZone } from '../format/time-zone.js';
import { Empty } from '../ui/notice.js';
import { chartColumns } from './chart-data.js';
import { Readout } from './readout.js';
import { ScoreStrip } from './score-strip.js';
import { useIsDark } from './theme.js';
import { ValueChart } from './value-chart.js';

interface SeriesChartsProps {
  readonly data: PointsOut;
  /** Hears of the point that is clicked, epoch ms; of a bucket, its end. */
  readonly onChoose: (at: number) => void;
}

/** Value chart, score strip and readout of one range. */
export function SeriesCharts({ data, onChoose }: SeriesChartsProps) {
  const time = useTimeZone();
  const isDark = useIsDark();
  const [cursorAt, setCursorAt] = useState<number | undefined>(undefined);
  const { series, points } = data;
  const largest = Math.max(0, ...points.map((point) => Math.abs(point.max)));
  const unit = displayUnit(series, largest);
  const columns = useMemo(() => chartColumns(points, unit.factor), [points, unit.factor]);
  if (points.length === 0) return <Empty>No point in this range.</Empty>;

  const from = Date.parse(data.from) / 1000;
  const to = Date.parse(data.to) / 1000;
  const shared = {
    columns,
    time,
    from,
    to,
    identity: [isDark, time.timeZone, unit.symbol].join(' '),
    onCursor: (index: number | null) => setCursorAt(index === null ? undefined : columns.at[index]),
  };
  const pointed = cursorAt === undefined ? undefined : points.find((one) => Date.parse(one.at) === cursorAt * 1000);
  return (
    <>
      <Readout series={series} point={pointed ?? points.at(-1)} />
      <div
        onClick={() => {
          if (pointed) onChoose(Date.parse(pointed.at) + Math.max(0, (data.stepMs ?? 1) - 1));
        }}
      >
        <ValueChart {...shared} unit={unit} />
        <ScoreStrip {...shared} />
      </div>
      <ul className="chart-key" aria-hidden="true">
        <li className="key-value">value</li>
        <li className="key-expected">expected</li>
        <li className="key-band">expected band</li>
        {data.stepMs !== null && <li className="key-envelope">lowest to highest in a bucket</li>}
        <li className="key-anomaly">anomaly</li>
        <li className="key-score">score, threshold 1</li>
      </ul>
    </>
  );
}
