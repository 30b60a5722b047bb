import { breachOf, type LimitBreach } from '../settings/limit-breach.js';
import type { SettingName } from '../settings/detector-settings.js';
import type { ExplainedSettings } from '../settings/settings-resolver.js';

/** Settings that shape the band, from the one that changes most to the one that changes least. */
const bandSettings = ['sensitivity', 'minDeviation', 'minDeviationShare', 'direction'] as const;

/** The setting that holds the bound of a breach. */
export function settingOfBreach({ kind, side }: LimitBreach): SettingName {
  if (kind === 'invalid') return side === 'above' ? 'validMax' : 'validMin';
  if (kind === 'critical') return side === 'above' ? 'criticalAbove' : 'criticalBelow';
  return side === 'above' ? 'warningAbove' : 'warningBelow';
}

/** The name of the rule that makes such a value trouble, or shapes the band that it left; undefined where none does. */
export function ruleBehind(value: number, { settings, origins }: ExplainedSettings): string | undefined {
  const breach = breachOf(value, settings);
  if (breach) return origins[settingOfBreach(breach)];
  const shaping = bandSettings.find((name) => origins[name] !== undefined);
  return shaping && origins[shaping];
}
