import type { AlertNotice } from './alert-notice.js';
import type { AlertSeverity } from './alert.js';
import { alertIdOf, fingerprintOf } from './fingerprint.js';
import type { IncidentNotice } from './incidents/incident-notice.js';

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

/** The same for a receiver that is told of incidents. */
export function testIncidentNotice(receiver: string, severity: AlertSeverity, at: number): IncidentNotice {
  const { id, assetId, summary } = testNotice(receiver, severity, at);
  return {
    id,
    state: 'open',
    mergedInto: undefined,
    severity,
    title: summary,
    causeAssetId: assetId,
    simulated: false,
    startsAt: at,
    quietAt: undefined,
    quietSeenAt: undefined,
    resolvedAt: undefined,
    notes: [{ at, kind: 'opened', text: summary }],
    report: {
      candidates: [],
      alertsByKind: {},
      assets: [assetId],
      workloads: [],
      redundancy: [],
      runbook: { causeKind: 'test', steps: ['Nothing: this is a test.'] },
      outlook: [],
    },
    noteIndex: 0,
  };
}
