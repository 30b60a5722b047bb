import { useMemo } from 'react';
import type uPlot from 'uplot';
import type { PointsOut } from '../../../src/http/series/series.schema.js';
import { useTimeZone } from '../format/time-zone.js';
import { chartPadding, timeAxis, valueAxis } from '../series/axes.js';
import { ChartFrame } from '../series/chart-frame.js';
import { chartTheme, useIsDark } from '../series/theme.js';
import { zoned } from '../series/value-chart.js';
import type { TimeToLimit } from './limit-text.js';
import { trendColumns } from './trend-data.js';

interface TrendChartProps {
  readonly points: PointsOut['points'];
  readonly outlook: readonly TimeToLimit[];
}

/** Limits of inlet air by ASHRAE TC 9.9: recommended, and allowable for class A1. °C. */
const recommendedC = 27;
const allowableC = 32;

/** An inlet with its limits, and the straight line of its last minutes on towards them. */
export function TrendChart({ points, outlook }: TrendChartProps) {
  const time = useTimeZone();
  const isDark = useIsDark();
  const columns = useMemo(() => trendColumns(points, outlook), [points, outlook]);
  const data = useMemo(
    () =>
      [
        [...columns.at],
        columns.at.map(() => allowableC),
        columns.at.map(() => recommendedC),
        [...columns.ahead],
        [...columns.measured],
      ] satisfies uPlot.AlignedData,
    [columns],
  );
  const options = (): Omit<uPlot.Options, 'width' | 'height'> => {
    const theme = chartTheme();
    const line = { points: { show: false } };
    return {
      tzDate: (seconds) => zoned(seconds, time.timeZone),
      legend: { show: false },
      padding: chartPadding,
      cursor: { y: false, drag: { x: false, y: false } },
      scales: {
        x: { auto: false },
        y: { range: (_plot, low, high) => [Math.floor(low - 0.5), Math.ceil(high + 0.5)] },
      },
      axes: [timeAxis(theme, time), valueAxis(theme, '°C')],
      series: [
        {},
        { ...line, stroke: theme.anomaly, width: 1.5, dash: [8, 4] },
        { ...line, stroke: theme.warning, width: 1.5, dash: [8, 4] },
        { ...line, stroke: theme.value, width: 1.5, dash: [3, 4] },
        { ...line, stroke: theme.value, width: 2 },
      ],
    };
  };
  return (
    <>
      <ChartFrame
        label={`Inlet air, with its limits of ${recommendedC} and ${allowableC} °C`}
        height={240}
        identity={[isDark, time.timeZone].join(' ')}
        options={options}
        data={data}
        from={columns.at[0] ?? 0}
        to={columns.at.at(-1) ?? 0}
      />
      <ul className="chart-key" aria-hidden="true">
        <li className="key-value">inlet</li>
        {outlook.some(({ inSeconds }) => inSeconds) && <li className="key-ahead">if it goes on like this</li>}
        <li className="key-recommended">{recommendedC} °C, ASHRAE recommended</li>
        <li className="key-allowable">{allowableC} °C, ASHRAE A1 allowable</li>
      </ul>
    </>
  );
}
