import type { ResultRow, Value } from './rows.js';
import type { Fill } from './statement.js';

/** Intervals that an answer must show whether they have data or not. */
export interface Intervals {
  readonly firstAt: number;
  /** Last start of an interval. */
  readonly lastAt: number;
  readonly widthMs: number;
}

/**
 * Adds the intervals without data and fills their holes. `empty` is what a column shows by default (0 for a count,
 * null otherwise).
 */
export function fillRows(
  rows: readonly ResultRow[],
  fill: Fill,
  intervals: Intervals,
  empty: readonly Value[],
): readonly ResultRow[] {
  if (fill.kind === 'none') return rows.filter(({ values }) => values.some((value) => value !== null));
  const byStart = new Map(rows.map((row) => [row.at, row]));
  const filled: { at: number; values: Value[] }[] = [];
  for (let at = intervals.firstAt; at <= intervals.lastAt; at += intervals.widthMs) {
    const values = byStart.get(at)?.values ?? empty.map(() => null);
    filled.push({ at, values: values.map((value, column) => value ?? substitute(fill, empty[column] ?? null)) });
  }
  if (fill.kind === 'previous') carryForward(filled, empty.length);
  if (fill.kind === 'linear') interpolate(filled, empty.length);
  return filled;
}

function substitute(fill: Fill, empty: Value): Value {
  if (fill.kind === 'value') return fill.value;
  return fill.kind === 'default' ? empty : null;
}

function carryForward(rows: readonly { values: Value[] }[], columns: number): void {
  for (let column = 0; column < columns; column += 1) {
    let previous: Value = null;
    for (const { values } of rows) {
      previous = values[column] ?? previous;
      values[column] = previous;
    }
  }
}

/** Straight lines across holes; what lies before the first or after the last value stays empty. */
function interpolate(rows: readonly { values: Value[] }[], columns: number): void {
  for (let column = 0; column < columns; column += 1) {
    let knownAt = -1;
    rows.forEach(({ values }, index) => {
      const value = values[column];
      if (typeof value !== 'number') return;
      const before = knownAt < 0 ? undefined : rows[knownAt]?.values[column];
      if (typeof before === 'number') {
        for (let hole = knownAt + 1; hole < index; hole += 1) {
          const share = (hole - knownAt) / (index - knownAt);
          const row = rows[hole];
          if (row) row.values[column] = before + (value - before) * share;
        }
      }
      knownAt = index;
    });
  }
}
