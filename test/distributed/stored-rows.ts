import { isResidual } from '../../src/domain/telemetry/metric-catalogue.js';
import type { InfluxTestServer } from '../servers/influx.js';

const bucket = 'plenum';

/** How many rows have a value and how many have a score. */
export interface RowCount {
  readonly values: number;
  readonly scores: number;
}

/** Cells of a row: time, value, score, expected, lower, upper. NaN is what is not there. */
export const cellsOfRow = 6;

/** The rows of one series in the order of their times, one behind the other. */
export interface SeriesRows {
  readonly assetId: string;
  readonly cells: Float64Array;
}

/** What InfluxDB holds of Plenum's telemetry, read past Plenum. */
export class StoredRows {
  constructor(private readonly influx: InfluxTestServer) {}

  /** Of all measured series, or of the derived ones, which come a little later; at one time or at all. */
  async count(at?: number, of: 'measured' | 'derived' = 'measured'): Promise<RowCount> {
    const when = at === undefined ? '' : `WHERE time = ${at}ms`;
    const all = await this.#select(`SELECT count("value"), count("score") FROM /.*/ ${when}`);
    const series = all.filter(({ name }) => isResidual(name) === (of === 'derived'));
    const sum = (column: number) => series.reduce((total, { values }) => total + (values[0]?.[column] ?? 0), 0);
    return { values: sum(1), scores: sum(2) };
  }

  /** Of one metric, every series. */
  async of(metric: string): Promise<readonly SeriesRows[]> {
    const series = await this.#select(
      `SELECT "value", "score", "expected", "lower", "upper" FROM "${metric}" GROUP BY "asset"`,
    );
    return series.map(({ tags, values }) => ({
      assetId: tags?.['asset'] ?? '',
      cells: Float64Array.from(values.flat(), (cell) => cell ?? Number.NaN),
    }));
  }

  async #select(statement: string): Promise<readonly Selected[]> {
    const answer = JSON.parse(await this.influx.query(bucket, statement)) as Answer;
    const [result] = answer.results ?? [];
    if (!result || result.error !== undefined) throw new Error(`InfluxDB refused ${statement}: ${result?.error}`);
    return result.series ?? [];
  }
}

interface Selected {
  readonly name: string;
  readonly tags?: Readonly<Record<string, string>>;
  readonly values: readonly (readonly (number | null)[])[];
}

interface Answer {
  readonly results?: readonly { readonly error?: string; readonly series?: readonly Selected[] }[];
}
