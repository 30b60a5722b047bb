import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { IncidentDesk } from '../../bench/detection/incident-desk.js';
import { FakeClock } from '../../src/adapters/system/fake-clock.js';
import { DuckDbTelemetryStore } from '../../src/adapters/telemetry-store/duckdb/duckdb-telemetry-store.js';
import { FindCommonEvents } from '../../src/application/find-common-events.js';
import { SeriesRegistry } from '../../src/domain/telemetry/series-registry.js';
import type { TelemetryBatch } from '../../src/domain/telemetry/telemetry-batch.js';
import { demoSite } from '../builders/twin.js';
import { watchedAccess } from './watched-access.js';

const hour = 3_600_000;
const day = 24 * hour;
const monday = Date.UTC(2026, 0, 5);

/** Real: the twin's people, the counting, detectors and alerts. Time is simulated. */
describe('logins and badges of the demo site', () => {
  it('raise nothing in the usual week that follows upon two others', () => {
    const live = watchedAccess(demoSite(), 1);
    live(monday, monday + 14 * day);
    expect(live(monday + 14 * day, monday + 21 * day).map(({ summary }) => summary)).toEqual([]);
  });

  it('that somebody guesses are told within minutes, at the administrator and the server', () => {
    const live = watchedAccess(demoSite(), 1);
    live(monday, monday + 2 * day + 14 * hour);
    const from = monday + 2 * day + 14 * hour;
    const server = demoSite().model.ofKind('server')[1]!.id;
    const fired = live(from, from + 10 * 60_000, (effects) => effects.failedLogins.set(server, 14));
    const failures = fired.filter(({ metric }) => metric === 'dc.access.login_failures');
    // An alert that gets worse is told again.
    expect(new Set(failures.map(({ assetId }) => assetId))).toEqual(new Set([server, 'user:administrator-1']));
    for (const { summary, severity, firedAt } of failures) {
      expect(summary).toMatch(/^14 failed logins in a minute at .+, usual 0 to \d/);
      expect(severity).toBe('warning');
      expect(firedAt! - from).toBeLessThanOrEqual(60_000);
    }
  });

  it('that somebody guesses are one incident, its cause the administrator', async () => {
    const { site, clock, registry } = { site: demoSite(), clock: new FakeClock(), registry: new SeriesRegistry() };
    const dir = await mkdtemp(join(tmpdir(), 'plenum-brute-force-'));
    const store = await DuckDbTelemetryStore.open({ dir, clock });
    const batches: TelemetryBatch[] = [];
    const live = watchedAccess(site, 1, { registry, onEvents: (events) => batches.push(events) });
    const from = monday + 2 * day + 14 * hour;
    live(monday, from);
    batches.length = 0;
    const server = site.model.ofKind('server')[1]!.id;
    const fired = live(from, from + 10 * 60_000, (effects) => effects.failedLogins.set(server, 14));
    for (const events of batches) await store.appendPoints(events);
    const events = await new FindCommonEvents(store, { registry }, clock).among(fired, []);
    const { standing } = new IncidentDesk(site.model).turn(fired, from, events);
    expect(standing).toMatchObject([{ causeAssetId: 'user:administrator-1' }]);
    expect(standing[0]?.report.assets).toEqual(expect.arrayContaining(['user:administrator-1', server]));
    await store.close();
    await rm(dir, { recursive: true });
  });

  it('at a door in the night of Tuesday are told, though by day the same badge would be nothing', () => {
    const live = watchedAccess(demoSite(), 1);
    const room = demoSite().model.ofKind('room')[0]!.id;
    const visit = (from: number) =>
      live(from, from + 30 * 60_000, (effects) => effects.nightVisits.add(room)).filter(
        ({ assetId }) => assetId === room,
      );
    live(monday, monday + day + 12 * hour);
    expect(visit(monday + day + 12 * hour)).toEqual([]);
    live(monday + day + 12.5 * hour, monday + 2 * day + 2 * hour);
    const [alert] = visit(monday + 2 * day + 2 * hour);
    expect(alert).toMatchObject({ metric: 'dc.access.odd_hours', severity: 'warning' });
    expect(alert!.summary).toBe(`1 access at an unusual hour in a minute at ${room} (badge), usual 0 to 0`);
  });
});
