import { beforeEach, describe, expect, it } from '@jest/globals';
import { SeriesRegistry } from '../telemetry/series-registry.js';
import { batchOf } from '../telemetry/telemetry-batch.js';
import { DetectorBank } from './detector-bank.js';
import type { Lesson } from './feedback/lesson.js';
import type { LearningExclusions } from './hygiene/learning-exclusions.js';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const start = Date.UTC(2026, 0, 5);
/** By when the inlets of `anInletOfThreeDays` are known. */
const known = start + 3 * day + 3 * hour;
const usual = 22;

let registry: SeriesRegistry;
let inlet: number;
let other: number;

beforeEach(() => {
  registry = new SeriesRegistry();
  const origin = { unit: 'Cel', source: 'test', simulated: false };
  const inletOf = (assetId: string) =>
    registry.intern({ assetId, metric: 'dc.rack.inlet_temperature', component: '' }, origin).id;
  [inlet, other] = [inletOf('rack-1'), inletOf('rack-2')];
});

/** The temperature at a time; trembles by a tenth of a degree, the same at each call. */
type Course = (at: number) => number;

const steady: Course = (at) => usual + 0.05 * (Math.floor(at / minute) % 5);
/** By `kelvin` for the given time each day at three o'clock. */
const daily =
  (kelvin: number, lastsMs = hour): Course =>
  (at) =>
    steady(at) + (isNight(at, lastsMs) ? kelvin : 0);
const isNight = (at: number, lastsMs = hour) => at % day >= 3 * hour && at % day < 3 * hour + lastsMs;

/** A bank with the clock of its points: readings every minute. */
class Watch {
  at = start;

  constructor(readonly bank: DetectorBank) {}

  /** Scores of the time that goes by. */
  run(forMs: number, course: Course, seriesId = inlet): { at: number; score: number; expected: number }[] {
    const points = Array.from({ length: Math.round(forMs / minute) }, (_, i) => this.at + i * minute);
    this.at += forMs;
    const scores = this.bank.score(batchOf(points.map((at) => ({ seriesId, at, value: course(at) }))));
    return points.map((at, i) => ({ at, score: scores.score[i]!, expected: scores.expected[i]! }));
  }

  /** The highest score of what goes by. */
  peak(forMs: number, course: Course, seriesId = inlet): number {
    return Math.max(...this.run(forMs, course, seriesId).map(({ score }) => score));
  }
}

/** A bank that has seen three quiet days of both inlets, at three in the morning. */
function anInletOfThreeDays(exclusions?: LearningExclusions): Watch {
  const bank = new DetectorBank(registry, 'seasonal-band', undefined, exclusions);
  new Watch(bank).run(known - start, steady, other);
  const watch = new Watch(bank);
  watch.run(known - start, steady);
  return watch;
}

function aLesson(over: Partial<Lesson>): Lesson {
  return { verdict: 'not-anomaly', startsAt: known, value: 27, expected: 22, peakScore: 3, ...over };
}

describe('an excursion that an operator calls no anomaly', () => {
  it('ends at once: its next points are normal', () => {
    const watch = anInletOfThreeDays();
    expect(watch.peak(10 * minute, daily(5))).toBeGreaterThan(1);
    watch.bank.teach(inlet, aLesson({}));
    expect(watch.peak(50 * minute, daily(5))).toBeLessThan(1);
  });

  it('alerts no more in the weeks after, however often it comes and whenever it ends', () => {
    const watch = anInletOfThreeDays();
    watch.run(10 * minute, daily(5));
    watch.bank.teach(inlet, aLesson({}));
    expect(watch.peak(21 * day, daily(5))).toBeLessThan(1);
  });

  it('comes once more after three quiet weeks, and is no news then', () => {
    const watch = anInletOfThreeDays();
    watch.run(hour, daily(5));
    watch.bank.teach(inlet, aLesson({}));
    watch.run(21 * day - hour, steady);
    expect(watch.peak(hour, daily(5))).toBeLessThan(1);
  });

  it('says nothing of one twice as high, of the other direction, or of other series', () => {
    const taught = () => {
      const watch = anInletOfThreeDays();
      watch.bank.teach(inlet, aLesson({}));
      return watch;
    };
    expect(taught().peak(hour, daily(11))).toBeGreaterThan(1);
    expect(taught().peak(hour, daily(-5))).toBeGreaterThan(1);
    const ofOther = new Watch(taught().bank);
    ofOther.at = known;
    expect(ofOther.peak(hour, daily(5), other)).toBeGreaterThan(1);
  });

  it('alerts again once what was said is withdrawn', () => {
    const watch = anInletOfThreeDays();
    watch.bank.teach(inlet, aLesson({}));
    watch.bank.teach(inlet, aLesson({ verdict: 'withdrawn' }));
    expect(watch.peak(hour, daily(5))).toBeGreaterThan(1);
  });

  it('is a sensor that stands still, which may for as long again', () => {
    const watch = anInletOfThreeDays();
    const standing = watch.run(3 * hour, () => 22.2);
    expect(Math.max(...standing.map(({ score }) => score))).toBeGreaterThan(1);
    watch.bank.teach(inlet, aLesson({ value: 22.2, expected: 22.2 }));
    expect(watch.peak(hour, () => 22.2)).toBeLessThan(1);
  });
});

