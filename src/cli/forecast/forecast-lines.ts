import type { ColumnForecast, FileForecast } from '../../application/forecasting/forecast-file.js';
import { csvCell } from '../csv-cell.js';

/** How the rows of a forecast are written: a head and one line for each step of each column. */
export interface ForecastLines {
  readonly head: string;
  readonly lines: Iterable<string>;
}

/** `timestamp,series,mean,lower_80,upper_80,...`; cells of a band stay empty where nothing is known of the errors. */
export function csvLines(forecast: FileForecast, levels: readonly number[]): ForecastLines {
  const names = levels.flatMap(boundNames);
  return {
    head: `${['timestamp', 'series', 'mean', ...names].join(',')}\n`,
    lines: mapRows(forecast, levels, (time, name, mean, bounds) =>
      [time, csvCell(name), mean, ...bounds.map((bound) => bound ?? '')].join(','),
    ),
  };
}

/** The same as one JSON object a line; what is not known is null. */
export function jsonLines(forecast: FileForecast, levels: readonly number[]): ForecastLines {
  const names = levels.flatMap(boundNames);
  return {
    head: '',
    lines: mapRows(forecast, levels, (timestamp, series, mean, bounds) =>
      JSON.stringify({
        timestamp,
        series,
        mean,
        ...Object.fromEntries(names.map((name, i) => [name, bounds[i] ?? null])),
      }),
    ),
  };
}

type Line = (time: string, name: string, mean: number, bounds: readonly (number | undefined)[]) => string;

function* mapRows(
  { startMs, stepMs, columns }: FileForecast,
  levels: readonly number[],
  line: Line,
): Generator<string> {
  for (const { name, forecast } of columns) {
    for (const [step, mean] of forecast.mean.entries()) {
      const time = timestamp(startMs + step * stepMs);
      yield `${line(
        time,
        name,
        mean,
        levels.flatMap((level) => boundsAt(forecast, level, step)),
      )}\n`;
    }
  }
}

function boundsAt({ bands }: ColumnForecast['forecast'], level: number, step: number): (number | undefined)[] {
  const band = bands.find((one) => one.level === level);
  return [band?.lower[step], band?.upper[step]];
}

/** 0.8 makes `lower_80` and `upper_80`, 0.995 makes `lower_99.5`. */
function boundNames(level: number): string[] {
  const percent = Number((level * 100).toPrecision(12));
  return [`lower_${percent}`, `upper_${percent}`];
}

function timestamp(ms: number): string {
  return new Date(ms).toISOString().replace('.000Z', 'Z');
}
