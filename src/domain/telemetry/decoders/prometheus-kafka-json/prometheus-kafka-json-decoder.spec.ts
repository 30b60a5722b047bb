import { describe, expect, it } from '@jest/globals';
import { anIntake, receivedAt } from '../../../../../test/builders/intake.js';
import { PrometheusKafkaJsonDecoder } from './prometheus-kafka-json-decoder.js';

const take = (body: unknown) =>
  anIntake((mapper) => new PrometheusKafkaJsonDecoder(mapper)).take(
    typeof body === 'string' ? body : JSON.stringify(body),
  );
const sample = (changes: object = {}) => ({
  timestamp: '2026-01-01T00:00:00Z',
  value: '41.5',
  name: 'node_hwmon_temp_celsius',
  labels: { __name__: 'node_hwmon_temp_celsius', instance: 'srv-1:9100', chip: 'k10temp', sensor: 'temp1' },
  ...changes,
});

describe('what prometheus-kafka-adapter writes', () => {
  it('is the sample of its README', () => {
    const body =
      '{"timestamp":"1970-01-01T00:00:00Z","value":"9876543210","name":"up","labels":{"__name__":"up","label1":"value1","instance":"srv-1"}}';
    expect(take(body)).toMatchObject({ points: ['srv-1|up|label1=value1 = 9876543210 @ 0'], problems: [] });
  });

  it('makes the series that a scrape of the same exporter makes', () => {
    expect(take(sample()).points).toEqual(['srv-1|hw.temperature|k10temp temp1 = 41.5 Cel @ 1767225600000']);
  });

  it.each([
    ['an array', [sample(), sample({ timestamp: '2026-01-01T00:00:10Z' })]],
    ['one a line', `${JSON.stringify(sample())}\n${JSON.stringify(sample({ timestamp: '2026-01-01T00:00:10Z' }))}\n`],
  ])('may be %s', (_, body) => {
    expect(take(body)).toMatchObject({ points: { length: 2 }, problems: [] });
  });

  it('gets the time of its arrival when it has none', () => {
    expect(take(sample({ timestamp: undefined })).points[0]).toContain(`@ ${receivedAt}`);
  });

  it.each([
    ['a word for a value', { value: 'warm' }, 'malformed'],
    ['no value', { value: undefined }, 'malformed'],
    ['NaN', { value: 'NaN' }, 'not_finite'],
    ['+Inf', { value: '+Inf' }, 'not_finite'],
    ['a time that is none', { timestamp: 'yesterday' }, 'bad_timestamp'],
    ['no name', { name: '', labels: { instance: 'srv-1' } }, 'malformed'],
    ['labels that are a list', { labels: ['a'] }, 'malformed'],
    ['a label that is a number', { labels: { instance: 1 } }, 'malformed'],
    ['no host', { labels: {} }, 'missing_identity'],
  ])('is refused with %s', (_, changes, code) => {
    expect(take([sample(changes), sample()])).toMatchObject({ points: { length: 1 }, problems: [`1 ${code}`] });
  });
});
