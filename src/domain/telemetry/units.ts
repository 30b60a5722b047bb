import { type UnitConversion, unitSymbols, unitWords } from './unit-table.js';

const multiplied = /^(\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)\s*[*x·]?\s*(\D.*)$/;
/** UCUM's annotation, which counts things: `{error}`, `{packet}`. */
const annotation = /^\{[^{}]+\}$/;

/** Seconds in the denominators that rates come with. */
const secondsPer: Readonly<Record<string, number>> = {
  s: 1,
  sec: 1,
  second: 1,
  min: 60,
  minute: 60,
  h: 3600,
  hour: 3600,
};

/**
 * How to convert a unit, as formats and devices write it, to SI: symbols (`Cel`, `kWh`, `MiB`), words (`celsius`,
 * `degrees_c`), multiples of a unit as MIBs state them (`0.1 A`, `0.01 kW`), counts (`{error}`), and rates (`By/s`).
 * Undefined for a unit that is not known.
 */
export function unitConversion(text: string): UnitConversion | undefined {
  const trimmed = text.trim();
  return simple(trimmed) ?? multiple(trimmed) ?? rate(trimmed);
}

/** Unit of a counter's growth per second: `W` for `J`, `1` for `s` (busy seconds per second), `By/s` for `By`. */
export function rateUnit(unit: string): string {
  if (unit === 'J') return 'W';
  if (unit === 's') return '1';
  return unit === '' ? '1/s' : `${unit}/s`;
}

function simple(text: string): UnitConversion | undefined {
  if (Object.hasOwn(unitSymbols, text)) return unitSymbols[text];
  if (annotation.test(text)) return { unit: text, scale: 1, offset: 0 };
  const word = text.toLowerCase().replace(/[\s_]/g, '');
  return Object.hasOwn(unitWords, word) ? unitWords[word] : undefined;
}

function multiple(text: string): UnitConversion | undefined {
  const [, factor, rest] = multiplied.exec(text) ?? [];
  if (factor === undefined || rest === undefined) return undefined;
  const base = simple(rest.trim());
  return base && { ...base, scale: base.scale * Number(factor) };
}

function rate(text: string): UnitConversion | undefined {
  const slash = text.lastIndexOf('/');
  if (slash < 0) return undefined;
  const seconds = secondsPer[text.slice(slash + 1).toLowerCase()];
  const counted = simple(text.slice(0, slash));
  if (seconds === undefined || counted === undefined || counted.offset !== 0) return undefined;
  return { unit: rateUnit(counted.unit), scale: counted.scale / seconds, offset: 0 };
}
