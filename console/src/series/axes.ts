import type uPlot from 'uplot';
import type { TimeFormat } from '../format/time-format.js';
import type { ChartTheme } from './theme.js';

/** Free space above, right, below and left; the same for both charts, which stand above each other. */
export const chartPadding: uPlot.Padding = [10, 28, 4, 0];

const font = '11px system-ui, sans-serif';
/** Both charts of a series reserve the same width, so that their times stand above each other. */
const valueAxisWidth = 64;

export function timeAxis(theme: ChartTheme, time: TimeFormat): uPlot.Axis {
  return {
    stroke: theme.text,
    grid: { stroke: theme.grid, width: 1 },
    ticks: { stroke: theme.grid, size: 4 },
    font,
    space: 70,
    size: 26,
    values: (_plot, splits, _axis, _space, spacingSeconds) =>
      splits.map((seconds) => time.tick(seconds * 1000, spacingSeconds * 1000)),
  };
}

export function valueAxis(theme: ChartTheme, symbol: string): uPlot.Axis {
  return {
    stroke: theme.text,
    grid: { stroke: theme.grid, width: 1 },
    ticks: { show: false },
    font,
    size: valueAxisWidth,
    space: 34,
    values: (_plot, splits) => splits.map((value) => `${Number(value.toPrecision(6))} ${symbol}`.trim()),
  };
}
