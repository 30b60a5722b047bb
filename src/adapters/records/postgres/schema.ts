import type { DataSource } from 'typeorm';
import { CreateRecords1764000000000 } from '../../../../migrations/1764000000000-create-records.js';
import { TellEscalations1764100000000 } from '../../../../migrations/1764100000000-tell-escalations.js';
import { ShareBetweenProcesses1765000000000 } from '../../../../migrations/1765000000000-share-between-processes.js';
import { NoticeDeliveries1765200000000 } from '../../../../migrations/1765200000000-notice-deliveries.js';
import { Incidents1766000000000 } from '../../../../migrations/1766000000000-incidents.js';
import { QuietTimes1766100000000 } from '../../../../migrations/1766100000000-quiet-times.js';
import { IncidentDeliveries1766200000000 } from '../../../../migrations/1766200000000-incident-deliveries.js';
import { DetectorOrders1766300000000 } from '../../../../migrations/1766300000000-detector-orders.js';
import { DeviceLimits1766400000000 } from '../../../../migrations/1766400000000-device-limits.js';
import { DeviceLimitsRevision1766500000000 } from '../../../../migrations/1766500000000-device-limits-revision.js';
import { WhenAlertsEscalated1766600000000 } from '../../../../migrations/1766600000000-when-alerts-escalated.js';
import { Forecasts1766700000000 } from '../../../../migrations/1766700000000-forecasts.js';
import { DomainError } from '../../../domain/errors.js';

/** Every migration, oldest first. Append only: a released one is never changed. */
export const migrations = [
  CreateRecords1764000000000,
  TellEscalations1764100000000,
  ShareBetweenProcesses1765000000000,
  NoticeDeliveries1765200000000,
  Incidents1766000000000,
  QuietTimes1766100000000,
  IncidentDeliveries1766200000000,
  DetectorOrders1766300000000,
  DeviceLimits1766400000000,
  DeviceLimitsRevision1766500000000,
  WhenAlertsEscalated1766600000000,
  Forecasts1766700000000,
];

/** Where the names of the migrations that a database has gone through are kept. */
export const migrationsTable = 'schema_migrations';

/** How the schema of a database differs from the one that this build makes: names of migrations, oldest first. */
export interface SchemaDifference {
  /** Known here and not applied there. */
  readonly missing: readonly string[];
  /** Applied there by a newer Plenum. */
  readonly unknown: readonly string[];
}

/** Compares without changing anything. A database without records misses every migration. */
export async function schemaDifference(dataSource: Pick<DataSource, 'query'>): Promise<SchemaDifference> {
  const known = migrations.map(({ name }) => name);
  const applied = await appliedIn(dataSource);
  return {
    missing: known.filter((name) => !applied.includes(name)),
    unknown: applied.filter((name) => !known.includes(name)),
  };
}

/** @throws DomainError `incompatible_data` when a newer Plenum has changed the schema. */
export async function refuseNewerSchema(dataSource: DataSource): Promise<void> {
  const { unknown } = await schemaDifference(dataSource);
  if (unknown.length === 0) return;
  throw new DomainError(
    'incompatible_data',
    `A newer Plenum has changed the schema of the records in ${where(dataSource)} (${unknown.join(', ')}). Start that release or a later one.`,
    { details: { unknown } },
  );
}

/**
 * For a guest, who leaves the schema to the processes whose it is. A newer one will do: migrations add to what there is.
 * @throws DomainError `incompatible_data` when it lacks a migration that is known here.
 */
export async function refuseOlderSchema(dataSource: DataSource): Promise<void> {
  const { missing } = await schemaDifference(dataSource);
  if (missing.length === 0) return;
  throw new DomainError(
    'incompatible_data',
    `The schema of the records in ${where(dataSource)} is older than this Plenum needs (${missing.join(', ')} is missing). Start this release or a later one there first.`,
    { details: { missing } },
  );
}

async function appliedIn(dataSource: Pick<DataSource, 'query'>): Promise<readonly string[]> {
  const [table] = await dataSource.query<{ name: string | null }[]>('SELECT to_regclass($1)::text AS name', [
    migrationsTable,
  ]);
  if (!table?.name) return [];
  const applied = await dataSource.query<{ name: string }[]>(`SELECT name FROM ${migrationsTable} ORDER BY id`);
  return applied.map(({ name }) => name);
}

function where({ options }: DataSource): string {
  const host = 'host' in options && typeof options.host === 'string' ? ` on ${options.host}` : '';
  return `database ${String(options.database)}${host}`;
}
