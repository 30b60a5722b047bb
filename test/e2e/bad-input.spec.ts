import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { gzipSync } from 'node:zlib';
import { call, sendJson, type Answer, type CallOptions } from './api-call.js';
import { eventually, patienceMs, startService, type RunningService } from './plenum-process.js';
import { seriesOf, storedPoints } from './stored-points.js';

interface DeadLetter {
  readonly id: string;
  readonly code: string;
  readonly position: number;
  readonly message: string;
  readonly text: string | null;
  readonly base64: string;
}

const megabyte = 1024 * 1024;
const json = { 'content-type': 'application/json' };

describe('input that cannot be taken', () => {
  let service: RunningService;
  let viewerKey: string;
  let operatorKey: string;

  beforeAll(async () => {
    service = await startService();
    [viewerKey, operatorKey] = await Promise.all([createKey('viewer'), createKey('operator')]);
  }, patienceMs);
  afterAll(() => service.stop());

  const ask = (path: string, options: CallOptions = {}): Promise<Answer> => call(new URL(path, service.url), options);
  const post = (path: string, body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}) =>
    ask(path, { method: 'POST', body, headers });
  const createKey = async (role: string) => {
    const { json: created } = await sendJson(new URL('/api/v1/keys', service.url), 'POST', { name: role, role });
    return (created as { secret: string }).secret;
  };
  const counted = async (series: string): Promise<number> => {
    const { text } = await ask('/metrics');
    const line = text.split('\n').find((candidate) => candidate.startsWith(`${series} `));
    return line === undefined ? 0 : Number(line.slice(series.length + 1));
  };
  /** How much the call adds to a metric. */
  const countedBy = async (series: string, act: () => Promise<unknown>): Promise<number> => {
    const before = await counted(series);
    await act();
    return (await counted(series)) - before;
  };
  const newestLetters = async (source: string): Promise<readonly DeadLetter[]> =>
    ((await service.get(`/api/v1/intake/dead-letters?source=${source}&limit=20`)) as { items: readonly DeadLetter[] })
      .items;
  const valuesOf = async (asset: string, count: number) => {
    const points = await eventually(
      async () => {
        const [series] = await seriesOf(service.url, asset);
        return series === undefined ? [] : storedPoints(service.url, series.id);
      },
      ({ length }) => length >= count,
    );
    return points.map(({ value }) => value);
  };

  it('a malformed line, a wrong time and a NaN among good lines: named by line, kept, counted, the rest stored', async () => {
    const bad = {
      2: 'chassis,host=mixed inlet',
      3: 'chassis,host=mixed inlet=2 noon',
      4: 'chassis,host=mixed inlet=NaN',
    };
    const body = [
      'chassis,host=mixed inlet=1 1760000000000',
      ...Object.values(bad),
      'chassis,host=mixed inlet=5 1760000005000',
    ];
    let answer: Answer | undefined;
    const dropped = await countedBy(
      'plenum_component_dropped_total{component="intake_influx",reason="malformed"}',
      async () => (answer = await post('/api/v2/write?precision=ms', body.join('\n'))),
    );
    expect(dropped).toBe(1);
    expect(answer?.status).toBe(400);
    expect(answer?.json).toMatchObject({
      code: 'invalid',
      line: 2,
      message: expect.stringMatching(/^partial write: 2 points accepted, 3 refused: line 2: .*line 3: .*line 4: .*NaN/),
      lines: [{ line: 2 }, { line: 3, code: 'bad_timestamp' }, { line: 4, code: 'not_finite' }],
    });
    expect(await valuesOf('mixed', 2)).toEqual([1, 5]);
    const letters = (await newestLetters('influx')).slice(0, 3);
    expect(new Map(letters.map(({ position, text }) => [position, text]))).toEqual(
      new Map(Object.entries(bad).map(([line, text]) => [Number(line), text])),
    );
  });

  it('bytes that are not text are kept as they came', async () => {
    const bytes = new Uint8Array([0x80, 0xff, 0x00, 0x31]);
    expect((await post('/api/v2/write', bytes)).status).toBe(400);
    const [letter] = await newestLetters('influx');
    expect(letter).toMatchObject({ text: null, base64: Buffer.from(bytes).toString('base64') });
  });

  it('a unit that does not exist: named by element, with what to send instead, the rest stored', async () => {
    const at = Date.now();
    const points = [
      { asset: 'units', metric: 'hw.temperature', unit: 'furlong', value: 1, at },
      { asset: 'units', metric: 'hw.temperature', unit: 'Cel', value: 22, at },
    ];
    const answer = await post('/api/v1/telemetry', JSON.stringify({ points }), json);
    expect(answer.status).toBe(400);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(answer.json).toMatchObject({
      code: 'invalid_input',
      accepted: 1,
      refused: 1,
      detail: expect.stringMatching(/element 1: The unit "furlong" of hw.temperature is unknown; send it in UCUM/),
    });
    expect(await valuesOf('units', 1)).toEqual([22]);
    expect(await newestLetters('json')).toEqual([expect.objectContaining({ code: 'unknown_unit', position: 1 })]);
  });

  it('OTLP with a unit that does not exist says so in its partial success', async () => {
    const dataPoints = [{ asDouble: 1, timeUnixNano: '1760000000000000000' }];
    const metrics = [
      { name: 'hw.temperature', unit: 'furlong', gauge: { dataPoints } },
      { name: 'hw.power', unit: 'W', gauge: { dataPoints } },
    ];
    const resource = { attributes: [{ key: 'host.name', value: { stringValue: 'otlp-host' } }] };
    const body = JSON.stringify({ resourceMetrics: [{ resource, scopeMetrics: [{ metrics }] }] });
    const answer = await post('/v1/metrics', body, json);
    expect(answer.status).toBe(200);
    expect(answer.json).toMatchObject({
      partialSuccess: { rejectedDataPoints: '1', errorMessage: expect.stringContaining('furlong') },
    });
    expect(await valuesOf('otlp-host', 1)).toEqual([1]);
  });

  it.each([
    ['100 MB', () => new Uint8Array(100 * megabyte).fill(0x61), {}],
    [
      'a gzip bomb of 100 MB',
      () => new Uint8Array(gzipSync(Buffer.alloc(100 * megabyte))),
      { 'content-encoding': 'gzip' },
    ],
  ])('%s: too large, with what to do, and memory stays bounded', async (_what, body, headers) => {
    const residentBefore = await counted('process_resident_memory_bytes');
    let answer: Answer | undefined;
    const refused = await countedBy(
      'plenum_component_errors_total{component="http",code="too_large"}',
      async () => (answer = await post('/api/v2/write', body(), headers)),
    );
    expect(refused).toBe(1);
    expect(answer?.status).toBe(413);
    expect(answer?.json).toMatchObject({ message: expect.stringMatching(/larger than 33554432 bytes; send smaller/) });
    expect((await counted('process_resident_memory_bytes')) - residentBefore).toBeLessThan(100 * megabyte);
  });

  it.each([
    ['that is not gzip', 'no', { 'content-encoding': 'gzip' }, 400, /not valid gzip/],
    ['in an unknown encoding', 'no', { 'content-encoding': 'zstd' }, 415, /zstd is not known; send gzip/],
  ])('a body %s', async (_what, body, headers, status, message) => {
    const answer = await post('/api/v2/write', body, headers);
    expect(answer.status).toBe(status);
    expect(answer.json).toMatchObject({
      message: expect.stringMatching(message),
      error: expect.stringMatching(message),
    });
  });

  it.each<[string, CallOptions & { path?: string }, number, string, RegExp]>([
    ['a wrong key', { headers: { authorization: 'Bearer plenum_no' } }, 401, 'unauthenticated', /plenum keys create/],
    [
      'no key by way of a proxy',
      { headers: { 'x-forwarded-for': '192.0.2.7' } },
      401,
      'unauthenticated',
      /plenum keys/,
    ],
    [
      'no key from a page of another site',
      { headers: { origin: 'https://elsewhere.example' } },
      401,
      'unauthenticated',
      /API key/,
    ],
    ['an unknown query parameter', { path: '/api/v1/assets?colour=red' }, 400, 'invalid_input', /colour/],
    [
      'a cursor of another list',
      { path: '/api/v1/alerts?cursor=eyJpZCI6IngifQ' },
      400,
      'invalid_input',
      /^cursor: .*again without/,
    ],
    ['a limit beyond the most', { path: '/api/v1/assets?limit=100000' }, 400, 'invalid_input', /^limit: .*1000/],
    [
      'a series that is no number',
      { path: '/api/v1/series/abc/points' },
      400,
      'invalid_input',
      /^id: expected the number/,
    ],
    [
      'a time that is none',
      { path: '/api/v1/series/1/points?from=noon' },
      400,
      'invalid_input',
      /^from: expected an ISO/,
    ],
    ['an unknown asset', { path: '/api/v1/assets/none' }, 404, 'not_found', /no asset none/],
    ['an unknown path', { path: '/api/v1/nothing' }, 404, 'not_found', /^no GET \/api\/v1\/nothing here; \/api\/docs/],
    ['a wrong method', { method: 'DELETE' }, 404, 'not_found', /^no DELETE \/api\/v1\/assets here; \/api\/docs/],
    [
      'broken JSON',
      { path: '/api/v1/keys', method: 'POST', body: '{"name":', headers: json },
      400,
      'invalid_input',
      /JSON/,
    ],
    [
      'JSON without a field',
      { path: '/api/v1/keys', method: 'POST', body: '{"name":"a"}', headers: json },
      400,
      'invalid_input',
      /^role: /,
    ],
    [
      'no body at all',
      { path: '/api/v1/keys', method: 'POST' },
      400,
      'invalid_input',
      /body is missing: send a JSON object/,
    ],
    [
      'a body that is no JSON',
      { path: '/api/v1/keys', method: 'POST', body: 'name=a' },
      415,
      'unsupported_media_type',
      /send application\/json/,
    ],
  ])(
    '%s is a problem document that says where and what to do, and is counted',
    async (_what, options, status, code, detail) => {
      let answer: Answer | undefined;
      const refused = await countedBy(
        `plenum_component_errors_total{component="http",code="${code}"}`,
        async () => (answer = await ask(options.path ?? '/api/v1/assets', options)),
      );
      expect(answer?.status).toBe(status);
      expect(answer?.headers.get('content-type')).toContain('application/problem+json');
      expect(answer?.json).toMatchObject({ status, code, detail: expect.stringMatching(detail) });
      expect(refused).toBe(1);
    },
  );

  it('a viewer reads, but does not write, act or manage', async () => {
    const as = (key: string) => ({ authorization: `Bearer ${key}` });
    expect((await ask('/api/v1/assets', { headers: as(viewerKey) })).status).toBe(200);
    const write = await post('/api/v2/write', 'm,host=a v=1', as(viewerKey));
    expect(write.json).toMatchObject({
      code: 'forbidden',
      message: expect.stringContaining('needs the role operator'),
    });
    expect((await post('/api/v1/intake/dead-letters/redrive', '{}', { ...json, ...as(viewerKey) })).status).toBe(403);
    expect((await ask('/api/v1/audit', { headers: as(operatorKey) })).status).toBe(403);
    expect((await post('/api/v2/write', 'm,host=a v=1', as(operatorKey))).status).toBe(204);
  });
});

