import { describe, expect, it } from '@jest/globals';
import { DomainError } from '../domain/errors.js';
import { loadDetection, parseDetection } from './load-detection.js';

const refusalOf = (text: string): string => {
  try {
    parseDetection(text, 'detection.yaml');
  } catch (error) {
    if (error instanceof DomainError && error.code === 'invalid_configuration') return error.message;
    throw error;
  }
  throw new Error('the file was taken');
};

describe('A detection file', () => {
  it('is a list of rules, each for the series that it matches', () => {
    const rules = parseDetection(
      `
rules:
  - name: recommended inlet air
    match: { metric: dc.rack.inlet_temperature, room: [hall-1, hall-2] }
    set: { warningAbove: 27, criticalAbove: 32, validMax: null }
  - match:
      kind: crah
    set:
      detector: off
`,
      'detection.yaml',
    );
    expect(rules).toEqual([
      {
        name: 'recommended inlet air',
        match: { metric: ['dc.rack.inlet_temperature'], room: ['hall-1', 'hall-2'] },
        set: { warningAbove: 27, criticalAbove: 32, validMax: null },
      },
      { name: 'rules[1], line 6', match: { kind: ['crah'] }, set: { detector: 'off' } },
    ]);
  });

  it('may be empty', () => {
    expect(parseDetection('', 'detection.yaml')).toEqual([]);
  });

  it('names every mistake with its line and path in one message', () => {
    expect(
      refusalOf(`rules:
  - match: { metrics: hw.* }
    set: { sensitivity: 0, direction: up }
  - set: {}
  - set: { warningAbove: hot }
`),
    ).toBe(
      [
        'The detection file has 5 problems:',
        '  detection.yaml:2  rules[0].match.metrics: unknown key; remove it or correct its spelling',
        '  detection.yaml:3  rules[0].set.direction: Invalid option: expected one of "both"|"high"|"low"',
        '  detection.yaml:3  rules[0].set.sensitivity: Too small: expected number to be >=0.1',
        '  detection.yaml:4  rules[1].set: sets nothing',
        '  detection.yaml:5  rules[2].set.warningAbove: Invalid input: expected number, received string',
        'Correct detection.yaml; docs/detection-settings.md explains every key.',
      ].join('\n'),
    );
  });

  it('says when limits are the wrong way round or rules share a name', () => {
    const message = refusalOf(`rules:
  - name: inlets
    set: { validMin: 40, validMax: 10, warningAbove: 32, criticalAbove: 27 }
  - name: inlets
    set: { warningBelow: 5, criticalBelow: 10 }
`);
    expect(message).toContain('detection.yaml:3  rules[0].set.validMax: must be above validMin, which is 40');
    expect(message).toContain('detection.yaml:3  rules[0].set.criticalAbove: must be above warningAbove, which is 32');
    expect(message).toContain('detection.yaml:5  rules[1].set.warningBelow: must be above criticalBelow, which is 10');
    expect(message).toContain('detection.yaml:4  rules[1].name: another rule is called "inlets"');
  });

  it('that is not there is said', async () => {
    await expect(loadDetection('/nowhere/detection.yaml')).rejects.toMatchObject({
      code: 'invalid_configuration',
      message: expect.stringContaining('/nowhere/detection.yaml cannot be read') as unknown,
    });
  });
});
