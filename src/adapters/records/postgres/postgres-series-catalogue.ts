import { DomainError } from '../../../domain/errors.js';
import type { SeriesDescriptor } from '../../../domain/telemetry/series.js';
import { SeriesCatalogue } from '../../../ports/series-catalogue.js';
import type { Database, RunQuery } from './database.js';

/** Series to one statement: bounds its memory and how long it holds the connection. */
const chunkSize = 5_000;

const insertNew = `
  INSERT INTO series (id, asset_id, metric, component, unit, source, simulated)
  SELECT * FROM unnest($1::int[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::boolean[])
  ON CONFLICT DO NOTHING`;

/** The given series that are not in the table under their own id and identity. */
const findRefused = `
  SELECT given.id, given.asset_id AS "assetId", given.metric, given.component
  FROM unnest($1::int[], $2::text[], $3::text[], $4::text[]) AS given (id, asset_id, metric, component)
  LEFT JOIN series USING (id, asset_id, metric, component)
  WHERE series.source IS NULL
  ORDER BY given.id LIMIT 1`;

/** The series catalogue as the table `series`. */
export class PostgresSeriesCatalogue extends SeriesCatalogue {
  constructor(private readonly database: Database) {
    super();
  }

  load(): Promise<readonly SeriesDescriptor[]> {
    return this.database.query<SeriesDescriptor>(
      'SELECT id, asset_id AS "assetId", metric, component, unit, source, simulated FROM series ORDER BY id',
    );
  }

  async save(series: readonly SeriesDescriptor[]): Promise<void> {
    if (series.length === 0) return;
    await this.database.transaction(async (query) => {
      for (let start = 0; start < series.length; start += chunkSize) {
        await saveChunk(query, series.slice(start, start + chunkSize));
      }
    });
  }
}

async function saveChunk(query: RunQuery, series: readonly SeriesDescriptor[]): Promise<void> {
  const identity = [
    series.map(({ id }) => id),
    series.map(({ assetId }) => assetId),
    series.map(({ metric }) => metric),
    series.map(({ component }) => component),
  ];
  const origin = [
    series.map(({ unit }) => unit),
    series.map(({ source }) => source),
    series.map(({ simulated }) => simulated),
  ];
  await query(insertNew, [...identity, ...origin]);
  const [refused] = await query<Pick<SeriesDescriptor, 'id' | 'assetId' | 'metric' | 'component'>>(
    findRefused,
    identity,
  );
  if (!refused) return;
  throw new DomainError(
    'conflict',
    `Series ${refused.id} (${refused.assetId} ${refused.metric} ${refused.component}) has another identity or id in the catalogue. Two services may be writing to the same records.`,
    { details: { ...refused } },
  );
}
