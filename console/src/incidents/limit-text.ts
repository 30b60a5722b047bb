import type { IncidentOut } from '../../../src/http/incidents/incidents.schema.js';
import type { Severity } from '../alerts/severity.js';
import { formatDuration } from '../format/duration.js';

export type TimeToLimit = IncidentOut['timeToLimit'][number];

/** Less time than this asks for action at once. */
const soonS = 5 * 60;

/** `in 5 min`, `passed`, `not approached`. */
export function timeToLimitText({ inSeconds }: TimeToLimit): string {
  if (inSeconds === null) return 'not approached';
  return inSeconds === 0 ? 'passed' : `in ${formatDuration(inSeconds * 1000)}`;
}

export function limitLevel({ inSeconds }: TimeToLimit): Severity {
  if (inSeconds === null) return 'info';
  return inSeconds < soonS ? 'critical' : 'warning';
}

/** The limit that matters next: the nearest that is not passed yet; when all are, the highest. */
export function nextLimit(limits: readonly TimeToLimit[]): TimeToLimit | undefined {
  const ascending = [...limits].sort((a, b) => a.limitC - b.limitC);
  return ascending.find(({ inSeconds }) => inSeconds !== 0) ?? ascending.at(-1);
}
