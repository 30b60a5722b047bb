import { describe, expect, it } from '@jest/globals';
import { anAlert, anIncident, noon } from '../../test/alerting/builders.js';
import { MemoryIncidentLog } from '../../test/alerting/memory-incident-log.js';
import { MemoryAlertLog } from '../../test/alerting/stand-ins.js';
import { MemoryAuditLog } from '../../test/records/stand-ins.js';
import { FakeClock } from '../adapters/system/fake-clock.js';
import { UuidV7 } from '../adapters/system/uuid-v7.js';
import { type LiveEvent, LiveEvents } from './live-events.js';
import { QueryIncidents } from './query-incidents.js';

async function aDesk() {
  const alertLog = new MemoryAlertLog();
  const over = anAlert({ state: 'resolved', resolvedAt: noon + 60_000 });
  await alertLog.record([anAlert()]);
  await alertLog.record([over]);
  const incidentLog = new MemoryIncidentLog(alertLog);
  await incidentLog.record([anIncident({ members: [over] })]);
  const audit = new MemoryAuditLog();
  const live = new LiveEvents();
  const shown: LiveEvent[] = [];
  live.listen((event) => shown.push(event));
  const clock = new FakeClock(noon + 90_000);
  return { incidents: new QueryIncidents(incidentLog, audit, live, new UuidV7(clock), clock), audit, shown, clock };
}

const { id } = anIncident();

describe("Incidents at the operator's desk", () => {
  it('an operator takes one on: recorded, audited, shown to the others', async () => {
    const { incidents, audit, shown } = await aDesk();
    const { incident } = await incidents.acknowledge(id, 'mira');
    expect(incident).toMatchObject({ acknowledgedBy: 'mira', acknowledgedAt: noon + 90_000 });
    expect(audit.entries).toMatchObject([{ actor: 'mira', action: 'incident.acknowledged', subject: id }]);
    expect(shown).toEqual([{ kind: 'incident', incident }]);
  });

  it('the first to take it on stays', async () => {
    const { incidents, audit } = await aDesk();
    await incidents.acknowledge(id, 'mira');
    expect((await incidents.acknowledge(id, 'jonas')).incident).toMatchObject({ acknowledgedBy: 'mira' });
    expect(audit.entries).toHaveLength(1);
  });

  it('one is shown with its alerts and its story in the order of time', async () => {
    const { incidents } = await aDesk();
    const { members, timeline } = await incidents.acknowledge(id, 'mira');
    expect(members).toHaveLength(1);
    expect(timeline.map(({ kind }) => kind)).toEqual(['opened', 'alert-fired', 'alert-resolved', 'acknowledged']);
  });

  it('one that does not exist is not found, and leaves no trace', async () => {
    const { incidents, audit } = await aDesk();
    await expect(incidents.acknowledge('nonsense', 'mira')).rejects.toMatchObject({ code: 'not_found' });
    await expect(incidents.get('nonsense')).rejects.toMatchObject({ code: 'not_found' });
    expect(audit.entries).toEqual([]);
  });
});
