import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { allItems, call, sendJson } from './api-call.js';
import { eventually, patienceMs, runPlenum, type RunningService, startService } from './plenum-process.js';

const minuteMs = 60_000;
const dayMs = 86_400_000;
const now = Math.floor(Date.now() / minuteMs) * minuteMs;
const from = now - 6 * dayMs;
/** Two hours at 26 °C, which a wide band may let pass and a limit of 25 does not. */
const warmFrom = now - 2 * dayMs;

const limit = (celsius: number) =>
  `rules:\n  - { name: warm inlets, match: { metric: "*inlet*" }, set: { criticalAbove: ${celsius} } }\n`;

interface Backtest {
  readonly id: string;
  readonly state: string;
  readonly progress: number;
  readonly problem: string | null;
  readonly report: {
    readonly series: number;
    readonly oldestPointAt: string;
    readonly totals: { readonly proposed: number; readonly present: number; readonly new: number };
    readonly weeks: readonly { readonly new: number }[];
    readonly byRule: readonly { readonly key: string; readonly new: number }[];
    readonly alerts: readonly {
      readonly change: string;
      readonly rule: string | null;
      readonly assetId: string;
      readonly severity: string;
      readonly startsAt: string;
      readonly resolvedAt: string | null;
      readonly summary: string;
      readonly past: { readonly alertId: string } | null;
    }[];
  } | null;
}

/** Real: the service, its store and its records, and the command line. */
describe('Detection settings tried on the history of a running service', () => {
  let service: RunningService;
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'plenum-backtest-'));
    service = await startService();
    const body = Array.from({ length: (now - from) / minuteMs }, (_, i) => {
      const at = from + i * minuteMs;
      const isWarm = at >= warmFrom && at < warmFrom + 120 * minuteMs;
      const noise = ((i * 7_919) % 13) / 40;
      return ['rack-a', 'rack-b']
        .map(
          (rack) =>
            `chassis,host=${rack} inlet_celsius=${((isWarm && rack === 'rack-a' ? 26 : 22) + noise).toFixed(2)} ${at}`,
        )
        .join('\n');
    }).join('\n');
    const written = await call(at('/api/v2/write?precision=ms'), { method: 'POST', body });
    expect(written.status).toBe(204);
    await eventually(
      () => allItems<{ latest: { at: string } | null }>(at('/api/v1/series')),
      (series) =>
        series.length === 2 && series.every(({ latest }) => latest?.at === new Date(now - minuteMs).toISOString()),
      patienceMs,
    );
  }, patienceMs);
  afterAll(async () => {
    await service.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const at = (path: string) => new URL(path, service.url);
  const begin = (wish: unknown) => sendJson(at('/api/v1/detectors/backtests'), 'POST', wish);
  const find = async (id: string) => (await call(at(`/api/v1/detectors/backtests/${id}`))).json as Backtest;
  const done = async (wish: unknown) => {
    const started = await begin(wish);
    expect(started.status).toBe(202);
    return eventually(
      () => find((started.json as Backtest).id),
      ({ state }) => state !== 'running',
    );
  };
  const span = { from: new Date(now - 3 * dayMs).toISOString(), warmUpDays: 3 };

  it('show the alerts that a limit would have raised, beside those there are', async () => {
    const { state, problem, progress, report } = await done({
      settings: limit(25),
      select: { asset: ['rack-*'] },
      ...span,
    });
    expect({ state, problem, progress }).toEqual({ state: 'done', problem: null, progress: 1 });
    expect(report).toMatchObject({ series: 2, oldestPointAt: new Date(from).toISOString() });
    expect(report?.alerts).toMatchObject([
      { assetId: 'rack-a', severity: 'critical', rule: 'warm inlets', startsAt: new Date(warmFrom).toISOString() },
    ]);
    expect(report).toMatchObject({ totals: { proposed: 1, present: 1, new: 0, vanished: 0 } });
    expect(report?.byRule.find(({ key }) => key === 'warm inlets')).toMatchObject({ proposed: 1, present: 0 });
    expect(report?.alerts[0]?.summary).toContain('limit of 25');
  });

  it('name the alert that was really raised, and say what vanishes without the detector', async () => {
    const [real] = await allItems<{ id: string; assetId: string }>(at('/api/v1/alerts'));
    const off = 'rules:\n  - { set: { detector: off } }\n';
    const { report } = await done({ settings: off, ...span });
    expect(report).toMatchObject({ totals: { proposed: 0, present: 1, new: 0, vanished: 1 } });
    expect(report?.alerts).toMatchObject([{ change: 'vanished', rule: null, past: { alertId: real?.id } }]);
  });

  it('are refused by line when they are wrong, and when they propose nothing or select nothing', async () => {
    const wrong = await begin({ settings: 'rules:\n  - { set: { sensitivity: 99 } }\n' });
    expect(wrong).toMatchObject({ status: 400 });
    expect(wrong.text).toContain('settings:2  rules[0].set.sensitivity');
    expect(await begin({})).toMatchObject({ status: 400 });
    expect(await begin({ sensitivity: 2, select: { asset: ['no-such-*'] } })).toMatchObject({ status: 400 });
    expect(await begin({ sensitivity: 2, from: '2026-01-01', to: '2025-01-01' })).toMatchObject({ status: 400 });
    expect(await call(at('/api/v1/detectors/backtests/none'))).toMatchObject({ status: 404 });
  });

  it('are listed, and leave a trace in the audit log', async () => {
    const jobs = await allItems<{ id: string; state: string }>(at('/api/v1/detectors/backtests'));
    expect(jobs.map(({ state }) => state)).toEqual(['done', 'done']);
    const audit = await allItems<{ action: string; subject: string }>(at('/api/v1/audit'));
    expect(audit.filter(({ action }) => action === 'detection.backtest.started').map(({ subject }) => subject)).toEqual(
      jobs.map(({ id }) => id),
    );
  });

  it(
    'are tried from the command line, on the service and on a recorded file',
    async () => {
      const settings = join(folder, 'detection.yaml');
      await writeFile(settings, limit(25));
      const onService = await runPlenum([
        'alerts',
        'backtest',
        '--settings',
        settings,
        '--asset',
        'rack-*',
        '--from',
        span.from,
        '--url',
        service.url,
      ]);
      expect(onService).toMatchObject({ code: 0, stdout: expect.stringContaining('limit of 25') as unknown });

      const input = join(folder, 'rack-c.csv');
      const rows = Array.from(
        { length: 2_000 },
        (_, i) => `${new Date(from + i * minuteMs).toISOString()},${i < 1_900 ? 22 : 27}`,
      );
      await writeFile(input, `timestamp,celsius\n${rows.join('\n')}\n`);
      const onFile = await runPlenum([
        'alerts',
        'backtest',
        '--settings',
        settings,
        '--input',
        input,
        '--metric',
        'dc.rack.inlet_temperature',
        '--json',
      ]);
      expect(onFile.code).toBe(0);
      const report = JSON.parse(onFile.stdout) as Backtest['report'];
      expect(report?.alerts).toMatchObject([{ assetId: 'rack-c', rule: 'warm inlets', severity: 'critical' }]);

      await writeFile(settings, 'rules:\n  - { set: { sensitivity: 99 } }\n');
      const wrong = await runPlenum(['alerts', 'backtest', '--settings', settings, '--input', input]);
      expect(wrong).toMatchObject({
        code: 2,
        stderr: expect.stringContaining('detection.yaml:2  rules[0].set') as unknown,
      });
    },
    patienceMs,
  );
});
