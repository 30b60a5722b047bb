import { formatQuantity } from '../format/quantity.js';

/** Units that attribute names end in, as `ratedPowerW` and `airflowM3PerS` do; `symbol` where no scaling is wanted. */
const suffixes: readonly { suffix: RegExp; unit?: string; symbol?: string }[] = [
  { suffix: /M3PerS$/, unit: 'm3/s' },
  { suffix: /Pa$/, unit: 'Pa' },
  { suffix: /(?<=[a-z])W$/, unit: 'W' },
  { suffix: /(?<=[a-z])C$/, unit: 'Cel' },
  { suffix: /(?<=[a-z])V$/, unit: 'V' },
  { suffix: /(?<=[a-z])A$/, unit: 'A' },
  { suffix: /(?<=[a-z])M$/, symbol: 'm' },
  { suffix: /(?<=[a-z])U$/, symbol: 'U' },
];

/** `ratedPowerW` reads `Rated power`. */
export function attributeName(name: string): string {
  const bare = name.replace(suffixOf(name)?.suffix ?? '', '');
  const words = bare
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/[_-]+/g, ' ')
    .toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** A number with the unit in its name is shown in it. */
export function attributeValue(name: string, value: string | number | boolean): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  const { unit, symbol } = suffixOf(name) ?? {};
  if (typeof value === 'string') return value;
  if (unit !== undefined) return formatQuantity(value, { unit, metric: name });
  return symbol === undefined ? String(value) : `${value} ${symbol}`;
}

function suffixOf(name: string) {
  return suffixes.find(({ suffix }) => suffix.test(name));
}
