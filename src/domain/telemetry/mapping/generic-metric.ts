import type { WireSeries } from '../decoders/decoder.js';
import { unitConversion } from '../units.js';
import type { MetricRule } from './vocabulary.js';

/**
 * The name and unit of a metric that no vocabulary knows: its wire name, its unit from the name's suffix
 * (`_celsius`, `_watts`, `_bytes`, the words of Telegraf and Prometheus) or its `unit` tag, and Prometheus' `_total` as
 * a counter.
 */
export function genericMetric(wire: WireSeries): MetricRule {
  const metric = wire.field === '' || wire.field === 'value' ? wire.name : `${wire.name}.${wire.field}`;
  const isTotal = wire.format === 'prometheus' && /_(total|bucket)$/.test(wire.name);
  const unit =
    unitTag(wire) ?? unitOfSuffix(isTotal ? wire.name.replace(/_(total|bucket)$/, '') : wire.field || wire.name);
  return {
    metric,
    ...(unit !== undefined && { unit }),
    ...(isTotal && { counter: 'cumulative' as const }),
  };
}

/** The unit that a line's `unit` tag states; a bare number there is a rack unit or the like, and stays a tag. */
export function unitTag({ format, labels }: WireSeries): string | undefined {
  const unit = format === 'influx' ? labels.get('unit') : undefined;
  return unit === undefined || /^\d*$/.test(unit) ? undefined : unit;
}

/** `_min` and `_h` are more often a minimum and a header than minutes and hours, and single letters are anything. */
const notUnits = new Set([
  'min',
  'h',
  'd',
  'm',
  'g',
  'l',
  'na',
  'none',
  'discrete',
  'unspecified',
  'deg',
  'bar',
  'ratio',
]);

function unitOfSuffix(name: string): string | undefined {
  const parts = name.split('_');
  const last = parts.at(-1) ?? '';
  if (parts.length < 2) return last === 'percent' ? last : undefined;
  if (last === 'ratio') return '1';
  if (last.length < 2 || notUnits.has(last) || unitConversion(last) === undefined) return undefined;
  return last;
}
