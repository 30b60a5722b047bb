import { isName } from './series.js';

/** First word of a device that no alias knows. */
export interface DeviceSighting {
  readonly assetId: string;
  readonly source: string;
  readonly hints: Readonly<Record<string, string>>;
}

/** Tags in which devices tell where they stand and what they are. */
const hintTags: Readonly<Record<string, string>> = {
  rack: 'rack',
  row: 'row',
  room: 'room',
  datacenter: 'datacenter',
  serial: 'serial',
  model: 'model',
  modelName: 'model',
  'host.type': 'model',
  kind: 'kind',
};

/**
 * Remembers which unknown devices have been seen, and hands out each new one once. What a device says of its own
 * place is kept as a hint; it never overrides the site model.
 */
export class DeviceDiscovery {
  readonly #seen = new Set<string>();
  #fresh: DeviceSighting[] = [];

  /** Devices recorded by an earlier run. */
  load(assetIds: Iterable<string>): void {
    for (const assetId of assetIds) this.#seen.add(assetId);
  }

  notice(assetId: string, source: string, labels: ReadonlyMap<string, string>): void {
    if (this.#seen.has(assetId)) return;
    this.#seen.add(assetId);
    const hints: Record<string, string> = {};
    for (const [tag, hint] of Object.entries(hintTags)) {
      const value = labels.get(tag);
      if (value !== undefined && value !== '' && isName(value)) hints[hint] = value;
    }
    this.#fresh.push({ assetId, source, hints });
  }

  /** Devices seen for the first time since the last call. If recording them fails, give them back with `keepNew`. */
  takeNew(): readonly DeviceSighting[] {
    const fresh = this.#fresh;
    this.#fresh = [];
    return fresh;
  }

  keepNew(sightings: readonly DeviceSighting[]): void {
    this.#fresh = [...sightings, ...this.#fresh];
  }
}
