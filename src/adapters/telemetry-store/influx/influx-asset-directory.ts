import { AssetDirectory, type PlacedAsset } from '../../../ports/asset-directory.js';
import type { Clock } from '../../../ports/clock.js';
import { InfluxHttp, type InfluxServer } from './influx-http.js';
import { lineMeasurement, lineTag, storedName } from './influx-names.js';
import { LineWriter } from './line-writer.js';

const measurement = 'plenum_assets';
/** After any clock, and before the last time that InfluxDB knows. */
const farFutureMs = Date.UTC(2200, 0);

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

  /**
   * Writes the new rows before the others go, so that readers never find none. Rows with a later time go too: they are of a
   * process whose clock was ahead of this one's.
   */
  async publish(assets: readonly PlacedAsset[]): Promise<void> {
    const at = this.clock.now();
    await this.#writer.write(this.options.bucket, assets.map((asset) => lineOf(asset, at)).join(''));
    await this.#drop(0, at - 1);
    await this.#drop(at + 1, farFutureMs);
  }

  /** Both bounds belong to what goes, epoch ms. */
  async #drop(fromMs: number, toMs: number): Promise<void> {
    const { server, bucket } = this.options;
    await this.#http.demand({
      method: 'POST',
      path: '/api/v2/delete',
      query: { org: server.org, bucket },
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        start: new Date(fromMs).toISOString(),
        stop: new Date(toMs).toISOString(),
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
