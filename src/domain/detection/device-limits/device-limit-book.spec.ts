import { beforeEach, describe, expect, it } from '@jest/globals';
import { DeviceLimitBook } from './device-limit-book.js';
import { settingsOfLimits } from './device-limit.js';

const inlet = { assetId: 'web483', metric: 'hw.host.ambient_temperature', component: 'Inlet' };
const noon = Date.UTC(2026, 0, 1, 12);
const hour = 3_600_000;

describe('the limits that a device states', () => {
  let book: DeviceLimitBook;

  beforeEach(() => {
    book = new DeviceLimitBook();
  });

  it('are taken at their first word, and handed out once', () => {
    expect(book.notice(inlet, 'criticalAbove', 40, noon, 25)).toBe('taken');
    expect(book.takeNew()).toEqual([
      { ...inlet, bound: 'criticalAbove', value: 40, firstSeenAt: noon, lastSeenAt: noon },
    ]);
    expect(book.notice(inlet, 'criticalAbove', 40, noon + 10_000, 25)).toBe('known');
    expect(book.takeNew()).toEqual([]);
  });

  it('are recorded as seen once an hour, with their first sighting', () => {
    book.notice(inlet, 'criticalAbove', 40, noon);
    book.takeNew();
    book.notice(inlet, 'criticalAbove', 40, noon + hour);
    expect(book.takeNew()).toMatchObject([{ firstSeenAt: noon, lastSeenAt: noon + hour }]);
  });

  it('change when the new value is stated twice running', () => {
    book.notice(inlet, 'criticalAbove', 40, noon);
    expect(book.notice(inlet, 'criticalAbove', 45, noon + 1)).toBe('unsettled');
    expect(book.notice(inlet, 'criticalAbove', 45, noon + 2)).toBe('taken');
    expect(book.takeNew()).toMatchObject([{ value: 45, firstSeenAt: noon + 2 }]);
  });

  it('stay as they were while they flap', () => {
    book.notice(inlet, 'criticalAbove', 40, noon);
    book.takeNew();
    for (let at = noon; at < noon + 20; at += 2) {
      book.notice(inlet, 'criticalAbove', 45, at);
      book.notice(inlet, 'criticalAbove', 40, at + 1);
    }
    expect(book.takeNew()).toEqual([]);
  });

  it('are left out when they are 0, no number, or beyond what the device reads at the time', () => {
    expect(book.notice(inlet, 'criticalAbove', 0, noon)).toBe('no_limit');
    expect(book.notice(inlet, 'criticalAbove', NaN, noon)).toBe('no_limit');
    expect(book.notice(inlet, 'criticalAbove', 20, noon, 25)).toBe('beyond_already');
    expect(book.notice(inlet, 'criticalBelow', 30, noon, 25)).toBe('beyond_already');
    expect(book.takeNew()).toEqual([]);
  });

  it('hold when a reading goes beyond one that is known', () => {
    book.notice(inlet, 'criticalAbove', 40, noon, 25);
    expect(book.notice(inlet, 'criticalAbove', 40, noon + 1, 55)).toBe('known');
  });

  it('are known after a restart, and wait while they cannot be recorded', () => {
    book.notice(inlet, 'criticalAbove', 40, noon);
    const recorded = book.takeNew();
    book.keepNew(recorded);
    expect(book.takeNew()).toEqual(recorded);
    const restarted = new DeviceLimitBook();
    restarted.load(recorded);
    expect(restarted.notice(inlet, 'criticalAbove', 40, noon + 1)).toBe('known');
    expect(restarted.takeNew()).toEqual([]);
  });

  it('set nothing where an upper one is not above a lower one', () => {
    const sane = [
      { bound: 'criticalAbove', value: 40 },
      { bound: 'criticalBelow', value: 5 },
    ] as const;
    expect(settingsOfLimits(sane)).toEqual({ criticalAbove: 40, criticalBelow: 5 });
    expect(settingsOfLimits([sane[1], { bound: 'criticalAbove', value: 5 }])).toEqual({});
  });
});
