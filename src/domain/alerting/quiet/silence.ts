import type { AlertMatch } from './alert-match.js';
import type { QuietSpan } from './quiet-span.js';

/** Receivers are not told of alerts that fit while it is active, as in Alertmanager. */
export interface Silence extends QuietSpan {
  readonly id: string;
  readonly matchers: AlertMatch;
  readonly comment: string;
  readonly createdBy: string;
  /** Epoch ms. */
  readonly createdAt: number;
}
