import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { WatchedSite } from '../../bench/detection/watched-site.js';
import { parseSite } from '../../src/config/load-site.js';
import type { Alert } from '../../src/domain/alerting/alert.js';
import { isResidual } from '../../src/domain/telemetry/metric-catalogue.js';
import type { FaultRequest } from '../../src/domain/twin/faults/fault.js';

const file = 'test/scenarios/one-row.yaml';
const site = parseSite(readFileSync(file, 'utf8'), file);

/** Real: twin, detectors, alert rules. Not there: bus, store, wall clock. All times are simulated. */
describe('A fault on a site that has just finished its first history', () => {
  const watched = new WatchedSite(site, { seed: 7, startMs: Date.UTC(2026, 2, 10, 10) });

  beforeAll(() => {
    watched.backfill(26);
  });

  /** Strikes a copy of the site after five minutes of life; answers the firing alerts on the struck device. */
  function strike(fault: FaultRequest, waitSeconds: number): { alerts: Alert[]; struckAt: number; copy: WatchedSite } {
    const copy = watched.fork();
    expect(copy.live(300)).toEqual([]);
    const struckAt = copy.twin.now;
    copy.twin.inject(fault);
    const alerts = copy.live(waitSeconds).filter((alert) => alert.state === 'firing' && alert.assetId === fault.asset);
    return { alerts, struckAt, copy };
  }

  function secondsToAlert(fault: FaultRequest, waitSeconds: number): [seconds: number | undefined, summary: string] {
    const { alerts, struckAt } = strike(fault, waitSeconds);
    // Residuals are earlier: see residuals.spec.ts.
    const first = alerts.find(({ metric }) => !isResidual(metric));
    return [first?.firedAt === undefined ? undefined : (first.firedAt - struckAt) / 1000, first?.summary ?? ''];
  }

  it('a CRAH fan that stops is a critical alert within half a minute', () => {
    const { alerts, struckAt } = strike({ kind: 'crah-fan-failure', asset: 'hall-crah-1' }, 120);
    const fan = alerts.find(({ metric }) => metric === 'dc.crah.fan_speed');
    expect(fan).toMatchObject({ severity: 'critical', value: 0 });
    expect(fan?.firedAt).toBeLessThanOrEqual(struckAt + 40_000);
  });

  it('a CRAH fan that stands still is not forgotten after hours, and is over soon after the repair', () => {
    const { copy } = strike({ kind: 'crah-fan-failure', asset: 'hall-crah-1' }, 300);
    const isFan = ({ metric, assetId }: Alert) => metric === 'dc.crah.fan_speed' && assetId === 'hall-crah-1';
    expect(copy.live(4 * 3600).filter(isFan)).toEqual([]);
    copy.twin.clear('fault-1');
    expect(copy.live(600).filter(isFan)).toMatchObject([{ state: 'resolved' }]);
  }, 60_000);

  it('a PDU that loses its feed is an alert within half a minute', () => {
    const [seconds, summary] = secondsToAlert({ kind: 'pdu-feed-loss', asset: 'pdu-a' }, 120);
    expect(seconds).toBeLessThanOrEqual(30);
    expect(summary).toMatch(/^PDU .* of pdu-a/);
  });

  it('a filter that clogs within a quarter of an hour is an alert in its first minutes', () => {
    const [seconds, summary] = secondsToAlert({ kind: 'clogged-filter', asset: 'hall-crah-2' }, 600);
    expect(seconds).toBeLessThanOrEqual(240);
    expect(summary).toContain('CRAH filter pressure drop');
  });

  it('a rack that breathes its own exhaust is an alert within a minute', () => {
    const [seconds, summary] = secondsToAlert({ kind: 'hot-air-recirculation', asset: 'hall-rack-01' }, 300);
    expect(seconds).toBeLessThanOrEqual(60);
    expect(summary).toContain('Rack inlet temperature');
  });

  it('a runaway job on a quiet machine is a note within five minutes, and wakes nobody', () => {
    const { alerts } = strike({ kind: 'runaway-job', asset: 'hall-rack-01-server-04' }, 360);
    expect(alerts.map(({ metric }) => metric)).toContain('system.cpu.utilization');
    expect(alerts.find(({ metric }) => metric === 'system.cpu.utilization')?.severity).toBe('info');
    expect(alerts.map(({ severity }) => severity)).not.toContain('critical');
  });

  it('a device that falls silent is one alert within three minutes', () => {
    const { alerts, struckAt } = strike({ kind: 'silent-device', asset: 'hall-crah-1' }, 600);
    expect(alerts).toMatchObject([{ kind: 'silent', severity: 'critical' }]);
    expect(alerts[0]?.firedAt).toBeLessThanOrEqual(struckAt + 180_000);
  });

  it('a stuck sensor is called stuck within a quarter of an hour, and moves again after the repair', () => {
    const fault = { kind: 'sensor-stuck', asset: 'hall-crah-2', metric: 'dc.crah.supply_temperature' };
    const { alerts, struckAt, copy } = strike(fault, 900);
    expect(alerts).toHaveLength(1);
    expect(alerts[0]?.summary).toContain('does not move any more');
    expect(alerts[0]?.firedAt).toBeGreaterThan(struckAt + 600_000);
    copy.twin.clear('fault-1');
    expect(copy.live(300).map(({ summary }) => summary)).toEqual([expect.stringContaining('moves again')]);
  });

  it('a supply temperature sensor that drifts by 2 K an hour is an alert within the hour', () => {
    const fault = { kind: 'sensor-drift', asset: 'hall-crah-1', metric: 'dc.crah.supply_temperature' };
    const [seconds] = secondsToAlert(fault, 3600);
    expect(seconds).toBeLessThanOrEqual(2400);
  });
});
