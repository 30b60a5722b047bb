import { clearVerdict, type Verdict } from '../detector.js';
import type { DetectorSettings } from './detector-settings.js';
import { breachOf, type LimitBreach } from './limit-breach.js';

/** The least score of a value beyond a bound. That of the grave ones lets an alert fire without its usual hold. */
const breachScores: Record<LimitBreach['kind'], number> = { invalid: 3, critical: 3, warning: 1 };

/** Settings of a series, made ready for the hot path. */
export interface Treatment {
  readonly settings: DetectorSettings;
  /** A value from `safeMin` to `safeMax` is beyond no bound. */
  readonly safeMin: number;
  readonly safeMax: number;
  /** Whether the band is another than that of the detector. */
  readonly adjustsBand: boolean;
}

/** `resolution` of the metric: less than that is not anomalous to any detector, so asking for it adjusts nothing. */
export function treatmentOf(settings: DetectorSettings, resolution: number): Treatment {
  const { detector, sensitivity, minDeviation, minDeviationShare } = settings;
  const { validMin, criticalBelow, warningBelow, validMax, criticalAbove, warningAbove } = settings;
  const isAsIs = sensitivity === 1 && minDeviation <= resolution && minDeviationShare === 0;
  return {
    settings,
    safeMin: Math.max(...[validMin, criticalBelow, warningBelow].map((bound) => bound ?? -Infinity)),
    safeMax: Math.min(...[validMax, criticalAbove, warningAbove].map((bound) => bound ?? Infinity)),
    adjustsBand: detector === 'on' && !isAsIs,
  };
}

/**
 * Turns what a detector says of a value into what the settings make of it; the direction is the detector's own matter.
 * A distance from the expected value that is less than the minimum lowers the score below 1, as it would if the band
 * were that wide. Answers whether the value may be learned: one outside the valid range may not.
 */
export function applySettings(verdict: Verdict, value: number, treatment: Treatment): boolean {
  if (treatment.adjustsBand) adjustBand(verdict, value, treatment.settings);
  else if (treatment.settings.detector === 'off') clearVerdict(verdict);
  if (value >= treatment.safeMin && value <= treatment.safeMax) return true;
  const breach = breachOf(value, treatment.settings);
  if (!breach) return true;
  verdict.score = Math.max(verdict.score, breachScores[breach.kind]);
  // Where no band is known yet, the bound is what was expected.
  if (Number.isNaN(verdict.expected)) verdict.expected = verdict.lower = verdict.upper = breach.limit;
  return breach.kind !== 'invalid';
}

/** A band that is one value says that the series is stuck: a matter of time, to which no width applies. */
function adjustBand(verdict: Verdict, value: number, settings: DetectorSettings): void {
  if (!(verdict.upper > verdict.lower)) return;
  const { sensitivity, minDeviation, minDeviationShare } = settings;
  const { expected } = verdict;
  const below = expected - verdict.lower;
  const above = verdict.upper - expected;
  const least = Math.max(minDeviation, minDeviationShare * Math.abs(expected));
  if (least > 0) {
    // A detector may judge more than this one point, such as a drift: what its score stands for counts as well.
    const deviation = Math.max(Math.abs(value - expected), verdict.score * Math.max(below, above));
    verdict.score = Math.min(sensitivity * verdict.score, deviation / least);
  } else {
    verdict.score *= sensitivity;
  }
  verdict.lower = expected - Math.max(least, below / sensitivity);
  verdict.upper = expected + Math.max(least, above / sensitivity);
}
