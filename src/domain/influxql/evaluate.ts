import type { ArithmeticOperator, ComparisonOperator, Expression } from './expression.js';
import { statementError } from './influxql-error.js';
import type { Value } from './rows.js';

/** Gives names and calls their values. */
export interface Lookup {
  name(name: string): Value;
  call(call: Extract<Expression, { kind: 'call' }>): Value;
}

/** The value of an expression. Null in arithmetic gives null, null in a comparison is false, as in InfluxDB. */
export function evaluate(expression: Expression, lookup: Lookup): Value {
  switch (expression.kind) {
    case 'number':
    case 'boolean':
      return expression.value;
    case 'duration':
      return expression.ms * 1e6;
    case 'string':
      return expression.text;
    case 'name':
      return lookup.name(expression.name);
    case 'call':
      return lookup.call(expression);
    case 'binary':
      return evaluateBinary(expression, lookup);
    case 'regex':
    case 'everything':
      throw statementError('invalid expression: a regex or * cannot be a value');
  }
}

function evaluateBinary(expression: Extract<Expression, { kind: 'binary' }>, lookup: Lookup): Value {
  const { operator, left, right } = expression;
  switch (operator) {
    case 'AND':
      return isTrue(evaluate(left, lookup)) && isTrue(evaluate(right, lookup));
    case 'OR':
      return isTrue(evaluate(left, lookup)) || isTrue(evaluate(right, lookup));
    case '=~':
    case '!~':
      return matches(evaluate(left, lookup), right) === (operator === '=~');
    case '+':
    case '-':
    case '*':
    case '/':
    case '%':
      return calculate(operator, evaluate(left, lookup), evaluate(right, lookup));
    case '=':
    case '!=':
    case '<>':
    case '<':
    case '<=':
    case '>':
    case '>=':
      return compare(operator, evaluate(left, lookup), evaluate(right, lookup));
  }
}

/** Whether a condition holds. */
export function isTrue(value: Value): boolean {
  return value === true;
}

function matches(value: Value, right: Expression): boolean {
  if (right.kind !== 'regex') throw statementError('invalid expression: =~ and !~ need a regex such as /^a/');
  return typeof value === 'string' && right.pattern.test(value);
}

function calculate(operator: ArithmeticOperator, left: Value, right: Value): Value {
  if (typeof left !== 'number' || typeof right !== 'number') return null;
  const result = {
    '+': left + right,
    '-': left - right,
    '*': left * right,
    '/': left / right,
    '%': left % right,
  }[operator];
  return Number.isFinite(result) ? result : null;
}

function compare(operator: Exclude<ComparisonOperator, '=~' | '!~'>, left: Value, right: Value): boolean {
  if (left === null || right === null || typeof left !== typeof right) return false;
  switch (operator) {
    case '=':
      return left === right;
    case '!=':
    case '<>':
      return left !== right;
    case '<':
      return left < right;
    case '<=':
      return left <= right;
    case '>':
      return left > right;
    case '>=':
      return left >= right;
  }
}
