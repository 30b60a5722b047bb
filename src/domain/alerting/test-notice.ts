import type { AlertNotice } from './alert-notice.js';
import type { AlertSeverity } from './alert.js';
import { alertIdOf, fingerprintOf } from './fingerprint.js';

/** What a receiver is told when somebody wants to see whether it works. `at` is the time of the test (epoch ms). */
export function testNotice(receiver: string, severity: AlertSeverity, at: number): AlertNotice {
  const fingerprint = fingerprintOf('anomaly', `test of receiver ${receiver}`);
  return {
    id: alertIdOf(fingerprint, at),
    fingerprint,
    kind: 'anomaly',
    state: 'firing',
    severity,
    seriesId: 0,
    assetId: 'plenum',
    metric: '',
    component: '',
    simulated: false,
    startsAt: at,
    firedAt: at,
    resolvedAt: undefined,
    peakScore: 1,
    value: Number.NaN,
    expected: Number.NaN,
    unit: '',
    summary: `Test of receiver ${receiver}: nothing is wrong`,
  };
}
