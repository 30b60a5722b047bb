import { describe, expect, it } from '@jest/globals';
import { SeriesRegistry } from '../series-registry.js';
import { batchOf } from '../telemetry-batch.js';
import { EventCounter } from './event-counter.js';

const minute = 60_000;
const day = 86_400_000;
const monday = Date.UTC(2026, 0, 5);
const settings = { latenessMs: 30_000, forgetMs: 30 * day };

function aCounter(metric = 'event.login.failed', simulated = false) {
  const registry = new SeriesRegistry();
  const origin = { unit: '', source: 'json', simulated };
  const { id } = registry.intern({ assetId: 'user:alice', metric, component: '' }, origin);
  const sensor = registry.intern({ assetId: 'srv-1', metric: 'hw.host.power', component: '' }, origin).id;
  const counter = new EventCounter(registry, settings);
  const seriesIds = { event: id, sensor };
  return { registry, counter, seriesIds, ...operating(counter, seriesIds) };
}

function operating(counter: EventCounter, { event, sensor }: { event: number; sensor: number }) {
  const happen = (...events: readonly (readonly [at: number, value?: number])[]) => {
    counter.take(batchOf(events.map(([at, value = 1]) => ({ seriesId: event, at, value }))));
  };
  const simulate = (at: number) => {
    counter.take(batchOf([{ seriesId: sensor, at, value: 300 }]));
  };
  const counted = () => counter.takeCounts().map(({ at, count }) => [(at - monday) / minute, count]);
  return { happen, simulate, counted };
}

describe('events, counted by the minute', () => {
  it('are counted once the minute and the time for latecomers are over, and quiet minutes count zero', () => {
    const { happen, counted } = aCounter();
    happen([monday + 1_000], [monday + 2_000], [monday + 59_999]);
    expect(counted()).toEqual([]);
    happen([monday + 3 * minute + 31_000]);
    expect(counted()).toEqual([
      [0, 3],
      [1, 0],
      [2, 0],
    ]);
  });

  it('are counted once, however often a shipper sends them', () => {
    const { counter, happen, counted } = aCounter();
    happen([monday + 1_000], [monday + 2_000]);
    happen([monday + 1_000], [monday + 2_000]);
    counter.settle(monday + 2 * minute);
    expect(counted()).toEqual([[0, 2]]);
    expect(counter.takeUntaken()).toEqual(new Map([['repeated', 2]]));
  });

  it('count in their own minute within half a minute after it, and are late after that', () => {
    const { counter, happen, counted } = aCounter();
    happen([monday + 1_000], [monday + minute + 20_000], [monday + 30_000]);
    happen([monday + minute + 31_000], [monday + 45_000]);
    expect(counted()).toEqual([[0, 2]]);
    expect(counter.takeUntaken()).toEqual(new Map([['late', 1]]));
  });

  it('of one user are not late because the clock of another sender runs ahead', () => {
    const { registry, counter, happen, counted } = aCounter();
    const bob = registry.intern(
      { assetId: 'user:bob', metric: 'event.login.failed', component: '' },
      { unit: '', source: 'json', simulated: false },
    ).id;
    counter.take(batchOf([{ seriesId: bob, at: monday + 9 * minute, value: 1 }]));
    happen([monday + 1_000], [monday + 2 * minute]);
    expect(counted()).toEqual([[0, 1]]);
    expect(counter.takeUntaken().size).toBe(0);
  });

  it('of users who did nothing more are counted by the clock, with zeros from then on', () => {
    const { counter, happen, counted } = aCounter();
    happen([monday + 1_000]);
    counter.settle(monday + 89_000);
    expect(counted()).toEqual([]);
    counter.settle(monday + 4 * minute);
    expect(counted()).toEqual([
      [0, 1],
      [1, 0],
      [2, 0],
    ]);
  });

  it('of an import are history, to which nobody adds zeros up to now', () => {
    const { counter, happen, counted } = aCounter();
    happen([monday + 1_000]);
    counter.settle(monday + 20 * day);
    expect(counted()).toEqual([]);
    counter.settle(monday + 20 * day + 5_000);
    expect(counted()).toEqual([[0, 1]]);
  });

  it('of the twin follow its time, and not the clock', () => {
    const { counter, happen, simulate, counted } = aCounter('event.login.failed', true);
    happen([monday + 1_000]);
    counter.settle(monday + day);
    expect(counted()).toEqual([]);
    simulate(monday + 3 * minute);
    expect(counted()).toEqual([
      [0, 1],
      [1, 0],
    ]);
  });

  it('leave a gap where nothing was told for days, and no week of zeros', () => {
    const { happen, counted } = aCounter();
    happen([monday + 1_000], [monday + 10 * day]);
    const counts = counted();
    expect(counts[0]).toEqual([0, 1]);
    expect(counts.length).toBeLessThan((4 * day) / minute + 3);
    expect(counts[1]?.[0]).toBeGreaterThan((5 * day) / minute);
  });

  it('end with a user who is gone for a month', () => {
    const { counter, happen, counted } = aCounter();
    happen([monday]);
    counter.settle(monday + minute);
    for (let days = 1; days <= 31; days += 1) counter.settle(monday + days * day);
    counted();
    counter.settle(monday + 32 * day);
    expect(counted()).toEqual([]);
  });

  it('go on after a crash where the saved state ends, with the same numbers', () => {
    const undisturbed = aCounter();
    const events = Array.from({ length: 200 }, (_, i) => [monday + i * 17_003] as const);
    undisturbed.happen(...events);
    const expected = undisturbed.counted();

    const { registry, counter, seriesIds, happen, counted } = aCounter();
    happen(...events.slice(0, 90));
    const before = counted();
    const restored = new EventCounter(registry, settings);
    restored.restore(counter.snapshot());
    const after = operating(restored, seriesIds);
    after.happen(...events.slice(90));
    expect([...before, ...after.counted()]).toEqual(expected);
  });

  it('that were saved in another format start anew, and change nothing', () => {
    const { counter, happen, counted } = aCounter();
    happen([monday + 1_000]);
    expect(() => {
      counter.restore(new Uint8Array(8));
    }).toThrow('The saved counts of events have another format.');
    counter.settle(monday + 2 * minute);
    expect(counted()).toEqual([[0, 1]]);
  });
});

