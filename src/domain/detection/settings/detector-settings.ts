/** On which side of the expected value trouble lies. */
export const directions = ['both', 'high', 'low'] as const;
export type Direction = (typeof directions)[number];

/**
 * How a series is judged. Values are in the metric's unit; `null` stands for none. Limits and the valid range hold
 * whatever the detector has got used to, and also where it is off.
 */
export interface DetectorSettings {
  /** `off`: only limits and the valid range are judged. The series is learned nonetheless. */
  readonly detector: 'on' | 'off';
  readonly direction: Direction;
  /** The band is this many times narrower, and scores as much higher. */
  readonly sensitivity: number;
  /** A smaller distance from the expected value is not anomalous. Below the metric's resolution nothing ever is. */
  readonly minDeviation: number;
  /** The same as a share of the expected value. */
  readonly minDeviationShare: number;
  /** A value below or above is a fault of the sensor: anomalous at once, and nothing is learned from it. */
  readonly validMin: number | null;
  readonly validMax: number | null;
  readonly warningAbove: number | null;
  readonly criticalAbove: number | null;
  readonly warningBelow: number | null;
  readonly criticalBelow: number | null;
  /** Whether limits that the device itself states hold where no rule sets the bound. */
  readonly deviceLimits: 'on' | 'off';
}

/** In the order in which people read them. */
export const settingNames = [
  'detector',
  'direction',
  'sensitivity',
  'minDeviation',
  'minDeviationShare',
  'validMin',
  'validMax',
  'warningAbove',
  'criticalAbove',
  'warningBelow',
  'criticalBelow',
  'deviceLimits',
] as const satisfies readonly (keyof DetectorSettings)[];
export type SettingName = (typeof settingNames)[number];

/** Which series a rule is for. All conditions must hold; of the patterns (`*`, `?`) in one, one is enough. */
export interface SeriesMatch {
  readonly metric?: readonly string[] | undefined;
  /** Kind of the asset, such as `crah` or `server`. */
  readonly kind?: readonly string[] | undefined;
  /** Id of the asset, or of what holds it. */
  readonly asset?: readonly string[] | undefined;
  readonly room?: readonly string[] | undefined;
  readonly component?: readonly string[] | undefined;
}

/** What holds for the series that it matches. */
export interface DetectionRule {
  /** How people find it: its name, or its place in the file. */
  readonly name: string;
  readonly match: SeriesMatch;
  readonly set: Partial<DetectorSettings>;
}
