import { readFile } from 'node:fs/promises';
import type { CoolingControl, Site } from '../domain/assets/site.js';
import { SiteModel } from '../domain/assets/site-model.js';
import { siteProblems } from '../domain/assets/site-problems.js';
import type { WorkloadProfile } from '../domain/assets/workload.js';
import { DomainError, messageOf } from '../domain/errors.js';
import { addOthers, addPlant, addSiteLevel, AssetList } from './site-assets.js';
import { addRoom } from './site-rooms.js';
import { SiteFile } from './site.schema.js';
import { type PlacedProblem, YamlText } from './yaml-text.js';

/** Reads and checks a `site.yaml`. Throws `invalid_configuration` that names every problem with its line and path. */
export async function loadSite(file: string): Promise<Site> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    throw new DomainError(
      'invalid_configuration',
      `The site file ${file} cannot be read (${messageOf(error)}). Give the path of a site.yaml; sites/demo.yaml is an example.`,
      { cause: error, details: { file } },
    );
  }
  return parseSite(text, file);
}

/** The site described by the text of a `site.yaml`; `file` is its name in error messages. */
export function parseSite(text: string, file: string): Site {
  const source = new YamlText({ path: file, kind: 'site file', docs: 'docs/site.md' }, text);
  const content = source.parse(SiteFile);
  const list = new AssetList();
  addSiteLevel(list, content);
  const coolers = addPlant(list, content);
  content.rooms?.forEach((room, i) => addRoom(list, content, room, ['rooms', i], coolers));
  addOthers(list, content);
  const model = new SiteModel(list.assets, zoneNeedsOf(content));
  const problems = distinct([...list.problems, ...referenceProblems(list, content), ...zoneProblems(model, content)]);
  if (problems.length > 0) throw source.refuse(problems);
  return {
    name: content.name,
    timezone: content.timezone,
    location: content.location ?? { latitude: 50, longitude: 0, altitudeM: 0 },
    model,
    workloads: workloadsOf(content),
    coolingControl: coolingControlOf(content),
  };
}

/** Where a wrong reference of an asset stands below the place of the asset. */
const fieldKeys = {
  id: 'id',
  parentId: 'parent',
  feeds: 'feeds',
  coolingZone: 'zone',
  workloads: 'workloads',
  aliases: 'aliases',
} as const;

function referenceProblems(list: AssetList, file: SiteFile): PlacedProblem[] {
  return siteProblems(list.assets, new Set(Object.keys(file.workloads))).map(({ index, field, message }) => {
    const place = list.places[index] ?? { path: [] };
    const inherited = field === 'feeds' || field === 'coolingZone' ? place[field] : undefined;
    return { path: inherited ?? [...place.path, fieldKeys[field]], message };
  });
}

/** Each problem of a place once, though a whole range of racks may repeat it. */
function distinct(problems: readonly PlacedProblem[]): PlacedProblem[] {
  return [...new Map(problems.map((problem) => [`${problem.path.join('.')} ${problem.message}`, problem])).values()];
}

function zoneNeedsOf({ cooling }: SiteFile): ReadonlyMap<string, number> {
  return new Map(Object.entries(cooling?.zones ?? {}).map(([zone, { needs }]) => [zone, needs]));
}

/** Zones that no CRAH cools, and zones that need more than they have. */
function zoneProblems(model: SiteModel, file: SiteFile): PlacedProblem[] {
  return [...zoneNeedsOf(file)].flatMap(([zone, needs]) => {
    const units = model.crahsOfZone(zone).length;
    if (units === 0) return [{ path: ['cooling', 'zones', zone], message: `no CRAH cools the zone "${zone}"` }];
    const message = `the zone has ${units} CRAH${units === 1 ? '' : 's'}; it cannot need more`;
    return needs > units ? [{ path: ['cooling', 'zones', zone, 'needs'], message }] : [];
  });
}

function workloadsOf(file: SiteFile): ReadonlyMap<string, WorkloadProfile> {
  return new Map(Object.entries(file.workloads).map(([name, workload]) => [name, { name, ...workload }]));
}

function coolingControlOf(file: SiteFile): CoolingControl | undefined {
  const control = file.cooling?.control;
  if (!control) return undefined;
  const { riseK, ...rest } = control;
  return riseK ? { ...rest, riseK } : rest;
}
