import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { FakeClock } from '../adapters/system/fake-clock.js';
import { RecordingLog } from '../adapters/system/recording-log.js';
import { KeepCurrent } from './keep-current.js';

describe('what other processes change', () => {
  it('is taken over at the start and regularly from then on, also after a round that failed', async () => {
    const clock = new FakeClock();
    const log = new RecordingLog();
    let rounds = 0;
    const refresh = () => {
      rounds += 1;
      return rounds === 2 ? Promise.reject(new Error('the database is gone')) : Promise.resolve();
    };
    const loop = new KeepCurrent({ what: 'series', everyMs: 5_000, refresh }, clock, log);
    await loop.start();
    expect(rounds).toBe(1);
    for (const expected of [2, 3]) {
      clock.advance(5_000);
      await turn();
      expect(rounds).toBe(expected);
    }
    expect(log.lines).toEqual([
      {
        level: 'warn',
        message: 'not brought up to date, tried again',
        fields: { what: 'series', error: 'the database is gone' },
      },
    ]);
    await loop.stop();
    clock.advance(60_000);
    await turn();
    expect(rounds).toBe(3);
  });
});
