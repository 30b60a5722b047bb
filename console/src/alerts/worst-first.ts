import type { AlertOut } from '../../../src/http/alerts/alerts.schema.js';

const rank = { critical: 0, warning: 1, info: 2 } as const;

/** By severity, then the oldest first: what came first is nearest to the cause. Nothing moves as scores grow. */
export function worstFirst(alerts: readonly AlertOut[]): readonly AlertOut[] {
  return [...alerts].sort(
    (a, b) => rank[a.severity] - rank[b.severity] || a.startsAt.localeCompare(b.startsAt) || a.id.localeCompare(b.id),
  );
}
