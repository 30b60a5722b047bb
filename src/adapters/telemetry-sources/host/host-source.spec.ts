import { describe, expect, it } from '@jest/globals';
import { RecordingLog } from '../../../../test/alerting/stand-ins.js';
import { DomainError } from '../../../domain/errors.js';
import { SeriesRegistry } from '../../../domain/telemetry/series-registry.js';
import type { TelemetryBatch } from '../../../domain/telemetry/telemetry-batch.js';
import { FakeClock } from '../../system/fake-clock.js';
import { SystemClock } from '../../system/system-clock.js';
import { hostProbes } from './host-probes.js';
import type { HostProbe, HostReading } from './host-reading.js';
import { HostSource } from './host-source.js';
import { portableProbes } from './portable/portable-probes.js';

/** A probe whose next readings the test sets. */
class SetProbe implements HostProbe {
  readonly name = 'bench';
  next: readonly HostReading[] | Error = [];
  read(): Promise<readonly HostReading[]> {
    return this.next instanceof Error ? Promise.reject(this.next) : Promise.resolve(this.next);
  }
}

const energy = (count: number): HostReading => ({
  metric: 'hw.energy.rate',
  component: 'package-0',
  kind: 'counter',
  count,
  wrapsAt: 1000,
});
const packets = (count: number): HostReading => ({
  metric: 'system.network.packets.rate',
  component: 'eth0 receive',
  kind: 'counter',
  count,
});
const temperature = (value: number): HostReading => ({
  metric: 'hw.temperature',
  component: 'cpu',
  kind: 'gauge',
  value,
});

function aHost() {
  const registry = new SeriesRegistry();
  const clock = new FakeClock(1_000_000);
  const log = new RecordingLog();
  const probe = new SetProbe();
  const source = new HostSource(registry, clock, log, { assetId: 'srv-1', intervalMs: 10_000, probes: [probe] });
  const sampleAfter = async (ms: number, next: readonly HostReading[] | Error) => {
    clock.advance(ms);
    probe.next = next;
    const batch = await source.sample();
    return Array.from(batch.values);
  };
  return { registry, clock, log, probe, source, sampleAfter };
}

describe("this machine's own metrics", () => {
  it('are series of the host, real and in the unit of the catalogue', async () => {
    const { registry, sampleAfter } = aHost();
    expect(await sampleAfter(0, [temperature(41.5)])).toEqual([41.5]);
    expect(registry.byId(1)).toEqual({
      id: 1,
      assetId: 'srv-1',
      metric: 'hw.temperature',
      component: 'cpu',
      unit: 'Cel',
      source: 'host',
      simulated: false,
    });
  });

  it('counters become rates from the second sample on', async () => {
    const { sampleAfter } = aHost();
    expect(await sampleAfter(0, [packets(1000)])).toEqual([]);
    expect(await sampleAfter(10_000, [packets(1500)])).toEqual([50]);
  });

  it('a counter that was reset yields no rate once, then goes on', async () => {
    const { sampleAfter } = aHost();
    await sampleAfter(0, [packets(1000)]);
    expect(await sampleAfter(10_000, [packets(20)])).toEqual([]);
    expect(await sampleAfter(10_000, [packets(120)])).toEqual([10]);
  });

  it('an energy counter that wraps around keeps its power', async () => {
    const { sampleAfter } = aHost();
    await sampleAfter(0, [energy(900)]);
    expect(await sampleAfter(10_000, [energy(400)])).toEqual([50]);
  });

  it('busy CPU ticks become a share of all ticks', async () => {
    const { sampleAfter } = aHost();
    const ticks = (part: number, whole: number): HostReading => ({
      metric: 'system.cpu.utilization',
      component: '',
      kind: 'share',
      part,
      whole,
    });
    expect(await sampleAfter(0, [ticks(150, 1000)])).toEqual([]);
    expect(await sampleAfter(10_000, [ticks(650, 3000)])).toEqual([0.25]);
    expect(await sampleAfter(10_000, [ticks(640, 5000)])).toEqual([]);
  });

  it('an impossible reading is left out and logged once', async () => {
    const { log, sampleAfter } = aHost();
    expect(await sampleAfter(0, [temperature(-273), packets(1)])).toEqual([]);
    expect(await sampleAfter(10_000, [temperature(-273), packets(11)])).toEqual([1]);
    expect(log.lines).toHaveLength(1);
    expect(log.lines[0]!.fields).toMatchObject({ sensor: 'hw.temperature cpu' });
  });

  it('a probe that fails is logged once and its values return when it works again', async () => {
    const { log, sampleAfter } = aHost();
    expect(await sampleAfter(0, new Error('EIO: i/o error'))).toEqual([]);
    expect(await sampleAfter(10_000, new Error('EIO: i/o error'))).toEqual([]);
    expect(await sampleAfter(10_000, [temperature(40)])).toEqual([40]);
    expect(log.lines).toHaveLength(1);
  });
});

describe('the host source at work', () => {
  it('hands over a sample each interval until it is stopped', async () => {
    const { clock, probe, source } = aHost();
    probe.next = [temperature(40)];
    const received: TelemetryBatch[] = [];
    const stop = new AbortController();
    const running = source.run((batch) => {
      received.push(batch);
      if (received.length === 3) stop.abort();
      else setImmediate(() => clock.advance(10_000));
      return Promise.resolve();
    }, stop.signal);
    await running;
    expect(received.map((batch) => batch.at[0])).toEqual([1_000_000, 1_010_000, 1_020_000]);
  });

  it('drops and logs a sample that intake cannot take, and goes on', async () => {
    const { clock, log, probe, source } = aHost();
    probe.next = [temperature(40)];
    let calls = 0;
    const stop = new AbortController();
    await source.run(() => {
      calls += 1;
      if (calls === 2) {
        stop.abort();
        return Promise.resolve();
      }
      setImmediate(() => clock.advance(10_000));
      return Promise.reject(new DomainError('overloaded', 'the log is full', { retriable: true }));
    }, stop.signal);
    expect(calls).toBe(2);
    expect(log.lines.map(({ message }) => message)).toEqual(['host sample dropped']);
  });

  it('fails on an error that will not pass', async () => {
    const { probe, source } = aHost();
    probe.next = [temperature(40)];
    const run = source.run(() => Promise.reject(new Error('BUG: no such sink')), new AbortController().signal);
    await expect(run).rejects.toThrow('BUG: no such sink');
  });
});

describe('the machine that runs this test', () => {
  it.each([
    ['its own probes', hostProbes()],
    ['the portable probes', portableProbes(process.platform)],
  ])('shows memory and uptime through %s', async (_, probes) => {
    const registry = new SeriesRegistry();
    const log = new RecordingLog();
    const source = new HostSource(registry, new SystemClock(), log, { assetId: 'me', intervalMs: 10_000, probes });
    await source.sample();
    const batch = await source.sample();
    const metrics = Array.from(batch.seriesIds, (id) => registry.byId(id)?.metric);
    expect(metrics).toEqual(
      expect.arrayContaining(['system.memory.utilization', 'system.memory.usage', 'system.uptime']),
    );
    expect(batch.values.every(Number.isFinite)).toBe(true);
  });
});
