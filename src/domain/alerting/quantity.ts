import { metricDefinition } from '../telemetry/metric-catalogue.js';
import { isShare } from '../telemetry/natural-range.js';

/** What a value is a value of. */
export interface Measure {
  readonly metric: string;
  readonly unit: string;
}

interface Scale {
  readonly divisor: number;
  readonly symbol: string;
  readonly decimals: number;
}

/** UCUM codes whose printed form differs from the code. */
const symbols: Readonly<Record<string, string>> = { Cel: '°C', By: 'B', 'By/s': 'B/s', 'm3/s': 'm³/s', '1': '' };
const prefixedUnits: ReadonlySet<string> = new Set(['W', 'By', 'By/s']);
const prefixes = ['', 'k', 'M', 'G', 'T', 'P'];

/** From a minute on, seconds are written as a duration. */
const longSeconds = 60;

/** A value with its unit as an operator reads it: `31.4 °C`, `12.5 kW`, `58 %`. Decimals follow the metric's resolution. */
export function formatQuantity(value: number, measure: Measure): string {
  if (measure.unit === 's' && value >= longSeconds) return formatDuration(value * 1000);
  const scale = scaleFor(value, measure);
  return withSymbol(inScale(value, scale), scale);
}

/** A range in the unit of its larger end: `22.1 to 24.0 °C`. */
export function formatRange(lower: number, upper: number, measure: Measure): string {
  if (measure.unit === 's' && upper >= longSeconds) {
    return `${formatDuration(Math.max(0, lower) * 1000)} to ${formatDuration(upper * 1000)}`;
  }
  const scale = scaleFor(Math.max(Math.abs(lower), Math.abs(upper)), measure);
  return withSymbol(`${inScale(lower, scale)} to ${inScale(upper, scale)}`, scale);
}

/** A duration in its two largest units: `45 s`, `2 min 30 s`, `3 h 5 min`, `2 d 4 h`. */
export function formatDuration(ms: number): string {
  const seconds = Math.round(ms / 1000);
  const parts: readonly (readonly [number, string])[] = [
    [Math.floor(seconds / 86_400), 'd'],
    [Math.floor(seconds / 3600) % 24, 'h'],
    [Math.floor(seconds / 60) % 60, 'min'],
    [seconds % 60, 's'],
  ];
  const first = parts.findIndex(([count]) => count > 0);
  if (first < 0) return '0 s';
  return parts
    .slice(first, first + 2)
    .filter(([count]) => count > 0)
    .map(([count, unit]) => `${count} ${unit}`)
    .join(' ');
}

function scaleFor(value: number, { metric, unit }: Measure): Scale {
  const symbol = symbols[unit] ?? unit.replaceAll(/[{}]/g, '');
  const decimals = decimalsOf(value, metric);
  if (isShare({ metric, unit })) return { divisor: 0.01, symbol: '%', decimals: Math.max(0, decimals - 2) };
  if (!prefixedUnits.has(unit)) return { divisor: 1, symbol, decimals };
  let step = 0;
  let scaled = Math.abs(value);
  while (scaled >= 10_000 && step < prefixes.length - 1) {
    scaled /= 1000;
    step += 1;
  }
  return { divisor: 1000 ** step, symbol: `${prefixes[step] ?? ''}${symbol}`, decimals: step === 0 ? decimals : 1 };
}

/** Enough decimals to show a step of the metric's resolution; about four significant digits for a metric without one. */
function decimalsOf(value: number, metric: string): number {
  const step = metricDefinition(metric)?.resolution ?? Math.abs(value) / 1000;
  if (step <= 0) return 0;
  return Math.min(6, Math.max(0, Math.ceil(-Math.log10(step))));
}

function inScale(value: number, { divisor, decimals }: Scale): string {
  return (value / divisor).toFixed(decimals);
}

function withSymbol(text: string, { symbol }: Scale): string {
  return symbol === '' ? text : `${text} ${symbol}`;
}
