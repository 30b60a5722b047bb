import { displayUnit } from './display-unit.js';
import type { DisplayUnit, Measure } from './display-unit.js';

/** A value never measured. */
export const noValue = '–';

/** A number for people, without its unit. Minus is the minus sign, so that columns line up. */
export function formatNumber(value: number | null | undefined, { factor, digits }: DisplayUnit): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return noValue;
  const text = (value * factor).toFixed(digits);
  return /^-0(\.0*)?$/.test(text) ? text.slice(1) : text.replace('-', '−');
}

/** A value in SI with its unit for people: 812000 W is `812.0 kW`, the ratio 0.62 is `62.0 %`. */
export function formatQuantity(value: number | null | undefined, measure: Measure): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return noValue;
  const unit = displayUnit(measure, value);
  return withUnit(formatNumber(value, unit), unit);
}

/** `lower to upper unit`, in the unit of the larger bound. */
export function formatBand(lower: number | null, upper: number | null, measure: Measure): string {
  if (lower === null || upper === null) return noValue;
  const unit = displayUnit(measure, Math.max(Math.abs(lower), Math.abs(upper)));
  return withUnit(`${formatNumber(lower, unit)} to ${formatNumber(upper, unit)}`, unit);
}

export function formatScore(score: number | null | undefined): string {
  if (score === null || score === undefined) return noValue;
  return score >= 100 ? score.toFixed(0) : score.toFixed(2);
}

/** `1 alert`, `2 alerts`. */
export function countText(count: number, one: string): string {
  return `${formatCount(count)} ${count === 1 ? one : `${one}s`}`;
}

export function formatCount(count: number): string {
  return count.toLocaleString('en-GB').replaceAll(',', ' ');
}

function withUnit(text: string, unit: DisplayUnit): string {
  return unit.symbol === '' ? text : `${text} ${unit.symbol}`;
}
