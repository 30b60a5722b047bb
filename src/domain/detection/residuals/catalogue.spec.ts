import { describe, expect, it } from '@jest/globals';
import { demoSite } from '../../../../test/builders/twin.js';
import { isResidual, metricDefinition } from '../../telemetry/metric-catalogue.js';
import { residualKinds, residualsOf } from './catalogue.js';

const { model } = demoSite();

describe('the residuals of the demo site', () => {
  it('are there for every thing that has a balance', () => {
    const counts: Record<string, number> = {};
    for (const { metric } of residualsOf(model)) counts[metric] = (counts[metric] ?? 0) + 1;
    expect(counts).toEqual({
      'dc.rack.temperature_rise_residual': 24,
      'dc.rack.inlet_mixing_residual': 24,
      'dc.pdu.power_residual': 8,
      'dc.ups.loss_residual': 4,
      'dc.ups.battery_time_residual': 4,
      'dc.crah.supply_temperature_residual': 8,
      'dc.crah.air_cooling_residual': 8,
      'dc.crah.filter_pressure_residual': 8,
      'dc.crah.airflow_residual': 8,
      'dc.crah.fan_speed_residual': 8,
      'dc.chiller.power_residual': 2,
      'dc.server.fan_speed_residual': 216,
    });
  });

  it('are made of measured series alone, so that nothing goes round in circles', () => {
    const read = residualsOf(model).flatMap(({ inputs }) => inputs.flatMap(({ metrics }) => metrics));
    expect(read.filter(isResidual)).toEqual([]);
  });

  it.each(residualKinds.map(({ metric }) => metric))(
    '%s is in the metric catalogue, unbounded on both sides',
    (metric) => {
      expect(isResidual(metric)).toBe(true);
      expect(metricDefinition(metric)).not.toHaveProperty('min');
      expect(metricDefinition(metric)?.resolution).toBeGreaterThan(0);
    },
  );
});

describe('a balance', () => {
  const readingOf = (metric: string, assetId: string, values: readonly number[]) => {
    const kind = residualKinds.find((candidate) => candidate.metric === metric);
    const subject = kind?.subjects(model).find((candidate) => candidate.assetId === assetId);
    return subject?.read(Float64Array.from(values));
  };
  const rack = (...values: number[]) => readingOf('dc.rack.temperature_rise_residual', 'hall-1-rack-01', values);

  it('of a rack is its rise against P / (rho cp V): 5 kW in 0.4 m3/s of air are 10.3 K', () => {
    const reading = rack(20, 30.5, 5_000, 0.4);
    expect(reading?.measured).toBeCloseTo(10.5, 6);
    expect(reading?.terms[0]).toBeCloseTo(10.32, 2);
  });

  it('of a rack without airflow says nothing', () => {
    expect(rack(20, 30, 5_000, 0)).toBeUndefined();
  });

  it('of a PDU says nothing while the other feed is lost and its load has moved here', () => {
    const servers = new Array<number>(54).fill(300);
    const pdu = (own: number, other: number) =>
      readingOf('dc.pdu.power_residual', 'hall-1-pdu-a1', [own, other, ...servers]);
    expect(pdu(8_000, 8_200)?.measured).toBe(8_000);
    expect(pdu(16_200, 0)).toBeUndefined();
    expect(pdu(0, 16_200)).toBeUndefined();
  });

  it('of a chiller at rest says nothing', () => {
    expect(readingOf('dc.chiller.power_residual', 'chiller-1', [0, 0, 10, 24, 24])).toBeUndefined();
  });
});
