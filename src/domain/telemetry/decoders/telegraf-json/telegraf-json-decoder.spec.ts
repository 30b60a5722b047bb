import { describe, expect, it } from '@jest/globals';
import { anIntake, receivedAt } from '../../../../../test/builders/intake.js';
import type { DecodeSettings } from '../decoder.js';
import { LineProtocolDecoder } from '../line-protocol/line-protocol-decoder.js';
import { TelegrafJsonDecoder } from './telegraf-json-decoder.js';

const fresh = () => anIntake((mapper) => new TelegrafJsonDecoder(mapper));
const take = (body: unknown, settings?: Partial<DecodeSettings>) =>
  fresh().take(typeof body === 'string' ? body : JSON.stringify(body), settings);
const textOf = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

const seconds = 1_458_229_140;
const cpu = {
  fields: { usage_active: 17.6 },
  name: 'cpu',
  tags: { host: 'raynor', cpu: 'cpu-total' },
  timestamp: seconds,
};
const cpuPoint = 'raynor|system.cpu.utilization| = 0.176 1 @ 1458229140000';

describe('what Telegraf writes', () => {
  it('is the single form of its README', () => {
    const body =
      '{"fields":{"field_1":30,"field_2":4,"field_N":59,"n_images":660},"name":"docker","tags":{"host":"raynor"},"timestamp":1458229140}';
    expect(take(body)).toMatchObject({
      points: ['field_1 = 30', 'field_2 = 4', 'field_N = 59', 'n_images = 660'].map((point) =>
        `raynor|docker.${point} @ 1458229140000`.replace(' =', '| ='),
      ),
      problems: [],
    });
  });

  it.each([
    ['a batch', { metrics: [cpu] }],
    ['an array', [cpu]],
    ['one a line', `${JSON.stringify(cpu)}\n`],
  ])('may be %s', (_, body) => {
    expect(take(body)).toMatchObject({ points: [cpuPoint], problems: [] });
  });

  it('makes the same series as line protocol', () => {
    const metric = {
      name: 'nvidia_smi',
      tags: { host: '8218cf', index: '0' },
      fields: { temperature_gpu: 53 },
      timestamp: 1,
    };
    const line = anIntake((mapper) => new LineProtocolDecoder(mapper));
    expect(take(metric).points).toEqual(
      line.take('nvidia_smi,host=8218cf,index=0 temperature_gpu=53i 1000000000').points,
    );
  });

  it('may come without tags', () => {
    expect(take({ name: 'mem', fields: { used: 1 }, timestamp: 1 }).points).toEqual([
      'mem|system.memory.usage| = 1 By @ 1000',
    ]);
  });
});

describe('times', () => {
  it.each([
    [seconds, {}],
    [seconds * 1e3, {}],
    [seconds * 1e6, {}],
    [seconds * 1e9, {}],
    [`${seconds}000000000`, {}],
    ['2016-03-17T15:39:00Z', {}],
    [seconds, { precision: 's' }],
  ] as const)('%s', (timestamp, settings) => {
    expect(take({ ...cpu, timestamp }, settings).points).toEqual([cpuPoint]);
  });

  it('of seconds long ago need the precision', () => {
    expect(take({ ...cpu, timestamp: 5 }, { precision: 'ms' }).points[0]).toMatch(/ @ 5$/);
  });

  it('are those of arrival where a metric has none', () => {
    expect(take({ ...cpu, timestamp: undefined }).points[0]).toMatch(new RegExp(`@ ${receivedAt}$`));
  });

  it("in a layout of one's own are refused", () => {
    expect(take([{ ...cpu, timestamp: 'Mar 17 15:39' }, cpu])).toMatchObject({
      points: [cpuPoint],
      problems: ['1 bad_timestamp'],
    });
  });
});

describe('fields', () => {
  it('that are texts are counted and make no series, truth values are 1 and 0', () => {
    const intake = fresh();
    const fields = { on: true, off: false, state: 'ONLINE', reading: '25.3', none: null };
    const { points, problems, skipped } = intake.take(JSON.stringify({ ...cpu, name: 'x', fields }));
    expect(points.map((point) => point.replace(/^.*x\.(\w+)\|.* = (\S+) .*$/, '$1 $2'))).toEqual([
      'on 1',
      'off 0',
      'reading 25.3',
    ]);
    expect({ problems, skipped }).toEqual({ problems: [], skipped: { text_value: 1, no_value: 1 } });
    expect(intake.registry.size).toBe(3);
  });

  it('that hold objects are refused, their neighbours kept', () => {
    expect(take({ ...cpu, fields: { nested: {}, list: [1], usage_active: 17.6 } })).toMatchObject({
      points: [cpuPoint],
      problems: ['1 malformed', '1 malformed'],
    });
  });

  it("with the names of an object's own are fields like any other", () => {
    const body = '{"name":"x","tags":{"host":"a"},"fields":{"__proto__":1,"constructor":2},"timestamp":1}';
    expect(take(body).points).toEqual(['a|x.__proto__| = 1 @ 1000', 'a|x.constructor| = 2 @ 1000']);
  });
});

describe('a bad metric', () => {
  it.each([
    [{ ...cpu, name: undefined }],
    [{ ...cpu, name: 7 }],
    [{ ...cpu, fields: undefined }],
    [{ ...cpu, fields: [1] }],
    [{ ...cpu, tags: 'host=a' }],
    [{ ...cpu, tags: { host: {} } }],
    [{ ...cpu, tags: Object.fromEntries(Array.from({ length: 300 }, (_, i) => [`tag-${i}`, 'x'])) }],
    [null],
    ['text'],
  ])('%j is refused alone, with its own bytes', (bad) => {
    const { points, rejections } = take({ metrics: [cpu, bad, cpu] });
    expect(points).toEqual([cpuPoint, cpuPoint]);
    expect(rejections).toMatchObject([{ code: 'malformed', position: 2 }]);
    expect(textOf(rejections[0]!.original)).toBe(JSON.stringify(bad));
  });
});

it('an alias added while the service runs leads later points to the asset', () => {
  const intake = fresh();
  intake.take(JSON.stringify(cpu));
  intake.aliases.add('raynor', 'srv-1');
  expect(intake.take(JSON.stringify(cpu)).points[0]).toMatch(/^srv-1\|/);
});
