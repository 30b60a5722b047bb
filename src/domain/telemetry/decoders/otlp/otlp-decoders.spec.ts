import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { anIntake, receivedAt } from '../../../../../test/builders/intake.js';
import { encodeOtlp } from '../../../../../test/builders/protobuf-messages.js';
import { OtlpJsonDecoder } from './otlp-json-decoder.js';
import { OtlpProtobufDecoder } from './otlp-protobuf-decoder.js';

const seconds = 1_760_000_000;
const ms = seconds * 1000;
const nanos = `${seconds}000000000`;
const text = (key: string, stringValue: string) => ({ key, value: { stringValue } });
const inlet = {
  asDouble: 24.5,
  timeUnixNano: nanos,
  attributes: [text('hw.id', 'inlet-1'), text('hw.sensor_location', 'INLET')],
};
const host = { attributes: [text('host.name', 'srv-r12-u07')] };

/** A request with one resource. */
const request = (...metrics: readonly unknown[]) => ({
  resourceMetrics: [{ resource: host, scopeMetrics: [{ scope: { name: 'my.library' }, metrics }] }],
});
const gauge = (...dataPoints: readonly unknown[]) => ({ name: 'hw.temperature', unit: 'Cel', gauge: { dataPoints } });
const joules = (aggregationTemporality: unknown, values: readonly number[], isMonotonic = true) => ({
  name: 'hw.energy',
  unit: 'J',
  sum: {
    aggregationTemporality,
    isMonotonic,
    dataPoints: values.map((value, i) => ({
      asInt: String(value),
      startTimeUnixNano: nanos,
      timeUnixNano: `${seconds + 10 * i}000000000`,
      attributes: [text('hw.id', 'psu-1')],
    })),
  },
});

const forms = [
  { form: 'protobuf', intake: () => anIntake((mapper) => new OtlpProtobufDecoder(mapper)), encode: encodeOtlp },
  {
    form: 'JSON',
    intake: () => anIntake((mapper) => new OtlpJsonDecoder(mapper)),
    encode: (body: object) => new TextEncoder().encode(JSON.stringify(body)),
  },
];

