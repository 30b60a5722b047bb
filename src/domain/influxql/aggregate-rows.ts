import { type Aggregate, aggregates, type Chosen, isAggregate } from './aggregates.js';
import { evaluate } from './evaluate.js';
import { callsIn, type Expression } from './expression.js';
import { statementError } from './influxql-error.js';
import { cellOf, type ResultRow, type TaggedRows, type Value } from './rows.js';
import type { Column, Grouping } from './statement.js';

type Call = Extract<Expression, { kind: 'call' }>;

/** One call of the statement: which aggregate over which column. */
export interface AggregateCall {
  readonly call: Call;
  readonly field: string;
  make(): Aggregate;
}

/** The calls of a statement's columns. Throws `invalid_input` for functions and arguments that are not known. */
export function aggregateCalls(columns: readonly Column[]): readonly AggregateCall[] {
  return columns.flatMap(({ expression }) => callsIn(expression)).map(aggregateCall);
}

function aggregateCall(call: Call): AggregateCall {
  const { name, args } = call;
  const [over, second] = args;
  if (name === 'count' && over?.kind === 'call' && over.name === 'distinct') {
    const inner = aggregateCall(over);
    return { call, field: inner.field, make: () => counting(inner.make()) };
  }
  if (!isAggregate(name)) {
    throw statementError(`undefined function ${name}(); known: ${Object.keys(aggregates).join(', ')}`);
  }
  if (over?.kind !== 'name') throw statementError(`expected field argument in ${name}()`);
  if (name === 'percentile' ? second?.kind !== 'number' : second !== undefined) {
    throw statementError(`invalid number of arguments for ${name}`);
  }
  const parameter = second?.kind === 'number' ? second.value : 0;
  return { call, field: over.name, make: () => aggregates[name](parameter) };
}

function counting(inner: Aggregate): Aggregate {
  return {
    add: (value, at) => inner.add(value, at),
    results: () => {
      const { length } = inner.results();
      return length === 0 ? [] : [{ value: length }];
    },
  };
}

/** Start of the interval that a time lies in, aligned to the epoch and the offset. */
export function intervalStart(at: number, interval: NonNullable<Grouping['interval']>): number {
  return Math.floor((at - interval.offsetMs) / interval.widthMs) * interval.widthMs + interval.offsetMs;
}

/**
 * The rows of a statement with aggregates: one per interval with data, or one for everything (at its point's time when
 * the only call selects a point, at `startMs` otherwise).
 */
export function aggregateRows(
  group: readonly TaggedRows[],
  columns: readonly Column[],
  calls: readonly AggregateCall[],
  { interval, startMs }: { interval: Grouping['interval']; startMs: number },
): readonly ResultRow[] {
  const byInterval = new Map<number, readonly Aggregate[]>();
  for (const { rows } of group) {
    calls.forEach(({ call, field }, place) => {
      const prepared = `${call.name}(${field})`;
      const column = rows.columns.has(prepared) ? prepared : field;
      for (let index = 0; index < rows.at.length; index += 1) {
        const value = cellOf(rows, column, index);
        if (value === null) continue;
        const at = rows.at[index] ?? 0;
        const start = interval ? intervalStart(at, interval) : startMs;
        let here = byInterval.get(start);
        if (!here) {
          here = calls.map((one) => one.make());
          byInterval.set(start, here);
        }
        here[place]?.add(value, at);
      }
    });
  }
  return [...byInterval]
    .sort(([a], [b]) => a - b)
    .flatMap(([start, states]) => rowsOf(start, states, columns, calls, interval === undefined));
}

/** Usually one row; several where the only call gives several values (`distinct`). */
function rowsOf(
  start: number,
  states: readonly Aggregate[],
  columns: readonly Column[],
  calls: readonly AggregateCall[],
  atItsPoint: boolean,
): readonly ResultRow[] {
  const results = states.map((state) => state.results());
  const isSingle = calls.length === 1;
  const row = (chosen: readonly (Chosen | undefined)[]): ResultRow => {
    const valueOf = new Map<Call, Value>(calls.map(({ call }, place) => [call, chosen[place]?.value ?? null]));
    const lookup = { name: () => null, call: (call: Call) => valueOf.get(call) ?? null };
    const ownAt = isSingle && atItsPoint ? chosen[0]?.at : undefined;
    return { at: ownAt ?? start, values: columns.map(({ expression }) => evaluate(expression, lookup)) };
  };
  if (isSingle) return (results[0] ?? []).map((chosen) => row([chosen]));
  return results.every(({ length }) => length === 0) ? [] : [row(results.map(([first]) => first))];
}
