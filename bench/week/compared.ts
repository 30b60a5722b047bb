import type { IncidentDetailOut, IncidentOut } from '../../src/http/incidents/incidents.schema.js';
import { allItems } from '../../test/e2e/api-call.js';
import type { RunningService } from '../../test/e2e/plenum-process.js';

/** What two runs over the same telemetry must say alike of an incident. Its id comes from whichever alert was heard of first. */
export type IncidentStory = Pick<
  IncidentDetailOut,
  'state' | 'severity' | 'title' | 'causeAssetId' | 'startsAt' | 'resolvedAt'
> & {
  /** Ids of its alerts, in the order in which they fired. */
  readonly members: readonly string[];
};

/** All incidents that were not merged into others, by the first of their alerts. */
export async function incidentStories(service: RunningService): Promise<readonly IncidentStory[]> {
  const incidents = await allItems<IncidentOut>(new URL('/api/v1/incidents?limit=1000', service.url));
  const stories: IncidentStory[] = [];
  for (const { id, state, severity, title, causeAssetId, startsAt, resolvedAt } of incidents) {
    const { members } = (await service.get(`/api/v1/incidents/${id}`)) as IncidentDetailOut;
    const ids = members.map((member) => member.id);
    stories.push({ state, severity, title, causeAssetId, startsAt, resolvedAt, members: ids });
  }
  return stories.sort((one, other) => (firstOf(one) < firstOf(other) ? -1 : 1));
}

/** How many of the first are not in the second in just these words. */
export function differing<T>(ones: readonly T[], others: readonly T[]): readonly T[] {
  const known = new Set(others.map((other) => JSON.stringify(other)));
  return ones.filter((one) => !known.has(JSON.stringify(one)));
}

/** A line for each incident of which the modes do not say the same, naming what it is. */
export function disagreements(embedded: readonly IncidentStory[], distributed: readonly IncidentStory[]): string[] {
  const known = new Map([...embedded, ...distributed].map((story) => [firstOf(story), story]));
  return [...known].flatMap(([first, { startsAt, title, members }]) => {
    const [here, there] = [embedded, distributed].map((stories) => stories.find((story) => firstOf(story) === first));
    if (here && there) return differences(here, there);
    return [`only ${here ? 'embedded' : 'distributed'}: ${startsAt} ${title} (${members.length} alerts)`];
  });
}

function firstOf({ members }: IncidentStory): string {
  return members[0] ?? '';
}

function differences(here: IncidentStory, there: IncidentStory): string[] {
  const { members: ours, ...one } = here;
  const { members: theirs, ...other } = there;
  const fields = Object.keys(one) as readonly (keyof typeof one)[];
  const told = fields
    .filter((field) => one[field] !== other[field])
    .map((field) => `${field} ${one[field]} / ${other[field]}`);
  const [gone, come] = [differing(ours, theirs).length, differing(theirs, ours).length];
  if (gone + come > 0) told.push(`${gone} alerts only embedded, ${come} only distributed`);
  return told.length === 0 ? [] : [`${here.startsAt} ${here.title}: embedded / distributed: ${told.join('; ')}`];
}
