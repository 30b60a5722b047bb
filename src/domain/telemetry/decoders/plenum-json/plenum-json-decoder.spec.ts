import { describe, expect, it } from '@jest/globals';
import { anIntake, receivedAt } from '../../../../../test/builders/intake.js';
import type { DecodeSettings } from '../decoder.js';
import { PlenumJsonDecoder } from './plenum-json-decoder.js';

const at = Date.UTC(2026, 0, 1, 12);
const fresh = () => anIntake((mapper) => new PlenumJsonDecoder(mapper));
const take = (body: unknown, settings?: Partial<DecodeSettings>) =>
  fresh().take(typeof body === 'string' ? body : JSON.stringify(body), settings);
const inlet = { asset: 'rack-1', metric: 'dc.rack.inlet_temperature', unit: 'Cel', at, value: 21.5 };
const inletPoint = `rack-1|dc.rack.inlet_temperature| = 21.5 Cel @ ${at}`;
const textOf = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

describe('a body of points', () => {
  it.each([
    ['an object with points', { points: [inlet] }],
    ['a bare array', [inlet]],
    ['a single point', inlet],
    ['columns', { series: [{ ...inlet, value: undefined, at: [at], values: [21.5] }] }],
    ['a bare column', { ...inlet, value: undefined, at: [at], values: [21.5] }],
    ['pretty-printed text', JSON.stringify({ points: [inlet] }, undefined, 2)],
    ['text with a byte order mark', `\ufeff${JSON.stringify([inlet])}`],
  ])('may be %s', (_, body) => {
    expect(take(body)).toMatchObject({ points: [inletPoint], problems: [], skipped: {} });
  });

  it('may be one point a line, of which a broken one costs only itself', () => {
    const lines = [JSON.stringify(inlet), '', '{"asset":"rack-2",', `${JSON.stringify(inlet)}\r`, ''];
    const { points, rejections } = take(lines.join('\n'));
    expect(points).toEqual([inletPoint, inletPoint]);
    expect(rejections.map(({ position, original }) => [position, textOf(original)])).toEqual([
      [2, '{"asset":"rack-2",'],
    ]);
  });

  it('may hold lists of points and of columns together, counted in one row', () => {
    const series = [{ asset: 'rack-2', metric: 'dc.rack.power', at: [at, at + 1], values: [1, 'bad'] }];
    const { points, problems } = take({ series, points: [inlet, { ...inlet, value: 'warm' }] });
    expect(points).toEqual([inletPoint, `rack-2|dc.rack.power| = 1 W @ ${at}`]);
    expect(problems).toEqual(['2 text_value', '4 text_value']);
  });

  it('names components and converts units', () => {
    const phase = { asset: 'pdu-1', metric: 'dc.pdu.power', component: 'phase-a', unit: 'kW', at, value: 1.25 };
    expect(take([phase]).points).toEqual([`pdu-1|dc.pdu.power|phase-a = 1250 W @ ${at}`]);
  });
});

describe('times', () => {
  it.each([
    ['2026-01-01T12:00:00Z', {}],
    ['2026-01-01T13:00:00.000+01:00', {}],
    [at, {}],
    [String(at), {}],
    [at / 1000, { precision: 's' }],
    [`${at}000000`, { precision: 'ns' }],
    [at * 1e6, { precision: 'auto' }],
  ] as const)('%s is noon', (written, settings) => {
    expect(take([{ ...inlet, at: written }], settings).points).toEqual([inletPoint]);
  });

  it('are those of arrival where a point has none', () => {
    expect(take([{ ...inlet, at: undefined }]).points[0]).toMatch(new RegExp(`@ ${receivedAt}$`));
  });

  it.each(['yesterday', '2026-02-30', null, {}, true, 1e300])('%j is refused', (written) => {
    expect(take([{ ...inlet, at: written }, inlet])).toMatchObject({
      points: [inletPoint],
      problems: ['1 bad_timestamp'],
    });
  });
});

