import { severities } from './severity.js';
import type { Severity } from './severity.js';

/** An alert, or an incident. */
interface Trouble {
  readonly id: string;
  readonly severity: Severity;
  readonly startsAt: string;
}

/** By severity, then the oldest first: what came first is nearest to the cause. Nothing moves as scores grow. */
export function worstFirst<T extends Trouble>(troubles: readonly T[]): readonly T[] {
  const rank = ({ severity }: Trouble) => severities.indexOf(severity);
  return [...troubles].sort(
    (a, b) => rank(a) - rank(b) || a.startsAt.localeCompare(b.startsAt) || a.id.localeCompare(b.id),
  );
}
