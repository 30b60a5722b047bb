import { DomainError, messageOf } from '../../domain/errors.js';
import type { EvenSeries } from '../../domain/forecasting/even-series.js';
import { evenSeriesOf } from '../../domain/forecasting/even-table.js';
import { type LayoutChoice, layoutOf, type TableLayout } from '../../domain/telemetry/csv/table-layout.js';
import { readRow } from '../../domain/telemetry/csv/table-row.js';
import type { Recording } from '../../ports/recording.js';

/** A recorded table with one series a column, all of the same times. */
export interface EvenTable {
  readonly names: readonly string[];
  readonly series: readonly EvenSeries[];
  /** Rows that were read. */
  readonly rows: number;
}

/**
 * Reads a whole table into series at even steps. Rejects with `invalid_input` that begins with the recording's name, and line
 * where one is to blame, when it cannot be read, its times have no step, or a column has no reading.
 */
export async function readEvenTable(recording: Recording, choice: LayoutChoice): Promise<EvenTable> {
  const refuse = (problem: string, line?: number): DomainError =>
    new DomainError('invalid_input', `${recording.name}${line === undefined ? '' : `:${line}`}: ${problem}`);
  let layout: TableLayout | undefined;
  const times: number[] = [];
  const columns: number[][] = [];
  for await (const { line, cells } of recording.rows()) {
    if (layout === undefined) {
      try {
        layout = layoutOf(cells, choice);
      } catch (error) {
        throw refuse(messageOf(error), line);
      }
      columns.push(...layout.values.map(() => []));
      continue;
    }
    const row = readRow(layout, cells);
    if (row.kind === 'bad') throw refuse(row.problem, line);
    times.push(row.at);
    for (const [column, value] of row.values.entries()) columns[column]?.push(value ?? NaN);
  }
  if (layout === undefined) throw refuse('is empty; a header and rows are expected');
  const names = layout.values.map(({ name }) => name);
  const silent = names.filter((_, column) => columns[column]?.every(Number.isNaN));
  if (times.length > 0 && silent.length > 0) {
    throw refuse(`has no reading in column ${silent.join(', ')}; leave it out with --values`);
  }
  try {
    return { names, series: evenSeriesOf({ times, columns }), rows: times.length };
  } catch (error) {
    throw refuse(messageOf(error));
  }
}
