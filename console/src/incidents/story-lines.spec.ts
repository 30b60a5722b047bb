import { describe, expect, it } from '@jest/globals';
import type { IncidentDetailOut } from '../../../src/http/incidents/incidents.schema.js';
import { storyLines } from './story-lines.js';
import type { TimelineEntry } from './story-lines.js';

const at = (second: number) => new Date(Date.parse('2026-01-01T00:00:00Z') + second * 1000).toISOString();

/** An incident in which these assets had an alert, each at its second after the start; its kind is the id without number. */
function incident(onsets: readonly (readonly [asset: string, second: number])[], notes: readonly TimelineEntry[] = []) {
  const members = onsets.map(([assetId, second]) => ({ id: `${assetId} ${second}`, assetId }));
  const alerts = onsets.map(([assetId, second]) => ({
    at: at(second),
    kind: 'alert-fired' as const,
    text: `${assetId} warms`,
    alertId: `${assetId} ${second}`,
  }));
  const ids = [...new Set(members.map(({ assetId }) => assetId))];
  return {
    members,
    affected: ids.map((id) => ({ kind: id.replace(/-\d+$/, ''), assets: [id] })),
    timeline: [...notes, ...alerts],
  } as unknown as IncidentDetailOut;
}

describe('the story of an incident', () => {
  it('tells of a wave of alerts in one line for each kind of asset', () => {
    const servers = Array.from({ length: 50 }, (_, i) => [`server-${i}`, 20 + (i % 10)] as const);
    const lines = storyLines(incident([['crah-1', 0], ['rack-1', 10], ['rack-2', 10], ['rack-2', 11], ...servers]));
    expect(lines.map(({ at: when, text }) => [when, text])).toEqual([
      [at(0), 'crah-1 warms'],
      [at(10), '3 alerts of 2 racks'],
      [at(20), '50 alerts of 50 servers'],
    ]);
    expect(lines.map(({ parts }) => parts.length)).toEqual([0, 3, 50]);
  });

  it('names the one asset of which many alerts came', () => {
    const onsets = [0, 1, 2, 3].map((second) => ['crah-1', second] as const);
    expect(storyLines(incident(onsets)).map(({ text }) => text)).toEqual(['4 alerts of crah-1']);
  });

  it('tells of the next wave, minutes later, in a line of its own', () => {
    const wave = (second: number) => [1, 2, 3].map((n) => [`rack-${n}`, second] as const);
    const lines = storyLines(incident([...wave(0), ...wave(300)]));
    expect(lines.map(({ at: when, text }) => [when, text])).toEqual([
      [at(0), '3 alerts of 3 racks'],
      [at(300), '3 alerts of 3 racks'],
    ]);
  });

  it('keeps every note as it is, however close', () => {
    const note = (kind: TimelineEntry['kind'], text: string) => ({ at: at(0), kind, text, alertId: null });
    const lines = storyLines(incident([], [note('opened', 'a'), note('cause', 'b'), note('severity', 'c')]));
    expect(lines.map(({ text }) => text)).toEqual(['a', 'b', 'c']);
  });
});
