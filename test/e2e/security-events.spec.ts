import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { call, sendJson } from './api-call.js';
import { eventually, patienceMs, type RunningService, startService } from './plenum-process.js';

const minute = 60_000;
const hour = 60 * minute;

interface Alert {
  readonly assetId: string;
  readonly metric: string;
  readonly severity: string;
  readonly summary: string;
}

interface Incident {
  readonly causeAssetId: string;
  readonly assets: readonly string[];
}

interface Receipt {
  readonly accepted: number;
  readonly duplicates: number;
}

/** Real: the service, from HTTP to the alert, its records and state on disk, and SIGKILL. The events are made here. */
describe('logins and badges at a running service', () => {
  /** Whole minutes; the history ends a few minutes ago, so that the clock closes the last ones at once. */
  const now = Math.floor(Date.now() / minute) * minute;
  let service: RunningService;

  beforeAll(async () => {
    service = await startService();
  }, patienceMs);
  afterAll(() => service.stop());

  const at = (path: string) => new URL(`/api/v1/${path}`, service.url);
  const alerts = async () => ((await service.get('/api/v1/alerts')) as { items: readonly Alert[] }).items;
  const send = (events: readonly object[]) => sendJson(at('telemetry'), 'POST', events);
  const incidents = async () => {
    const { items } = (await service.get('/api/v1/incidents?state=open')) as { items: readonly Incident[] };
    return items.map(({ causeAssetId, assets }) => ({ causeAssetId, assets: [...assets].sort() }));
  };
  const failuresOf = (user: string, host: string, source: string, offsetMs = 0) =>
    Array.from({ length: 14 }, (_, i) => ({
      at: now - 4 * minute + i * 1_700 + offsetMs,
      event: 'login',
      outcome: 'failure',
      user,
      host,
      source,
    }));
  const failures = failuresOf('alice', 'srv-1', '203.0.113.9');

  it(
    'of a usual day raise nothing, a mistyped password now and then among them',
    async () => {
      const day = Array.from({ length: 30 * 6 }, (_, i) => {
        const time = now - 31 * hour + i * 10 * minute;
        return [
          { at: time, event: 'login', outcome: 'success', user: 'alice', host: 'srv-1', source: '10.0.0.4' },
          {
            at: time + 20_000,
            event: 'login',
            outcome: i % 9 === 0 ? 'failure' : 'success',
            user: 'bob',
            host: 'srv-2',
          },
        ];
      }).flat();
      const { status, json } = await send(day);
      expect(status).toBe(200);
      expect((json as Receipt).accepted).toBeGreaterThan(day.length);
      await eventually(
        async () => (await call(at('series?asset=user:alice&metric=dc.access.logins'))).json,
        (found) => (found as { items: readonly unknown[] }).items.length === 1,
      );
      expect(await alerts()).toEqual([]);
    },
    patienceMs,
  );

  it(
    'that fail again and again are an alert that says how often, and as many when they are sent twice over a crash',
    async () => {
      await send(failures);
      await service.kill();
      service = await startService({}, service);
      await send(failures);
      const raised = await eventually(alerts, (items) => items.some(({ assetId }) => assetId === 'user:alice'));
      const { metric, severity, summary } = raised.find(({ assetId }) => assetId === 'user:alice')!;
      expect({ metric, severity }).toEqual({ metric: 'dc.access.login_failures', severity: 'warning' });
      expect(summary).toMatch(/^14 failed logins in a minute at user:alice, usual 0 to \d/);
    },
    patienceMs,
  );

  it(
    'that fail are one incident with the machine, and another one for another user at another machine at that time',
    async () => {
      await send(failuresOf('bob', 'srv-2', '198.51.100.7', 350));
      const attacks = [
        { causeAssetId: 'user:alice', assets: ['srv-1', 'user:alice'] },
        { causeAssetId: 'user:bob', assets: ['srv-2', 'user:bob'] },
      ];
      const open = await eventually(
        incidents,
        (found) => found.length === 2 && found.every(({ assets }) => assets.length === 2),
      );
      expect(open).toEqual(expect.arrayContaining(attacks));
    },
    patienceMs,
  );
});
