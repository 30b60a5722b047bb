import { useMemo } from 'react';
import type uPlot from 'uplot';
import type { DisplayUnit } from '../format/display-unit.js';
import type { TimeFormat } from '../format/time-format.js';
import { chartPadding, timeAxis, valueAxis } from './axes.js';
import type { ChartColumns } from './chart-data.js';
import { ChartFrame } from './chart-frame.js';
import { chartTheme } from './theme.js';

export interface SeriesChartProps {
  readonly columns: ChartColumns;
  readonly unit: DisplayUnit;
  readonly time: TimeFormat;
  /** Epoch seconds. */
  readonly from: number;
  readonly to: number;
  /** Name of this view, theme and zone; charts are built anew when it changes. */
  readonly identity: string;
  readonly onCursor: (index: number | null) => void;
}

interface ValueChartProps extends SeriesChartProps {
  /** Pixels. */
  readonly height?: number;
}

const hidden = { show: true, points: { show: false } } as const;

/** The value over its expected band, anomalies marked; spikes inside a bucket show as the envelope around the line. */
export function ValueChart({ columns, unit, time, from, to, identity, onCursor, height = 320 }: ValueChartProps) {
  const data = useMemo(
    () =>
      [
        [...columns.at],
        [...columns.upper],
        [...columns.lower],
        [...columns.max],
        [...columns.min],
        [...columns.expected],
        [...columns.value],
        [...columns.anomaly],
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
      scales: { x: { auto: false } },
      axes: [timeAxis(theme, time), valueAxis(theme, unit.symbol)],
      bands: [
        { series: [1, 2], fill: theme.band },
        { series: [3, 4], fill: theme.envelope },
      ],
      series: [
        {},
        { ...hidden, stroke: 'transparent' },
        { ...hidden, stroke: 'transparent' },
        { ...hidden, stroke: 'transparent' },
        { ...hidden, stroke: 'transparent' },
        { ...hidden, stroke: theme.expected, width: 1, dash: [4, 4] },
        { ...hidden, stroke: theme.value, width: 1.5 },
        {
          stroke: theme.anomaly,
          width: 0,
          points: { show: true, size: 6, fill: theme.anomaly, stroke: theme.anomaly },
        },
      ],
      hooks: { setCursor: [(plot) => onCursor(plot.cursor.idx ?? null)] },
    };
  };
  return (
    <ChartFrame
      label="Value with its expected band; anomalies are marked"
      height={height}
      identity={identity}
      options={options}
      data={data}
      from={from}
      to={to}
    />
  );
}

/** uPlot places its ticks by a date's local parts; this gives it those of the zone shown. */
export function zoned(seconds: number, timeZone: string): Date {
  const date = new Date(seconds * 1000);
  return timeZone === 'Etc/UTC' ? new Date(date.getTime() + date.getTimezoneOffset() * 60_000) : date;
}
