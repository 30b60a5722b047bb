import type { FaultBoard } from './faults/fault-board.js';
import type { Plant } from './plant.js';
import type { Stateful } from './stateful.js';

/** Everything that a twin needs to go on where it stopped; plain JSON. */
export interface TwinState {
  readonly seed: number;
  readonly now: number;
  readonly random: { readonly process: number[]; readonly sensors: number[] };
  readonly faults: ReturnType<FaultBoard['save']>;
  /** State of each piece of equipment by its name, so that a site may gain and lose some between runs. */
  readonly parts: Readonly<Record<string, number[]>>;
}

export function partsOf(plant: Plant): Record<string, number[]> {
  return Object.fromEntries(stateful(plant).map(([name, part]) => [name, part.save()]));
}

export function restoreParts(plant: Plant, saved: Readonly<Record<string, number[]>>): void {
  for (const [name, part] of stateful(plant)) {
    const state = saved[name];
    if (state) part.restore(state);
  }
}

function stateful(plant: Plant): [string, Stateful][] {
  return [
    ['weather', plant.weather],
    ['chillers', plant.chillers],
    ...[...plant.demands].map(([name, demand]): [string, Stateful] => [`workload:${name}`, demand]),
    ...plant.zones.map((zone): [string, Stateful] => [`zone:${zone.id}`, zone]),
    ...plant.racks.map((rack): [string, Stateful] => [rack.id, rack]),
    ...plant.crahs.map((crah): [string, Stateful] => [crah.design.id, crah]),
    ...plant.servers.map((server): [string, Stateful] => [server.design.id, server]),
    ...plant.power.upses.map((ups): [string, Stateful] => [ups.design.id, ups]),
  ];
}
