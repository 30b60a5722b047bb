import { describe, expect, it } from '@jest/globals';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { FakeClock } from '../adapters/system/fake-clock.js';
import { SiteModel } from '../domain/assets/site-model.js';
import { DomainError } from '../domain/errors.js';
import { SeriesRegistry } from '../domain/telemetry/series-registry.js';
import type { PointsOfSeries } from '../ports/telemetry-store.js';
import { MemoryAlertLog, RecordingLog } from '../../test/alerting/stand-ins.js';
import { MemoryAuditLog } from '../../test/records/stand-ins.js';
import { BacktestDetection, type BacktestRequest } from './backtest-detection.js';
import { BacktestJobs } from './backtest-jobs.js';

const dayMs = 86_400_000;
const request: BacktestRequest = {
  rules: [],
  detector: 'seasonal-band',
  select: {},
  fromMs: 2 * dayMs,
  toMs: 3 * dayMs,
  warmUpMs: dayMs,
};
const nothing = new Float64Array(0);
const noPoints = { at: nothing, value: nothing, score: nothing, expected: nothing, lower: nothing, upper: nothing };

/** Real jobs; the store answers one day of a series after the other, each when it is told to. */
function aDesk() {
  const registry = new SeriesRegistry();
  const origin = { unit: 'Cel', source: 'json', simulated: false };
  registry.intern({ assetId: 'rack-1', metric: 'dc.rack.inlet_temperature', component: '' }, origin);
  const waiting: { answer: () => void; fail: () => void }[] = [];
  async function* readManyPoints(): AsyncGenerator<PointsOfSeries> {
    await new Promise<void>((answer, reject) => {
      waiting.push({ answer, fail: () => reject(new DomainError('unavailable', 'the store is gone')) });
    });
    yield {
      seriesId: 1,
      points: { ...noPoints, min: nothing, max: nothing, at: Float64Array.of(1), value: Float64Array.of(22) },
    };
  }
  const store = { readManyPoints, readPoints: () => Promise.reject(new Error('not asked')) };
  const clock = new FakeClock(5 * dayMs);
  const present = { site: () => new SiteModel([]), rules: () => [], deviceLimits: () => new Map() };
  const audit = new MemoryAuditLog();
  let made = 0;
  const ids = { next: () => `id-${(made += 1)}` };
  const backtest = new BacktestDetection(registry, store, new MemoryAlertLog(), clock, present);
  const jobs = new BacktestJobs(backtest, audit, { clock, ids, log: new RecordingLog() });
  const store1 = async (what: 'answer' | 'fail') => {
    while (waiting.length === 0) await nextTurn();
    waiting.shift()?.[what]();
    await nextTurn();
  };
  return { jobs, audit, answer: () => store1('answer'), fail: () => store1('fail') };
}

async function ended(jobs: BacktestJobs, id: string) {
  while (jobs.get(id).state === 'running') await nextTurn();
  return jobs.get(id);
}

describe('Backtests that run beside the service', () => {
  it('answer at once, tell how far they are, and have a report in the end', async () => {
    const { jobs, answer } = aDesk();
    const { id, state } = await jobs.begin(request, 'ann');
    expect(state).toBe('running');
    await answer();
    await answer();
    const job = await ended(jobs, id);
    expect(job).toMatchObject({ state: 'done', progress: 1, startedBy: 'ann', result: { series: 1, points: 2 } });
  });

  it('are refused while two are running', async () => {
    const { jobs } = aDesk();
    await jobs.begin(request, 'ann');
    await jobs.begin(request, 'ann');
    await expect(jobs.begin(request, 'ben')).rejects.toMatchObject({ code: 'overloaded', retriable: true });
    expect(jobs.list()).toHaveLength(2);
  });

  it('end when they are cancelled, which is audited', async () => {
    const { jobs, audit, answer } = aDesk();
    const { id } = await jobs.begin(request, 'ann');
    const cancelled = jobs.cancel(id, 'ben');
    await answer();
    expect((await cancelled).state).toBe('cancelled');
    expect(audit.entries.map(({ action, actor }) => [action, actor])).toEqual([
      ['detection.backtest.started', 'ann'],
      ['detection.backtest.cancelled', 'ben'],
    ]);
  });

  it('say why they failed', async () => {
    const { jobs, fail } = aDesk();
    const { id } = await jobs.begin(request, 'ann');
    await fail();
    expect(await ended(jobs, id)).toMatchObject({ state: 'failed', problem: 'the store is gone', result: undefined });
  });

  it('end with the service', async () => {
    const { jobs, answer } = aDesk();
    const { id } = await jobs.begin(request, 'ann');
    const stopped = jobs.stop();
    await answer();
    await stopped;
    expect(jobs.get(id).state).toBe('cancelled');
  });

  it('are forgotten when twenty more have ended, the oldest first', async () => {
    const { jobs, answer } = aDesk();
    const begun: string[] = [];
    for (let i = 0; i < 22; i += 1) {
      const { id } = await jobs.begin(request, 'ann');
      begun.push(id);
      await answer();
      await answer();
      await ended(jobs, id);
    }
    expect(jobs.list().map(({ id }) => id)).toEqual(begun.slice(2).reverse());
    expect(() => jobs.get(begun[0] ?? '')).toThrow('there is no backtest');
  });

  it('need series to look at', async () => {
    const { jobs } = aDesk();
    await expect(jobs.begin({ ...request, select: { asset: ['no-*'] } }, 'ann')).rejects.toMatchObject({
      code: 'invalid_input',
    });
    expect(jobs.list()).toEqual([]);
  });
});
