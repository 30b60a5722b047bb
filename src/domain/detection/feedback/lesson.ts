/** What an operator says of an alert. `withdrawn` takes back what was said before. */
export const feedbackVerdicts = ['not-anomaly', 'real', 'withdrawn'] as const;
export type FeedbackVerdict = (typeof feedbackVerdicts)[number];

/** An excursion that an operator has judged, as the detector of its series is told of it: the alert as it was known then. */
export interface Lesson {
  readonly verdict: FeedbackVerdict;
  /** When the excursion began, in event time (epoch ms). */
  readonly startsAt: number;
  /** The gravest value, what was expected beside it, and the highest score. */
  readonly value: number;
  readonly expected: number;
  readonly peakScore: number;
}

/** Single precision, in which alerts state what was expected. */
const ROUNDING = 1e-6;

/** How far the value was from what was expected; 0 when the series was stuck, and lay where it was expected. */
export function deviationOf({ value, expected }: Pick<Lesson, 'value' | 'expected'>): number {
  const deviation = value - expected;
  return Math.abs(deviation) > ROUNDING * Math.abs(value) ? deviation : 0;
}
