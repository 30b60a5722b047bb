import { describe, expect, it } from '@jest/globals';
import { defaultSettingsOf } from '../settings/default-settings.js';
import type { ExplainedSettings } from '../settings/settings-resolver.js';
import { type JudgedPoint, speakingPartOf } from './speaking-part.js';

const metric = 'dc.rack.inlet_temperature';
const untouched: ExplainedSettings = { settings: defaultSettingsOf(metric), origins: {} };
const limited: ExplainedSettings = {
  settings: { ...untouched.settings, criticalAbove: 32, validMax: 60, sensitivity: 2 },
  origins: { criticalAbove: 'A1 inlets', validMax: 'sensor', sensitivity: 'narrow' },
};

function aPoint(over: Partial<JudgedPoint> = {}): JudgedPoint {
  return { at: 0, value: 22, score: 0.3, expected: 22, lower: 21, upper: 23, ...over };
}

describe('What speaks in a score', () => {
  it.each<[string, Partial<JudgedPoint>, ExplainedSettings, object]>([
    [
      'the band, and by how much',
      { value: 25, score: 3 },
      untouched,
      { kind: 'band', side: 'above', times: 3, rule: undefined },
    ],
    [
      'the band that a rule narrows',
      { value: 20, score: 2 },
      limited,
      { kind: 'band', side: 'below', times: 2, rule: 'narrow' },
    ],
    [
      'a drift while single points are in band',
      { value: 22.8, score: 1.6 },
      untouched,
      { kind: 'drift', side: 'above', rule: undefined },
    ],
    [
      'the long run while single points are in band and the score is one that it reaches, and no side',
      { value: 22.8, score: 1.25 },
      untouched,
      { kind: 'long-run', rule: undefined },
    ],
    [
      'the long run whose score a rule has doubled',
      { value: 22.4, score: 2.5, lower: 21.5, upper: 22.5 },
      limited,
      { kind: 'long-run', rule: 'narrow' },
    ],
    ['a stuck sensor', { value: 22, score: 2, lower: 22, upper: 22 }, untouched, { kind: 'stuck' }],
    [
      'a limit, by the rule that sets it',
      { value: 33, score: 3 },
      limited,
      { kind: 'limit', level: 'critical', side: 'above', limit: 32, rule: 'A1 inlets' },
    ],
    [
      'the valid range',
      { value: 61, score: 3 },
      limited,
      { kind: 'valid-range', side: 'above', limit: 60, rule: 'sensor' },
    ],
    [
      'nothing yet, while it warms up',
      { score: 0, expected: NaN, lower: NaN, upper: NaN },
      untouched,
      { kind: 'learning' },
    ],
    ['nothing, when all is well', {}, untouched, { kind: 'normal' }],
    [
      'nothing, with the detector off',
      { score: 0, expected: NaN, lower: NaN, upper: NaN },
      { settings: { ...untouched.settings, detector: 'off' }, origins: { detector: 'under repair' } },
      { kind: 'off', rule: 'under repair' },
    ],
  ])('is %s', (_, over, settings, part) => {
    expect(speakingPartOf(aPoint(over), settings)).toEqual(part);
  });
});
