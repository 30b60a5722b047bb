import { HIGHEST_LONG_RUN_SCORE } from '../detectors/seasonal-band/long-run.js';
import { breachOf } from '../settings/limit-breach.js';
import type { ExplainedSettings } from '../settings/settings-resolver.js';
import { ruleBehind, settingOfBreach } from './rule-behind.js';

/** A point and what was said of it, in the series' unit. Expected value and band are NaN while a detector warms up. */
export interface JudgedPoint {
  readonly at: number;
  readonly value: number;
  readonly score: number;
  readonly expected: number;
  readonly lower: number;
  readonly upper: number;
}

/** Which part of the judgement made a score what it is. `rule`: the rule of the settings that it comes from, if one does. */
export type SpeakingPart =
  /** Beyond a limit that somebody has set. */
  | {
      readonly kind: 'limit';
      readonly level: 'warning' | 'critical';
      readonly side: 'above' | 'below';
      readonly limit: number;
      readonly rule: string | undefined;
    }
  /** Outside what the sensor can measure. */
  | {
      readonly kind: 'valid-range';
      readonly side: 'above' | 'below';
      readonly limit: number;
      readonly rule: string | undefined;
    }
  /** It repeats one value to the last digit. */
  | { readonly kind: 'stuck' }
  /** `times`: the distance from the expected value, as a multiple of what the band allows on that side. */
  | {
      readonly kind: 'band';
      readonly side: 'above' | 'below';
      readonly times: number;
      readonly rule: string | undefined;
    }
  /** Single points are within the band, but they have been off to one side for minutes. */
  | { readonly kind: 'drift'; readonly side: 'above' | 'below'; readonly rule: string | undefined }
  /** Single points are within the band, but what they make up is not as usual: how much the series trembles, or a slow drift. */
  | { readonly kind: 'long-run'; readonly rule: string | undefined }
  /** Of a device's deviation from its class: the metrics that fit least, the worst first, at the time (epoch ms) of the newest judgement. */
  | { readonly kind: 'joint'; readonly metrics: readonly string[]; readonly at: number }
  /** Its device, or a part of it, reports nothing. Both times in ms. */
  | { readonly kind: 'silence'; readonly lastedMs: number; readonly usuallyEveryMs: number }
  /** The detector does not know the series yet, or knows nothing of the time after a gap. */
  | { readonly kind: 'learning' }
  /** Settings turn the detector off. */
  | { readonly kind: 'off'; readonly rule: string | undefined }
  /** Nothing is wrong with it. */
  | { readonly kind: 'normal' };

const anomalousAt = 1;
/** Stores keep scores in single precision. */
const rounding = 1e-6;

/** The part that speaks in a point. Settings are those of now: what held when it was judged is not kept. */
export function speakingPartOf(point: JudgedPoint, explained: ExplainedSettings): SpeakingPart {
  const { value, score, expected, lower, upper } = point;
  const breach = breachOf(value, explained.settings);
  if (breach && score >= anomalousAt) {
    const { kind, side, limit } = breach;
    const rule = explained.origins[settingOfBreach(breach)];
    return kind === 'invalid'
      ? { kind: 'valid-range', side, limit, rule }
      : { kind: 'limit', level: kind, side, limit, rule };
  }
  if (score < anomalousAt || Number.isNaN(score)) return quietPart(point, explained);
  if (lower === upper) return { kind: 'stuck' };
  const rule = ruleBehind(value, explained);
  const side = value < expected ? 'below' : 'above';
  if (value >= lower && value <= upper) {
    // A drift of minutes that is as slight as this cannot be told from what the long run shows.
    const highest = HIGHEST_LONG_RUN_SCORE * explained.settings.sensitivity;
    return score <= highest * (1 + rounding) ? { kind: 'long-run', rule } : { kind: 'drift', side, rule };
  }
  return { kind: 'band', side, times: timesAllowed(point), rule };
}

function quietPart({ expected }: JudgedPoint, { settings, origins }: ExplainedSettings): SpeakingPart {
  if (settings.detector === 'off') return { kind: 'off', rule: origins.detector };
  return Number.isNaN(expected) ? { kind: 'learning' } : { kind: 'normal' };
}

/** How far a value is from what was expected, 1 at the edge of the band. */
export function timesAllowed({ value, expected, lower, upper }: JudgedPoint): number {
  const allowed = value < expected ? expected - lower : upper - expected;
  return Math.abs(value - expected) / allowed;
}
