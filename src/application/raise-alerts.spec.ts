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
    expect(log.lines).toMatchObject([{ message: 'alerts changed', fields: { fired: 1, resolved: 0 } }]);
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
