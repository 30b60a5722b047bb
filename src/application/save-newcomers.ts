import type { DeviceDiscovery } from '../domain/telemetry/device-discovery.js';
import type { SeriesRegistry } from '../domain/telemetry/series-registry.js';
import type { Clock } from '../ports/clock.js';
import type { DiscoveredDevices } from '../ports/discovered-devices.js';
import type { SeriesCatalogue } from '../ports/series-catalogue.js';

/**
 * Saves the series and devices that telemetry has brought up, before any point of theirs is published: a point whose
 * series id means nothing after a restart would be lost.
 */
export class SaveNewcomers {
  /** Saves run one after the other, because a request may use a series that another one is still saving. */
  #latest: Promise<void> | undefined;

  constructor(
    private readonly registry: SeriesRegistry,
    private readonly catalogue: Pick<SeriesCatalogue, 'save'>,
    private readonly discovery: DeviceDiscovery,
    private readonly devices: DiscoveredDevices,
    private readonly clock: Clock,
  ) {}

  /**
   * Resolves when every series registered and every device noticed before the call is saved. When that fails it
   * rejects with the adapter's error, and what was not saved waits for the next call.
   */
  async save(): Promise<void> {
    const turn = this.#latest ? this.#latest.then(this.#saveNow, this.#saveNow) : this.#saveNow();
    this.#latest = turn;
    try {
      await turn;
    } finally {
      if (this.#latest === turn) this.#latest = undefined;
    }
  }

  readonly #saveNow = async (): Promise<void> => {
    await this.#saveSeries();
    await this.#recordDevices();
  };

  async #saveSeries(): Promise<void> {
    const series = this.registry.takeUnsaved();
    if (series.length === 0) return;
    try {
      await this.catalogue.save(series);
    } catch (error) {
      this.registry.keepUnsaved(series);
      throw error;
    }
  }

  async #recordDevices(): Promise<void> {
    const sightings = this.discovery.takeNew();
    if (sightings.length === 0) return;
    const firstSeenAt = this.clock.now();
    try {
      await this.devices.record(sightings.map((sighting) => ({ ...sighting, firstSeenAt, adoption: undefined })));
    } catch (error) {
      this.discovery.keepNew(sightings);
      throw error;
    }
  }
}
