import { DomainError } from '../../errors.js';
import { findTimeColumn } from './time-column.js';

/** Which columns of a table hold the time and the values. */
export interface TableLayout {
  readonly columns: number;
  readonly timeIndex: number;
  readonly values: readonly { readonly index: number; readonly name: string }[];
}

export interface LayoutChoice {
  /** Name of the time column; undefined to find it by its usual names. */
  readonly time: string | undefined;
  /** Names of the value columns, or all but the time column. */
  readonly values: 'all' | readonly string[];
}

/** What may stand between cells where a table seems to have one column only. */
const otherSeparators = /[,;\t|]/;

/** Finds the chosen columns in a header. Throws `invalid_input` that names the missing column and those that exist. */
export function layoutOf(header: readonly string[], choice: LayoutChoice): TableLayout {
  const names = header.map((name) => name.trim());
  if (names.length === 1 && otherSeparators.test(header[0] ?? '')) {
    const problem = `has one column, "${names[0] ?? ''}"; another separator seems to stand between its cells`;
    throw new DomainError('invalid_input', problem);
  }
  const indexOf = (name: string): number => {
    const index = names.indexOf(name);
    if (index < 0) throw new DomainError('invalid_input', `has no column ${name}; its columns are ${names.join(', ')}`);
    return index;
  };
  const timeIndex = choice.time === undefined ? findTimeColumn(names) : indexOf(choice.time);
  if (timeIndex === undefined) {
    throw new DomainError(
      'invalid_input',
      `has no column timestamp, datetime, time or date; name the time column (its columns are ${names.join(', ')})`,
    );
  }
  const values =
    choice.values === 'all'
      ? names.map((name, index) => ({ index, name })).filter(({ index, name }) => index !== timeIndex && name !== '')
      : choice.values.map((name) => ({ index: indexOf(name), name }));
  if (values.length === 0) throw new DomainError('invalid_input', 'has no column of values beside the time');
  return { columns: names.length, timeIndex, values };
}
