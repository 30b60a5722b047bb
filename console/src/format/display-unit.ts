/** How values of a unit are shown: multiplied by `factor`, with `digits` decimals, followed by `symbol`. */
export interface DisplayUnit {
  readonly factor: number;
  readonly symbol: string;
  readonly digits: number;
}

/** What decides on a display unit: the SI unit (UCUM) and, as not every `1` is a share, the metric. */
export interface Measure {
  readonly unit: string;
  readonly metric: string;
}

/** Metrics of unit `1` that are no share of a whole and so are not shown in per cent. */
const plainNumbers = /(\.pue|\.cop|\.on_battery|^hw\.status|\.state)$/;

/** Water is counted in litres, air in cubic metres. */
const waterFlows = /(^|[._])flow$/;

/** The unit for values of about this magnitude, so that a chart or a column can keep one unit throughout. */
export function displayUnit({ unit, metric }: Measure, magnitude: number): DisplayUnit {
  const size = Math.abs(magnitude);
  switch (unit) {
    case 'Cel':
      return { factor: 1, symbol: '°C', digits: 1 };
    case '1':
      return plainNumbers.test(metric)
        ? { factor: 1, symbol: '', digits: size >= 100 ? 1 : 2 }
        : { factor: 100, symbol: '%', digits: size > 0 && size < 0.01 ? 2 : 1 };
    case 'W':
      return prefixed(size, 'W', 1000, ['', 'k', 'M', 'G'], [size > 0 && size < 10 ? 1 : 0, 1, 2, 2]);
    case 'By':
      return prefixed(size, 'B', 1024, ['', 'Ki', 'Mi', 'Gi', 'Ti'], [0, 1, 1, 2, 2]);
    case 'By/s':
      return prefixed(size, 'B/s', 1000, ['', 'k', 'M', 'G'], [0, 1, 1, 2]);
    case 's':
      return durationUnit(size);
    case 'm3/s':
      return waterFlows.test(metric)
        ? { factor: 1000, symbol: 'l/s', digits: 2 }
        : { factor: 1, symbol: 'm³/s', digits: 2 };
    case 'rpm':
    case 'Pa':
      return { factor: 1, symbol: unit, digits: 0 };
    case 'V':
    case 'A':
      return { factor: 1, symbol: unit, digits: 1 };
    default:
      return { factor: 1, symbol: unit.replace(/[{}]/g, ''), digits: digitsFor(size) };
  }
}

function prefixed(
  size: number,
  symbol: string,
  base: number,
  prefixes: readonly string[],
  digits: readonly number[],
): DisplayUnit {
  const steps = size < 1 ? 0 : Math.floor(Math.log(size) / Math.log(base) + 1e-9);
  const step = Math.min(steps, prefixes.length - 1);
  return { factor: base ** -step, symbol: `${prefixes[step] ?? ''}${symbol}`, digits: digits[step] ?? 2 };
}

function durationUnit(size: number): DisplayUnit {
  if (size >= 2 * 86_400) return { factor: 1 / 86_400, symbol: 'd', digits: 1 };
  if (size >= 2 * 3_600) return { factor: 1 / 3_600, symbol: 'h', digits: 1 };
  if (size >= 120) return { factor: 1 / 60, symbol: 'min', digits: 1 };
  return { factor: 1, symbol: 's', digits: size < 10 ? 2 : 0 };
}

/** Four significant digits at most, and no more decimals than that needs. */
function digitsFor(size: number): number {
  if (size === 0 || !Number.isFinite(size)) return 0;
  return Math.min(6, Math.max(0, 3 - Math.floor(Math.log10(size))));
}
