import { numberAttribute } from '../../assets/asset.js';
import type { ResidualKind } from './residual-kind.js';

const LEAST_FAN_SPEED = 0.1;

/**
 * On one system curve a fan's flow is proportional to its speed (fan affinity law, ASHRAE Handbook, HVAC Systems and
 * Equipment): V = k n. Less than that is a filter that fills up, a damper that closes or a belt that slips.
 */
export const crahAirflow: ResidualKind = {
  metric: 'dc.crah.airflow_residual',
  weights: [1],
  memoryDays: 30,
  subjects: (site) =>
    site.ofKind('crah').map((crah) => {
      const ratedFlow = numberAttribute(crah, 'airflowM3PerS', 2);
      return {
        assetId: crah.id,
        inputs: [
          { assetId: crah.id, metrics: ['dc.crah.airflow'], over: 'sum' },
          { assetId: crah.id, metrics: ['dc.crah.fan_speed'], over: 'mean' },
        ],
        ratings: [ratedFlow],
        read: ([flow = NaN, speed = NaN]) =>
          speed > LEAST_FAN_SPEED ? { measured: flow, terms: [speed * ratedFlow], drivers: [speed] } : undefined,
      };
    }),
};