describe('an excursion that an operator calls real', () => {
  it('alerts the next time, after so many alike that they would have become usual', () => {
    const nights = (watch: Watch, verdict?: Lesson['verdict']) => {
      let last = 0;
      for (let night = 0; night < 8; night += 1) {
        last = watch.peak(hour, daily(3));
        if (verdict) watch.bank.teach(inlet, aLesson({ verdict, startsAt: watch.at - hour, value: 25 }));
        watch.run(day - hour, steady);
      }
      return last;
    };
    expect(nights(anInletOfThreeDays())).toBeLessThan(1);
    expect(nights(anInletOfThreeDays(), 'real')).toBeGreaterThan(1);
  });

  it('never becomes the new normal by lasting', () => {
    const watch = anInletOfThreeDays();
    watch.run(hour, () => 27);
    watch.bank.teach(inlet, aLesson({ verdict: 'real' }));
    const later = watch.run(4 * day, (at) => 5 + steady(at)).slice(-60);
    expect(Math.min(...later.map(({ score }) => score))).toBeGreaterThan(1);
    watch.run(2 * hour, steady);
    expect(watch.peak(hour, steady)).toBeLessThan(1);
  });

  it('is a fault again after "now counts as normal"', () => {
    const watch = anInletOfThreeDays();
    const began = watch.at;
    const fault: Course = (at) => steady(at) + 5;
    const settled = watch.run(2 * day, fault).slice(-60);
    expect(Math.max(...settled.map(({ score }) => score))).toBeLessThan(1);
    watch.bank.teach(inlet, aLesson({ verdict: 'real', startsAt: began }));
    expect(watch.peak(10 * minute, fault)).toBeGreaterThan(1);
    watch.run(2 * hour, steady);
    expect(watch.peak(hour, steady)).toBeLessThan(1);
  });

  it('takes back that the like of it was no anomaly', () => {
    const watch = anInletOfThreeDays();
    watch.bank.teach(inlet, aLesson({}));
    watch.bank.teach(inlet, aLesson({ verdict: 'real' }));
    expect(watch.peak(hour, daily(5))).toBeGreaterThan(1);
  });

  it('is a sensor that was stuck, which alerts the next time it is stuck half as long', () => {
    const alertOf = (verdict?: Lesson['verdict']) => {
      const watch = anInletOfThreeDays();
      watch.run(6 * hour, () => 22.2);
      watch.run(hour, steady);
      if (verdict) watch.bank.teach(inlet, aLesson({ verdict, value: 22.2, expected: 22.2 }));
      watch.run(day, steady);
      return watch.peak(3 * hour, () => 22.2);
    };
    expect(alertOf()).toBeLessThan(1);
    expect(alertOf('real')).toBeGreaterThan(1);
  });
});