describe('the users that one source tries', () => {
  it('count once each in a minute', () => {
    const { counter, happen, counted } = aCounter('event.login.user');
    happen([monday, 17], [monday + 1, 18], [monday + 2, 17]);
    counter.settle(monday + 2 * minute);
    expect(counted()).toEqual([[0, 2]]);
  });
});

describe('a place', () => {
  const desk = 11;
  const vault = 12;

  it('is new for a user who has been known for a day and twenty accesses, once in 30 days', () => {
    const { happen, counted } = aCounter('event.access.place');
    happen([monday, desk], [monday + 1_000, vault]);
    for (let hours = 6; hours <= 72; hours += 3) happen([monday + (hours * day) / 24, desk]);
    happen(
      [monday + 3 * day + 3_600_000, vault],
      [monday + 3 * day + 7_200_000, 13],
      [monday + 3 * day + 9_000_000, 13],
    );
    happen([monday + 4 * day, desk]);
    expect(counted().filter(([, count]) => count! > 0)).toEqual([[3 * 1440 + 120, 1]]);
  });
});

describe('an hour', () => {
  const hour = 3_600_000;
  /** Two events an hour from eight to five. */
  const working = (days: readonly number[]) =>
    days.flatMap((date) =>
      Array.from({ length: 18 }, (_, half) => [monday + date * day + 8 * hour + (half * hour) / 2 + 600_000] as const),
    );
  const odd = (counts: (number | undefined)[][]) => counts.filter(([, count]) => count! > 0).map(([at]) => at! / 60);

  it('of the night is unusual at a door that is used by day', () => {
    const { happen, counted } = aCounter('event.access.hour');
    happen(...working([0, 1]), [monday + 2 * day + 3 * hour]);
    happen(...working([2]));
    expect(odd(counted())).toEqual([51]);
  });

  it('of a Sunday is unusual once two weeks are known', () => {
    const { happen, counted } = aCounter('event.access.hour');
    const weeks = [0, 7, 14].flatMap((from) => working([0, 1, 2, 3, 4].map((date) => from + date)));
    const sunday = 20 * day + 10 * hour;
    happen(...weeks, [monday + sunday], ...working([21]));
    expect(odd(counted())).toEqual([sunday / hour]);
  });

  it('beside a usual one is usual, as when clocks change', () => {
    const { happen, counted } = aCounter('event.access.hour');
    happen(...working([0, 1]), [monday + 2 * day + 7 * hour], [monday + 2 * day + 17 * hour], [monday + 3 * day]);
    expect(odd(counted()).filter((at) => at < 72)).toEqual([]);
  });
});
