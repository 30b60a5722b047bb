import { DomainError } from '../../src/domain/errors.js';
import { type SeriesDescriptor, seriesKey } from '../../src/domain/telemetry/series.js';
import type { TelemetryBatch } from '../../src/domain/telemetry/telemetry-batch.js';
import { type DeadLetter, type DeadLetterQuery, DeadLetters } from '../../src/ports/dead-letters.js';
import type { DeviceLimit } from '../../src/domain/detection/device-limits/device-limit.js';
import { DeviceLimits } from '../../src/ports/device-limits.js';
import { type DiscoveredDevice, DiscoveredDevices } from '../../src/ports/discovered-devices.js';
import { SeriesCatalogue, type UnresolvedSeries } from '../../src/ports/series-catalogue.js';
import { type Consumption, TelemetryBus } from '../../src/ports/telemetry-bus.js';

/** Lets calls through, or holds them until released, or fails the next ones: a disk that is slow or gone. */
class Gate {
  #failures = 0;
  #held: (() => void)[] | undefined;

  failNext(times = 1): void {
    this.#failures = times;
  }

  hold(): void {
    this.#held = [];
  }

  release(): void {
    const held = this.#held ?? [];
    this.#held = undefined;
    for (const go of held) go();
  }

  async pass(): Promise<void> {
    const fails = this.#failures > 0;
    if (fails) this.#failures -= 1;
    const { promise, go } = later();
    if (this.#held) {
      this.#held.push(go);
      await promise;
    }
    if (fails) throw new DomainError('unavailable', 'the disk is gone', { retriable: true });
  }
}

function later(): { promise: Promise<void>; go: () => void } {
  let go: () => void = () => undefined;
  const promise = new Promise<void>((resolve) => (go = resolve));
  return { promise, go };
}

/** The log of the bus in memory; nobody consumes it. */
export class MemoryBus extends TelemetryBus {
  readonly partitions = 1;
  readonly gate = new Gate();
  readonly published: TelemetryBatch[] = [];
  /** What must hold when a batch arrives. */
  onPublish: (batch: TelemetryBatch) => void = () => undefined;

  override async publish(batch: TelemetryBatch): Promise<void> {
    await this.gate.pass();
    this.onPublish(batch);
    this.published.push(batch);
  }

  override consume(): Promise<Consumption> {
    return Promise.reject(new Error('BUG: nobody consumes this bus'));
  }

  override commit(): Promise<void> {
    return Promise.resolve();
  }

  override lag(): { batches: number; points: number } {
    return { batches: 0, points: 0 };
  }

  override behindMs(): number {
    return Infinity;
  }

  override check(): Promise<void> {
    return Promise.resolve();
  }

  override close(): Promise<void> {
    return Promise.resolve();
  }
}

export class MemorySeriesCatalogue extends SeriesCatalogue {
  readonly gate = new Gate();
  readonly saved = new Map<number, SeriesDescriptor>();

  override load(afterId = 0): Promise<readonly SeriesDescriptor[]> {
    return Promise.resolve([...this.saved.values()].filter(({ id }) => id > afterId));
  }

  override async save(series: readonly SeriesDescriptor[]): Promise<void> {
    await this.gate.pass();
    for (const one of series) this.saved.set(one.id, one);
  }

  override async resolve(series: readonly UnresolvedSeries[]): Promise<readonly SeriesDescriptor[]> {
    await this.gate.pass();
    return series.map((asked) => {
      const known = [...this.saved.values()].find((saved) => seriesKey(saved) === seriesKey(asked));
      const resolved = known ?? { ...asked, id: this.saved.size + 1 };
      this.saved.set(resolved.id, resolved);
      return resolved;
    });
  }
}

export class MemoryDevices extends DiscoveredDevices {
  readonly gate = new Gate();
  readonly devices: DiscoveredDevice[] = [];

  override async record(devices: readonly DiscoveredDevice[]): Promise<void> {
    await this.gate.pass();
    this.devices.push(...devices);
  }

  override list(): Promise<readonly DiscoveredDevice[]> {
    return Promise.resolve(this.devices);
  }

  override adopt(): Promise<boolean> {
    return Promise.resolve(false);
  }
}

export class MemoryDeviceLimits extends DeviceLimits {
  readonly gate = new Gate();
  readonly #limits = new Map<string, DeviceLimit>();
  #revision = 0;
  /** How often all of them were read. */
  listings = 0;

  override async record(limits: readonly DeviceLimit[]): Promise<void> {
    await this.gate.pass();
    for (const limit of limits) {
      const key = `${seriesKey(limit)}|${limit.bound}`;
      const known = this.#limits.get(key);
      if (known?.value !== limit.value) this.#revision += 1;
      const firstSeenAt = known?.value === limit.value ? known.firstSeenAt : limit.firstSeenAt;
      this.#limits.set(key, { ...limit, firstSeenAt });
    }
  }

  override revision(): Promise<number> {
    return Promise.resolve(this.#revision);
  }

  override list(): Promise<readonly DeviceLimit[]> {
    this.listings += 1;
    return Promise.resolve(
      [...this.#limits].sort(([left], [right]) => (left < right ? -1 : 1)).map(([, limit]) => limit),
    );
  }
}

export class MemoryDeadLetters extends DeadLetters {
  readonly gate = new Gate();
  letters: DeadLetter[] = [];

  override async add(letters: readonly DeadLetter[]): Promise<void> {
    await this.gate.pass();
    this.letters.push(...letters);
  }

  override list({ code, source, status, before, limit }: DeadLetterQuery): Promise<readonly DeadLetter[]> {
    const wanted = this.letters.filter(
      (letter) =>
        letter.code === (code ?? letter.code) &&
        letter.source === (source ?? letter.source) &&
        letter.status === (status ?? letter.status) &&
        (before === undefined || letter.id < before),
    );
    return Promise.resolve(wanted.sort((left, right) => (left.id < right.id ? 1 : -1)).slice(0, limit));
  }

  override markRedriven(ids: readonly string[]): Promise<void> {
    this.letters = this.letters.map((letter) => (ids.includes(letter.id) ? { ...letter, status: 'redriven' } : letter));
    return Promise.resolve();
  }

  override counts(): ReturnType<DeadLetters['counts']> {
    return Promise.resolve([]);
  }
}
