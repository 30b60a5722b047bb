import { AssetDirectory, type PlacedAsset } from '../../../ports/asset-directory.js';
import type { Clock } from '../../../ports/clock.js';
import { InfluxHttp, type InfluxServer } from './influx-http.js';
import { lineMeasurement, lineTag, storedName } from './influx-names.js';
import { LineWriter } from './line-writer.js';

const measurement = 'plenum_assets';

export interface InfluxAssetDirectoryOptions {
  readonly server: InfluxServer;
  /** The bucket of raw rows: dashboards know no other. */
  readonly bucket: string;
}

/**
 * The assets as the measurement `plenum_assets` beside the telemetry, for the variables of dashboards: a row an asset, at
 * the time of publication. It lies with the store because the two share server, names and line protocol.
 */
export class InfluxAssetDirectory extends AssetDirectory {
  readonly #http: InfluxHttp;
  readonly #writer: LineWriter;

  constructor(
    private readonly options: InfluxAssetDirectoryOptions,
    private readonly clock: Clock,
  ) {
    super();
    this.#http = new InfluxHttp(options.server);
    this.#writer = new LineWriter(this.#http, true, {
      clock,
      // The caller tries again by itself.
      signal: AbortSignal.abort(),
      giveUpAfterMs: 0,
      beforeRetry: () => Promise.resolve(),
    });
  }

  /** Writes the new rows before the old ones go, so that readers never find none. */
  async publish(assets: readonly PlacedAsset[]): Promise<void> {
    const at = this.clock.now();
    await this.#writer.write(this.options.bucket, assets.map((asset) => lineOf(asset, at)).join(''));
    await this.#dropBefore(at);
  }

  async #dropBefore(at: number): Promise<void> {
    const { server, bucket } = this.options;
    await this.#http.demand({
      method: 'POST',
      path: '/api/v2/delete',
      query: { org: server.org, bucket },
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        start: new Date(0).toISOString(),
        stop: new Date(at - 1).toISOString(),
        predicate: `_measurement="${measurement}"`,
      }),
    });
  }
}

function lineOf({ id, kind, room, rack, name, series }: PlacedAsset, at: number): string {
  const tags = Object.entries({ asset: id, kind, rack, room }).map(([key, value]) => lineTag(key, storedName(value)));
  return `${lineMeasurement(measurement)}${tags.join('')} name=${text(name)},series=${series} ${at}\n`;
}

/** A value of line protocol that is a text. */
function text(value: string): string {
  return `"${value.replace(/["\\]/g, '\\$&')}"`;
}
