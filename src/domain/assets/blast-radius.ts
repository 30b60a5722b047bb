import type { Asset } from './asset.js';

/** An asset that suffers when another one fails. */
export interface Dependant {
  readonly asset: Asset;
  /** How the nearest device on the way reaches it. */
  readonly through: 'power' | 'cooling' | 'containment';
  /** Number of steps from the failed device. */
  readonly distance: number;
}

/** What the search asks of a site model. */
export interface DependencyGraph {
  find(id: string): Asset | undefined;
  children(id: string): readonly Asset[];
  fedBy(id: string): readonly Asset[];
  cooledBy(id: string): readonly Asset[];
  racksOfZone(zone: string): readonly Asset[];
}

/**
 * Everything that depends on a device, by breadth-first search over power feeds, heat paths, cooling zones and
 * containment. An asset with a second feed or a redundant CRAH is still a dependant: it has lost its spare.
 */
export function blastRadius(model: DependencyGraph, id: string): readonly Dependant[] {
  const seen = new Set([id]);
  const found: Dependant[] = [];
  let frontier = [id];
  for (let distance = 1; frontier.length > 0; distance += 1) {
    const next: string[] = [];
    for (const { asset, through } of frontier.flatMap((from) => directDependants(model, from))) {
      if (seen.has(asset.id)) continue;
      seen.add(asset.id);
      found.push({ asset, through, distance });
      next.push(asset.id);
    }
    frontier = next;
  }
  return found;
}

function directDependants(model: DependencyGraph, id: string): Pick<Dependant, 'asset' | 'through'>[] {
  const device = model.find(id);
  const cooledRacks =
    device?.kind === 'crah' && device.coolingZone !== null ? model.racksOfZone(device.coolingZone) : [];
  return [
    ...model.children(id).map((asset) => ({ asset, through: 'containment' as const })),
    ...model.fedBy(id).map((asset) => ({ asset, through: 'power' as const })),
    ...[...model.cooledBy(id), ...cooledRacks].map((asset) => ({ asset, through: 'cooling' as const })),
  ];
}
