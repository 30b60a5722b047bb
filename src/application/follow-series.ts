import type { SeriesRegistry } from '../domain/telemetry/series-registry.js';
import type { SeriesCatalogue } from '../ports/series-catalogue.js';

/**
 * Registers the series that other processes have brought up, by asking the catalogue for what came after the last look.
 * What this process registers itself in between does not move that place: its ids have gaps.
 */
export class FollowSeries {
  #upToId = 0;

  constructor(
    private readonly catalogue: Pick<SeriesCatalogue, 'load'>,
    private readonly registry: SeriesRegistry,
  ) {}

  async look(): Promise<void> {
    const found = await this.catalogue.load(this.#upToId);
    this.registry.load(found);
    this.#upToId = Math.max(this.#upToId, found.at(-1)?.id ?? 0);
  }
}
