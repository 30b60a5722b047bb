import { setImmediate as turn } from 'node:timers/promises';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { MemoryLeases } from '../../test/records/stand-ins.js';
import { FakeClock } from '../adapters/system/fake-clock.js';
import { RecordingLog } from '../adapters/system/recording-log.js';
import type { Leases } from '../ports/leases.js';
import { HoldLease } from './hold-lease.js';

const times = { lastsMs: 30_000, prolongEveryMs: 5_000, marginMs: 10_000 };

/** Real: the holders. Fake: clock and leases, so that a process can be cut off from them. */
describe('a loop that must run once among several processes', () => {
  let clock: FakeClock;
  let leases: MemoryLeases;
  /** Names of the processes in which the loop runs. */
  let running: string[];

  beforeEach(() => {
    clock = new FakeClock(1_000_000);
    leases = new MemoryLeases(() => clock.now());
    running = [];
  });

  const process = (holder: string, through: Leases = leases) => {
    const makeLoop = () => ({
      name: 'notify',
      start: () => {
        running.push(holder);
        return Promise.resolve();
      },
      stop: () => {
        running = running.filter((other) => other !== holder);
        return Promise.resolve();
      },
    });
    return new HoldLease({ name: 'notify', holder }, makeLoop, through, { clock, log: new RecordingLog() }, times);
  };
  const settle = async () => {
    for (let i = 0; i < 10; i += 1) await turn();
  };
  const after = async (ms: number) => {
    for (let passed = 0; passed < ms; passed += 1_000) {
      clock.advance(1_000);
      await settle();
    }
  };

  it('runs in the first, and in the second as soon as the first has stopped', async () => {
    const [first, second] = [process('a'), process('b')];
    await first.start();
    await settle();
    await second.start();
    await after(60_000);
    expect(running).toEqual(['a']);
    await first.stop();
    await after(5_000);
    expect(running).toEqual(['b']);
    await second.stop();
    expect(running).toEqual([]);
  });

  it('moves on when its process has died, after the lease has ended', async () => {
    await leases.take('notify', 'dead', times.lastsMs);
    const heir = process('b');
    await heir.start();
    await after(25_000);
    expect(running).toEqual([]);
    await after(10_000);
    expect(running).toEqual(['b']);
    await heir.stop();
  });

  it('stops before the lease ends where the leases cannot be reached, also when they never answer', async () => {
    const link = { isCut: false };
    const cutOff: Leases = {
      take: (...asked) => (link.isCut ? new Promise(() => undefined) : leases.take(...asked)),
      give: (...asked) => leases.give(...asked),
    };
    const [island, heir] = [process('a', cutOff), process('b')];
    await island.start();
    await settle();
    await heir.start();
    link.isCut = true;
    const seen = new Set<string>();
    for (let passed = 0; passed < 60_000; passed += 1_000) {
      await after(1_000);
      seen.add(running.join());
      expect(running.length).toBeLessThan(2);
    }
    expect([...seen]).toEqual(['a', '', 'b']);
    await island.stop();
    await heir.stop();
  });

  it('keeps the lease while it takes minutes to end, so that no other process begins meanwhile', async () => {
    let end = () => {};
    const makeLoop = () => ({
      name: 'notify',
      start: () => Promise.resolve(),
      stop: () => new Promise<void>((resolve) => (end = resolve)),
    });
    const system = { clock, log: new RecordingLog() };
    const [slow, heir] = [new HoldLease({ name: 'notify', holder: 'a' }, makeLoop, leases, system), process('b')];
    await slow.start();
    await settle();
    await heir.start();
    const stopped = slow.stop();
    await after(3 * 60_000);
    expect(running).toEqual([]);
    end();
    await stopped;
    await after(5_000);
    expect(running).toEqual(['b']);
    await heir.stop();
  });

  it('is tried again when it does not start', async () => {
    let starts = 0;
    const makeLoop = () => ({
      name: 'notify',
      start: () => {
        starts += 1;
        return starts === 1 ? Promise.reject(new Error('not yet')) : Promise.resolve();
      },
      stop: () => Promise.resolve(),
    });
    const holder = new HoldLease({ name: 'notify', holder: 'a' }, makeLoop, leases, { clock, log: new RecordingLog() });
    await holder.start();
    await settle();
    await after(5_000);
    expect(starts).toBe(2);
    await holder.stop();
  });
});
