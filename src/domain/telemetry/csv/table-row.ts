import { parseTimestamp } from './parse-timestamp.js';
import { isMissing, parseValue } from './parse-value.js';
import type { TableLayout } from './table-layout.js';

/** A row that was read: its time (epoch ms) and one entry a value column, undefined where there was no reading. */
export interface TableRow {
  readonly kind: 'row';
  readonly at: number;
  readonly values: readonly (number | undefined)[];
}

/** A row that was not, and what is wrong with it. */
export interface BadRow {
  readonly kind: 'bad';
  readonly problem: string;
}

/** Reads the cells of one row. */
export function readRow(layout: TableLayout, cells: readonly string[]): TableRow | BadRow {
  if (cells.length !== layout.columns) {
    return { kind: 'bad', problem: `has ${cells.length} cells where the header has ${layout.columns}` };
  }
  const time = cells[layout.timeIndex] ?? '';
  const at = parseTimestamp(time);
  if (at === undefined) return { kind: 'bad', problem: `${quoted(time)} is not a time` };
  const values: (number | undefined)[] = [];
  for (const { index, name } of layout.values) {
    const cell = cells[index] ?? '';
    const value = parseValue(cell);
    if (value === undefined && !isMissing(cell)) {
      return { kind: 'bad', problem: `${quoted(cell)} in column ${name} is not a number` };
    }
    values.push(value);
  }
  return { kind: 'row', at, values };
}

const quotedAtMost = 40;

function quoted(cell: string): string {
  return JSON.stringify(cell.length > quotedAtMost ? `${cell.slice(0, quotedAtMost)}…` : cell);
}
