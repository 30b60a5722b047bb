import type { Site } from '../../assets/site.js';
import type { Effects } from '../faults/effects.js';
import { Noise } from '../noise.js';
import type { Plant } from '../plant.js';
import { crahSensors, plantSensors } from './cooling-sensors.js';
import { rackSensors, serverSensors } from './it-sensors.js';
import { pduSensors, upsSensors } from './power-sensors.js';
import { display, type Sensor } from './sensor.js';
import { type SiteMeter, siteSensors } from './site-sensors.js';

/** All sensors of a plant. Each draws its noise in every reading, so a silent neighbour changes nobody's noise. */
export class SensorBank {
  readonly sensors: readonly Sensor[];
  readonly #noise: Noise;
  readonly #byAsset = new Map<string, number[]>();
  /** Servers by rack. */
  readonly #inRack: ReadonlyMap<string, readonly string[]>;

  constructor(site: Site, plant: Plant, { seed, meter }: { seed: number; meter: SiteMeter }) {
    this.#noise = new Noise(seed, 'sensors');
    this.sensors = [
      ...siteSensors(site, plant.weather, plant.zones, meter),
      ...plant.crahs.flatMap(crahSensors),
      ...plantSensors(plant.chillers),
      ...plant.power.upses.flatMap(upsSensors),
      ...plant.power.pdus.flatMap(pduSensors),
      ...plant.racks.flatMap(rackSensors),
      ...plant.servers.flatMap(serverSensors),
    ];
    this.#inRack = new Map(plant.racks.map(({ id, servers }) => [id, servers.map(({ design }) => design.id)]));
    this.sensors.forEach(({ assetId }, index) => {
      const known = this.#byAsset.get(assetId);
      if (known) known.push(index);
      else this.#byAsset.set(assetId, [index]);
    });
  }

  /** Metrics measured on an asset, its main one first. */
  metricsOf(assetId: string): readonly string[] {
    return [...new Set(this.#indicesOf(assetId).flatMap((index) => this.sensors[index]?.metric ?? []))];
  }

  read(values: Float64Array, effects: Effects): void {
    this.sensors.forEach((sensor, i) => {
      values[i] = display(sensor.read(), sensor.accuracy, this.#noise.gaussian());
    });
    for (const { assetId, metric, show } of effects.distortions) {
      const index = this.#indicesOf(assetId).find((candidate) => this.sensors[candidate]?.metric === metric);
      const measured = index === undefined ? undefined : values[index];
      if (index !== undefined && measured !== undefined) values[index] = show(measured);
    }
    const inSilentRacks = [...effects.silentRacks].flatMap((rack) => [rack, ...(this.#inRack.get(rack) ?? [])]);
    for (const assetId of [...effects.silent, ...inSilentRacks]) {
      for (const index of this.#indicesOf(assetId)) values[index] = Number.NaN;
    }
  }

  save(): number[] {
    return this.#noise.save();
  }

  restore(saved: readonly number[]): void {
    this.#noise.restore(saved);
  }

  #indicesOf(assetId: string): readonly number[] {
    return this.#byAsset.get(assetId) ?? [];
  }
}
