import { formatQuantity } from '../format/quantity.js';

/** Units that attribute names end in, as `style.md` asks: `ratedPowerW`, `airflowM3PerS`, `designC`. */
const suffixes = [
  { suffix: /M3PerS$/, unit: 'm3/s' },
  { suffix: /W$/, unit: 'W' },
  { suffix: /C$/, unit: 'Cel' },
  { suffix: /Pa$/, unit: 'Pa' },
  { suffix: /V$/, unit: 'V' },
  { suffix: /A$/, unit: 'A' },
] as const;

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
  const unit = suffixOf(name)?.unit;
  return typeof value === 'number' && unit !== undefined
    ? formatQuantity(value, { unit, metric: name })
    : String(value);
}

function suffixOf(name: string) {
  return suffixes.find(({ suffix }) => suffix.test(name) && /[a-z]/.test(name));
}
