import type { SiteModel } from '../../domain/assets/site-model.js';
import { classOf, type DeviceClass } from '../../domain/detection/device-classes/device-class.js';
import type { DeviceHistory } from '../../domain/detection/device-classes/device-history.js';
import type { SeriesDescriptor } from '../../domain/telemetry/series.js';
import type { SeriesRegistry } from '../../domain/telemetry/series-registry.js';
import type { TelemetryStore } from '../../ports/telemetry-store.js';
import type { AlertedTime, AlertedTimes } from './alerted-times.js';

/** The grid on which the metrics of a device are brought together. */
export const MINUTE_MS = 60_000;
/** A metric that fewer of the devices report is no input of their class. */
const COMMON_SHARE = 0.8;

/** The devices of a class on a grid of minutes. */
export interface ClassHistory {
  readonly className: string;
  readonly metrics: readonly string[];
  readonly fromMs: number;
  readonly toMs: number;
  readonly devices: readonly DeviceHistory[];
}

/** Says which points are known beforehand to be no example of what is usual, such as those of maintenance. */
export type Excludes = (series: SeriesDescriptor, atMs: number) => boolean;

/** The devices of each class that are on the site. Devices that the site does not know are of none. */
export function devicesByClass(site: SiteModel, registry: SeriesRegistry): Map<DeviceClass, string[]> {
  const found = new Map<DeviceClass, string[]>();
  for (const { id, kind } of site.all()) {
    const deviceClass = classOf(kind, new Set(registry.ofAsset(id).map(({ metric }) => metric)));
    if (!deviceClass) continue;
    const devices = found.get(deviceClass);
    if (devices) devices.push(id);
    else found.set(deviceClass, [id]);
  }
  return found;
}

/** The metrics of a class that most of its devices report. */
export function metricsOf({ metrics }: DeviceClass, assetIds: readonly string[], registry: SeriesRegistry): string[] {
  return metrics.filter((metric) => {
    const reporting = assetIds.filter((id) => registry.ofAsset(id).some((series) => series.metric === metric));
    return reporting.length >= COMMON_SHARE * assetIds.length;
  });
}

/** What of the history is not to be learned. */
export interface NotLearned {
  /** Is missing in what is read. */
  readonly excludes: Excludes;
  /** Is marked as trouble. */
  readonly alerted: AlertedTimes;
}

/** Reads devices from the store, minute by minute. */
export class ReadClassHistory {
  /** Without `notLearned` everything is read, as for judging. */
  constructor(
    private readonly store: Pick<TelemetryStore, 'readManyPoints'>,
    private readonly registry: SeriesRegistry,
    private readonly notLearned?: NotLearned,
  ) {}

  /** The metrics of each of the devices from `fromMs` to `toMs`, both whole minutes. */
  async read(
    metrics: readonly string[],
    assetIds: readonly string[],
    { fromMs, toMs }: { fromMs: number; toMs: number },
  ): Promise<readonly DeviceHistory[]> {
    const minutes = (toMs - fromMs) / MINUTE_MS;
    const devices = new Map(assetIds.map((assetId) => [assetId, metrics.map(() => new Gathered(minutes))]));
    const series = assetIds.flatMap((id) => this.registry.ofAsset(id)).filter(({ metric }) => metrics.includes(metric));
    const query = {
      seriesIds: series.map(({ id }) => id),
      fromMs,
      toMs,
      stepMs: MINUTE_MS,
      limit: minutes,
      scored: false,
    };
    for await (const { seriesId, points } of this.store.readManyPoints(query)) {
      const descriptor = this.registry.byId(seriesId);
      const gathered = descriptor && devices.get(descriptor.assetId)?.[metrics.indexOf(descriptor.metric)];
      if (!gathered) continue;
      points.at.forEach((at, i) => {
        const value = this.notLearned?.excludes(descriptor, at) === true ? NaN : (points.value[i] ?? NaN);
        gathered.add(Math.floor((at - fromMs) / MINUTE_MS), value);
      });
    }
    const alerted = await this.notLearned?.alerted.read({ fromMs, toMs }, metrics);
    return assetIds.map((assetId) => {
      const history = { assetId, columns: devices.get(assetId)?.map((each) => each.means()) ?? [] };
      const times = alerted?.get(assetId);
      return times ? { ...history, troubled: minutesOf(times, fromMs, minutes) } : history;
    });
  }
}

/** 1 in each minute of the grid in which any of the times is. */
function minutesOf(times: readonly AlertedTime[], gridMs: number, minutes: number): Uint8Array {
  const within = new Uint8Array(minutes);
  for (const { fromMs, untilMs } of times) {
    const first = Math.max(0, Math.floor((fromMs - gridMs) / MINUTE_MS));
    within.fill(1, first, Math.max(first, Math.ceil((untilMs - gridMs) / MINUTE_MS)));
  }
  return within;
}

/** Means over the components of one metric. */
class Gathered {
  readonly #sums: Float64Array;
  readonly #counts: Uint16Array;

  constructor(minutes: number) {
    this.#sums = new Float64Array(minutes);
    this.#counts = new Uint16Array(minutes);
  }

  add(minute: number, value: number): void {
    this.#sums[minute] = (this.#sums[minute] ?? NaN) + value;
    this.#counts[minute] = (this.#counts[minute] ?? 0) + 1;
  }

  /** NaN where nothing was read, or where something of it is excluded. */
  means(): Float64Array {
    return this.#sums.map((sum, minute) => sum / (this.#counts[minute] ?? 0));
  }
}
