import { describe, expect, it } from '@jest/globals';
import { settle } from '../../test/alerting/notifying-service.js';
import { RecordingLog } from '../../test/alerting/stand-ins.js';
import { FakeClock } from '../adapters/system/fake-clock.js';
import type { Loop } from '../ports/loop.js';
import { InForce } from './in-force.js';
import { RemadeLoop } from './remade-loop.js';

/** Loops named after the settings they were made from; the test says which step of which fails. */
function aRemadeLoop() {
  const [clock, log, settings] = [new FakeClock(), new RecordingLog(), new InForce('old')];
  const running = new Set<string>();
  const attempts: string[] = [];
  let failing: string | undefined;
  const take = (step: string) => {
    attempts.push(step);
    if (step === failing) throw new Error('out of memory');
  };
  const make = (name: string): Loop => {
    take(`make ${name}`);
    const start = () => {
      running.add(name);
      take(`start ${name}`);
      return Promise.resolve();
    };
    const stop = () => {
      running.delete(name);
      return Promise.resolve();
    };
    return { name, start: async () => start(), stop };
  };
  const loop = new RemadeLoop('remade', make, settings, { clock, log });
  const fail = (step: string | undefined) => (failing = step);
  const changed = async (name: string) => {
    settings.replace(name);
    await settle();
  };
  const later = async (ms: number) => {
    clock.advance(ms);
    await settle();
  };
  return { loop, running, attempts, fail, changed, later, log };
}

describe('A loop whose settings change', () => {
  it('is replaced by one made from the new ones', async () => {
    const { loop, running, changed } = aRemadeLoop();
    await loop.start();
    await changed('new');
    expect([...running]).toEqual(['new']);
    await loop.stop();
    expect([...running]).toEqual([]);
  });

  it('works on while a new one cannot be made, which is tried again', async () => {
    const { loop, running, fail, changed, later, log } = aRemadeLoop();
    await loop.start();
    fail('make new');
    await changed('new');
    expect([...running]).toEqual(['old']);
    expect(log.lines).toMatchObject([{ level: 'error', fields: { loop: 'remade', error: 'out of memory' } }]);
    fail(undefined);
    await later(1_000);
    expect([...running]).toEqual(['new']);
    await loop.stop();
  });

  it('does not stay stopped because the new one did not start', async () => {
    const { loop, running, fail, attempts, changed, later } = aRemadeLoop();
    await loop.start();
    fail('start new');
    await changed('new');
    await later(1_000);
    expect(attempts.filter((step) => step === 'start new')).toHaveLength(2);
    fail(undefined);
    await later(2_000);
    expect(attempts.slice(-2)).toEqual(['make new', 'start new']);
    expect([...running]).toEqual(['new']);
    await loop.stop();
  });

  it('takes settings that come while it waits to try again at once, and once', async () => {
    const { loop, running, fail, attempts, changed, later } = aRemadeLoop();
    await loop.start();
    fail('make new');
    await changed('new');
    await changed('newer');
    expect([...running]).toEqual(['newer']);
    await later(60_000);
    expect(attempts).toEqual(['make old', 'start old', 'make new', 'make newer', 'start newer']);
    await loop.stop();
  });

  it('stops at once while it waits to try again', async () => {
    const { loop, running, fail, changed } = aRemadeLoop();
    await loop.start();
    fail('make new');
    await changed('new');
    await loop.stop();
    expect([...running]).toEqual([]);
  });
});
