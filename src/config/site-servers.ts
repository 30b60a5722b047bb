import { type Asset, numberAttribute } from '../domain/assets/asset.js';
import { type AssetList, identity, Numbering } from './site-assets.js';
import type { YamlPath } from './yaml-text.js';
import type { ServerEntry, SiteFile } from './site.schema.js';

/** The servers of one rack, and where they and the rack's feeds are written. */
export interface ServersOfRack {
  readonly rack: Asset;
  readonly entries: readonly ServerEntry[];
  readonly path: YamlPath;
  readonly feedsPath: YamlPath;
}

/** Mounts servers from the bottom up. One workload for each server: a range takes turns through its list. */
export function addServers(list: AssetList, file: SiteFile, { rack, entries, path, feedsPath }: ServersOfRack): void {
  const numbers = new Numbering(`${rack.id}-server`, 2);
  const heightU = numberAttribute(rack, 'heightU', 42);
  let nextU = 1;
  entries.forEach((entry, i) => {
    const type = list.typeOf(file.serverTypes, entry.type, [...path, i, 'type']);
    if (!type) return;
    nextU = entry.fromU ?? nextU;
    let topU = 0;
    for (const member of numbers.members(entry)) {
      const known = {
        ...identity(member),
        kind: 'server',
        parentId: rack.id,
        rackUnit: nextU,
        feeds: rack.feeds,
        workloads: turn(entry.workloads ?? [], member.index),
        attributes: { ...type.attributes, ...entry.attributes, ...powerOf(type) },
      };
      list.add([...path, i], known, { feeds: feedsPath });
      topU = nextU + type.heightU - 1;
      nextU += Math.max(entry.everyU ?? 0, type.heightU);
    }
    if (topU > heightU) {
      const message = `the servers of "${rack.id}" reach rack unit ${topU} and it has ${heightU}`;
      list.problems.push({ path: [...path, i], message });
    }
  });
}

function turn(workloads: readonly string[], index: number): string[] {
  const mine = workloads[index % Math.max(1, workloads.length)];
  return mine === undefined ? [] : [mine];
}

function powerOf(type: SiteFile['serverTypes'][string]): Asset['attributes'] {
  const { heightU, idlePowerW, maxPowerW, gpus } = type;
  const own = { heightU, idlePowerW, maxPowerW };
  if (!gpus) return own;
  return { ...own, gpus: gpus.count, gpuIdlePowerW: gpus.idlePowerW, gpuMaxPowerW: gpus.maxPowerW };
}
