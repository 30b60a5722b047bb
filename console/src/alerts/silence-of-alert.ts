import type { AlertOut } from '../../../src/http/alerts/alerts.schema.js';
import type { Matchers } from '../../../src/http/quiet/silences.schema.js';
import { literalPattern } from '../quiet/literal-pattern.js';

type SeriesOfAlert = Pick<AlertOut, 'assetId' | 'metric' | 'component' | 'kind'>;

/** The like of the alert: the same kind on the same series, whatever its severity. */
export function silenceOfAlert({ assetId, metric, component, kind }: SeriesOfAlert): Matchers {
  return {
    asset: [literalPattern(assetId)],
    metric: [literalPattern(metric)],
    component: [literalPattern(component)],
    alertKind: [kind],
  };
}
