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
      { value: 22.8, score: 1.2 },
      untouched,
      { kind: 'drift', side: 'above', rule: undefined },
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
