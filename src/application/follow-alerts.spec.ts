import { beforeEach, describe, expect, it } from '@jest/globals';
import { anAlert, noon } from '../../test/alerting/builders.js';
import { MemoryAlertLog } from '../../test/alerting/stand-ins.js';
import { FollowAlerts } from './follow-alerts.js';
import { LiveEvents } from './live-events.js';

describe('alerts that other processes raise', () => {
  let log: MemoryAlertLog;
  let live: LiveEvents;
  let follow: FollowAlerts;
  /** Id and state of every alert that the screens of this process were told of. */
  let told: string[];

  beforeEach(async () => {
    log = new MemoryAlertLog();
    live = new LiveEvents();
    told = [];
    live.listen((event) => {
      if (event.kind === 'alert') told.push(`${event.alert.id} ${event.alert.state}`);
    });
    follow = new FollowAlerts(log, live);
    await log.record([anAlert({ id: 'old', state: 'firing' })]);
    await follow.look();
  });

  it('are told once each when they fire and when they resolve; those from before the start are no news', async () => {
    await log.record([anAlert({ id: 'new', state: 'firing' })]);
    await follow.look();
    await follow.look();
    await log.record([anAlert({ id: 'new', state: 'resolved' })]);
    await follow.look();
    await follow.look();
    expect(told).toEqual(['new firing', 'new resolved']);
  });

  it('are told when somebody takes them on', async () => {
    await log.acknowledge('old', 'ada', noon);
    await follow.look();
    await follow.look();
    expect(told).toEqual(['old firing']);
  });

  it('are not told again when this process raised them itself', async () => {
    const alert = { ...anAlert({ id: 'own', state: 'firing' }), acknowledgedBy: undefined, acknowledgedAt: undefined };
    await log.record([alert]);
    live.emit({ kind: 'alert', alert });
    await follow.look();
    expect(told).toEqual(['own firing']);
  });
});
