import type { Asset } from './asset.js';

/** Something wrong with one asset of a site: its place in the list, the part concerned, and what to do. */
export interface SiteProblem {
  readonly index: number;
  readonly field: 'id' | 'parentId' | 'feeds' | 'coolingZone' | 'workloads' | 'aliases';
  readonly message: string;
}

const suppliers = ['pdu', 'ups', 'utility', 'generator', 'ats'];

/** All wrong references of a site: repeated ids and aliases, unknown or unfit devices, cycles, zones without cooling. */
export function siteProblems(assets: readonly Asset[], workloads: ReadonlySet<string>): readonly SiteProblem[] {
  const byId = new Map(assets.map((asset) => [asset.id, asset]));
  const cooledZones = new Set(assets.filter((asset) => asset.kind === 'crah').map((asset) => asset.coolingZone));
  return [
    ...repeatedNames(assets),
    ...assets.flatMap((asset, index) => [
      ...containment(asset, byId).map((message) => ({ index, field: 'parentId' as const, message })),
      ...power(asset, byId).map((message) => ({ index, field: 'feeds' as const, message })),
      ...(asset.kind === 'rack' && asset.coolingZone !== null && !cooledZones.has(asset.coolingZone)
        ? [{ index, field: 'coolingZone' as const, message: noCooling(asset.coolingZone, cooledZones) }]
        : []),
      ...asset.workloads
        .filter((name) => !workloads.has(name))
        .map((name) => ({ index, field: 'workloads' as const, message: unknown('workload', name, workloads) })),
    ]),
  ];
}

function repeatedNames(assets: readonly Asset[]): SiteProblem[] {
  const problems: SiteProblem[] = [];
  const owners = new Map<string, string>();
  assets.forEach(({ id }, index) => {
    if (owners.has(id)) problems.push({ index, field: 'id', message: `the id "${id}" is used twice; rename one` });
    owners.set(id, id);
  });
  assets.forEach((asset, index) => {
    for (const alias of asset.aliases) {
      const owner = owners.get(alias);
      if (owner !== undefined && owner !== asset.id) {
        problems.push({ index, field: 'aliases', message: `the alias "${alias}" already means "${owner}"` });
      }
      owners.set(alias, asset.id);
    }
  });
  return problems;
}

function containment(asset: Asset, byId: ReadonlyMap<string, Asset>): string[] {
  if (asset.parentId === null) return [];
  if (!byId.has(asset.parentId)) return [unknown('asset', asset.parentId, byId.keys())];
  return reaches(asset.id, (id) => [byId.get(id)?.parentId ?? []].flat())
    ? [`"${asset.id}" lies inside itself; break the cycle of parents`]
    : [];
}

function power(asset: Asset, byId: ReadonlyMap<string, Asset>): string[] {
  const messages = asset.feeds.flatMap(({ name, from }) => {
    const supplier = byId.get(from);
    if (!supplier) return [`feed ${name}: ${unknown('power device', from, supplierIds(byId))}`];
    return suppliers.includes(supplier.kind)
      ? []
      : [`feed ${name}: "${from}" is a ${supplier.kind}; name one of the kinds ${suppliers.join(', ')}`];
  });
  const [first, second] = asset.feeds;
  if (first && second && first.from === second.from) {
    messages.push(`feeds A and B both come from "${first.from}"; give them different devices or leave one out`);
  }
  if (reaches(asset.id, (id) => (byId.get(id)?.feeds ?? []).map((feed) => feed.from))) {
    messages.push(`"${asset.id}" feeds itself; break the cycle of feeds`);
  }
  return messages;
}

/** Whether following `next` from an id leads back to it. */
function reaches(start: string, next: (id: string) => readonly string[]): boolean {
  const seen = new Set<string>();
  const waiting = [...next(start)];
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    if (id === start) return true;
    if (seen.has(id)) continue;
    seen.add(id);
    waiting.push(...next(id));
  }
  return false;
}

function supplierIds(byId: ReadonlyMap<string, Asset>): string[] {
  return [...byId.values()].filter((asset) => suppliers.includes(asset.kind)).map((asset) => asset.id);
}

function noCooling(zone: string, cooledZones: ReadonlySet<string | null>): string {
  const known = [...cooledZones].filter((name) => name !== null);
  return `no CRAH cools the zone "${zone}"; zones with CRAHs: ${listOf(known)}`;
}

function unknown(what: string, name: string, known: Iterable<string>): string {
  return `there is no ${what} "${name}"; known: ${listOf([...known])}`;
}

/** At most eight names, so that a message about a large site stays readable. */
function listOf(names: readonly string[]): string {
  if (names.length === 0) return 'none';
  return names.length > 8 ? `${names.slice(0, 8).join(', ')}, … (${names.length})` : names.join(', ');
}
