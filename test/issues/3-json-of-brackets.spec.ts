import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { decoders } from '../../src/domain/telemetry/decoders/catalogue.js';
import { bodyOf } from '../builders/decoder-samples.js';
import { anIntake } from '../builders/intake.js';

const formats = ['plenum-json', 'telegraf-json', 'otlp-json'] as const;
const million = 1_000_000;
const bombs = {
  'brackets never closed': '['.repeat(million),
  'arrays within arrays': '['.repeat(million) + ']'.repeat(million),
  'objects within objects': `${'{"points":'.repeat(million)}1${'}'.repeat(million)}`,
  'empty objects': `[${'{},'.repeat(million)}{}]`,
  'small nests': `{"metrics":[${'[[[]]],'.repeat(million)}[]]}`,
};

/** 30 MB of these took 5 s and 0.9 to 1.7 GB to parse, only to be refused. */
describe.each(formats)('%s', (format) => {
  let parse: jest.SpiedFunction<typeof JSON.parse>;
  beforeEach(() => {
    parse = jest.spyOn(JSON, 'parse');
  });
  afterEach(() => {
    parse.mockRestore();
  });

  it.each(Object.entries(bombs))('refuses %s as a whole, and hands them to no parser', (_, body) => {
    const { points, problems, unlisted } = anIntake(decoders[format]).take(body);
    expect({ points, problems, unlisted }).toEqual({ points: [], problems: ['1 malformed'], unlisted: {} });
    expect(parse).not.toHaveBeenCalled();
  });

  it('refuses only the line of brackets where there is a document on each line', () => {
    const [first, second] = [21, 22].map((value) => new TextDecoder().decode(bodyOf[format]([value])));
    const bomb = `{"points":${'['.repeat(1000)}${']'.repeat(1000)}}`;
    const { points, problems } = anIntake(decoders[format]).take(`${first}\n${bomb}\n${second}`);
    expect({ points: points.length, problems }).toEqual({ points: 2, problems: ['2 malformed'] });
  });
});
