import type { DetectionRule } from '../domain/detection/settings/detector-settings.js';
import type { SettingsInForce } from '../domain/detection/settings/settings-in-force.js';
import type { ExplainedSettings } from '../domain/detection/settings/settings-resolver.js';
import type { SeriesDescriptor } from '../domain/telemetry/series.js';
import { FollowedFile, type FileSource, type FollowedStatus } from './followed-file.js';
import type { Reporting } from './store-telemetry.js';

/** The file that rules come from, as it was read at the start. */
export type DetectionSource = FileSource<readonly DetectionRule[]>;

/** Which settings hold in this process. */
export interface SettingsStatus extends FollowedStatus {
  readonly rules: readonly DetectionRule[];
}

/** Keeps the settings of detectors as their file says, while the service runs. */
export class DetectionSettings {
  readonly #file: FollowedFile<readonly DetectionRule[]>;

  constructor(
    private readonly inForce: SettingsInForce,
    source: DetectionSource | undefined,
    reporting: Reporting,
  ) {
    const gauges = { generation: 'detection_settings_generation', refused: 'detection_settings_refused' } as const;
    const take = (rules: readonly DetectionRule[]) => inForce.replace(rules);
    this.#file = new FollowedFile(source, { what: 'detection settings', gauges, take }, reporting);
  }

  get status(): SettingsStatus {
    return { ...this.#file.status, rules: this.inForce.rules };
  }

  /** What holds for the series, and the rules that say so. */
  explain(series: SeriesDescriptor): ExplainedSettings {
    return this.inForce.resolver.explain(series);
  }

  /** Reads the file and takes it when it has changed and stays as it is. To be called regularly. */
  look(): Promise<void> {
    return this.#file.look();
  }
}
