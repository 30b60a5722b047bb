import { DomainError } from '../../../domain/errors.js';
import type { SeriesDescriptor } from '../../../domain/telemetry/series.js';
import { SeriesCatalogue, type UnresolvedSeries } from '../../../ports/series-catalogue.js';
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

const givenIdentities = `
  unnest($1::text[], $2::text[], $3::text[]) WITH ORDINALITY AS given (asset_id, metric, component, place)`;

/** The series of the given identities that have an id, in the order given. */
const findKnown = `
  SELECT series.id, given.asset_id AS "assetId", given.metric, given.component, unit, source, simulated
  FROM ${givenIdentities} JOIN series USING (asset_id, metric, component)
  ORDER BY place`;

/**
 * Gives the next ids, without a gap, to those that have none. Ids must be dense, which a sequence does not promise; so
 * one at a time counts on, and the lock holds off others that would insert.
 */
const lockIds = 'LOCK TABLE series IN SHARE ROW EXCLUSIVE MODE';
const insertUnknown = `
  INSERT INTO series (id, asset_id, metric, component, unit, source, simulated)
  SELECT (SELECT coalesce(max(id), 0) FROM series) + row_number() OVER (ORDER BY place),
         asset_id, metric, component, unit, source, simulated
  FROM (
    SELECT DISTINCT ON (asset_id, metric, component) *
    FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::boolean[])
      WITH ORDINALITY AS given (asset_id, metric, component, unit, source, simulated, place)
    ORDER BY asset_id, metric, component, place
  ) AS given
  WHERE NOT EXISTS (
    SELECT FROM series
    WHERE (series.asset_id, series.metric, series.component) = (given.asset_id, given.metric, given.component)
  )`;

/** The series catalogue as the table `series`. */
export class PostgresSeriesCatalogue extends SeriesCatalogue {
  constructor(private readonly database: Database) {
    super();
  }

  load(afterId = 0): Promise<readonly SeriesDescriptor[]> {
    return this.database.query<SeriesDescriptor>(
      'SELECT id, asset_id AS "assetId", metric, component, unit, source, simulated FROM series WHERE id > $1 ORDER BY id',
      [afterId],
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

  async resolve(series: readonly UnresolvedSeries[]): Promise<readonly SeriesDescriptor[]> {
    const resolved: SeriesDescriptor[] = [];
    for (let start = 0; start < series.length; start += chunkSize) {
      resolved.push(...(await this.#resolveChunk(series.slice(start, start + chunkSize))));
    }
    return resolved;
  }

  async #resolveChunk(series: readonly UnresolvedSeries[]): Promise<readonly SeriesDescriptor[]> {
    const identity = identityColumns(series);
    // Nearly always all are known, and nobody waits for the lock.
    const known = await this.database.query<SeriesDescriptor>(findKnown, identity);
    if (known.length === series.length) return known;
    return this.database.transaction(async (query) => {
      await query(lockIds);
      await query(insertUnknown, [...identity, ...originColumns(series)]);
      return query<SeriesDescriptor>(findKnown, identity);
    });
  }
}

async function saveChunk(query: RunQuery, series: readonly SeriesDescriptor[]): Promise<void> {
  const identity = [series.map(({ id }) => id), ...identityColumns(series)];
  await query(insertNew, [...identity, ...originColumns(series)]);
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

function identityColumns(series: readonly UnresolvedSeries[]): unknown[][] {
  return [
    series.map(({ assetId }) => assetId),
    series.map(({ metric }) => metric),
    series.map(({ component }) => component),
  ];
}

function originColumns(series: readonly UnresolvedSeries[]): unknown[][] {
  return [series.map(({ unit }) => unit), series.map(({ source }) => source), series.map(({ simulated }) => simulated)];
}
