import { describe, expect, it } from '@jest/globals';
import { anAlert } from '../../../../test/alerting/builders.js';
import type { SeriesDescriptor } from '../../telemetry/series.js';
import { defaultSettingsOf } from '../settings/default-settings.js';
import { explainInWords } from './explain-in-words.js';
import type { Explanation } from './explanation.js';

const minuteMs = 60_000;
const noon = Date.UTC(2026, 0, 5, 12);
const metric = 'dc.rack.inlet_temperature';
const seriesOf = (component: string, id: number): SeriesDescriptor => ({
  id,
  assetId: 'rack-1',
  metric,
  component,
  unit: 'Cel',
  source: 'json',
  simulated: false,
});

function anExplanation(over: Partial<Explanation> = {}): Explanation {
  return {
    series: seriesOf('top', 1),
    point: { at: noon, value: 25, score: 3, expected: 22, lower: 21, upper: 23 },
    part: { kind: 'band', side: 'above', times: 3, rule: undefined },
    settings: defaultSettingsOf(metric),
    excursion: {
      startsAt: noon - 5 * minuteMs,
      beganEarlier: false,
      lastAt: noon,
      peakAt: noon - 3 * minuteMs,
      peakScore: 4.2,
    },
    rank: { days: 14, hours: 300, hoursAsHigh: 0 },
    madeOf: [],
    madeOfInAll: 0,
    similar: [],
    moved: [],
    movedInAll: 0,
    still: [],
    silentToo: [],
    notLookedAt: 0,
    ...over,
  };
}

describe('An explanation in words', () => {
  it('of a value beyond its band', () => {
    expect(explainInWords(anExplanation())).toEqual([
      'Rack inlet temperature of rack-1 top is 25.0 °C where 21.0 to 23.0 °C was expected: 3.0 times as far above the expected value as the band allows.',
      'It began 5 min before; the highest score, 4.2, came after 2 min.',
      'None of the 300 hours that were scored in the 14 days before had a score as high.',
      'Nothing near it moved within minutes.',
    ]);
  });

  it('of a value beyond a limit names the rule', () => {
    const part = { kind: 'limit', level: 'critical', side: 'above', limit: 24, rule: 'A1 inlets' } as const;
    expect(explainInWords(anExplanation({ part }))[0]).toBe(
      'Rack inlet temperature of rack-1 top is 25.0 °C, above the critical limit of 24.0 °C (rule “A1 inlets”).',
    );
  });

  describe('of a residual', () => {
    const series = { ...seriesOf('', 1), assetId: 'pdu-a', metric: 'dc.pdu.power_residual', unit: 'W' };
    const point = { at: noon, value: 1_230, score: 3, expected: 30, lower: -370, upper: 430 };
    const firstOf = (over: Partial<Explanation>) => explainInWords(anExplanation({ series, point, ...over }))[0];

    it('says what is wrong with the thing, as its alert does', () => {
      expect(firstOf({})).toBe(
        'pdu-a reads 1200 W more than its servers draw, expected -370 to 430 W: 3.0 times as far above the expected value as the band allows.',
      );
    });

    it('says the same of one that is normal', () => {
      expect(firstOf({ point: { ...point, value: 80 }, part: { kind: 'normal' } })).toBe(
        'pdu-a reads 50 W more than its servers draw, within the expected -370 to 430 W.',
      );
    });

    it('gives the number alone before it is known what is usual', () => {
      const unknown = { expected: NaN, lower: NaN, upper: NaN };
      expect(firstOf({ point: { ...point, ...unknown }, part: { kind: 'learning' } })).toMatch(
        /^PDU power against its servers of pdu-a is 1230 W. It is not judged yet/,
      );
    });
  });

  it('of a series that has become restless blames no side', () => {
    const point = { at: noon, value: 22.4, score: 1.1, expected: 22, lower: 21, upper: 23 };
    expect(explainInWords(anExplanation({ point, part: { kind: 'long-run', rule: undefined } }))[0]).toBe(
      'Rack inlet temperature of rack-1 top is 22.4 °C, within 21.0 to 23.0 °C of single points, but over a longer time it trembles more or less than usual, or drifts slowly.',
    );
  });

  it('suspects a sensor that is alone with what it says', () => {
    const still = [{ series: seriesOf('bottom', 2), relation: 'same', peakScore: 0.2 }] as const;
    expect(explainInWords(anExplanation({ still })).at(-1)).toBe(
      'Nothing near it moved within minutes, though Rack inlet temperature of rack-1 bottom should have: the sensor may be at fault.',
    );
  });

  it('says who moved first', () => {
    const moved = [
      { series: seriesOf('middle', 3), relation: 'same', peakScore: 2, lagSeconds: -30, wasEarlier: false },
    ] as const;
    expect(explainInWords(anExplanation({ moved, movedInAll: 4 })).at(-1)).toBe(
      '4 series near it moved within minutes, first Rack inlet temperature of rack-1 middle, 30 s before it.',
    );
  });

  it('says what came of what was like it', () => {
    const past = anAlert({ seriesId: 1, startsAt: noon - 86_400_000, resolvedAt: noon - 86_400_000 + 20 * minuteMs });
    const similar = [{ event: { ...past, acknowledgedBy: 'ann' }, distance: 0.2 }];
    expect(explainInWords(anExplanation({ similar }))).toContain(
      'One past alert is like it (of this series). The one most like it was over after 20 min; ann looked after it.',
    );
  });

  it('of a silent device says who else is silent', () => {
    const part = { kind: 'silence', lastedMs: 3 * minuteMs, usuallyEveryMs: 10_000 } as const;
    expect(explainInWords(anExplanation({ part, excursion: undefined, silentToo: ['rack-2'] }))).toEqual([
      'rack-1 reported nothing for 3 min, usually every 10 s; its last rack inlet temperature of rack-1 top is 25.0 °C.',
      'Silent within minutes, too: rack-2.',
    ]);
  });

  it('of a normal point is one sentence', () => {
    const point = { at: noon, value: 22, score: 0.2, expected: 22, lower: 21, upper: 23 };
    expect(explainInWords(anExplanation({ point, part: { kind: 'normal' }, excursion: undefined }))).toEqual([
      'Rack inlet temperature of rack-1 top is 22.0 °C, within the expected 21.0 to 23.0 °C.',
    ]);
  });
});
