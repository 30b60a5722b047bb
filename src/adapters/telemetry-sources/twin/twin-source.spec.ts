import { describe, expect, it } from '@jest/globals';
import { demoSite } from '../../../../test/builders/twin.js';
import { DomainError } from '../../../domain/errors.js';
import { SeriesRegistry } from '../../../domain/telemetry/series-registry.js';
import type { TelemetryBatch } from '../../../domain/telemetry/telemetry-batch.js';
import { TwinSession, type TwinSettings } from '../../../domain/twin/twin-session.js';
import { Log } from '../../../ports/log.js';
import { type StateSnapshot, StateSnapshots } from '../../../ports/state-snapshots.js';
import { FakeClock } from '../../system/fake-clock.js';
import { TwinSource } from './twin-source.js';

const start = Date.UTC(2026, 2, 10, 12, 0, 7);
const site = demoSite();

/** Keeps snapshots in memory; what survives a restart in these tests. */
class MemorySnapshots extends StateSnapshots {
  readonly saved = new Map<string, StateSnapshot>();

  save(name: string, snapshot: StateSnapshot): Promise<void> {
    this.saved.set(name, snapshot);
    return Promise.resolve();
  }

  load(name: string): Promise<StateSnapshot | undefined> {
    return Promise.resolve(this.saved.get(name));
  }

  delete(name: string): Promise<void> {
    this.saved.delete(name);
    return Promise.resolve();
  }
}

class QuietLog extends Log {
  readonly warnings: string[] = [];
  debug(): void {}
  info(): void {}
  warn(message: string): void {
    this.warnings.push(message);
  }
  error(): void {}
}

/** One run of a twin source on a fake clock: the twin, registry and source are real, time and snapshots are not. */
class Run {
  readonly clock: FakeClock;
  readonly session: TwinSession;
  readonly registry = new SeriesRegistry();
  readonly log = new QuietLog();
  readonly batches: TelemetryBatch[] = [];
  readonly #stop = new AbortController();
  readonly #done: Promise<void>;

  constructor({
    at = start,
    snapshots = new MemorySnapshots(),
    settings = {},
    take = () => Promise.resolve(),
  }: {
    at?: number;
    snapshots?: MemorySnapshots;
    settings?: Partial<TwinSettings>;
    take?: (batch: TelemetryBatch) => Promise<void>;
  } = {}) {
    this.clock = new FakeClock(at);
    const defaults = { seed: 3, stepSeconds: 10, speed: 1, backfillHours: 0.1, backfillStepSeconds: 60 };
    this.session = new TwinSession(site, { ...defaults, ...settings }, at);
    const source = new TwinSource(this.session, this.registry, snapshots, this.clock, this.log);
    this.#done = source.run(async (batch) => {
      await take(batch);
      this.batches.push(batch);
    }, this.#stop.signal);
  }

  get now(): number {
    return this.session.twin.now;
  }

  /** Distinct times of the points so far, in order of arrival. */
  times(): number[] {
    return [...new Set(this.batches.flatMap((batch) => [...batch.at]))];
  }

  /** Lets the source do all that it can do without time passing. */
  async settle(): Promise<this> {
    for (let i = 0; i < 200; i += 1) await Promise.resolve();
    return this;
  }

  async pass(seconds: number): Promise<this> {
    for (let ms = 0; ms < seconds * 1000; ms += 250) {
      this.clock.advance(250);
      await this.settle();
    }
    return this;
  }

  async stop(): Promise<void> {
    this.#stop.abort();
    await this.#done;
  }
}

