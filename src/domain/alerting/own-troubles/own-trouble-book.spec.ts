import { describe, expect, it } from '@jest/globals';
import { noon } from '../../../../test/alerting/builders.js';
import { IncidentDesk } from '../../../../bench/detection/incident-desk.js';
import { demoSite } from '../../../../test/builders/twin.js';
import type { Alert } from '../alert.js';
import { OwnTroubleBook } from './own-trouble-book.js';
import type { Vitals } from './vitals.js';

const second = 1_000;
const well: Vitals = {
  backEnds: [{ name: 'telemetry store', problem: undefined }],
  offered: 10_000,
  rejected: 0,
  scoringBehindS: 0.5,
  failingNotifiers: [],
  diskFree: { share: 0.6, bytes: 2 ** 40 },
  clockStepS: 0,
  refusedSettings: [],
};
const storeGone: Vitals = { ...well, backEnds: [{ name: 'telemetry store', problem: 'connection refused' }] };
const disk = (share: number, gibibytes: number): Vitals => ({
  ...well,
  diskFree: { share, bytes: gibibytes * 2 ** 30 },
});

/** Looks every 15 s for as long as told; the changes of state. */
function watched(
  book: OwnTroubleBook,
  story: readonly (readonly [Vitals, number])[],
  startsAt = noon,
): readonly string[] {
  const told = new Map<string, string>();
  const changes: string[] = [];
  let at = startsAt;
  for (const [vitals, seconds] of story) {
    for (const end = at + seconds * second; at < end; at += 15 * second) {
      for (const { id, state, severity, metric } of book.observe(vitals, at)) {
        if (told.get(id) !== `${state} ${severity}`)
          changes.push(`${(at - startsAt) / second} s: ${state} ${severity} ${metric}`);
        told.set(id, `${state} ${severity}`);
      }
    }
  }
  return changes;
}

describe('Plenum about itself', () => {
  it('says nothing while all is well', () => {
    expect(watched(new OwnTroubleBook('plenum', []), [[well, 3600]])).toEqual([]);
  });

  it('raises a store that is gone for a minute, once, and ends it a minute after it is back', () => {
    const story = [
      [storeGone, 300],
      [well, 120],
    ] as const;
    expect(watched(new OwnTroubleBook('plenum', []), story)).toEqual([
      '60 s: firing critical plenum.back-end-unreachable',
      '345 s: resolved critical plenum.back-end-unreachable',
    ]);
  });

  it('is silent of a store that restarts, and makes one alert of one that comes and goes', () => {
    expect(
      watched(new OwnTroubleBook('plenum', []), [
        [storeGone, 30],
        [well, 60],
      ]),
    ).toEqual([]);
    const flapping = [
      [storeGone, 90],
      [well, 30],
      [storeGone, 60],
      [well, 30],
      [storeGone, 30],
    ] as const;
    expect(watched(new OwnTroubleBook('plenum', []), flapping)).toHaveLength(1);
  });

  it('raises a disk that fills up, and again when it is all but full', () => {
    const story = [
      [disk(0.04, 4), 120],
      [disk(0.01, 0.9), 60],
    ] as const;
    expect(watched(new OwnTroubleBook('plenum', []), story)).toEqual([
      '60 s: firing warning plenum.disk-nearly-full',
      '120 s: firing critical plenum.disk-nearly-full',
    ]);
  });

  it('knows since when it is all but full, also while it stays so and once it is over', () => {
    const book = new OwnTroubleBook('plenum', []);
    const [low, full] = [disk(0.04, 4), disk(0.01, 0.9)];
    const looks = [low, low, full, full, well, well];
    const seen = looks.flatMap((vitals, minute) => book.observe(vitals, noon + minute * 60 * second));
    const minutes = seen.map(({ escalatedAt = noon }) => (escalatedAt - noon) / (60 * second));
    expect(minutes).toEqual([0, 2, 2, 2]);
  });

  it('raises neither a small disk that is half empty nor a large one of which a little is much', () => {
    const story = [
      [disk(0.5, 2), 120],
      [disk(0.03, 300), 120],
    ] as const;
    expect(watched(new OwnTroubleBook('plenum', []), story)).toEqual([]);
  });

  it.each([
    ['intake that refuses a third of what it is sent', { offered: 3_000, rejected: 1_000 }, 120, 'intake-rejecting'],
    ['scoring that is ten minutes behind', { scoringBehindS: 600 }, 120, 'scoring-behind'],
    ['a receiver that confirms nothing', { failingNotifiers: ['mail'] }, 300, 'notifier-failing'],
    ['a clock that was set', { clockStepS: -120 }, 0, 'clock-stepped'],
    ['a settings file with a mistake', { refusedSettings: ['alerting'] }, 0, 'settings-refused'],
  ])('raises %s', (_what, over, afterS, rule) => {
    expect(watched(new OwnTroubleBook('plenum', []), [[{ ...well, ...over }, 400]])).toEqual([
      `${afterS} s: firing warning plenum.${rule}`,
    ]);
  });

  it('takes a few rejected points of one device for no trouble of its own', () => {
    expect(watched(new OwnTroubleBook('plenum', []), [[{ ...well, offered: 60, rejected: 40 }, 600]])).toEqual([]);
  });

  it('goes on with what it raised before a restart, and ends it when it has gone meanwhile', () => {
    const before = new OwnTroubleBook('plenum', []);
    before.observe(storeGone, noon);
    const [raised] = before.observe(storeGone, noon + 60 * second);
    const left = raised ? [raised] : [];
    expect(new OwnTroubleBook('plenum', left).observe(storeGone, noon + 90 * second)).toMatchObject([
      { id: raised?.id },
    ]);
    const after = new OwnTroubleBook('plenum', left).observe(well, noon + 180 * second);
    expect(after).toMatchObject([{ id: raised?.id, state: 'resolved' }]);
    expect(new OwnTroubleBook('plenum-score-b', left).observe(well, noon + 180 * second)).toEqual([]);
  });

  it('ends what is over, and raises what has begun, within a minute though the clock was set back by an hour', () => {
    const book = new OwnTroubleBook('plenum', []);
    const hour = 3_600 * second;
    watched(book, [[storeGone, 120]], noon + hour);
    expect(watched(book, [[well, 120]], noon)).toEqual(['0 s: resolved critical plenum.back-end-unreachable']);
    watched(book, [[storeGone, 30]], noon + hour);
    expect(watched(book, [[storeGone, 90]], noon)).toEqual(['60 s: firing critical plenum.back-end-unreachable']);
  });

  it('never ends before it has begun, whatever the clock says', () => {
    const book = new OwnTroubleBook('plenum', []);
    let raised: Alert | undefined;
    for (let at = noon + 60_000; at <= noon + 180_000; at += 15_000) [raised] = book.observe(storeGone, at);
    const [ended] = book.observe(well, noon - 60_000);
    expect(ended).toMatchObject({ state: 'resolved', resolvedAt: raised?.firedAt });
  });

  it('is an incident of its own, with something to do about it', () => {
    const book = new OwnTroubleBook('plenum', []);
    book.observe(storeGone, noon);
    const desk = new IncidentDesk(demoSite().model).turn(
      book.observe(storeGone, noon + 60 * second),
      noon + 60 * second,
    );
    expect(desk.standing).toMatchObject([
      {
        title: 'plenum: Plenum does not reach its telemetry store: connection refused',
        severity: 'critical',
        report: { runbook: { causeKind: 'plenum-itself' }, kinds: ['plenum'] },
      },
    ]);
  });
});
