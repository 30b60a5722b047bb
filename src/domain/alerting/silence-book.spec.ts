import { describe, expect, it } from '@jest/globals';
import { noon, withSeries } from '../../../test/alerting/builders.js';
import { SeriesRegistry } from '../telemetry/series-registry.js';
import type { Alert } from './alert.js';
import { SilenceBook, type SilenceReport } from './silence-book.js';

const day = 86_400_000;
const at = (seconds: number) => noon + seconds * 1000;

/** A server that reports four series every ten seconds, and what a check at a time finds of it. */
function aServer({ simulated = false } = {}) {
  const registry = new SeriesRegistry();
  const names = ['system.cpu.utilization', 'system.memory.utilization', 'hw.host.power', 'hw.fan.speed fan-1'];
  const ids = withSeries(registry, 'server-7', names, { simulated });
  const lastAt = new Map(ids.map((id) => [id, noon]));
  const book = new SilenceBook(registry);
  return {
    ids,
    book,
    registry,
    reports(seconds: number, some: readonly number[] = ids) {
      for (const id of some) lastAt.set(id, at(seconds));
    },
    /** A check that records what it finds. */
    check(seconds: number, over: Partial<SilenceReport> = {}): readonly Alert[] {
      const nowMs = at(seconds);
      const changes = book.review({
        simulated,
        nowMs,
        listeningSinceMs: noon - 3_600_000,
        silent: [...lastAt]
          .filter(([, last]) => nowMs - last > 50_000)
          .map(([seriesId, last]) => {
            return { seriesId, lastAt: last, intervalMs: 10_000 };
          }),
        isExpected: (id) => lastAt.has(id),
        lastAtOf: (id) => lastAt.get(id),
        ...over,
      });
      book.settle(changes);
      return changes;
    },
  };
}

describe('Devices that stop reporting', () => {
  it('a server that goes silent is one alert for the device, resolved when it reports again', () => {
    const server = aServer();
    expect(server.check(45)).toEqual([]);
    expect(server.check(60)).toEqual([]);
    expect(server.check(75)).toMatchObject([
      {
        kind: 'silent',
        state: 'firing',
        severity: 'warning',
        assetId: 'server-7',
        metric: '',
        startsAt: noon,
        firedAt: at(75),
        value: 75,
        expected: 10,
        summary: 'server-7 has reported nothing for 1 min 15 s, usually every 10 s',
      },
    ]);
    expect(server.check(90)).toEqual([]);
    expect(server.book.firing).toBe(1);
    server.reports(100);
    expect(server.check(105)).toMatchObject([
      { state: 'resolved', resolvedAt: at(105), summary: 'server-7 reports again after 1 min 45 s' },
    ]);
    expect(server.book.firing).toBe(0);
  });

  it('a short gap that is over by the next check wakes nobody', () => {
    const server = aServer();
    server.check(60);
    server.reports(70);
    expect(server.check(75)).toEqual([]);
  });

  it('a server that loses one sensor is a note that names it', () => {
    const server = aServer();
    server.reports(60, server.ids.slice(0, 3));
    server.check(60);
    expect(server.check(75)).toMatchObject([
      {
        severity: 'info',
        metric: 'hw.fan.speed',
        component: 'fan-1',
        summary: 'Fan speed of server-7 fan-1 has reported nothing for 1 min 15 s, usually every 10 s',
      },
    ]);
  });

  it('a server that loses a sensor and dies later is told twice', () => {
    const server = aServer();
    server.reports(60, server.ids.slice(0, 3));
    server.check(60);
    expect(server.check(75)).toHaveLength(1);
    expect(server.check(120)).toMatchObject([{ state: 'resolved', summary: expect.stringContaining('as a whole') }]);
    expect(server.check(135)).toMatchObject([{ state: 'firing', startsAt: at(60), severity: 'warning' }]);
  });

  it('series that report less often do not hold back the alert about the device', () => {
    const server = aServer();
    const [hourly = 0] = withSeries(server.registry, 'server-7', ['system.uptime']);
    const lastAtOf = (id: number) => (id === hourly ? noon - 1_800_000 : noon);
    server.check(60, { lastAtOf });
    expect(server.check(75, { lastAtOf })).toMatchObject([{ severity: 'warning', metric: '' }]);
  });

  it('a server that is no longer judged by its class is not silent, and one that dies meanwhile still is as a whole', () => {
    const server = aServer();
    const [deviation = 0] = withSeries(server.registry, 'server-7', ['dc.device.joint_deviation']);
    server.reports(0, [deviation]);
    server.reports(600);
    server.check(600);
    expect(server.check(615)).toEqual([]);
    server.reports(700, [deviation]);
    server.check(700);
    expect(server.check(715)).toMatchObject([{ severity: 'warning', metric: '', startsAt: at(600) }]);
  });

  it('downtime of the service is not the silence of its devices', () => {
    const server = aServer();
    const restartedAt = at(3600);
    expect(server.check(3600, { listeningSinceMs: restartedAt })).toEqual([]);
    expect(server.check(3615, { listeningSinceMs: restartedAt })).toEqual([]);
    server.reports(3620);
    expect(server.check(3630, { listeningSinceMs: restartedAt })).toEqual([]);
  });

  it('a silence that a restart finds open stays the same alert', () => {
    const before = aServer();
    before.check(60);
    const [alert] = before.check(75);
    const server = aServer();
    server.book.settle([alert!]);
    expect(server.check(600, { listeningSinceMs: at(595), lastAtOf: () => undefined })).toEqual([]);
    expect(server.check(900)).toEqual([]);
    server.reports(905);
    expect(server.check(910)).toMatchObject([{ id: alert?.id, state: 'resolved' }]);
  });

  it('imported history is not a silence, and a device gone for a week is no longer expected', () => {
    const server = aServer();
    const week = (7 * day) / 1000;
    expect(server.check(week + 60)).toEqual([]);
    expect(server.check(week + 75)).toEqual([]);
    const gone = aServer();
    gone.check(60);
    gone.check(75);
    expect(gone.check(week + 60)).toMatchObject([
      { state: 'resolved', summary: 'server-7 is no longer expected to report: silent for 7 d' },
    ]);
  });

  it("simulated devices are judged by the twin's clock alone", () => {
    const server = aServer({ simulated: true });
    server.check(60);
    expect(server.check(75, { simulated: false })).toEqual([]);
    expect(server.check(75)).toMatchObject([{ state: 'firing', simulated: true }]);
    expect(server.check(90, { simulated: false, silent: [] })).toEqual([]);
  });

  it('a silence that could not be recorded is raised again', () => {
    const server = aServer();
    server.check(60);
    const report = { simulated: false, listeningSinceMs: noon - day, isExpected: () => true, lastAtOf: () => noon };
    const silent = server.ids.map((seriesId) => ({ seriesId, lastAt: noon, intervalMs: 10_000 }));
    const refused = server.book.review({ ...report, nowMs: at(75), silent });
    const again = server.book.review({ ...report, nowMs: at(90), silent });
    expect(again.map(({ id }) => id)).toEqual(refused.map(({ id }) => id));
  });
});
