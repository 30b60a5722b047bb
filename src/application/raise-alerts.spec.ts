import { describe, expect, it } from '@jest/globals';
import { anAlert, noon } from '../../test/alerting/builders.js';
import { MemoryAlertLog, RecordingLog, RecordingMetrics } from '../../test/alerting/stand-ins.js';
import { type LiveEvent, LiveEvents } from './live-events.js';
import { RaiseAlerts } from './raise-alerts.js';

function aDesk() {
  const alertLog = new MemoryAlertLog();
  const live = new LiveEvents();
  const shown: LiveEvent[] = [];
  live.listen((event) => shown.push(event));
  const log = new RecordingLog();
  return { alertLog, log, shown, raise: new RaiseAlerts(alertLog, live, new RecordingMetrics(), log) };
}

describe('Raising alerts', () => {
  it('a change that a replay brings again is neither shown nor logged again', async () => {
    const { raise, shown, log } = aDesk();
    expect(await raise.raise([anAlert()])).toHaveLength(1);
    expect(await raise.raise([anAlert()])).toEqual([]);
    expect(shown).toHaveLength(1);
    expect(log.lines).toMatchObject([{ message: 'alerts firing', fields: { alerts: 1 } }]);
  });

  it('an alert that gets worse is shown anew, who took it on included, and logged when it becomes more urgent', async () => {
    const { raise, shown, log, alertLog } = aDesk();
    const warm = anAlert({ severity: 'warning', peakScore: 2.2, value: 21 });
    await raise.raise([warm]);
    await alertLog.acknowledge(warm.id, 'mira', noon + 1);
    expect(await raise.raise([{ ...warm, peakScore: 4, value: 23 }])).toEqual([]);
    expect(shown.at(-1)).toMatchObject({ alert: { peakScore: 4, value: 23, acknowledgedBy: 'mira' } });
    expect(log.lines).toHaveLength(1);
    await raise.raise([{ ...warm, severity: 'critical', peakScore: 25.8, value: 32.6 }]);
    expect(shown).toHaveLength(3);
    expect(log.lines.at(-1)).toMatchObject({ message: 'alerts escalated', fields: { alerts: 1 } });
  });

  it('an alert that fires and gets worse within one batch is both', async () => {
    const { raise, alertLog } = aDesk();
    const warm = anAlert({ severity: 'warning', peakScore: 2.2 });
    await raise.raise([warm, { ...warm, severity: 'critical', peakScore: 9 }]);
    expect(alertLog.changes.map(({ severity, escalatedFrom }) => ({ severity, escalatedFrom }))).toEqual([
      { severity: 'warning' },
      { severity: 'critical', escalatedFrom: 'warning' },
    ]);
  });

  it('an alert that gets worse and ends within one batch is not shown as firing afterwards', async () => {
    const { raise, shown } = aDesk();
    const warm = anAlert({ severity: 'warning', peakScore: 2.2 });
    await raise.raise([warm]);
    await raise.raise([
      { ...warm, peakScore: 4 },
      { ...warm, state: 'resolved', peakScore: 4 },
    ]);
    expect(shown).toMatchObject([
      { alert: { state: 'firing', peakScore: 2.2 } },
      { alert: { state: 'firing', peakScore: 4 } },
      { alert: { state: 'resolved' } },
    ]);
  });

  it('an acknowledged alert that resolves still says who took it on', async () => {
    const { raise, shown, alertLog } = aDesk();
    await raise.raise([anAlert()]);
    await alertLog.acknowledge(anAlert().id, 'mira', noon + 1);
    await raise.raise([anAlert({ state: 'resolved', resolvedAt: noon + 60_000 })]);
    expect(shown.at(-1)).toMatchObject({ alert: { state: 'resolved', acknowledgedBy: 'mira' } });
  });

  it('finds all that fires, however many, with equal starts among them', async () => {
    const { raise } = aDesk();
    const many = Array.from({ length: 1_234 }, (_, index) => {
      return anAlert({ id: String(index).padStart(32, '0'), startsAt: noon + (index % 7) });
    });
    await raise.raise(many);
    await raise.raise([{ ...many[0]!, state: 'resolved' }]);
    const firing = await raise.firing();
    expect(new Set(firing.map(({ id }) => id)).size).toBe(1_233);
    expect(firing).toHaveLength(1_233);
  });
});
