import { describe, expect, it } from '@jest/globals';
import { noon } from '../../../../test/alerting/builders.js';
import { timesToLimits } from './outlook.js';

/** An inlet read every ten seconds for five minutes, from a temperature on, with this rise. */
function course(startC: number, kPerMin: number, readings = 31) {
  const at = Float64Array.from({ length: readings }, (_, i) => noon + i * 10_000);
  return { assetId: 'rack-7', at, value: at.map((t) => startC + (kPerMin * (t - noon)) / 60_000) };
}

describe('The hottest inlet of an incident', () => {
  it('reaches both limits of ASHRAE in the time that its rise says', () => {
    const [recommended, allowable] = timesToLimits(course(24, 0.5));
    expect(recommended).toEqual({
      assetId: 'rack-7',
      limitC: 27,
      limitName: 'ASHRAE recommended',
      nowC: 26.5,
      slopeKPerMin: 0.5,
      inMs: 60_000,
    });
    expect(allowable).toMatchObject({ limitC: 32, inMs: 11 * 60_000 });
  });

  it('has passed a limit that is behind it, even while it falls', () => {
    expect(timesToLimits(course(30, -0.2)).map(({ inMs }) => inMs)).toEqual([0, undefined]);
  });

  it.each([
    ['falls', course(26, -0.5)],
    ['hardly rises', course(26, 0.04)],
    ['would take more than four hours', course(14, 0.05)],
  ])('approaches no limit when it %s', (_how, inlet) => {
    expect(timesToLimits(inlet).map(({ inMs }) => inMs)).toEqual([undefined, undefined]);
  });

  it('has no course yet with two readings, or with readings of half a minute', () => {
    expect(timesToLimits(course(24, 0.5, 2))).toEqual([]);
    expect(timesToLimits(course(24, 0.5, 4))).toEqual([]);
    expect(timesToLimits({ assetId: 'rack-7', at: new Float64Array(), value: new Float64Array() })).toEqual([]);
  });
});
