import { DomainError } from '../../domain/errors.js';
import { parseInfluxQl } from '../../domain/influxql/parse-influxql.js';
import type { ResultSeries } from '../../domain/influxql/rows.js';
import type { Statement } from '../../domain/influxql/statement.js';
import type { Clock } from '../../ports/clock.js';
import type { MeasurementCatalogue } from './measurement-catalogue.js';
import { SeriesSelection } from './select-series.js';
import { showNames } from './show-names.js';

/** The answer to one statement, or why there is none. */
export type StatementAnswer =
  { readonly ok: true; readonly series: readonly ResultSeries[] } | { readonly ok: false; readonly error: string };

/** Answers queries of Grafana's InfluxDB data source (InfluxQL) from the telemetry store, the alerts and the site. */
export class AnswerInfluxQl {
  constructor(
    private readonly catalogue: MeasurementCatalogue,
    private readonly clock: Clock,
  ) {}

  /** One answer a statement. Throws `invalid_input` with the place in the text when the query cannot be read. */
  async answer(query: string): Promise<readonly StatementAnswer[]> {
    const answers: StatementAnswer[] = [];
    for (const statement of parseInfluxQl(query)) answers.push(await this.#answerOne(statement));
    return answers;
  }

  /** A statement that asks for what there is not fails alone; a store out of reach fails the query. */
  async #answerOne(statement: Statement): Promise<StatementAnswer> {
    try {
      return { ok: true, series: await this.#seriesOf(statement) };
    } catch (error) {
      if (error instanceof DomainError && error.code === 'invalid_input') return { ok: false, error: error.message };
      throw error;
    }
  }

  async #seriesOf(statement: Statement): Promise<readonly ResultSeries[]> {
    const nowMs = this.clock.now();
    switch (statement.kind) {
      case 'select':
        return new SeriesSelection(this.catalogue, nowMs).select(statement);
      case 'show':
        return showNames(this.catalogue, statement, nowMs);
      case 'show databases':
        return [listOf('databases', ['name'], ['plenum'])];
      case 'show retention policies':
        return [
          listOf(
            '',
            ['name', 'duration', 'shardGroupDuration', 'replicaN', 'default'],
            ['autogen', '0s', '168h0m0s', 1, true],
          ),
        ];
      case 'create database':
        return [];
    }
  }
}

function listOf(
  name: string,
  columns: readonly string[],
  values: ResultSeries['rows'][number]['values'],
): ResultSeries {
  return { name, tags: undefined, columns, rows: [{ at: 0, values }] };
}