describe('the twin as a source', () => {
  it('makes a history up to now at its first start, in coarse steps, then lives in fine ones', async () => {
    const run = await new Run({ settings: { backfillHours: 0.5 } }).settle();
    const history = run.times();
    expect(history[0]).toBe(Date.UTC(2026, 2, 10, 11, 31));
    expect(history.slice(1, 25).every((at, i) => at - history[i]! === 60_000)).toBe(true);
    expect(run.session.backfill).toMatchObject({ done: true, fraction: 1 });
    expect(start - run.now).toBeLessThan(10_000);
    await run.pass(30);
    expect(run.times().slice(history.length)).toHaveLength(3);
    expect(run.times()).toEqual([...run.times()].sort((a, b) => a - b));
    await run.stop();
  });

  it('registers every series as simulated before the first point, with the unit of the catalogue', async () => {
    const run = await new Run().settle();
    const series = [...run.registry.all()];
    expect(series).toHaveLength(run.session.twin.sensors.length);
    expect(series.every(({ simulated, source }) => simulated && source === 'twin')).toBe(true);
    expect(
      run.registry.find({ assetId: 'hall-1-rack-01', metric: 'dc.rack.inlet_temperature', component: 'top' }),
    ).toMatchObject({
      unit: 'Cel',
    });
    expect([...run.batches[0]!.values].every(Number.isFinite)).toBe(true);
    await run.stop();
  });

  it('runs faster when told to, stands still at 0, and never goes back when it slows down', async () => {
    const run = await new Run().settle();
    run.session.speed = 60;
    await run.pass(1);
    const before = run.now;
    await run.pass(10);
    expect(run.now - before).toBeGreaterThanOrEqual(580_000);
    expect(run.now - before).toBeLessThanOrEqual(620_000);
    run.session.speed = 0;
    await run.pass(1);
    const stopped = run.now;
    await run.pass(30);
    expect(run.now).toBe(stopped);
    run.session.speed = 1;
    await run.pass(20);
    expect(run.now - stopped).toBeGreaterThanOrEqual(10_000);
    expect(run.now - stopped).toBeLessThanOrEqual(20_000);
    expect(run.times()).toEqual([...run.times()].sort((a, b) => a - b));
    await run.stop();
  });

  it('leaves out a silent device and nothing else', async () => {
    const run = await new Run().settle();
    run.session.twin.inject({ kind: 'silent-device', asset: 'hall-1-crah-1' });
    await run.pass(10);
    const silent = new Set(run.registry.ofAsset('hall-1-crah-1').map(({ id }) => id));
    const last = run.batches.at(-1)!;
    expect(last.length).toBe(run.session.twin.sensors.length - silent.size);
    expect([...last.seriesIds].some((id) => silent.has(id))).toBe(false);
    await run.stop();
  });
});

describe('a restarted twin', () => {
  it('goes on from where it was, fills the gap and still has its faults', async () => {
    const snapshots = new MemorySnapshots();
    const first = await new Run({ snapshots }).settle();
    first.session.twin.inject({ kind: 'crah-fan-failure', asset: 'hall-1-crah-1' });
    await first.pass(20);
    const stoppedAt = first.now;
    await first.stop();

    const second = await new Run({ snapshots, at: stoppedAt + 5 * 60_000 }).settle();
    expect(second.times()[0]).toBe(stoppedAt + 10_000);
    expect(second.times()).toHaveLength(30);
    expect(second.session.twin.faults()).toMatchObject([{ id: 'fault-1', kind: 'crah-fan-failure' }]);
    await second.stop();
  });

  it('repeats the very points that a killed process may have handed over after its last snapshot', async () => {
    const snapshots = new MemorySnapshots();
    const first = await new Run({ snapshots }).settle();
    await first.pass(80);
    const atKill = first.batches.slice(-1)[0]!;
    const second = await new Run({ snapshots, at: first.clock.now() }).settle();
    const repeated = second.batches.flatMap((batch) => [...batch.at].map((at, i) => [at, batch.values[i]]));
    const expected = [...atKill.at].map((at, i) => [at, atKill.values[i]]);
    expect(repeated.slice(-expected.length)).toEqual(expected);
    await second.stop();
    await first.stop();
  });

  it('skips what is older than its history after a long pause, and says so', async () => {
    const snapshots = new MemorySnapshots();
    await (await new Run({ snapshots }).settle()).stop();
    const at = start + 10 * 24 * 3_600_000;
    const run = await new Run({ snapshots, at, settings: { backfillHours: 0.5 } }).settle();
    expect(run.times()[0]).toBeGreaterThan(at - 0.5 * 3_600_000);
    expect(at - run.now).toBeLessThan(10_000);
    expect(run.log.warnings).toEqual(['twin skipped a gap longer than its history']);
    await run.stop();
  });

  it('refuses a state written by another version, and says what to do', async () => {
    const snapshots = new MemorySnapshots();
    await snapshots.save('twin', { offset: 0, version: 99, bytes: new Uint8Array() });
    await expect(new Run({ snapshots }).stop()).rejects.toThrow(/version 99, this program reads 1/);
  });
});

describe('a sink in trouble', () => {
  it('that is overloaded gets the same points again later, and none is lost', async () => {
    let refusals = 2;
    const run = await new Run({
      take: () =>
        refusals-- > 0
          ? Promise.reject(new DomainError('overloaded', 'The log is full.', { retriable: true }))
          : Promise.resolve(),
    }).settle();
    await run.pass(10);
    const times = run.times();
    expect(times.slice(1).every((at, i) => at - times[i]! === 10_000)).toBe(true);
    expect(run.log.warnings).toHaveLength(2);
    await run.stop();
  });

  it('that is broken ends the run with its error', async () => {
    const run = await new Run({ take: () => Promise.reject(new DomainError('internal', 'broken')) }).settle();
    await expect(run.stop()).rejects.toThrow('broken');
    expect(run.session.running).toBe(false);
  });
});
