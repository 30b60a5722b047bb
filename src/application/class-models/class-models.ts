import type { SiteModel } from '../../domain/assets/site-model.js';
import type { DeviceClass } from '../../domain/detection/device-classes/device-class.js';
import type { ClassModel } from '../../domain/detection/device-classes/class-model.js';
import type { DeviceHistory } from '../../domain/detection/device-classes/device-history.js';
import { type DeviceProfile, profileOf } from '../../domain/detection/device-classes/device-profile.js';
import { messageOf } from '../../domain/errors.js';
import type { SeriesRegistry } from '../../domain/telemetry/series-registry.js';
import type { Log } from '../../ports/log.js';
import { type ClassHistory, devicesByClass, metricsOf, MINUTE_MS, type ReadClassHistory } from './class-history.js';
import type { ClassModelArchive } from './class-model-archive.js';
import { nextTurn } from './in-turns.js';
import type { TrainClassModel } from './train-class-model.js';

const DAY_MS = 86_400_000;
/** History that a model is made from, at most; and the least that it takes: most of a day. */
const HISTORY_MS = 7 * DAY_MS;
const LEAST_MINUTES = 20 * 60;
/** A class is trained again after this long, and looked at again after this where there was not enough history. */
const RENEW_MS = DAY_MS;
const LOOK_AGAIN_MS = 10 * MINUTE_MS;

/**
 * Of a class, so many devices are learned and set the threshold; of the others only what is usual for each is read, so many at
 * a time. More devices of one kind add time and memory, not knowledge.
 */
const MOST_LEARNED = 100;
const CHUNK = 50;

/** How models come about and where they stay. */
export interface ModelMaking {
  readonly history: ReadClassHistory;
  readonly trainer: TrainClassModel;
  readonly archive: ClassModelArchive;
  /** Registers what other processes have brought up since; absent where there are none. */
  readonly loadSeries?: () => Promise<void>;
}

/** The model of each device class: taken from the archive, made when there is enough history, renewed every day. */
export class ClassModels {
  readonly #models = new Map<string, ClassModel>();
  readonly #dueMs = new Map<string, number>();
  /** Classes of which the archive has said whether it has a model. */
  readonly #recalled = new Set<string>();

  constructor(
    private readonly site: () => SiteModel,
    private readonly registry: SeriesRegistry,
    private readonly making: ModelMaking,
    private readonly log: Log,
  ) {}

  /** The classes that have a model now, with their devices. */
  usable(): readonly { readonly model: ClassModel; readonly assetIds: readonly string[] }[] {
    return [...devicesByClass(this.site(), this.registry)].flatMap(([{ name }, assetIds]) => {
      const model = this.#models.get(name);
      return model ? [{ model, assetIds }] : [];
    });
  }

