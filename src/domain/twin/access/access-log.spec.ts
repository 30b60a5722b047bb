import { describe, expect, it } from '@jest/globals';
import { demoSite } from '../../../../test/builders/twin.js';
import { Effects } from '../faults/effects.js';
import { AccessLog } from './access-log.js';

const minute = 60_000;
const hour = 60 * minute;
const monday = Date.UTC(2026, 0, 5);
const quiet = new Effects();

describe('who comes and logs in at the simulated site', () => {
  const log = new AccessLog(demoSite(), 1);
  const badges = (from: number, to: number, effects = quiet) =>
    log.between(from, to, effects).filter(({ metric }) => metric === 'event.badge.granted');

  it('is the same whatever the steps of the simulation', () => {
    const whole = log.between(monday + 8 * hour, monday + 9 * hour, quiet);
    const inSteps = Array.from({ length: 360 }, (_, i) => {
      const from = monday + 8 * hour + i * 10_000;
      return log.between(from, from + 10_000, quiet);
    }).flat();
    const order = (points: typeof whole) => points.map((point) => JSON.stringify(point)).sort();
    expect(order(inSteps)).toEqual(order(whole));
  });

  it('opens doors on working days, and neither at night nor on Sunday', () => {
    expect(badges(monday + 9 * hour, monday + 15 * hour).length).toBeGreaterThan(10);
    expect(badges(monday, monday + 4 * hour)).toEqual([]);
    expect(badges(monday + 6 * 24 * hour, monday + 7 * 24 * hour)).toEqual([]);
  });

  it('opens a door at night where a fault says so', () => {
    const room = demoSite().model.ofKind('room')[0]!.id;
    const effects = new Effects();
    effects.nightVisits.add(room);
    const doors = badges(monday + 2 * hour, monday + 2 * hour + 10 * minute, effects);
    expect(doors.filter(({ assetId }) => assetId === room)).toHaveLength(2);
  });

  it('fails to log in as often as a fault says', () => {
    const server = demoSite().model.ofKind('server')[0]!.id;
    const effects = new Effects();
    effects.failedLogins.set(server, 14);
    const failed = log
      .between(monday + 2 * hour, monday + 2 * hour + minute - 1, effects)
      .filter(({ assetId, metric, value }) => assetId === server && metric === 'event.login.failed' && value === 1);
    expect(new Set(failed.map(({ at }) => at)).size).toBe(14);
  });
});
