import { describe, expect, it } from '@jest/globals';
import { anAlert, noon } from '../../test/alerting/builders.js';
import { MemoryAlertLog } from '../../test/alerting/stand-ins.js';
import { FakeClock } from '../adapters/system/fake-clock.js';
import { UuidV7 } from '../adapters/system/uuid-v7.js';
import { type AuditEntry, AuditLog } from '../ports/audit-log.js';
import { type LiveEvent, LiveEvents } from './live-events.js';
import { QueryAlerts } from './query-alerts.js';

class MemoryAuditLog extends AuditLog {
  readonly entries: AuditEntry[] = [];

  override append(entry: AuditEntry): Promise<void> {
    this.entries.push(entry);
    return Promise.resolve();
  }
  override list(): Promise<readonly AuditEntry[]> {
    return Promise.resolve(this.entries);
  }
}

async function aDesk() {
  const alertLog = new MemoryAlertLog();
  await alertLog.record([anAlert()]);
  const audit = new MemoryAuditLog();
  const live = new LiveEvents();
  const shown: LiveEvent[] = [];
  live.listen((event) => shown.push(event));
  const clock = new FakeClock(noon + 90_000);
  return { alerts: new QueryAlerts(alertLog, audit, live, new UuidV7(clock), clock), audit, shown, clock };
}

const { id } = anAlert();

describe("Alerts at the operator's desk", () => {
  it('an operator takes an alert on: recorded, audited, shown to the others', async () => {
    const { alerts, audit, shown } = await aDesk();
    const alert = await alerts.acknowledge(id, 'mira');
    expect(alert).toMatchObject({ acknowledgedBy: 'mira', acknowledgedAt: noon + 90_000, state: 'firing' });
    expect(audit.entries).toMatchObject([
      { actor: 'mira', action: 'alert.acknowledged', subject: id, at: noon + 90_000 },
    ]);
    expect(shown).toEqual([{ kind: 'alert', alert }]);
    expect(await alerts.list({ limit: 10 })).toEqual([alert]);
  });

  it('the first to take it on stays', async () => {
    const { alerts, audit, clock } = await aDesk();
    await alerts.acknowledge(id, 'mira');
    clock.advance(1_000);
    expect(await alerts.acknowledge(id, 'jonas')).toMatchObject({ acknowledgedBy: 'mira' });
    expect(audit.entries).toHaveLength(1);
  });

  it('an alert that does not exist is not found, and leaves no trace', async () => {
    const { alerts, audit } = await aDesk();
    await expect(alerts.acknowledge('nonsense', 'mira')).rejects.toMatchObject({ code: 'not_found' });
    await expect(alerts.get('nonsense')).rejects.toMatchObject({ code: 'not_found' });
    expect(audit.entries).toEqual([]);
  });
});
