import type { DetectionSettingsOut } from '../../../src/http/detectors/detectors.schema.js';

type Rule = DetectionSettingsOut['rules'][number];

const words: Readonly<Record<keyof Rule['set'], string>> = {
  detector: 'detector',
  direction: 'direction',
  sensitivity: 'sensitivity',
  minDeviation: 'least deviation',
  minDeviationShare: 'least share of deviation',
  validMin: 'valid from',
  validMax: 'valid up to',
  warningAbove: 'warning above',
  criticalAbove: 'critical above',
  warningBelow: 'warning below',
  criticalBelow: 'critical below',
  deviceLimits: 'limits of the device',
};

/** `metric dc.rack.*, kind rack`; `all series` without a condition. */
export function matchText(match: Rule['match']): string {
  const conditions = Object.entries(match).map(([name, names]) => `${name} ${(names ?? []).join(' or ')}`);
  return conditions.length === 0 ? 'all series' : conditions.join(', ');
}

/** `warning above 27, critical above 32` in the units of the metric. */
export function setText(set: Rule['set']): string {
  const settings = Object.entries(set) as [keyof Rule['set'], string | number | null][];
  return settings.map(([name, value]) => `${words[name]} ${value ?? 'none'}`).join(', ');
}
