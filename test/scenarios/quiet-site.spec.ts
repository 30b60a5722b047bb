import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { WatchedSite } from '../../bench/detection/watched-site.js';
import { parseSite } from '../../src/config/load-site.js';

const file = 'test/scenarios/one-row.yaml';
const site = parseSite(readFileSync(file, 'utf8'), file);

/** Real: twin, detectors, alert rules. Not there: bus, store, wall clock. The demo site, ten times as large, is measured by the bench. */
describe('A site on which nothing is wrong', () => {
  // From a Friday morning, so that a weekend begins.
  const watched = new WatchedSite(site, { seed: 5, startMs: Date.UTC(2026, 4, 8, 10) });

  it('raises next to nothing about its first day, in which jobs start and end for the first time', () => {
    expect(watched.series).toBeGreaterThan(150);
    expect(fired(watched.backfill(26)).length).toBeLessThanOrEqual(1);
  });

  it('raises nothing when one-minute history turns into ten-second life', () => {
    expect(fired(watched.live(3600))).toEqual([]);
  });

  it('raises next to nothing in the working day that follows', () => {
    expect(fired(watched.live(8 * 3600)).length).toBeLessThanOrEqual(1);
  }, 60_000);
});

function fired(changes: readonly { state: string; summary: string }[]): string[] {
  return changes.filter(({ state }) => state === 'firing').map(({ summary }) => summary);
}
