import type { AcknowledgedAlert, AlertLog } from '../ports/alert-log.js';

const PAGE = 500;

/** All alerts that the log holds as firing, newest start first. */
export async function allFiring(alertLog: Pick<AlertLog, 'list'>): Promise<readonly AcknowledgedAlert[]> {
  const firing: AcknowledgedAlert[] = [];
  for (;;) {
    const last = firing.at(-1);
    const before = last ? { before: { startsAt: last.startsAt, id: last.id } } : {};
    const page = await alertLog.list({ states: ['firing'], limit: PAGE, ...before });
    firing.push(...page);
    if (page.length < PAGE) return firing;
  }
}
