import { DomainError } from '../../../domain/errors.js';
import type { SeriesIdentity } from '../../../domain/telemetry/series.js';
import type { InfluxHttp } from './influx-http.js';
import { literal, storedName } from './influx-names.js';

export type Cell = number | string | null;

/** One series of an answer. The first column of a row is its time in epoch ms. */
export interface ResultSeries {
  readonly name: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly rows: readonly (readonly Cell[])[];
}

interface QueryDocument {
  readonly results?: readonly {
    readonly error?: string;
    readonly series?: readonly {
      readonly name: string;
      readonly tags?: Readonly<Record<string, string>>;
      readonly values?: readonly (readonly Cell[])[];
    }[];
  }[];
}

/** Runs statements of InfluxQL against a bucket (a database of the same name); gives one list of series for each. */
export async function influxQl(
  http: InfluxHttp,
  bucket: string,
  statements: readonly string[],
): Promise<readonly (readonly ResultSeries[])[]> {
  const text = await http.demand({
    method: 'POST',
    path: '/query',
    query: { db: bucket, epoch: 'ms' },
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ q: statements.join(';') }).toString(),
    timeoutMs: 120_000,
  });
  // The border: the answer's documented shape.
  const { results = [] } = JSON.parse(text) as QueryDocument;
  return results.map(({ error, series = [] }) => {
    if (error !== undefined) throw new DomainError('internal', `InfluxDB refused a query: ${error}`);
    return series.map(({ name, tags = {}, values = [] }) => ({ name, tags, rows: values }));
  });
}

/** The rows of a statement over one series. */
export async function rowsOf(
  http: InfluxHttp,
  bucket: string,
  statement: string,
): Promise<readonly (readonly Cell[])[]> {
  const [series] = await influxQl(http, bucket, [statement]);
  return series?.[0]?.rows ?? [];
}

/** A condition that only rows of this series meet. */
export function seriesCondition({ assetId, component }: SeriesIdentity): string {
  return `"asset" = ${literal(storedName(assetId))} AND "component" = ${literal(storedName(component))}`;
}

export function numberOf(cell: Cell | undefined): number {
  return typeof cell === 'number' ? cell : Number.NaN;
}
