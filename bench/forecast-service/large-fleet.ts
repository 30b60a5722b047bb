import { newAsset } from '../../src/domain/assets/asset.js';
import { SiteModel } from '../../src/domain/assets/site-model.js';
import { SeriesRegistry } from '../../src/domain/telemetry/series-registry.js';
import { BatchBuilder, type TelemetryBatch } from '../../src/domain/telemetry/telemetry-batch.js';
import { mulberry32 } from '../service/mulberry32.js';

export const HOUR_MS = 3_600_000;
const metrics = [
  'system.cpu.utilization',
  'hw.host.power',
  'hw.host.ambient_temperature',
  'hw.host.outlet_temperature',
];
const serversOfRack = 20;
const racksOfRow = 25;

/** A hall of servers that each report four forecastable metrics with a rhythm of the day and the week, by seed. */
export class LargeFleet {
  readonly registry = new SeriesRegistry();
  readonly site: SiteModel;
  readonly #random = mulberry32(7);
  readonly #levels: { readonly base: number; readonly swing: number; readonly phase: number }[] = [];

  constructor(readonly series: number) {
    const servers = Math.ceil(series / metrics.length);
    const racks = Math.ceil(servers / serversOfRack);
    const name = (kind: string, index: number) => `${kind}-${index}`;
    this.site = new SiteModel([
      newAsset({ id: 'dc', kind: 'site', parentId: null }),
      newAsset({ id: 'hall', kind: 'room', parentId: 'dc' }),
      ...range(Math.ceil(racks / racksOfRow)).map((i) =>
        newAsset({ id: name('row', i), kind: 'row', parentId: 'hall' }),
      ),
      ...range(racks).map((i) =>
        newAsset({ id: name('rack', i), kind: 'rack', parentId: name('row', Math.floor(i / racksOfRow)) }),
      ),
      ...range(servers).map((i) =>
        newAsset({ id: name('server', i), kind: 'server', parentId: name('rack', Math.floor(i / serversOfRack)) }),
      ),
    ]);
    for (const i of range(series)) {
      const metric = metrics[i % metrics.length] ?? '';
      const identity = { assetId: name('server', Math.floor(i / metrics.length)), metric, component: '' };
      this.registry.intern(identity, { unit: '', source: 'bench', simulated: false });
      this.#levels.push({
        base: 100 + this.#random() * 300,
        swing: 20 + this.#random() * 60,
        phase: this.#random() * 4,
      });
    }
  }

  /** What all of them report in the hours from one up to another, counted from the epoch: a point an hour. */
  hours(from: number, to: number): TelemetryBatch {
    const builder = new BatchBuilder((to - from) * this.series);
    for (let hour = from; hour < to; hour++) {
      for (const [index, { base, swing, phase }] of this.#levels.entries()) {
        const day = Math.sin((2 * Math.PI * (hour - phase)) / 24);
        const weekend = Math.floor(hour / 24) % 7 < 2 ? -0.5 : 0;
        builder.push(index + 1, hour * HOUR_MS, base + swing * (day + weekend + (this.#random() - 0.5) * 0.3));
      }
    }
    return builder.build();
  }
}

function range(length: number): readonly number[] {
  return Array.from({ length }, (_, i) => i);
}
