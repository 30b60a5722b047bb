import { clearVerdict, type Verdict } from '../detector.js';
import type { DetectorSettings } from './detector-settings.js';
import { breachOf, type LimitBreach } from './limit-breach.js';

/** The least score of a value beyond a bound. That of the grave ones lets an alert fire without its usual hold. */
const breachScores: Record<LimitBreach['kind'], number> = { invalid: 3, critical: 3, warning: 1 };

/**
 * Turns what a detector says of a value into what the settings make of it; the direction is the detector's own matter.
 * A distance from the expected value that is less than the minimum lowers the score below 1, as it would if the band
 * were that wide. Answers whether the value may be learned: one outside the valid range may not.
 */
export function applySettings(verdict: Verdict, value: number, settings: DetectorSettings): boolean {
  if (settings.detector === 'off') clearVerdict(verdict);
  else if (verdict.upper > verdict.lower) adjustBand(verdict, value, settings);
  const breach = breachOf(value, settings);
  if (!breach) return true;
  verdict.score = Math.max(verdict.score, breachScores[breach.kind]);
  // Where no band is known yet, the bound is what was expected.
  if (Number.isNaN(verdict.expected)) verdict.expected = verdict.lower = verdict.upper = breach.limit;
  return breach.kind !== 'invalid';
}

/** A band that is one value says that the series is stuck: a matter of time, to which no width applies. */
function adjustBand(verdict: Verdict, value: number, settings: DetectorSettings): void {
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