describe('points that must not be learned', () => {
  const maintenance: LearningExclusions = {
    excludes: ({ assetId }, at) => assetId === 'rack-1' && isNight(at, 2 * hour),
  };

  it('are those of a maintenance window: the like of them alerts on a working day', () => {
    const restless: Course = (at) => daily(Math.floor(at / minute) % 20 < 10 ? 4 : 0, 2 * hour)(at);
    const nextDay = (exclusions?: LearningExclusions) => {
      const watch = anInletOfThreeDays(exclusions);
      watch.run(6 * day, restless);
      watch.run(12 * hour, steady);
      return watch.peak(20 * minute, (at) => steady(at) + 3.5);
    };
    expect(nextDay()).toBeLessThan(1);
    expect(nextDay(maintenance)).toBeGreaterThan(1);
  });

  it('are scored all the same, hours into the window', () => {
    const watch = anInletOfThreeDays({ excludes: (_series, at) => at >= known });
    watch.run(5 * hour, steady);
    expect(watch.peak(10 * minute, (at) => steady(at) + 6)).toBeGreaterThan(1);
  });

  it('leave no false alert behind where the level has drifted meanwhile', () => {
    let isOver = false;
    const watch = anInletOfThreeDays({ excludes: (_series, at) => at >= known && !isOver });
    const drifting: Course = (at) => steady(at) + (0.4 * Math.min(at - known, 4 * hour)) / hour;
    watch.run(4 * hour, drifting);
    isOver = true;
    expect(watch.peak(2 * hour, drifting)).toBeLessThan(1);
    expect(watch.peak(10 * minute, (at) => drifting(at) + 5)).toBeGreaterThan(1);
  });

  it('are those of trouble that lasts, whose height earns credit only for its first minute', () => {
    const watch = anInletOfThreeDays();
    const ramp: Course = (at) => steady(at) + Math.min(10, (3 * (at - known)) / minute);
    watch.run(hour, ramp);
    watch.run(6 * hour, steady);
    expect(watch.peak(hour, (at) => steady(at) + 5)).toBeGreaterThan(1);
  });
});

describe('going back to what detectors had learned', () => {
  const taughtSince = () => {
    const watch = anInletOfThreeDays();
    const version = watch.bank.snapshot();
    watch.bank.teach(inlet, aLesson({}));
    watch.bank.teach(other, aLesson({}));
    watch.run(20 * minute, steady);
    return { watch, version };
  };
  const nothing = () => new DetectorBank(registry).snapshot();
  const peakOf = (watch: Watch, seriesId: number) => {
    const its = new Watch(watch.bank);
    its.at = watch.at;
    return its.peak(30 * minute, daily(5), seriesId);
  };

  it('undoes the feedback given since, and only for the series that are meant', () => {
    const { watch, version } = taughtSince();
    expect(watch.bank.rollBack(version, ({ assetId }) => assetId === 'rack-1')).toBe(1);
    expect(peakOf(watch, inlet)).toBeGreaterThan(1);
    expect(peakOf(watch, other)).toBeLessThan(1);
  });

  it('judges nothing again: points up to now stay behind it', () => {
    const { watch, version } = taughtSince();
    watch.bank.rollBack(version, () => true);
    const again = new Watch(watch.bank);
    again.at = watch.at - 10 * minute;
    const points = Array.from({ length: 12 }, (_, i) => ({ seriesId: inlet, at: again.at + i * minute, value: 22 }));
    expect(watch.bank.score(batchOf(points)).length).toBe(2);
  });

  it('leaves alone what was not there yet', () => {
    const watch = anInletOfThreeDays();
    const before = watch.bank.snapshot();
    expect(watch.bank.rollBack(nothing(), () => true)).toBe(0);
    expect(watch.bank.snapshot()).toEqual(before);
  });

  it('lets begin anew what was not there yet and was taught since, also when the process has restarted meanwhile', () => {
    for (const verdict of ['not-anomaly', 'real', 'withdrawn'] as const) {
      const taught = anInletOfThreeDays();
      taught.bank.teach(inlet, aLesson({ verdict }));
      const watch = new Watch(new DetectorBank(registry));
      watch.bank.restore(taught.bank.snapshot());
      watch.at = taught.at;
      expect(watch.bank.rollBack(nothing(), () => true)).toBe(1);
      expect(watch.peak(20 * minute, steady)).toBe(0);
      watch.run(2 * day - 20 * minute, steady);
      expect(watch.peak(30 * minute, daily(5))).toBeGreaterThan(1);
    }
  });

  it('refuses what it cannot read, and changes nothing then', () => {
    const { watch, version } = taughtSince();
    const before = watch.bank.snapshot();
    const refusal = expect.objectContaining({ code: 'incompatible_data' });
    expect(() => watch.bank.rollBack(version.subarray(0, version.length - 4), () => true)).toThrow(refusal);
    expect(watch.bank.snapshot()).toEqual(before);
  });

  it('is exact: taught state goes on from a snapshot as without one', () => {
    const { watch } = taughtSince();
    watch.bank.teach(other, aLesson({ verdict: 'real' }));
    const restarted = new Watch(new DetectorBank(registry));
    restarted.bank.restore(watch.bank.snapshot());
    restarted.at = watch.at;
    expect(restarted.run(day, daily(5))).toEqual(watch.run(day, daily(5)));
    expect(restarted.bank.snapshot()).toEqual(watch.bank.snapshot());
  });
});
