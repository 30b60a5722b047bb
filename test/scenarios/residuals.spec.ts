import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { WatchedSite } from '../../bench/detection/watched-site.js';
import { parseSite } from '../../src/config/load-site.js';
import type { Alert } from '../../src/domain/alerting/alert.js';
import { isResidual } from '../../src/domain/telemetry/metric-catalogue.js';
import type { FaultRequest } from '../../src/domain/twin/faults/fault.js';

const file = 'test/scenarios/one-row.yaml';
const site = parseSite(readFileSync(file, 'utf8'), file);
const patienceMs = 180_000;

/** Real: twin, residuals, detectors, alert rules. Not there: bus, store, wall clock. All times are simulated. */
describe('A fault that hides in the daily course of every plain series', () => {
  const watched = new WatchedSite(site, { seed: 11, startMs: Date.UTC(2026, 2, 10, 10) });

  beforeAll(() => {
    watched.backfill(26);
  }, patienceMs);

  /** Strikes a copy of the site; answers the first residual alert, and how many seconds it came before any other alert. */
  function strike(fault: FaultRequest, waitSeconds: number) {
    const copy = watched.fork();
    expect(copy.live(300)).toEqual([]);
    const struckAt = copy.twin.now;
    copy.twin.inject(fault);
    const fired = copy.live(waitSeconds).filter(({ state }) => state === 'firing');
    const told = fired.find(({ metric }) => isResidual(metric));
    const plain = fired.find(({ metric }) => !isResidual(metric));
    const secondsTo = (alert: Alert | undefined) => ((alert?.firedAt ?? Infinity) - struckAt) / 1_000;
    return { told, seconds: secondsTo(told), earlier: Math.min(secondsTo(plain), waitSeconds) - secondsTo(told) };
  }

  it('a PDU meter that drifts by 500 W an hour is told of by the sum of its servers, half an hour ahead of all else', () => {
    const { told, seconds, earlier } = strike(
      { kind: 'sensor-drift', asset: 'pdu-a', metric: 'dc.pdu.power', magnitude: 500 },
      3_000,
    );
    expect(told?.summary).toMatch(/^pdu-a reads \d+ W more than its servers draw, expected/);
    expect(seconds).toBeLessThanOrEqual(1_200);
    expect(earlier).toBeGreaterThanOrEqual(1_800);
  }, 60_000);

  it('a return air sensor that drifts by 2 K an hour is told of by the heat balance of the coil', () => {
    const { told, seconds, earlier } = strike(
      { kind: 'sensor-drift', asset: 'hall-crah-1', metric: 'dc.crah.return_temperature', magnitude: 2 },
      3_600,
    );
    expect(told?.summary).toMatch(/^hall-crah-1 cools its air .* more than the heat that its coil takes/);
    expect(seconds).toBeLessThanOrEqual(1_500);
    expect(earlier).toBeGreaterThanOrEqual(1_800);
  }, 60_000);

  it('air that finds a way past the racks is told of by fans that turn faster than the racks take air', () => {
    const { told, seconds, earlier } = strike({ kind: 'bypass-air', asset: 'hall-crah-1' }, 3_600);
    expect(told?.summary).toMatch(/turns its fan \d+ % faster than its racks take air/);
    expect(seconds).toBeLessThanOrEqual(1_800);
    expect(earlier).toBeGreaterThanOrEqual(1_500);
  }, 60_000);

  it('a filter that clogs is told of by its pressure drop at this airflow, before the pressure drop itself is unusual', () => {
    const { told, earlier } = strike({ kind: 'clogged-filter', asset: 'hall-crah-2', magnitude: 2.5 }, 900);
    expect(told?.summary).toMatch(/^hall-crah-2 loses \d+ Pa more over its filter than at this airflow/);
    expect(earlier).toBeGreaterThan(0);
  }, 60_000);

  it('a fan that loses a fifth of its strength in an hour is told of while its neighbour still makes up for it', () => {
    const { told, seconds, earlier } = strike({ kind: 'crah-fan-wear', asset: 'hall-crah-1' }, 3_600);
    expect(told?.metric).toBe('dc.crah.fan_speed_residual');
    expect(seconds).toBeLessThanOrEqual(2_400);
    expect(earlier).toBeGreaterThanOrEqual(1_200);
  }, 60_000);
});
