/** What an operator says of alerts; the detectors of their series learn of it. */
export interface FeedbackIn {
  readonly verdict: 'real' | 'not-anomaly';
  readonly comment?: string;
}

export interface FeedbackEntry {
  readonly id: string;
  readonly at: string;
  readonly by: string;
  readonly verdict: 'real' | 'not-anomaly' | 'withdrawn';
  readonly comment: string;
  /** The roll-back that took it out of what the detectors know. */
  readonly undoneBy: string | null;
}

export interface FeedbackOut {
  /** What was said last; null when nothing was, or it was withdrawn. */
  readonly verdict: 'real' | 'not-anomaly' | null;
  /** Newest first. */
  readonly history: readonly FeedbackEntry[];
}