describe('values', () => {
  it.each([21.5, '21.5', '2.15e1'])('%j is a number', (value) => {
    expect(take([{ ...inlet, value }]).points).toEqual([inletPoint]);
  });

  it('null is no reading, and is counted', () => {
    expect(take([{ ...inlet, value: null }])).toMatchObject({ points: [], problems: [], skipped: { no_value: 1 } });
  });

  it.each([
    ['NaN', 'not_finite'],
    ['-Infinity', 'not_finite'],
    ['warm', 'text_value'],
    ['0x10', 'text_value'],
    ['', 'text_value'],
    [{}, 'malformed'],
    [undefined, 'malformed'],
    [400, 'out_of_range'],
  ])('%j is refused as %s', (value, code) => {
    expect(take([{ ...inlet, value }, inlet])).toMatchObject({ points: [inletPoint], problems: [`1 ${code}`] });
  });
});

describe('a bad element', () => {
  it.each([
    [{ ...inlet, valeu: 1 }, 'malformed', /"valeu"/],
    [{ ...inlet, asset: '' }, 'missing_identity', /asset/],
    [{ ...inlet, asset: undefined }, 'missing_identity', /asset/],
    [{ ...inlet, asset: 7 }, 'malformed', /asset/],
    [{ ...inlet, metric: undefined }, 'malformed', /metric/],
    [{ ...inlet, asset: 'x'.repeat(70_000) }, 'malformed', /characters/],
    [{ ...inlet, component: 7 }, 'malformed', /component/],
    [{ ...inlet, unit: 'furlong' }, 'unknown_unit', /furlong/],
    [{ ...inlet, value: undefined, at: [1, 2], values: [1] }, 'malformed', /length/],
    [{ ...inlet, value: undefined, at: undefined, values: [1] }, 'malformed', /"at"/],
    [7, 'malformed', /object/],
    [null, 'malformed', /object/],
    [[inlet], 'malformed', /object/],
  ])('%j is refused alone, with its own bytes', (bad, code, message) => {
    const { points, rejections } = take({ points: [inlet, bad, inlet] });
    expect(points).toEqual([inletPoint, inletPoint]);
    expect(rejections).toMatchObject([{ code, position: 2, message: expect.stringMatching(message) }]);
    expect(textOf(rejections[0]!.original)).toBe(JSON.stringify(bad).slice(0, 65_536));
  });

  it('in a column is kept as a point that can be sent again', () => {
    const column = { asset: 'rack "1"', metric: 'dc.rack.power', unit: 'W', at: [at, at + 1], values: [1, 'x'] };
    const { rejections } = take({ series: [column] });
    expect(JSON.parse(textOf(rejections[0]!.original))).toEqual({
      asset: 'rack "1"',
      metric: 'dc.rack.power',
      unit: 'W',
      at: at + 1,
      value: 'x',
    });
  });

  it('beside the lists is named, and the lists are taken', () => {
    const { points, rejections } = take({ points: [inlet], version: 2 });
    expect(points).toEqual([inletPoint]);
    expect(rejections[0]?.message).toMatch(/"version"/);
  });

  it('a list that is none is refused', () => {
    expect(take({ points: { ...inlet } }).problems).toEqual(['1 malformed']);
  });

  it('with names that are not UTF-8 is refused alone', () => {
    const body = new TextEncoder().encode(JSON.stringify([{ ...inlet, asset: 'rack-?' }, inlet]));
    body[body.indexOf('?'.charCodeAt(0))] = 0xff;
    expect(fresh().take(body)).toMatchObject({ points: [inletPoint], problems: ['1 malformed'] });
  });
});

it('a body of which nothing can be read is one refusal with all its bytes', () => {
  const { points, rejections } = take('[{"asset":"rack-1"');
  expect(points).toEqual([]);
  expect(rejections).toMatchObject([{ code: 'malformed', position: 1 }]);
  expect(textOf(rejections[0]!.original)).toBe('[{"asset":"rack-1"');
});

it('an alias added while the service runs leads later points to the asset', () => {
  const intake = fresh();
  const point = JSON.stringify({ ...inlet, asset: 'R1' });
  expect(intake.take(point).points[0]).toMatch(/^R1\|/);
  intake.aliases.add('R1', 'rack-1');
  expect(intake.take(point).points[0]).toMatch(/^rack-1\|/);
});
