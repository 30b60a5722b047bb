import type { StatementAnswer } from '../../application/influxql/answer-influxql.js';
import type { ResultSeries, Value } from '../../domain/influxql/rows.js';

/** Milliseconds of the units that `epoch` may name. */
const unitMs = { ns: 1e-6, u: 1e-3, µ: 1e-3, ms: 1, s: 1_000, m: 60_000, h: 3_600_000 } as const;

export type Epoch = keyof typeof unitMs;

/** The body of InfluxDB v1's `/query`. */
export interface InfluxQlAnswer {
  readonly results: readonly {
    readonly statement_id: number;
    readonly series?: readonly AnsweredSeries[];
    readonly error?: string;
  }[];
}

interface AnsweredSeries {
  readonly name?: string;
  readonly tags?: Readonly<Record<string, string>>;
  readonly columns: readonly string[];
  readonly values: readonly (readonly Value[])[];
}

/** Answers in InfluxDB's shape; times as numbers in the unit of `epoch`, or as RFC 3339 texts without one. */
export function influxQlAnswer(answers: readonly StatementAnswer[], epoch: Epoch | undefined): InfluxQlAnswer {
  return {
    results: answers.map((answer, index) => {
      if (!answer.ok) return { statement_id: index, error: answer.error };
      if (answer.series.length === 0) return { statement_id: index };
      return { statement_id: index, series: answer.series.map((series) => answered(series, epoch)) };
    }),
  };
}

function answered({ name, tags, columns, rows }: ResultSeries, epoch: Epoch | undefined): AnsweredSeries {
  const hasTime = columns[0] === 'time';
  return {
    ...(name === '' ? {} : { name }),
    ...(tags === undefined ? {} : { tags }),
    columns,
    values: rows.map(({ at, values }) => (hasTime ? [timeOf(at, epoch), ...values] : values)),
  };
}

function timeOf(at: number, epoch: Epoch | undefined): Value {
  if (epoch === undefined) return new Date(at).toISOString().replace('.000Z', 'Z');
  // Nanoseconds exceed what a double holds exactly; Grafana asks for milliseconds.
  return Math.floor(at / unitMs[epoch]);
}
