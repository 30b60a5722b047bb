import { describe, expect, it } from '@jest/globals';
import { anAlert, noon } from '../../../test/alerting/builders.js';
import { MemoryAlertLog } from '../../../test/alerting/stand-ins.js';
import type { Alert } from '../../domain/alerting/alert.js';
import { AlertedTimes } from './alerted-times.js';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const week = { fromMs: noon - 168 * hourMs, toMs: noon };
const metrics = ['dc.crah.fan_speed', 'dc.crah.fan_power', 'hw.gpu.power'];

async function timesOf(alerts: readonly Partial<Alert>[]) {
  const log = new MemoryAlertLog();
  await log.record(alerts.map((alert, i) => anAlert({ id: String(i).padStart(8, '0'), ...alert })));
  return new AlertedTimes(log).read(week, metrics);
}

describe('when devices were in trouble', () => {
  it('is from the first anomalous point until recovery is over', async () => {
    const resolved = { startsAt: noon - 3 * hourMs, resolvedAt: noon - 2 * hourMs, state: 'resolved' } as const;
    const times = await timesOf([resolved, { startsAt: noon - hourMs, assetId: 'hall-1-crah-2' }]);
    expect(times).toEqual(
      new Map([
        ['hall-1-crah-1', [{ fromMs: noon - 3 * hourMs, untilMs: noon - 2 * hourMs + 5 * minuteMs }]],
        ['hall-1-crah-2', [{ fromMs: noon - hourMs, untilMs: noon + 23 * hourMs }]],
      ]),
    );
  });

  it('is a day at most: an alert that stays for a week tells of a new normal', async () => {
    const times = await timesOf([{ startsAt: week.fromMs }]);
    expect(times.get('hall-1-crah-1')).toEqual([{ fromMs: week.fromMs, untilMs: week.fromMs + 24 * hourMs }]);
  });

  it('is not when they fell silent, when a metric of no interest was off, or when much was asked of them', async () => {
    const others = [{ kind: 'silent' }, { metric: 'dc.crah.airflow' }, { metric: 'hw.gpu.power' }] as const;
    expect(await timesOf(others)).toEqual(new Map());
  });

  it('is known of the busiest week, of which the log tells a page at a time', async () => {
    const many = Array.from({ length: 2_500 }, (_, i) => ({ startsAt: noon - i * minuteMs, assetId: `crah-${i}` }));
    expect((await timesOf(many)).size).toBe(2_500);
  });
});
