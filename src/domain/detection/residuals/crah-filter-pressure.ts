import { numberAttribute } from '../../assets/asset.js';
import type { ResidualKind } from './residual-kind.js';

/** Below this share of the rated flow the drop is within the noise of its sensor. */
const LEAST_FLOW_SHARE = 0.1;

/**
 * The pressure drop of a filter grows with the square of the flow (resistance of turbulent flow): dP = c V². What is above
 * that is dirt, however fast the fan turns. The resistance is remembered for a month, so it is that of a filter as changed.
 */
export const crahFilterPressure: ResidualKind = {
  metric: 'dc.crah.filter_pressure_residual',
  weights: [85],
  memoryDays: 30,
  subjects: (site) =>
    site.ofKind('crah').map((crah) => {
      const ratedFlow = numberAttribute(crah, 'airflowM3PerS', 2);
      return {
        assetId: crah.id,
        inputs: [
          { assetId: crah.id, metrics: ['dc.crah.filter_pressure_drop'], over: 'mean' },
          { assetId: crah.id, metrics: ['dc.crah.airflow'], over: 'sum' },
        ],
        ratings: [ratedFlow],
        read: ([dropPa = NaN, flow = NaN]) => {
          const share = flow / ratedFlow;
          return share > LEAST_FLOW_SHARE ? { measured: dropPa, terms: [share ** 2] } : undefined;
        },
      };
    }),
};
