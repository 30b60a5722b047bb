import { expect, it } from '@jest/globals';
import { monday } from '../../../test/forecasting/builders.js';
import { FakeClock } from '../../adapters/system/fake-clock.js';
import { RecordingLog } from '../../adapters/system/recording-log.js';
import type { ForecastRetention } from '../../ports/forecast-log.js';
import { ForecastLoop } from './forecast-loop.js';

const retention = { allMs: 1, thinnedToMs: 2, longestMs: 3 };

/** Lets everything that is ready to go on do so. */
const settle = async () => {
  for (let i = 0; i < 20; i++) await new Promise(setImmediate);
};

it('resumes once, goes on after an outage of the store, tidies up once an hour, and ends the round in hand when stopped', async () => {
  const clock = new FakeClock(monday);
  const seen: string[] = [];
  let isGone = true;
  let lastSignal: AbortSignal | undefined;
  const forecast = {
    resume: () => {
      seen.push('resume');
      return Promise.resolve();
    },
    round: (signal: AbortSignal) => {
      lastSignal = signal;
      seen.push('round');
      return isGone ? Promise.reject(new Error('the store is gone')) : Promise.resolve();
    },
  };
  const log = {
    applyRetention: (policy: ForecastRetention) => {
      expect(policy).toBe(retention);
      seen.push('tidy');
      return Promise.resolve(0);
    },
  };
  const loop = new ForecastLoop(forecast, { log, retention }, clock, new RecordingLog());
  await loop.start();
  await settle();
  expect(seen).toEqual(['resume', 'round']);
  isGone = false;
  clock.advance(5_000);
  await settle();
  clock.advance(30_000);
  await settle();
  expect(seen).toEqual(['resume', 'round', 'round', 'tidy', 'round']);
  await loop.stop();
  expect(lastSignal?.aborted).toBe(true);
});
