import { describe, expect, it } from '@jest/globals';
import { parseDetection } from '../config/load-detection.js';
import type { DetectionRule } from '../domain/detection/settings/detector-settings.js';
import { proposedRules } from './propose-detection.js';

const present: readonly DetectionRule[] = [
  { name: 'old', match: { kind: ['rack'] }, set: { sensitivity: 2, minDeviation: 1 } },
];
const parse = (text: string) => parseDetection(text, 'settings');
const text = 'rules:\n  - { name: fresh, match: { asset: rack-1 }, set: { criticalAbove: 30 } }\n';

const namesOf = (rules: readonly DetectionRule[]) => rules.map(({ name }) => name);

describe('A proposal', () => {
  it('replaces the rules in force, or comes behind them', () => {
    expect(namesOf(proposedRules({ settings: text, mode: 'replace', sensitivity: undefined }, present, parse))).toEqual(
      ['fresh'],
    );
    expect(namesOf(proposedRules({ settings: text, mode: 'add', sensitivity: undefined }, present, parse))).toEqual([
      'old',
      'fresh',
    ]);
  });

  it('of a sensitivity alone leaves the other settings as they are', () => {
    expect(proposedRules({ settings: undefined, mode: 'replace', sensitivity: 3 }, present, parse)).toEqual([
      { name: 'old', match: { kind: ['rack'] }, set: { minDeviation: 1 } },
      { name: 'sensitivity 3', match: {}, set: { sensitivity: 3 } },
    ]);
  });

  it('that is wrong is the fault of who proposes it, and told by line', () => {
    const wrong = {
      settings: 'rules:\n  - { set: { sensitivity: 99 } }\n',
      mode: 'add' as const,
      sensitivity: undefined,
    };
    expect(() => proposedRules(wrong, present, parse)).toThrow(
      expect.objectContaining({ code: 'invalid_input', message: expect.stringContaining('settings:2') as unknown }),
    );
  });
});
