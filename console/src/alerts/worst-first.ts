import type { AlertOut } from '../../../src/http/alerts/alerts.schema.js';
import { severities } from './severity.js';

/** By severity, then the oldest first: what came first is nearest to the cause. Nothing moves as scores grow. */
export function worstFirst(alerts: readonly AlertOut[]): readonly AlertOut[] {
  const rank = ({ severity }: AlertOut) => severities.indexOf(severity);
  return [...alerts].sort(
    (a, b) => rank(a) - rank(b) || a.startsAt.localeCompare(b.startsAt) || a.id.localeCompare(b.id),
  );
}
