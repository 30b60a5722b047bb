import type { Pattern } from './pattern/pattern.js';

export const arithmeticOperators = ['+', '-', '*', '/', '%'] as const;
export const comparisonOperators = ['=', '!=', '<>', '<', '<=', '>', '>=', '=~', '!~'] as const;

export type ArithmeticOperator = (typeof arithmeticOperators)[number];
export type ComparisonOperator = (typeof comparisonOperators)[number];
export type Operator = ArithmeticOperator | ComparisonOperator | 'AND' | 'OR';

/** An expression of a column or a condition. */
export type Expression =
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'duration'; readonly ms: number }
  | { readonly kind: 'string'; readonly text: string }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'regex'; readonly pattern: Pattern }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'everything' }
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly Expression[] }
  | {
      readonly kind: 'binary';
      readonly operator: Operator;
      readonly left: Expression;
      readonly right: Expression;
    };

/** All calls in an expression, the outermost of each branch only. */
export function callsIn(expression: Expression): readonly Extract<Expression, { kind: 'call' }>[] {
  if (expression.kind === 'call') return [expression];
  if (expression.kind === 'binary') return [...callsIn(expression.left), ...callsIn(expression.right)];
  return [];
}

/** All names in an expression, those inside calls included. */
export function namesIn(expression: Expression): readonly string[] {
  if (expression.kind === 'name') return [expression.name];
  if (expression.kind === 'binary') return [...namesIn(expression.left), ...namesIn(expression.right)];
  if (expression.kind === 'call') return expression.args.flatMap(namesIn);
  return [];
}
