import { describe, expect, it } from '@jest/globals';
import { aSeries } from '../../test/records/builders.js';
import { FakeClock } from '../adapters/system/fake-clock.js';
import { SeriesRegistry } from '../domain/telemetry/series-registry.js';
import type { ScoredPoint } from '../ports/telemetry-store.js';
import { FollowScores } from './follow-scores.js';
import { LatestScores } from './latest-scores.js';

const noon = Date.UTC(2026, 0, 5, 12);
const minute = 60_000;

/** Of the store, only its newest scores; says since when it was asked. */
class ScoresOfOthers {
  readonly askedSince: number[] = [];
  scores: readonly ScoredPoint[] = [];
  isAway = false;

  latestScores(seriesIds: readonly number[], sinceMs: number): Promise<readonly ScoredPoint[]> {
    this.askedSince.push(sinceMs);
    if (this.isAway) return Promise.reject(new Error('the database is away'));
    return Promise.resolve(this.scores.filter(({ seriesId, at }) => seriesIds.includes(seriesId) && at >= sinceMs));
  }
}

const scored = (at: number, score: number): ScoredPoint => ({
  seriesId: 1,
  at,
  value: 22,
  score,
  expected: 21,
  lower: 20,
  upper: 23,
});

function aProcess() {
  const clock = new FakeClock(noon);
  const registry = new SeriesRegistry();
  registry.load([aSeries({ id: 1 })]);
  const others = new ScoresOfOthers();
  const latest = new LatestScores();
  return { clock, others, latest, follow: new FollowScores(others, registry, latest, clock) };
}

describe('scores of other processes', () => {
  it('show after a start when they are not older than an hour, and each new one after that', async () => {
    const { clock, others, latest, follow } = aProcess();
    others.scores = [scored(noon - 59 * minute, 0.5)];
    await follow.look();
    expect(latest.of(1)).toMatchObject({ at: noon - 59 * minute, value: 22, score: 0.5, upper: 23 });
    clock.advance(5_000);
    others.scores = [scored(noon + 1_000, 2)];
    await follow.look();
    expect(latest.of(1)).toMatchObject({ at: noon + 1_000, score: 2 });
    expect(others.askedSince).toEqual([noon - 60 * minute, noon - 5 * minute]);
  });

  it('that came while the store was away are found afterwards', async () => {
    const { clock, others, latest, follow } = aProcess();
    await follow.look();
    others.isAway = true;
    for (let round = 0; round < 3; round += 1) {
      clock.advance(10 * minute);
      await expect(follow.look()).rejects.toThrow('away');
    }
    others.isAway = false;
    others.scores = [scored(noon + minute, 1)];
    await follow.look();
    expect(latest.of(1)).toMatchObject({ at: noon + minute, score: 1 });
  });

  it('do not replace a newer one of this process', async () => {
    const { others, latest, follow } = aProcess();
    latest.take([scored(noon, 0.25)]);
    others.scores = [scored(noon - 10_000, 3)];
    await follow.look();
    expect(latest.of(1)).toMatchObject({ at: noon, score: 0.25 });
  });
});
