import type { ComparisonOperator, Expression } from './expression.js';
import { namesIn } from './expression.js';
import { statementError } from './influxql-error.js';

/** A condition taken apart: when, and which points. */
export interface Conditions {
  /** Inclusive, epoch ms; undefined: from the first point on. */
  readonly fromMs: number | undefined;
  /** Exclusive, epoch ms. */
  readonly toMs: number | undefined;
  /** What else must hold, all of them. */
  readonly others: readonly Expression[];
}

/** Splits a WHERE clause. Throws `invalid_input` where time stands in an OR or is compared with what is no time. */
export function conditionsOf(where: Expression | undefined, nowMs: number): Conditions {
  let fromMs: number | undefined;
  let toMs: number | undefined;
  const others: Expression[] = [];
  for (const part of conjuncts(where)) {
    const bound = timeBound(part, nowMs);
    if (!bound) {
      if (namesIn(part).some((name) => name.toLowerCase() === 'time')) {
        throw statementError('invalid expression: time may only be compared, and only be joined by AND');
      }
      others.push(part);
      continue;
    }
    const { operator, ms } = bound;
    // Stored times are whole milliseconds, so an exclusive bound is the next millisecond.
    if (operator === '>=' || operator === '=') fromMs = Math.max(fromMs ?? -Infinity, Math.ceil(ms));
    if (operator === '>') fromMs = Math.max(fromMs ?? -Infinity, Math.floor(ms) + 1);
    if (operator === '<') toMs = Math.min(toMs ?? Infinity, Math.ceil(ms));
    if (operator === '<=' || operator === '=') toMs = Math.min(toMs ?? Infinity, Math.floor(ms) + 1);
  }
  return { fromMs, toMs, others };
}

function conjuncts(where: Expression | undefined): readonly Expression[] {
  if (!where) return [];
  if (where.kind === 'binary' && where.operator === 'AND') return [...conjuncts(where.left), ...conjuncts(where.right)];
  return [where];
}

const mirrored: Readonly<Partial<Record<string, ComparisonOperator>>> = {
  '<': '>',
  '<=': '>=',
  '>': '<',
  '>=': '<=',
  '=': '=',
};

function timeBound(part: Expression, nowMs: number): { readonly operator: string; readonly ms: number } | undefined {
  if (part.kind !== 'binary') return undefined;
  const operator = mirrored[part.operator];
  if (operator === undefined) return undefined;
  if (isTime(part.left)) return { operator: part.operator, ms: timeOf(part.right, nowMs) };
  if (isTime(part.right)) return { operator, ms: timeOf(part.left, nowMs) };
  return undefined;
}

function isTime(expression: Expression): boolean {
  return expression.kind === 'name' && expression.name.toLowerCase() === 'time';
}

/** A time: `now()`, a text, an epoch in nanoseconds, or with a unit (`1700000000000ms`), and sums of these. */
function timeOf(expression: Expression, nowMs: number): number {
  switch (expression.kind) {
    case 'number':
      return expression.value / 1e6;
    case 'duration':
      return expression.ms;
    case 'string':
      return parseTimeText(expression.text);
    case 'call':
      if (expression.name === 'now' && expression.args.length === 0) return nowMs;
      break;
    case 'binary':
      if (expression.operator === '+') return timeOf(expression.left, nowMs) + timeOf(expression.right, nowMs);
      if (expression.operator === '-') return timeOf(expression.left, nowMs) - timeOf(expression.right, nowMs);
      break;
    case 'boolean':
    case 'everything':
    case 'name':
    case 'regex':
      break;
  }
  throw statementError('invalid expression: time must be compared with a time');
}

/** RFC 3339, or InfluxDB's `2026-01-31 12:00:00.5`, in UTC. */
function parseTimeText(text: string): number {
  if (/^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?)?(Z|[+-]\d{2}:\d{2})?$/.test(text)) {
    const iso = text.replace(' ', 'T');
    const ms = Date.parse(iso.includes('T') && !/(Z|[+-]\d{2}:\d{2})$/.test(iso) ? `${iso}Z` : iso);
    if (!Number.isNaN(ms)) return ms;
  }
  throw statementError(`invalid time: '${text}' is not of the form 2026-01-31T12:00:00Z`);
}
