import type { Expression } from './expression.js';
import type { Column } from './statement.js';

/** The names of the columns as InfluxDB gives them: alias, field, function, `mean_value` for arithmetic; a repeated one gets a number. */
export function columnNames(columns: readonly Column[]): readonly string[] {
  const taken = new Map<string, number>();
  return columns.map(({ expression, alias }) => {
    const name = alias ?? nameOf(expression);
    const before = taken.get(name) ?? 0;
    taken.set(name, before + 1);
    return before === 0 ? name : `${name}_${before}`;
  });
}

function nameOf(expression: Expression): string {
  if (expression.kind === 'name' || expression.kind === 'call') return expression.name;
  if (expression.kind !== 'binary') return '';
  return [nameOf(expression.left), nameOf(expression.right)].filter((name) => name !== '').join('_');
}
