import { type IncidentNotice, noteOf } from '../domain/alerting/incidents/incident-notice.js';
import type { IncidentDeliveries } from '../ports/incident-deliveries.js';
import type { NoticeDelivery } from '../ports/notice-deliveries.js';

/**
 * Of what receivers want to hear, what is news to them: that an incident has reached further only to those who do not
 * know it yet, and that it has ended only to those who do.
 */
export async function newsToEach(
  wanted: readonly NoticeDelivery<IncidentNotice>[],
  deliveries: Pick<IncidentDeliveries, 'hearings'>,
): Promise<readonly NoticeDelivery<IncidentNotice>[]> {
  if (wanted.length === 0) return [];
  const hearings = await deliveries.hearings([...new Set(wanted.map(({ notice }) => notice.id))]);
  const known = new Set(hearings.map(({ receiver, incidentId }) => `${receiver} ${incidentId}`));
  return wanted.filter(({ notice, receiver }) => {
    const pair = `${receiver} ${notice.id}`;
    const isKnown = known.has(pair);
    const isTold = notice.state !== 'open' ? isKnown : noteOf(notice).kind !== 'spread' || !isKnown;
    if (isTold) known.add(pair);
    return isTold;
  });
}