describe.each(forms)('OTLP in $form', ({ intake, encode }) => {
  const take = (body: object) => intake().take(encode(body));
  const inletPoint = `srv-r12-u07|hw.host.ambient_temperature|inlet-1 = 24.5 Cel @ ${ms}`;

  it('reads a gauge of a sensor, with its resource as the asset', () => {
    const { points, problems, skipped } = take(request(gauge(inlet)));
    expect({ problems, skipped }).toEqual({ problems: [], skipped: {} });
    expect(points).toEqual([inletPoint]);
  });

  it.each([
    [2, 'cumulative', [1000, 3000, 4000], [200, 100]],
    [1, 'delta', [1000, 3000, 4000], [300, 400]],
  ])('follows the counter of temporality %d, %s', (temporality, _, values, watts) => {
    const { points, skipped } = take(request(joules(temporality, values)));
    expect(points.map((point) => Number(/= (\S+) W/.exec(point)?.[1]))).toEqual(watts);
    expect(skipped).toEqual({ first_counter_sample: 1 });
  });

  it('keeps a sum that may fall as a level, and leaves out its bare changes', () => {
    const connections = (temporality: number) => ({
      ...joules(temporality, [5, 3], false),
      name: 'connections',
      unit: '1',
    });
    expect(take(request(connections(2))).points).toHaveLength(2);
    expect(take(request(connections(1)))).toMatchObject({ points: [], skipped: { non_monotonic_delta: 2 } });
  });

  it('refuses a counter that does not say how it counts', () => {
    expect(take(request(joules(0, [1, 2]), gauge(inlet)))).toMatchObject({
      points: { length: 1 },
      problems: ['1 malformed'],
    });
  });

  it.each(['histogram', 'exponentialHistogram', 'summary'])('counts the points of a %s as unsupported', (kind) => {
    const { points, skipped } = take(
      request({ name: 'latency', unit: 's', [kind]: { dataPoints: [{ count: 1 }, { count: 2 }] } }, gauge(inlet)),
    );
    expect(points).toHaveLength(1);
    expect(skipped).toEqual({ unsupported_kind: 2 });
  });

  it('counts points that the sender has not recorded', () => {
    const { points, skipped, problems } = take(request(gauge({ ...inlet, asDouble: 0, flags: 1 }, inlet)));
    expect(points).toHaveLength(1);
    expect({ skipped, problems }).toEqual({ skipped: { no_recorded_value: 1 }, problems: [] });
  });

  it('lets the attributes of a point go before those of its resource', () => {
    const point = { ...inlet, attributes: [text('host.name', 'blade-2')] };
    expect(take(request({ ...gauge(point), name: 'custom.temperature' })).points[0]).toMatch(/^blade-2\|/);
  });

  it('keeps attributes of every kind apart', () => {
    const values = [
      { boolValue: true },
      { intValue: '-9007199254740993' },
      { doubleValue: 1.5 },
      { bytesValue: 'AAEC' },
      { arrayValue: { values: [{ stringValue: 'a' }, { intValue: '2' }] } },
      { kvlistValue: { values: [{ key: 'k', value: { boolValue: false } }] } },
      {},
    ];
    const dataPoints = values.map((value) => ({ ...inlet, attributes: [{ key: 'x', value }] }));
    const { points, problems } = take(request({ name: 'm', gauge: { dataPoints } }));
    expect(problems).toEqual([]);
    expect(points.map((point) => point.replace(/^.*\|(.*) = .*$/, '$1'))).toEqual([
      'x=true',
      'x=-9007199254740993',
      'x=1.5',
      'x=AAEC',
      'x=[a,2]',
      'x={k=false}',
      '',
    ]);
  });

  it('keeps fractions of a millisecond, and gives a point without a time that of arrival', () => {
    const dataPoints = [
      { ...inlet, timeUnixNano: `${seconds}123456000` },
      { ...inlet, timeUnixNano: undefined },
      { ...inlet, timeUnixNano: '0' },
    ];
    const times = take(request(gauge(...dataPoints))).points.map((point) => Number(point.split('@ ')[1]));
    expect(times[0]).toBeCloseTo(ms + 123.456, 3);
    expect(times.slice(1)).toEqual([receivedAt, receivedAt]);
  });

  it('refuses a point without a value alone, and keeps it so that it can be decoded again', () => {
    const body = request(gauge(inlet, { ...inlet, asDouble: undefined }, inlet), joules(2, [1, 2]));
    const { points, rejections } = take(body);
    expect(points).toHaveLength(3);
    expect(rejections).toMatchObject([{ code: 'malformed', position: 2 }]);
    const again = intake().take(rejections[0]!.original);
    expect(again).toMatchObject({ points: [], problems: ['1 malformed'] });
    expect(again.rejections[0]!.original).toEqual(rejections[0]!.original);
  });

  it('keeps a point that does not fit under the names it came with', () => {
    const { rejections } = take(request(gauge({ ...inlet, asDouble: 4000 })));
    const again = intake().take(rejections[0]!.original);
    expect(again.rejections[0]).toEqual(rejections[0]);
    expect(again.rejections[0]).toMatchObject({ code: 'out_of_range', position: 1 });
  });

  it('refuses a metric without a name, and reads the next', () => {
    expect(take(request({ gauge: { dataPoints: [inlet] } }, gauge(inlet)))).toMatchObject({
      points: { length: 1 },
      problems: ['1 malformed'],
    });
  });

  it('tells a resource without any identity', () => {
    const body = { resourceMetrics: [{ scopeMetrics: [{ metrics: [gauge({ ...inlet, attributes: [] })] }] }] };
    expect(take(body).problems).toEqual(['1 missing_identity']);
  });

  it('follows aliases added while the service runs', () => {
    const running = intake();
    running.take(encode(request(gauge(inlet))));
    running.aliases.add('srv-r12-u07', 'srv-1');
    expect(running.take(encode(request(gauge(inlet)))).points[0]).toMatch(/^srv-1\|/);
  });

  it('refuses attributes nested without end, whatever their depth', () => {
    let value: object = { stringValue: 'x' };
    for (let depth = 0; depth < 30; depth += 1) value = { arrayValue: { values: [value] } };
    const { points, problems } = take(request(gauge({ ...inlet, attributes: [{ key: 'x', value }] }, inlet)));
    expect({ count: points.length, problems }).toEqual({ count: 1, problems: ['1 malformed'] });
  });

  it('refuses a resource or a point with more attributes than anybody means, and reads the next', () => {
    const attributes = Array.from({ length: 300 }, (_, i) => text(`key-${i}`, 'x'));
    const { resourceMetrics } = request(gauge(inlet, { ...inlet, attributes }));
    const crowded = { ...resourceMetrics[0], resource: { attributes } };
    const { points, problems } = take({ resourceMetrics: [crowded, ...resourceMetrics] });
    expect({ points, problems }).toEqual({ points: [inletPoint], problems: ['1 malformed', '3 malformed'] });
  });

  it('sends nothing for an empty request', () => {
    expect(take({ resourceMetrics: [] })).toMatchObject({ points: [], problems: [] });
  });
});

