import { useMemo } from 'react';
import type uPlot from 'uplot';
import { chartPadding, timeAxis, valueAxis } from './axes.js';
import { ChartFrame } from './chart-frame.js';
import { chartTheme } from './theme.js';
import { zoned } from './value-chart.js';
import type { SeriesChartProps } from './value-chart.js';

type ScoreStripProps = Omit<SeriesChartProps, 'unit'>;

/** Scores far beyond the threshold all mean the same; the strip keeps 0 to 1 readable. */
const highestShown = 4;

/** The anomaly score below the value, with its threshold of 1. */
export function ScoreStrip({ columns, time, from, to, identity, onCursor }: ScoreStripProps) {
  const data = useMemo(
    () =>
      [
        [...columns.at],
        columns.score.map((score) => (score === null ? null : Math.min(score, highestShown))),
        columns.at.map(() => 1),
      ] satisfies uPlot.AlignedData,
    [columns],
  );
  const options = (): Omit<uPlot.Options, 'width' | 'height'> => {
    const theme = chartTheme();
    return {
      tzDate: (seconds) => zoned(seconds, time.timeZone),
      legend: { show: false },
      padding: chartPadding,
      cursor: { sync: { key: 'series' }, y: false, drag: { x: false, y: false } },
      scales: { x: { auto: false }, y: { range: (_plot, _low, high) => [0, Math.max(1.5, high * 1.1)] } },
      axes: [
        { ...timeAxis(theme, time), show: false },
        { ...valueAxis(theme, ''), space: 14, incrs: [1, 2] },
      ],
      series: [
        {},
        { stroke: theme.score, fill: theme.scoreFill, width: 1, points: { show: false } },
        { stroke: theme.anomaly, width: 1, dash: [3, 3], points: { show: false } },
      ],
      hooks: { setCursor: [(plot) => onCursor(plot.cursor.idx ?? null)] },
    };
  };
  return (
    <ChartFrame
      label="Anomaly score; 1 is the threshold"
      height={90}
      identity={identity}
      options={options}
      data={data}
      from={from}
      to={to}
    />
  );
}
