import type { SiteModel } from '../domain/assets/site-model.js';
import { DerivationBank, type DerivedPoint } from '../domain/detection/derived/derivation-bank.js';
import type { Deriver } from '../domain/detection/derived/deriver.js';
import type { SeriesRegistry } from '../domain/telemetry/series-registry.js';
import type { TelemetryBatch } from '../domain/telemetry/telemetry-batch.js';

/** The derivers of the site as it is now: when the site changes they are built anew and keep what they have learned. */
export class Derivation {
  #site: SiteModel;
  #bank: DerivationBank;

  constructor(
    private readonly registry: SeriesRegistry,
    private readonly site: () => SiteModel,
    private readonly deriversOf: (site: SiteModel) => readonly Deriver[],
  ) {
    this.#site = site();
    this.#bank = new DerivationBank(registry, deriversOf(this.#site));
  }

  /** Takes a batch in; gives what can be derived now. */
  take(batch: TelemetryBatch): readonly DerivedPoint[] {
    this.#followSite();
    return this.#bank.take(batch);
  }

  snapshot(): Uint8Array {
    return this.#bank.snapshot();
  }

  /** Goes on from a snapshot; damaged bytes are `incompatible_data`. Its series must be registered. */
  restore(bytes: Uint8Array): void {
    this.#bank.restore(bytes);
  }

  #followSite(): void {
    const site = this.site();
    if (site === this.#site) return;
    const state = this.#bank.snapshot();
    this.#site = site;
    this.#bank = new DerivationBank(this.registry, this.deriversOf(site));
    this.#bank.restore(state);
  }
}
