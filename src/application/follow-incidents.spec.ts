import { describe, expect, it } from '@jest/globals';
import { anAlert, anIncident, noon } from '../../test/alerting/builders.js';
import { MemoryIncidentLog } from '../../test/alerting/memory-incident-log.js';
import { MemoryAlertLog } from '../../test/alerting/stand-ins.js';
import { FollowIncidents } from './follow-incidents.js';
import { LiveEvents } from './live-events.js';

async function anApiProcess() {
  const alertLog = new MemoryAlertLog();
  await alertLog.record([anAlert()]);
  const incidentLog = new MemoryIncidentLog(alertLog);
  await incidentLog.record([anIncident({ title: 'as it was' })]);
  const live = new LiveEvents();
  const follow = new FollowIncidents(incidentLog, live);
  const heard: string[] = [];
  live.listen((event) => {
    if (event.kind === 'incident') heard.push(`${event.incident.title}, ${event.incident.state}`);
  });
  await follow.look();
  return { incidentLog, live, follow, heard };
}

describe('Incidents that another process groups', () => {
  it('are no news when they were there before, and when nothing has changed', async () => {
    const { follow, heard } = await anApiProcess();
    await follow.look();
    expect(heard).toEqual([]);
  });

  it('are told when they grow, when one is new and when one is over', async () => {
    const { incidentLog, follow, heard } = await anApiProcess();
    await incidentLog.record([anIncident({ title: 'it grew' }), anIncident({ id: 'b', title: 'new' })]);
    await follow.look();
    await incidentLog.record([anIncident({ title: 'it grew', state: 'resolved', resolvedAt: noon })]);
    await follow.look();
    await follow.look();
    expect(heard.sort()).toEqual(['it grew, open', 'it grew, resolved', 'new, open']);
  });

  it('are not told again when this process has told of them itself', async () => {
    const { incidentLog, live, follow, heard } = await anApiProcess();
    await incidentLog.acknowledge(anIncident().id, 'mira', noon);
    const incident = await incidentLog.find(anIncident().id);
    if (incident) live.emit({ kind: 'incident', incident });
    await follow.look();
    expect(heard).toEqual(['as it was, open']);
  });
});
