import { describe, expect, it } from '@jest/globals';
import { matchText, setText } from './rule-text.js';

describe('a rule of the settings', () => {
  it('is told in the words of an operator', () => {
    expect(matchText({ metric: ['dc.rack.inlet_temperature'], room: ['hall-1', 'hall-2'] })).toBe(
      'metric dc.rack.inlet_temperature, room hall-1 or hall-2',
    );
    expect(setText({ warningAbove: 27, criticalAbove: 32 })).toBe('warning above 27, critical above 32');
  });

  it('without a condition is for every series, and may take a limit away', () => {
    expect(matchText({})).toBe('all series');
    expect(setText({ validMax: null, detector: 'off' })).toBe('valid up to none, detector off');
  });
});
