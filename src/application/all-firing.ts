import type { AcknowledgedAlert, AlertLog, AlertQuery } from '../ports/alert-log.js';

const PAGE = 500;

/** All alerts that the log holds as firing, newest start first. */
export function allFiring(alertLog: Pick<AlertLog, 'list'>): Promise<readonly AcknowledgedAlert[]> {
  return everyPage(alertLog, { states: ['firing'] });
}

/** All alerts of the log that ended at this event time or later, newest start first. */
export function allEndedFrom(alertLog: Pick<AlertLog, 'list'>, ms: number): Promise<readonly AcknowledgedAlert[]> {
  return everyPage(alertLog, { states: ['resolved'], endedFromMs: ms });
}

async function everyPage(
  alertLog: Pick<AlertLog, 'list'>,
  query: Pick<AlertQuery, 'states' | 'endedFromMs'>,
): Promise<readonly AcknowledgedAlert[]> {
  const found: AcknowledgedAlert[] = [];
  for (;;) {
    const last = found.at(-1);
    const before = last ? { before: { startsAt: last.startsAt, id: last.id } } : {};
    const page = await alertLog.list({ ...query, limit: PAGE, ...before });
    found.push(...page);
    if (page.length < PAGE) return found;
  }
}
