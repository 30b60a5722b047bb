import { describe, expect, it } from '@jest/globals';
import { type EventShape, similarEvents } from './similar-events.js';

const hourMs = 3_600_000;
const monday = Date.UTC(2026, 0, 5, 14);
const present: EventShape = { seriesId: 1, startsAt: monday, resolvedAt: monday + hourMs, peakScore: 4 };

function anEvent(over: Partial<EventShape> = {}): EventShape {
  const startsAt = over.startsAt ?? monday - 72 * hourMs;
  return { seriesId: 1, startsAt, resolvedAt: startsAt + hourMs, peakScore: 4, ...over };
}

const ranked = (...past: EventShape[]) =>
  similarEvents(present, past, { most: 5, now: monday + hourMs }).map(({ event }) => past.indexOf(event));

describe('Past events like one', () => {
  it('come with the one of the same size, length and time of day first', () => {
    const twin = anEvent();
    const stronger = anEvent({ peakScore: 10 });
    const longer = anEvent({ resolvedAt: monday - 72 * hourMs + 6 * hourMs });
    const atNight = anEvent({ startsAt: monday - 60 * hourMs });
    expect(ranked(stronger, longer, atNight, twin)[0]).toBe(3);
    expect(similarEvents(present, [twin], { most: 1, now: monday })[0]?.distance).toBe(0);
  });

  it('prefer the same series to another of its kind', () => {
    expect(ranked(anEvent({ seriesId: 2 }), anEvent())).toEqual([1, 0]);
  });

  it('leave out what is nothing like it, and are at most as many as asked for', () => {
    expect(ranked(anEvent({ peakScore: 900 }))).toEqual([]);
    const many = Array.from({ length: 9 }, () => anEvent());
    expect(ranked(...many)).toHaveLength(5);
  });

  it('compare one that goes on by the time it has lasted', () => {
    const open = anEvent({ startsAt: monday, resolvedAt: undefined });
    expect(similarEvents(present, [open], { most: 1, now: monday + hourMs })[0]?.distance).toBe(0);
  });
});
