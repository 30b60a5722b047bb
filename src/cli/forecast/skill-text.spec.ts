import { describe, expect, it } from '@jest/globals';
import type { SkillFigures } from '../../domain/forecasting/skill/skill-report.js';
import { modelText, skillText } from './skill-text.js';

const skill: SkillFigures = {
  judged: 900,
  mse: 3.14159,
  mae: 1.2,
  baselineMse: 12.5,
  baselineMae: 2.4,
  skill: 0.75,
  mase: 0.5,
  coverage: [0.8123, 0.951],
};
const column = { name: 'power', startMs: 0, forecast: { mean: new Float64Array(1), bands: [] }, skill };

describe('what a person is told of a forecast', () => {
  it('is how good forecasts have been in the rows that were held back', () => {
    expect(skillText(column, [0.8, 0.95])).toBe(
      'power: MSE 3.14, of the seasonal naive forecast 12.5; 81.2 % inside 80 %; 95.1 % inside 95 %',
    );
  });

  it('is that nothing is known of its errors where rows are too few', () => {
    expect(skillText({ ...column, skill: { ...skill, judged: 0 } }, [0.8])).toContain('it has no intervals');
  });

  it('is what was chosen', () => {
    const settings = { lookback: 336, parameters: { forecaster: 'combination' } };
    expect(modelText({ stepMs: 3_600_000, settings, columns: [column] })).toBe(
      'steps of 3600 s, looks back 336 steps, forecaster "combination"',
    );
  });
});
