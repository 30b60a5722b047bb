import { type DiscoveredDevice, DiscoveredDevices } from '../../../ports/discovered-devices.js';
import type { Database } from './database.js';
import { asTime } from './times.js';

type DeviceRow = Omit<DiscoveredDevice, 'firstSeenAt' | 'adoption'> & {
  readonly firstSeenAt: Date;
  readonly adoption: NonNullable<DiscoveredDevice['adoption']> | null;
};

const recordDevices = `
  INSERT INTO discovered_devices (asset_id, first_seen_at, source, hints, adoption)
  SELECT * FROM unnest($1::text[], $2::timestamptz[], $3::text[], $4::json[], $5::json[])
  ON CONFLICT (asset_id) DO NOTHING`;

/** Devices that only telemetry knows, as the table `discovered_devices`. A device already known stays as it is, its hints too. */
export class PostgresDiscoveredDevices extends DiscoveredDevices {
  constructor(private readonly database: Database) {
    super();
  }

  async record(devices: readonly DiscoveredDevice[]): Promise<void> {
    if (devices.length === 0) return;
    await this.database.query(recordDevices, [
      devices.map(({ assetId }) => assetId),
      devices.map(({ firstSeenAt }) => asTime(firstSeenAt)),
      devices.map(({ source }) => source),
      devices.map(({ hints }) => JSON.stringify(hints)),
      devices.map(({ adoption }) => (adoption ? JSON.stringify(adoption) : null)),
    ]);
  }

  /** Earliest sighting first. */
  async list(): Promise<readonly DiscoveredDevice[]> {
    const rows = await this.database.query<DeviceRow>(
      `SELECT asset_id AS "assetId", first_seen_at AS "firstSeenAt", source, hints, adoption
       FROM discovered_devices ORDER BY first_seen_at, asset_id`,
    );
    return rows.map((row) => ({
      ...row,
      firstSeenAt: row.firstSeenAt.getTime(),
      adoption: row.adoption ?? undefined,
    }));
  }

  async adopt(assetId: string, adoption: NonNullable<DiscoveredDevice['adoption']>): Promise<boolean> {
    const changed = await this.database.query(
      'UPDATE discovered_devices SET adoption = $2 WHERE asset_id = $1 RETURNING asset_id',
      [assetId, JSON.stringify(adoption)],
    );
    return changed.length > 0;
  }
}
