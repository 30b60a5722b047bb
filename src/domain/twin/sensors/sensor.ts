import type { CatalogueMetric } from '../../telemetry/metric-catalogue.js';

/** One measured quantity of the twin. */
export interface Sensor {
  readonly assetId: string;
  readonly metric: CatalogueMetric;
  readonly component: string;
  /** The true value now. */
  readonly read: () => number;
  /** Standard deviation of its noise and the step of its display, in the metric's unit. */
  readonly accuracy: Accuracy;
}

export interface Accuracy {
  readonly deviation: number;
  readonly resolution: number;
  /** Lowest value that it can show; ratios and powers do not go below zero. */
  readonly min: number;
}

/** Rounds a noisy reading the way a device does. */
export function display(value: number, { deviation, resolution, min }: Accuracy, gaussian: number): number {
  // A thing that is off reads exactly zero: noise is added to what flows, not to nothing.
  const noisy = min === 0 && value === 0 ? 0 : value + deviation * gaussian;
  return Math.max(min, roundTo(noisy, resolution));
}

/** Dividing by a whole number of steps per unit gives the shortest decimal, which multiplying by 0.1 does not. */
function roundTo(value: number, resolution: number): number {
  if (resolution >= 1) return Math.round(value / resolution) * resolution;
  const stepsPerUnit = Math.round(1 / resolution);
  return Math.round(value * stepsPerUnit) / stepsPerUnit;
}

/** Steps for building sensors: `sense(assetId)('dc.rack.power', () => ...)`. */
export function sense(assetId: string) {
  return (metric: CatalogueMetric, read: () => number, component = ''): Sensor => ({
    assetId,
    metric,
    component,
    read,
    accuracy: accuracyOf(metric),
  });
}

const cold = Number.NEGATIVE_INFINITY;

/** What sensors in data centres usually achieve, by metric; by unit where a metric is not listed. */
const byMetric: Partial<Record<CatalogueMetric, Accuracy>> = {
  'system.cpu.utilization': { deviation: 0.004, resolution: 0.001, min: 0 },
  'system.memory.utilization': { deviation: 0.001, resolution: 0.001, min: 0 },
  'hw.host.power': { deviation: 2, resolution: 1, min: 0 },
  'hw.host.ambient_temperature': { deviation: 0.12, resolution: 0.25, min: cold },
  'hw.host.outlet_temperature': { deviation: 0.2, resolution: 0.25, min: cold },
  'hw.fan.speed': { deviation: 25, resolution: 10, min: 0 },
  'hw.gpu.temperature': { deviation: 0.4, resolution: 1, min: cold },
  'hw.gpu.speed': { deviation: 3e6, resolution: 15e6, min: 0 },
  'hw.gpu.power': { deviation: 1.5, resolution: 0.1, min: 0 },
  'dc.pdu.current': { deviation: 0.08, resolution: 0.1, min: 0 },
  'dc.crah.filter_pressure_drop': { deviation: 0.8, resolution: 0.5, min: 0 },
  'dc.chiller.cop': { deviation: 0.04, resolution: 0.01, min: 0 },
  'dc.chiller.flow': { deviation: 1e-5, resolution: 1e-5, min: 0 },
  'dc.tower.water_flow': { deviation: 4e-7, resolution: 1e-7, min: 0 },
  'dc.ups.input_frequency': { deviation: 0.008, resolution: 0.01, min: 0 },
  'dc.ups.battery_time_left': { deviation: 2, resolution: 1, min: 0 },
  'dc.ups.on_battery': { deviation: 0, resolution: 1, min: 0 },
  'dc.ups.battery_charge': { deviation: 0, resolution: 0.01, min: 0 },
  'dc.site.pue': { deviation: 0, resolution: 0.001, min: 0 },
};

function accuracyOf(metric: CatalogueMetric): Accuracy {
  const listed = byMetric[metric];
  if (listed) return listed;
  if (metric.includes('temperature') || metric.endsWith('setpoint') || metric.endsWith('dew_point')) {
    return { deviation: metric.endsWith('setpoint') ? 0 : 0.08, resolution: 0.1, min: cold };
  }
  if (metric.includes('power')) return { deviation: 12, resolution: 10, min: 0 };
  if (metric.includes('voltage')) return { deviation: 0.35, resolution: 0.1, min: 0 };
  if (metric.includes('airflow')) return { deviation: 0.006, resolution: 0.001, min: 0 };
  return { deviation: 0.003, resolution: 0.001, min: 0 };
}
