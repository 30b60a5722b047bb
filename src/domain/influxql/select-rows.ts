import { evaluate, isTrue, type Lookup } from './evaluate.js';
import type { Expression } from './expression.js';
import { cellOf, type ResultRow, type Rows, type TaggedRows, type Tags, type Value } from './rows.js';
import type { Column } from './statement.js';

/** The rows that fit every condition. */
export function filterRows({ tags, rows }: TaggedRows, conditions: readonly Expression[]): TaggedRows {
  if (conditions.length === 0) return { tags, rows };
  const kept: number[] = [];
  for (let index = 0; index < rows.at.length; index += 1) {
    const lookup = rowLookup(tags, rows, index);
    if (conditions.every((condition) => isTrue(evaluate(condition, lookup)))) kept.push(index);
  }
  const pick = (column: ArrayLike<Value>) => kept.map((index) => column[index] ?? null);
  return {
    tags,
    rows: {
      at: kept.map((index) => rows.at[index] ?? 0),
      columns: new Map([...rows.columns].map(([name, column]) => [name, pick(column)])),
    },
  };
}

/** Rows of a statement without aggregates: those in which at least one of the fields has a value, ascending by time. */
export function plainRows(
  group: readonly TaggedRows[],
  columns: readonly Column[],
  fields: readonly string[],
): readonly ResultRow[] {
  const found: ResultRow[] = [];
  for (const { tags, rows } of group) {
    for (let index = 0; index < rows.at.length; index += 1) {
      if (fields.every((field) => cellOf(rows, field, index) === null)) continue;
      const lookup = rowLookup(tags, rows, index);
      found.push({
        at: rows.at[index] ?? 0,
        values: columns.map(({ expression }) => evaluate(expression, lookup)),
      });
    }
  }
  return group.length === 1 ? found : found.sort((a, b) => a.at - b.at);
}

/** Fields come before tags of the same name. */
function rowLookup(tags: Tags, rows: Rows, index: number): Lookup {
  return {
    name: (name) => (rows.columns.has(name) ? cellOf(rows, name, index) : (tags[name] ?? null)),
    call: () => null,
  };
}

/** Whether a series can fit a condition that asks for tags only; a condition that also asks for fields stays open. */
export function tagsFit(tags: Tags, condition: Expression): boolean {
  return isTrue(evaluate(condition, { name: (name) => tags[name] ?? '', call: () => null }));
}