describe('OTLP in JSON only', () => {
  const take = (body: unknown) => forms[1]!.intake().take(typeof body === 'string' ? body : JSON.stringify(body));

  it('reads names in snake case, enums by name, and 64-bit numbers as numbers', () => {
    const dataPoints = [1000, 3000].map((value, i) => ({
      as_int: value,
      time_unix_nano: (seconds + 10 * i) * 1e9,
      attributes: [{ key: 'hw.id', value: { string_value: 'psu-1' } }],
    }));
    const sum = {
      aggregation_temporality: 'AGGREGATION_TEMPORALITY_CUMULATIVE',
      is_monotonic: true,
      data_points: dataPoints,
    };
    const metrics = [{ name: 'hw.energy', unit: 'J', sum }];
    expect(take({ resource_metrics: [{ resource: host, scope_metrics: [{ metrics }] }] }).points).toEqual([
      expect.stringMatching(new RegExp(` = 200 W @ ${ms + 10_000}$`)),
    ]);
  });

  it('takes a time written as a number for its whole millisecond', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2_000_000_000_000 }), (at) => {
        const written = `{"resourceMetrics":[{"scopeMetrics":[{"metrics":[{"name":"m","gauge":{"dataPoints":[{"asInt":1,"timeUnixNano":${at}000000,"attributes":[{"key":"host.name","value":{"stringValue":"a"}}]}]}}]}]}]}`;
        expect(take(written).points).toEqual([`a|m| = 1 @ ${at}`]);
      }),
    );
  });

  it.each([
    ['[]'],
    ['{}'],
    ['{"resourceMetrics":{}}'],
    ['{"resourceMetrics":[7]}'],
    ['{"resourceMetrics":[{"resource":7}]}'],
    ['{"resourceMetrics":[{"resource":{"attributes":7}}]}'],
    ['{"resourceMetrics":[{"scopeMetrics":7}]}'],
    ['{"resourceMetrics":[{"scopeMetrics":[{"metrics":[{"name":7}]}]}]}'],
    ['{"resourceMetrics":[{"scopeMetrics":[{"metrics":[{"name":"m","gauge":{"dataPoints":7}}]}]}]}'],
    ['{"resourceMetrics":[{"scopeMetrics":[{"metrics":[{"name":"m","gauge":{"dataPoints":[7]}}]}]}]}'],
  ])('%s is refused once, and again when it is decoded again', (body) => {
    const { rejections } = take(body);
    expect(rejections).toMatchObject([{ code: 'malformed', position: 1 }]);
    expect(take(new TextDecoder().decode(rejections[0]!.original)).problems).toEqual(['1 malformed']);
  });

  it.each(['"NaN"', '"Infinity"'])('refuses the number %s as not finite', (value) => {
    const body = JSON.stringify(request(gauge(inlet))).replace('24.5', value);
    expect(take(body).problems).toEqual(['1 not_finite']);
  });
});

it('protobuf and JSON forms of one request make the same points', () => {
  const point = fc.record({
    asDouble: fc.double({ noNaN: true, noDefaultInfinity: true }),
    timeUnixNano: fc.bigInt({ min: 1n, max: 4_000_000_000_000_000_000n }).map(String),
    attributes: fc.array(
      fc.tuple(fc.string(), fc.string()).map(([key, value]) => text(key, value)),
      { maxLength: 3 },
    ),
  });
  const metric = fc.record({
    name: fc.string({ minLength: 1 }),
    gauge: fc.record({ dataPoints: fc.array(point, { maxLength: 4 }) }),
  });
  fc.assert(
    fc.property(fc.array(metric, { maxLength: 4 }), (metrics) => {
      const [protobuf, json] = forms.map(({ intake, encode }) => intake().take(encode(request(...metrics))));
      const { rejections: _, ...outcome } = json!;
      expect(protobuf).toMatchObject(outcome);
    }),
  );
});
