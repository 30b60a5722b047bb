import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { call } from './api-call.js';
import { patienceMs, startService, type RunningService } from './plenum-process.js';

interface Operation {
  readonly responses: Record<string, { readonly content?: Record<string, { readonly schema: unknown }> }>;
  readonly requestBody?: unknown;
}

interface OpenApi {
  readonly openapi: string;
  readonly paths: Record<string, Record<string, Operation>>;
  readonly components: { readonly schemas: Record<string, unknown> };
}

describe('what a running service says of itself', () => {
  let service: RunningService;
  beforeAll(async () => {
    service = await startService();
  }, patienceMs);
  afterAll(() => service.stop());

  const ask = (path: string) => call(new URL(path, service.url));

  it('the OpenAPI document lists every route, each with the schema of its answer', async () => {
    const document = (await ask('/api/openapi.json')).json as OpenApi;
    expect(document.openapi).toMatch(/^3\./);
    const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({ name: `${method.toUpperCase()} ${path}`, operation })),
    );
    const names = operations.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(contractPaths));
    for (const { name, operation } of operations) {
      const [status, answer] = Object.entries(operation.responses).find(([code]) => code.startsWith('2'))!;
      expect({ name, hasSchema: status === '204' || answer.content !== undefined }).toEqual({ name, hasSchema: true });
      expect(operation.responses['default']?.content).toHaveProperty(['application/problem+json']);
    }
  });

  it('every reference in the OpenAPI document leads somewhere', async () => {
    const { text, json } = await ask('/api/openapi.json');
    const { schemas } = (json as OpenApi).components;
    const references = [...text.matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g)].map(([, name]) => name!);
    expect(references.length).toBeGreaterThan(20);
    expect(references.filter((name) => !(name in schemas))).toEqual([]);
  });

  it.each(['/', '/api/docs'])('the page %s loads everything from the service itself', async (path) => {
    const { status, text } = await ask(path);
    expect(status).toBe(200);
    const links = [...text.matchAll(/<(?:script|link|img)\b[^>]*?(?:src|href)="([^"]+)"/g)].map(([, link]) => link!);
    expect(links.length).toBeGreaterThan(1);
    for (const link of links.filter((target) => !target.startsWith('data:'))) {
      const target = new URL(link, new URL(path, service.url));
      expect({ link, origin: target.origin, status: (await fetch(target)).status }).toEqual({
        link,
        origin: new URL(service.url).origin,
        status: 200,
      });
    }
  });

  it('/metrics is Prometheus text, each sample under its type', async () => {
    const { headers, text } = await ask('/metrics');
    expect(headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
    const lines = text.split('\n').filter((line) => line !== '');
    const types = new Set(lines.map((line) => /^# TYPE (\S+)/.exec(line)?.[1]));
    for (const line of lines.filter((candidate) => !candidate.startsWith('#'))) {
      expect(line).toMatch(/^[a-z_][a-z0-9_]*(\{([a-z_]+="[^"]*",?)+\})? (-?[\d.]+(e[+-]?\d+)?|Nan|\+Inf)$/i);
      const name = /^[a-z0-9_]+/i.exec(line)?.[0] ?? '';
      expect([...types].some((type) => name === type || name.replace(/_(bucket|sum|count)$/, '') === type)).toBe(true);
    }
    expect(types).toContain('plenum_component_received_total');
  });

  it('/ready names each back end', async () => {
    const { status, json } = await ask('/ready');
    expect(status).toBe(200);
    expect(json).toEqual({
      status: 'ready',
      backEnds: [
        { name: 'telemetry store', ready: true },
        { name: 'records', ready: true },
      ],
    });
  });
});

/** Paths of the HTTP contract that this version serves. */
const contractPaths = [
  'GET /health',
  'GET /ready',
  'GET /metrics',
  'POST /api/v2/write',
  'POST /write',
  'GET /query',
  'POST /query',
  'POST /v1/metrics',
  'POST /api/v1/write',
  'POST /api/v1/telemetry',
  'GET /api/v1/intake/dead-letters',
  'POST /api/v1/intake/dead-letters/redrive',
  'GET /api/v1/assets',
  'GET /api/v1/assets/{id}',
  'GET /api/v1/series',
  'GET /api/v1/series/{id}/points',
  'GET /api/v1/series/{id}/detection',
  'GET /api/v1/detectors/settings',
  'GET /api/v1/alerts',
  'POST /api/v1/alerts/{id}/acknowledge',
  'GET /api/v1/incidents',
  'GET /api/v1/incidents/{id}',
  'POST /api/v1/incidents/{id}/acknowledge',
  'POST /api/v1/alerts/{id}/silence',
  'GET /api/v1/silences',
  'POST /api/v1/silences',
  'POST /api/v1/silences/preview',
  'DELETE /api/v1/silences/{id}',
  'GET /api/v1/maintenance',
  'POST /api/v1/maintenance',
  'DELETE /api/v1/maintenance/{id}',
  'GET /api/v1/twin',
  'POST /api/v1/twin/faults',
  'DELETE /api/v1/twin/faults/{id}',
  'GET /api/v1/events',
  'GET /api/v1/audit',
  'GET /api/v1/keys',
];
