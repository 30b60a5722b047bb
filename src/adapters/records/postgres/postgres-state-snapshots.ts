import { crc32 } from 'node:zlib';
import { DomainError } from '../../../domain/errors.js';
import { type StateSnapshot, StateSnapshots } from '../../../ports/state-snapshots.js';
import type { Database } from './database.js';

interface SnapshotRow {
  readonly offset: number;
  readonly version: number;
  readonly bytes: Buffer;
  readonly checksum: string;
}

const saveSnapshot = `
  INSERT INTO state_snapshots (name, bus_offset, version, bytes, checksum) VALUES ($1, $2, $3, $4, $5)
  ON CONFLICT (name) DO UPDATE SET bus_offset = excluded.bus_offset, version = excluded.version,
    bytes = excluded.bytes, checksum = excluded.checksum`;

const loadSnapshot = `
  SELECT bus_offset AS "offset", version, bytes, checksum FROM state_snapshots WHERE name = $1`;

/** State snapshots as the table `state_snapshots`, where every process finds what another has left. */
export class PostgresStateSnapshots extends StateSnapshots {
  constructor(private readonly database: Database) {
    super();
  }

  async save(name: string, { offset, version, bytes }: StateSnapshot): Promise<void> {
    const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    await this.database.query(saveSnapshot, [name, offset, version, buffer, crc32(buffer)]);
  }

  async load(name: string): Promise<StateSnapshot | undefined> {
    const [row] = await this.database.query<SnapshotRow>(loadSnapshot, [name]);
    if (!row) return undefined;
    if (crc32(row.bytes) !== Number(row.checksum)) {
      throw new DomainError(
        'incompatible_data',
        `The state snapshot ${name} in PostgreSQL is damaged. Delete it from state_snapshots: the state is learned again from the stored telemetry.`,
        { details: { name } },
      );
    }
    // A copy, so that typed arrays over it are aligned wherever the driver has read it to.
    return { offset: row.offset, version: row.version, bytes: Uint8Array.from(row.bytes) };
  }

  async delete(name: string): Promise<void> {
    await this.database.query('DELETE FROM state_snapshots WHERE name = $1', [name]);
  }
}
