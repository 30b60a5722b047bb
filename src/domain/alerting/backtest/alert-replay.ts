import type { DetectorName } from '../../detection/catalogue.js';
import { DetectorBank } from '../../detection/detector-bank.js';
import type { SettingsInForce } from '../../detection/settings/settings-in-force.js';
import type { SeriesRegistry } from '../../telemetry/series-registry.js';
import type { TelemetryBatch } from '../../telemetry/telemetry-batch.js';
import { AlertBook } from '../alert-book.js';
import type { Alert } from '../alert.js';
import { valuesOfScored } from '../scored-values.js';

/** What series are judged by. */
export interface JudgedBy {
  readonly detector: DetectorName;
  readonly settings: SettingsInForce;
}

/**
 * The alerts that stored points would have raised: the detectors and the state machine of the live service, from a cold
 * start. Give it the points from some days before those that matter, for the detectors to know the series by then. Points of
 * a series must come in ascending time; those of several series may come one series after the other.
 */
export class AlertReplay {
  readonly #bank: DetectorBank;
  readonly #book: AlertBook;
  /** By id, as each stood when something was last said of it. */
  readonly #raised = new Map<string, Alert>();

  constructor(registry: SeriesRegistry, { detector, settings }: JudgedBy) {
    this.#bank = new DetectorBank(registry, detector, settings);
    this.#book = new AlertBook(registry, settings);
  }

  /** Every alert that fired so far, in the order in which they did. */
  get raised(): readonly Alert[] {
    return [...this.#raised.values()];
  }

  take(batch: TelemetryBatch): void {
    const scores = this.#bank.score(batch);
    for (const alert of this.#book.advance(scores, valuesOfScored(scores, batch))) this.#raised.set(alert.id, alert);
  }
}