it(
  'what came when the series were full goes in once the limit is raised',
  async () => {
    let service = await startService({ PLENUM_INTAKE_MAX_SERIES: '1' });
    try {
      const full = await call(new URL('/api/v2/write?precision=ms', service.url), {
        method: 'POST',
        body: 'chassis,host=first inlet=1 1760000000000\nchassis,host=second inlet=2 1760000000000\n',
      });
      expect(full.json).toMatchObject({ lines: [{ line: 2, code: 'too_many_series' }] });
      service.signal('SIGTERM');
      expect(await service.exitCode).toBe(0);

      service = await startService({ PLENUM_INTAKE_MAX_SERIES: '2' }, service);
      const redrive = () => sendJson(new URL('/api/v1/intake/dead-letters/redrive', service.url), 'POST', {});
      expect((await redrive()).json).toEqual({ tried: 1, accepted: 1, rejected: 0 });
      expect((await redrive()).json).toEqual({ tried: 0, accepted: 0, rejected: 0 });
      const [series] = await eventually(
        () => seriesOf(service.url, 'second'),
        ([one]) => (one?.latest ?? null) !== null,
      );
      expect(series!.latest).toMatchObject({ at: '2025-10-09T08:53:20.000Z', value: 2 });
    } finally {
      await service.stop();
    }
  },
  patienceMs,
);
