import type { Alert } from '../alert.js';

/**
 * Of alerts in the order in which they fired, the one with which something came to hold that holds of all of them, if
 * that is owed to alerts that are new; undefined when none is, as then only what was known has become worse, and no alert
 * tells when. Tries as many beginnings of the list as bisection needs: eleven for a storm of 2,000.
 */
export function tippingAlert(
  members: readonly Alert[],
  isNew: (alert: Alert) => boolean,
  holdsOf: (beginning: readonly Alert[]) => boolean,
): Alert | undefined {
  const firstNew = members.findIndex(isNew);
  if (firstNew < 0 || !holdsOf(members)) return undefined;
  let before = firstNew;
  let since = members.length;
  while (since - before > 1) {
    const middle = Math.floor((before + since) / 2);
    if (holdsOf(members.slice(0, middle))) since = middle;
    else before = middle;
  }
  return members[since - 1];
}
