import { describe, expect, it } from '@jest/globals';
import { aWindow } from '../../../../test/alerting/quiet-builders.js';
import { WindowTimes } from './maintenance-window.js';

const hour = 3_600_000;
const day = 24 * hour;
const at = (iso: string) => Date.parse(iso);

/** Sundays from one till five in Berlin, from 15 March 2026 on; clocks are set forward on the 29th. */
const sundays = (over = {}) =>
  new WindowTimes(
    aWindow({
      startsAt: at('2026-03-15T00:00:00Z'),
      endsAt: at('2026-03-15T04:00:00Z'),
      weekly: { timeZone: 'Europe/Berlin', until: undefined },
      ...over,
    }),
  );

describe('A maintenance window', () => {
  it('is open from its start until just before its end', () => {
    const window = aWindow();
    const times = new WindowTimes(window);
    const states = [window.startsAt - 1, window.startsAt, window.endsAt - 1, window.endsAt].map((ms) =>
      times.stateAt(ms),
    );
    expect(states).toEqual(['pending', 'active', 'active', 'expired']);
  });

  it('that comes again each week is pending between two times', () => {
    const times = sundays();
    expect(times.stateAt(at('2026-03-14T23:59:59Z'))).toBe('pending');
    expect(times.stateAt(at('2026-03-15T02:00:00Z'))).toBe('active');
    expect(times.stateAt(at('2026-03-15T04:00:00Z'))).toBe('pending');
    expect(times.stateAt(at('2026-03-22T00:00:00Z'))).toBe('active');
  });

  it('is an hour shorter on the night on which clocks are set forward, and keeps its local hours after it', () => {
    const times = sundays();
    const edges = ['2026-03-29T00:00:00Z', '2026-03-29T02:59:59Z', '2026-03-29T03:00:00Z'];
    expect(edges.map((iso) => times.isOpenAt(at(iso)))).toEqual([true, true, false]);
    const summer = ['2026-04-04T22:59:59Z', '2026-04-04T23:00:00Z', '2026-04-05T02:59:59Z', '2026-04-05T03:00:00Z'];
    expect(summer.map((iso) => times.isOpenAt(at(iso)))).toEqual([false, true, true, false]);
  });

  it('is an hour longer on the night on which clocks are set back', () => {
    const times = sundays();
    const edges = ['2026-10-24T22:59:59Z', '2026-10-24T23:00:00Z', '2026-10-25T03:59:59Z', '2026-10-25T04:00:00Z'];
    expect(edges.map((iso) => times.isOpenAt(at(iso)))).toEqual([false, true, true, false]);
  });

  it('that begins in the hour that is left out begins an hour later that night', () => {
    const times = sundays({ startsAt: at('2026-03-22T01:30:00Z'), endsAt: at('2026-03-22T03:00:00Z') });
    const edges = ['2026-03-29T01:29:59Z', '2026-03-29T01:30:00Z', '2026-03-29T01:59:59Z', '2026-03-29T02:00:00Z'];
    expect(edges.map((iso) => times.isOpenAt(at(iso)))).toEqual([false, true, true, false]);
  });

  it('that begins and ends in the hour that comes twice is open from the first to the second', () => {
    const times = sundays({ startsAt: at('2026-10-18T00:10:00Z'), endsAt: at('2026-10-18T00:50:00Z') });
    const edges = ['2026-10-25T00:09:59Z', '2026-10-25T00:10:00Z', '2026-10-25T01:49:59Z', '2026-10-25T01:50:00Z'];
    expect(edges.map((iso) => times.isOpenAt(at(iso)))).toEqual([false, true, true, false]);
  });

  it('that comes again is cut off where it ends for good', () => {
    const until = at('2026-03-22T02:00:00Z');
    const times = sundays({ weekly: { timeZone: 'Europe/Berlin', until } });
    expect(times.stateAt(until - 1)).toBe('active');
    expect(times.stateAt(until)).toBe('expired');
    expect(times.isOpenAt(at('2026-03-29T02:00:00Z'))).toBe(false);
  });

  it.each(['Europe/Berlin', 'Australia/Lord_Howe', 'America/St_Johns', 'UTC'])(
    'answers the same in any order of questions, in %s',
    (timeZone) => {
      const window = { weekly: { timeZone, until: undefined } };
      const [forwards, anew] = [sundays(window), () => sundays(window)];
      const asked = Array.from(
        { length: 400 },
        (_, i) => at('2026-03-10T00:00:00Z') + ((i * 7_919) % 400) * 21.3 * hour,
      );
      for (const ms of asked) expect(forwards.isOpenAt(ms)).toBe(anew().isOpenAt(ms));
    },
  );

  it('that lasts six days is open on six days of each week', () => {
    const times = sundays({ endsAt: at('2026-03-15T00:00:00Z') + 6 * day });
    const week = Array.from({ length: 7 }, (_, i) => at('2026-05-02T23:00:00Z') + i * day);
    expect(week.map((ms) => times.isOpenAt(ms)).filter(Boolean)).toHaveLength(6);
  });
});
