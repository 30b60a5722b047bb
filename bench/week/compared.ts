import type { IncidentDetailOut, IncidentOut } from '../../src/http/incidents/incidents.schema.js';
import { allItems } from '../../test/e2e/api-call.js';
import type { RunningService } from '../../test/e2e/plenum-process.js';

/** What two runs over the same telemetry must say alike of an incident. */
export type IncidentStory = Pick<
  IncidentDetailOut,
  'id' | 'state' | 'severity' | 'title' | 'causeAssetId' | 'startsAt' | 'resolvedAt'
> & { readonly members: readonly string[] };

/** All incidents that were not merged into others, with the ids of their alerts, by start. */
export async function incidentStories(service: RunningService): Promise<readonly IncidentStory[]> {
  const incidents = await allItems<IncidentOut>(new URL('/api/v1/incidents?limit=1000', service.url));
  const stories: IncidentStory[] = [];
  for (const { id, state, severity, title, causeAssetId, startsAt, resolvedAt } of incidents) {
    const { members } = (await service.get(`/api/v1/incidents/${id}`)) as IncidentDetailOut;
    const ids = members.map((member) => member.id).sort();
    stories.push({ id, state, severity, title, causeAssetId, startsAt, resolvedAt, members: ids });
  }
  return stories.sort((a, b) => (a.startsAt < b.startsAt ? -1 : a.startsAt > b.startsAt ? 1 : a.id < b.id ? -1 : 1));
}

/** How many of the first are not in the second in just these words. */
export function differing<T>(ones: readonly T[], others: readonly T[]): readonly T[] {
  const known = new Set(others.map((other) => JSON.stringify(other)));
  return ones.filter((one) => !known.has(JSON.stringify(one)));
}