  /**
   * Makes or renews what is due, one class after the other; one that fails is tried again later and holds up no other. Rejects
   * with the signal's reason when it is aborted.
   */
  async renew(nowMs: number, signal: AbortSignal): Promise<void> {
    await this.making.loadSeries?.();
    const found = [...devicesByClass(this.site(), this.registry)];
    // First all that are kept: what one class has to learn must not keep another from being judged.
    for (const [{ name }] of found) await this.#whenDue(name, { nowMs, signal }, () => this.#recall(name));
    for (const [deviceClass, assetIds] of found) {
      await this.#whenDue(deviceClass.name, { nowMs, signal }, async () => {
        const isMade = await this.#make(deviceClass, assetIds, nowMs, signal);
        this.#dueMs.set(deviceClass.name, nowMs + (isMade ? RENEW_MS : LOOK_AGAIN_MS));
      });
    }
  }

  /** Looks a class up again later when its work fails: a training that cannot be kept would take every minute otherwise. */
  async #whenDue(
    className: string,
    { nowMs, signal }: { nowMs: number; signal: AbortSignal },
    work: () => Promise<void>,
  ): Promise<void> {
    signal.throwIfAborted();
    if (nowMs < (this.#dueMs.get(className) ?? -Infinity)) return;
    try {
      await work();
    } catch (error) {
      signal.throwIfAborted();
      this.#dueMs.set(className, nowMs + LOOK_AGAIN_MS);
      this.log.warn('class model not renewed, tried again', { class: className, error: messageOf(error) });
    }
  }

  async #recall(className: string): Promise<void> {
    if (this.#recalled.has(className)) return;
    const model = await this.making.archive.newest(className);
    this.#recalled.add(className);
    if (!model) return;
    this.#models.set(className, model);
    this.#dueMs.set(className, model.card.toMs + RENEW_MS);
  }

  async #make(
    deviceClass: DeviceClass,
    assetIds: readonly string[],
    nowMs: number,
    signal: AbortSignal,
  ): Promise<boolean> {
    const sampled = sampleOf(assetIds);
    const metrics = metricsOf(deviceClass, assetIds, this.registry);
    const history = await this.#historyOf(deviceClass, { metrics, assetIds: sampled }, nowMs);
    if (!history) return false;
    const trained = await this.making.trainer.train(history, signal, this.#models.get(deviceClass.name));
    if (!trained) return false;
    const isSampled = new Set(sampled);
    const others = assetIds.filter((id) => !isSampled.has(id));
    const model = trained.model.withProfiles(await this.#profilesOf(others, history, signal));
    await this.making.archive.keep({ ...trained, model });
    this.#models.set(deviceClass.name, model);
    const { method, rows, loss, baselineLoss, threshold } = model.card;
    const devices = model.card.profiles.length;
    this.log.info('class model trained', {
      class: deviceClass.name,
      ...{ method, devices, rows, loss, baselineLoss, threshold },
    });
    return true;
  }

  /** Of those of the devices that were mostly read, over the minutes that were learned of the others. */
  async #profilesOf(
    assetIds: readonly string[],
    { metrics, fromMs, toMs }: ClassHistory,
    signal: AbortSignal,
  ): Promise<readonly DeviceProfile[]> {
    const profiles: DeviceProfile[] = [];
    for (let start = 0; start < assetIds.length; start += CHUNK) {
      const read = await this.making.history.read(metrics, assetIds.slice(start, start + CHUNK), { fromMs, toMs });
      for (const device of read) {
        signal.throwIfAborted();
        if (device.columns.every(isMostlyRead)) profiles.push(profileOf(device, metrics));
        await nextTurn();
      }
    }
    return profiles;
  }

  /** Undefined while there is too little. Devices that are new to the site wait for the next model. */
  async #historyOf(
    deviceClass: DeviceClass,
    { metrics, assetIds }: { metrics: readonly string[]; assetIds: readonly string[] },
    nowMs: number,
  ): Promise<ClassHistory | undefined> {
    if (metrics.length < 2) return undefined;
    const toMs = Math.floor(nowMs / MINUTE_MS) * MINUTE_MS;
    const read = await this.making.history.read(metrics, assetIds, { fromMs: toMs - HISTORY_MS, toMs });
    const first = Math.min(...read.map(({ columns }) => firstRead(columns)));
    const minutes = HISTORY_MS / MINUTE_MS - first;
    const devices = read.map((device) => from(first, device)).filter(({ columns }) => columns.every(isMostlyRead));
    if (minutes < LEAST_MINUTES || devices.length === 0) return undefined;
    return { className: deviceClass.name, metrics, fromMs: toMs - minutes * MINUTE_MS, toMs, devices };
  }
}

/** Spread evenly over the class, so that each room has its part. */
function sampleOf(assetIds: readonly string[]): readonly string[] {
  const step = Math.max(1, assetIds.length / MOST_LEARNED);
  return assetIds.filter((_, i) => Math.floor(i / step) !== Math.floor((i - 1) / step));
}

function from(first: number, { assetId, columns, troubled }: DeviceHistory): DeviceHistory {
  const after = { assetId, columns: columns.map((column) => column.subarray(first)) };
  return troubled ? { ...after, troubled: troubled.subarray(first) } : after;
}

/** The first minute in which every metric was read; Infinity when there is none. */
function firstRead(columns: readonly Float64Array[]): number {
  const firsts = columns.map((column) => column.findIndex(Number.isFinite));
  return firsts.some((first) => first < 0) ? Infinity : Math.max(...firsts);
}

function isMostlyRead(column: Float64Array): boolean {
  return column.filter(Number.isFinite).length >= column.length / 2;
}
