import { DomainError } from '../../../domain/errors.js';

/** One aggregate of one field of one series in the windows of a time range. */
export interface AggregateTable {
  readonly aggregate: string;
  readonly field: string;
  readonly asset: string;
  readonly component: string;
  /** Start of each window, epoch ms. */
  readonly at: readonly number[];
  /** Aligned with `at`. */
  readonly values: readonly number[];
}

interface OpenTable extends AggregateTable {
  readonly number: string;
  readonly at: number[];
  readonly values: number[];
}

/** Places of the columns, which differ from answer to answer; -1 for one that is not there. */
interface Columns {
  readonly aggregate: number;
  readonly table: number;
  readonly field: number;
  readonly at: number;
  readonly value: number;
  readonly asset: number;
  readonly component: number;
}

/** A header that the answer has instead of one of rows when the query fails after the first of them were sent. */
const failure = 'failure';

/**
 * Puts Flux's answer in CSV, whose lines repeat everything about their table, together to its tables. The rows of a table
 * come one after the other, and all tables have the same few times.
 */
export class AggregateTables {
  readonly #times = new Map<string, number>();
  /** Undefined before the header of the next rows. */
  #columns: Columns | typeof failure | undefined;
  #open: OpenTable | undefined;

  /**
   * Takes the next line of the answer. Returns the table that it shows to be complete, if any.
   * @throws DomainError `unavailable`, retriable, when the line tells that the server has failed on its way.
   */
  take(line: string): AggregateTable | undefined {
    const cells = cellsOf(line);
    if (cells.length < 2) {
      this.#columns = undefined;
      return this.end();
    }
    // No blank line need come before the failure in the middle of a table.
    if (!this.#columns || (cells.length < 4 && cells.includes('error'))) {
      this.#columns = columnsOf(cells);
      return undefined;
    }
    if (this.#columns === failure) throw failed(cells.join(' ').trim());
    return this.#takeRow(this.#columns, cells);
  }

  /** The table that is complete because the answer has ended, if any. */
  end(): AggregateTable | undefined {
    const complete = this.#open;
    this.#open = undefined;
    return complete;
  }

  #takeRow(columns: Columns, cells: readonly string[]): AggregateTable | undefined {
    const cell = (place: number) => cells[place] ?? '';
    const number = cell(columns.table);
    const complete = this.#open?.number === number ? undefined : this.end();
    this.#open ??= {
      number,
      aggregate: cell(columns.aggregate),
      field: cell(columns.field),
      asset: cell(columns.asset),
      component: cell(columns.component),
      at: [],
      values: [],
    };
    this.#open.at.push(this.#timeOf(cell(columns.at)));
    this.#open.values.push(Number(cell(columns.value)));
    return complete;
  }

  #timeOf(text: string): number {
    const known = this.#times.get(text);
    if (known !== undefined) return known;
    const at = Date.parse(text);
    this.#times.set(text, at);
    return at;
  }
}

/**
 * The status of an answer has been sent when the query fails in the middle of it, so the failure comes as a table: columns
 * `error` and `reference`, and none of a result (docs.influxdata.com, annotated CSV, errors).
 */
function columnsOf(header: readonly string[]): Columns | typeof failure {
  const place = (name: string) => header.indexOf(name);
  if (place('result') < 0 || place('_value') < 0) return failure;
  return {
    aggregate: place('result'),
    table: place('table'),
    field: place('_field'),
    at: place('_time'),
    value: place('_value'),
    asset: place('asset'),
    component: place('component'),
  };
}

function failed(reason: string): DomainError {
  return new DomainError('unavailable', `InfluxDB failed in the middle of an answer: ${reason}`, { retriable: true });
}

/** Cells of a line of CSV (RFC 4180). Names hold no line breaks, so a line is a record. */
function cellsOf(line: string): string[] {
  if (!line.includes('"')) return line.split(',');
  // With a comma in front every cell, empty or not, is a match of at least one character.
  return Array.from(`,${line}`.matchAll(/,(?:"((?:[^"]|"")*)"|([^,]*))/g), ([, quoted, plain]) =>
    quoted === undefined ? (plain ?? '') : quoted.replaceAll('""', '"'),
  );
}
