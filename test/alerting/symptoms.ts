import type { Alert } from '../../src/domain/alerting/alert.js';
import { anAlert, noon } from './builders.js';

/** An alert of an asset whose trouble began some seconds after noon; its id is asset, metric and onset. */
export function aSymptom(assetId: string, metric: string, seconds: number, over: Partial<Alert> = {}): Alert {
  const startsAt = noon + seconds * 1000;
  return anAlert({
    id: `${assetId} ${metric} ${seconds}`,
    assetId,
    metric,
    startsAt,
    firedAt: startsAt + 20_000,
    severity: 'warning',
    summary: `${metric} of ${assetId} is unusual`,
    ...over,
  });
}

export const fanStops = (crah: string, seconds: number, over: Partial<Alert> = {}) =>
  aSymptom(crah, 'dc.crah.fan_speed', seconds, { value: 0, expected: 0.9, severity: 'critical', ...over });

export const inletWarms = (rack: string, seconds: number, over: Partial<Alert> = {}) =>
  aSymptom(rack, 'dc.rack.inlet_temperature', seconds, { value: 26, expected: 21, unit: 'Cel', ...over });

export const pduDies = (pdu: string, seconds: number, over: Partial<Alert> = {}) =>
  aSymptom(pdu, 'dc.pdu.power', seconds, { value: 0, expected: 14_000, unit: 'W', severity: 'critical', ...over });

export const pduCarriesMore = (pdu: string, seconds: number, over: Partial<Alert> = {}) =>
  aSymptom(pdu, 'dc.pdu.power', seconds, { value: 28_000, expected: 14_000, unit: 'W', ...over });

/** The alert as it stands once it is over. */
export function over(alert: Alert, seconds: number): Alert {
  return { ...alert, state: 'resolved', resolvedAt: noon + seconds * 1000 };
}
