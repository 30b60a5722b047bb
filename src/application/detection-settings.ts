import type { DetectionRule } from '../domain/detection/settings/detector-settings.js';
import type { SettingsInForce } from '../domain/detection/settings/settings-in-force.js';
import type { ExplainedSettings } from '../domain/detection/settings/settings-resolver.js';
import { DomainError } from '../domain/errors.js';
import type { SeriesDescriptor } from '../domain/telemetry/series.js';
import type { Reporting } from './store-telemetry.js';

/** The file that rules come from, as it was read at the start. */
export interface DetectionSource {
  readonly file: string;
  readonly text: string;
  readonly rules: readonly DetectionRule[];
  /** Throws `invalid_configuration` when the file cannot be read. */
  readonly read: () => Promise<string>;
  /** Throws `invalid_configuration` when the text is not valid as a whole. */
  readonly parse: (text: string) => readonly DetectionRule[];
}

/** Which settings hold in this process. */
export interface SettingsStatus {
  readonly file: string | undefined;
  /** How many contents of the file this process has taken since its start, the first one included; 0 without a file. */
  readonly generation: number;
  /** Epoch ms at which these rules were taken. */
  readonly since: number;
  /** Why the newest content of the file is not in force; undefined when it is. */
  readonly refusal: string | undefined;
  readonly rules: readonly DetectionRule[];
}

/**
 * Keeps the settings of detectors as their file says, while the service runs. A new content is taken once it has been read
 * twice alike, so that a file is not taken while it is being written, and only as a whole: a bad one leaves the rules as
 * they are, which is logged once and shown by a gauge.
 */
export class DetectionSettings {
  #generation: number;
  #since: number;
  #refusal: string | undefined;
  #taken: string | undefined;
  #seen: string | undefined;

  constructor(
    private readonly inForce: SettingsInForce,
    private readonly source: DetectionSource | undefined,
    private readonly reporting: Reporting,
  ) {
    this.#generation = source ? 1 : 0;
    this.#since = reporting.clock.now();
    this.#taken = source?.text;
    this.#seen = source?.text;
    this.#publish();
  }

  get status(): SettingsStatus {
    return {
      file: this.source?.file,
      generation: this.#generation,
      since: this.#since,
      refusal: this.#refusal,
      rules: this.inForce.rules,
    };
  }

  /** What holds for the series, and the rules that say so. */
  explain(series: SeriesDescriptor): ExplainedSettings {
    return this.inForce.resolver.explain(series);
  }

  /** Reads the file and takes it when it has changed and stays as it is. To be called regularly. */
  async look(): Promise<void> {
    if (!this.source) return;
    try {
      const text = await this.source.read();
      const isSettled = text === this.#seen;
      this.#seen = text;
      if (text === this.#taken) this.#refusal = undefined;
      else if (isSettled) this.#take(text, this.source.parse(text));
    } catch (error) {
      if (!(error instanceof DomainError) || error.code !== 'invalid_configuration') throw error;
      this.#refuse(error.message);
    }
    this.#publish();
  }

  #take(text: string, rules: readonly DetectionRule[]): void {
    this.inForce.replace(rules);
    this.#taken = text;
    this.#refusal = undefined;
    this.#generation += 1;
    this.#since = this.reporting.clock.now();
    this.reporting.log.info('detection settings taken', {
      file: this.source?.file,
      generation: this.#generation,
      rules: rules.length,
    });
  }

  #refuse(why: string): void {
    if (why === this.#refusal) return;
    this.#refusal = why;
    this.reporting.log.error('detection settings refused, the old ones hold', {
      file: this.source?.file,
      generation: this.#generation,
      error: why,
    });
  }

  #publish(): void {
    const { metrics } = this.reporting;
    metrics.gauge('detection_settings_generation', {}, this.#generation);
    metrics.gauge('detection_settings_refused', {}, this.#refusal === undefined ? 0 : 1);
  }
}
